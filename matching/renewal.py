"""The region a week later: a few people or openings changed, the rest is taken up where it was, proved as before.

Kept are, beside who holds what and the prices, the openings of each person within reach of these prices. The auction
is taken up on them alone: unhappy people are released, posts with free seats lower their prices in reverse, people
bid again. The proof scans all pairs as ever; should it not close, everybody looks anew at the new prices, and should
that not do either, all is solved from nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Index, Ints
from matching.kernels.offers import Offers, no_offers
from matching.metropolis import prove_refined
from matching.refining import NEAR, look_at, paired, settle_anew, wide_enough
from matching.region import Placement, Proof, Region, prove

KEPT: Final = 16
"""How many openings are kept for each person."""
FEW: Final = 40
"""An opening that fewer people besides its holders are near to is kept for others too."""
KEPT_DEEP: Final = 12
DEEP: Final = 1_000_000
"""Such an opening is kept for who gains at most so many points less than nothing."""


@dataclass(frozen=True)
class Kept:
    """What is kept of a solved region.

    Attributes
    ----------
    placement : Placement
    offers : Offers
        Each person's openings near the prices.
    few : array of intp
        Openings few people are near to, ascending.
    deep : Offers
        Each person's openings among these few, far from the prices.
    """

    placement: Placement
    offers: Offers
    few: Index
    deep: Offers


def keep(region: Region, placement: Placement) -> Kept:
    """Look once more at everybody with the last prices, and keep what is near them."""
    offers = no_offers(len(region.people.max_posts), wide_enough(region, KEPT))
    everybody = np.arange(len(region.people.max_posts), dtype=np.int32)
    region.look(everybody, placement.price, offers, -NEAR * region.scale)
    seats = len(region.openings.headcount)
    kept = np.arange(offers.opening.shape[1]) < offers.size[:, None]
    near = np.bincount(offers.opening[kept], minlength=seats) - np.bincount(placement.opening, minlength=seats)
    few = np.flatnonzero((near < FEW) & (region.openings.headcount > 0))
    deep = no_offers(len(region.people.max_posts), KEPT_DEEP)
    look_at(region, few, everybody, placement, deep, -DEEP * region.scale)
    return Kept(placement, offers, few, deep)


def renew(region: Region, kept: Kept, changed: Ints) -> tuple[Kept, Proof]:
    """Solve a region of which some people have changed, starting from what was.

    Parameters
    ----------
    region : Region
        With the same openings and as many people, the changed ones in the rows of those they were before; `scale` may
        differ.
    changed : array of int32
        The rows that are not as they were.

    Returns
    -------
    Kept, Proof
        As good as solved from nothing.
    """
    kept = look_again(region, kept, changed)
    placement = settle_anew(region.books(), region.scale, kept.placement, *paired(region, kept.offers, kept.deep))
    proof = prove(region, placement)
    if proof.proved:
        return replace(kept, placement=placement), proof
    placement, proof = prove_refined(region, placement)
    return keep(region, placement), proof


def look_again(region: Region, kept: Kept, changed: Ints) -> Kept:
    """Let the changed people look at the prices as they are; the others' offers stand."""
    offers, deep = (Offers._make(column.copy() for column in one) for one in (kept.offers, kept.deep))
    region.look(changed, kept.placement.price, offers, -NEAR * region.scale)
    look_at(region, kept.few, changed, kept.placement, deep, -DEEP * region.scale)
    return replace(kept, offers=offers, deep=deep)
