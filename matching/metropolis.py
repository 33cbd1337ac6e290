"""The assignment of a whole region from its columns: the optimum over all eligible pairs, proved, no pair list kept.

Of a city, first rough prices, from an auction with great raises in which who may go to much looks at a sample. Then
everybody looks at all openings at these prices, and on what gains about as much as they cost the auction is taken up
exactly. A region of more people than that pays for is auctioned exactly at once. In the end every eligible pair is
scanned once more with the last prices, which proves how good the assignment is whatever was done before.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import numpy as np

from matching.bulk_auction import EXACT, ROUGH, Manner, batches, hold_auction
from matching.listing import solved_by_list
from matching.refining import refine
from matching.region import Placement, Proof, Region, placed, prove

LOWERED: Final = 20_000
"""By how many points rough prices are lowered: what is too dear costs more to mend than what is too cheap."""
MOST_REFINED: Final = 4
ROUGH_PAYS: Final = 300_000
"""Up to so many people rough prices pay; beyond, refining them looks at more pairs than one exact auction does."""


def solve(region: Region) -> tuple[Placement, Proof]:
    """Assign people to openings so that the points add up to the most, and prove it.

    Returns
    -------
    Placement, Proof
        The same for any number of threads. Where scores are so alike that bids are spent, the auction goes on with
        coarser raises and the proof tells how far the optimum can be.
    """
    if len(region.people.max_posts) <= ROUGH_PAYS:
        return prove_refined(region, roughly(region))
    return _exactly(region)


def roughly(region: Region) -> Placement:
    """Find prices, a little below what they will be, and who may hold what."""
    return lowered(auctioned(region, ROUGH), region.scale)


def lowered(found: Placement, scale: int) -> Placement:
    """Lower rough prices a little."""
    return replace(found, price=np.maximum(found.price - LOWERED * scale, 0))


def auctioned(region: Region, manner: Manner) -> Placement:
    """Hold an auction from prices of zero."""
    books, offers = region.books(), region.room()
    bids = hold_auction(region, books, offers, batches(region.people), manner)
    return placed(books, bids)


def prove_refined(region: Region, start: Placement) -> tuple[Placement, Proof]:
    """Refine a placement until nothing better exists; where that gets no farther, solve by the list of all pairs.

    Where they are too many for a list, an exact auction; where bids are spent in it too, the best that was found.
    """
    found = refinements(start, partial(refine, region), partial(prove, region))
    if found[-1][1].proved:
        return found[-1]
    listed = solved_by_list(region, found[-1][1].pairs)
    return best_of([*found, listed or _exactly(region)])


def refinements(
    start: Placement, refined: Callable[[Placement], Placement], proven: Callable[[Placement], Proof]
) -> list[tuple[Placement, Proof]]:
    """Refine a placement until nothing better exists, or that gets no farther; returns all that was found."""
    before, found = 1.0, []
    for _ in range(MOST_REFINED):
        start = refined(start)
        found.append((start, proven(start)))
        proof = found[-1][1]
        if proof.proved or proof.gap > before / 2:
            break
        before = proof.gap
    return found


def best_of(found: Sequence[tuple[Placement, Proof]]) -> tuple[Placement, Proof]:
    """Take the placement of the most points, and the prices of the lowest bound: any prices bound every placement."""
    placement, proof = max(found, key=lambda one: (one[1].is_allowed, one[1].objective))
    tightest, told = min(found, key=lambda one: one[1].bound)
    return replace(placement, price=tightest.price), replace(proof, bound=told.bound)


def _exactly(region: Region) -> tuple[Placement, Proof]:
    placement = auctioned(region, EXACT)
    return placement, prove(region, placement)
