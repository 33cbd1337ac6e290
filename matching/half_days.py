"""Nobody in two places at once: what one person holds may not want a half-day twice, with a bound on what that costs.

Exactly this is hard (it holds independent sets of half-days), so it is mended: of two openings of one person that want
the same half-day the less gainful one is barred to this person, and the auction is taken up again, until nothing
clashes. The optimum without the condition bounds the one with it.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Longs
from matching.kernels.half_days import gains_apart, giving_up, points_of
from matching.population import Population
from matching.refining import paired, settle_anew
from matching.region import Placement, Proof, Region, in_blocks, prove, sum_of_products
from matching.renewal import Kept, keep, look_again

MOST_ROUNDS: Final = 12


@dataclass(frozen=True)
class Clean:
    """A placement in which nobody's half-days clash.

    Attributes
    ----------
    objective, bound : int
        Points reached, and what no placement without clashes can exceed.
    is_allowed : bool
        Whether the scan of all pairs found every pair eligible and all limits kept.
    clashes : int
        How many pairs clashed before.
    rounds : int
    """

    placement: Placement
    objective: int
    bound: int
    is_allowed: bool
    clashes: int
    rounds: int

    @property
    def gap(self) -> float:
        """How much better another one could be at most, as a share."""
        return (self.bound - self.objective) / max(1, self.bound)


def without_clashes(region: Region, placement: Placement, proof: Proof) -> Clean:
    """Mend the clashes of a placement.

    Parameters
    ----------
    placement, proof
        As `metropolis.solve` gave them for the region.
    """
    kept, first = keep(region, placement), int(clashing(region, placement).sum())
    narrowed, rounds = region, 0
    while rounds < MOST_ROUNDS:
        bad = clashing(region, kept.placement)
        if not bad.any():
            break
        narrowed, kept = _mended(narrowed, kept, bad)
        rounds += 1
    left = clashing(region, kept.placement)
    found = replace(kept.placement, person=kept.placement.person[~left], opening=kept.placement.opening[~left])
    checked, bound = prove(narrowed, found), min(proof.bound, bound_apart(region, found.price))
    return Clean(found, checked.objective, bound, checked.is_allowed, first, rounds)


def bound_apart(region: Region, price: Longs) -> int:
    """Bound the points of every placement without clashes, from any prices not below zero."""
    people, openings = region.people, region.openings

    def part(first: int, last: int) -> int:
        args = (people, openings, region.table, openings.meaning, first, last, price, region.scale)
        return int(gains_apart(*args))

    gains = sum(in_blocks(len(people.max_posts), part))
    return (gains + sum_of_products(price, openings.headcount)) // region.scale


def _mended(region: Region, kept: Kept, bad: Bools) -> tuple[Region, Kept]:
    """Bar some pairs of a placement to their people and take the auction up again."""
    person, opening = kept.placement.person[bad], kept.placement.opening[bad]
    narrowed = replace(region, people=barring(region.people, person, opening))
    looked = look_again(narrowed, kept, np.unique(person).astype(np.int32))
    return narrowed, replace(
        looked,
        placement=settle_anew(
            narrowed.books(), narrowed.scale, kept.placement, *paired(narrowed, looked.offers, looked.deep)
        ),
    )


def clashing(region: Region, placement: Placement) -> Bools:
    """Mark the pairs to be given up: by person the less gainful ones that want a half-day held already."""
    gain = points(region, placement) * region.scale - placement.price[placement.opening]
    order = np.lexsort((placement.opening, -gain, placement.person))
    person = placement.person[order]
    marked = np.zeros(len(order), np.bool_)
    marked[order] = giving_up(person, region.openings.slots[placement.opening[order]])
    return marked


def points(region: Region, placement: Placement) -> Longs:
    """Score the pairs of a placement."""
    found = np.empty(len(placement.person), np.int64)
    pairs = (placement.person, placement.opening)
    points_of(region.people, region.openings, region.table, region.openings.meaning, *pairs, found)
    return found


def barring(people: Population, person: Index, opening: Index) -> Population:
    """Bar some openings to some people, beside those barred already."""
    owner = np.repeat(np.arange(len(people.barred_start) - 1), np.diff(people.barred_start))
    owners, barred = np.concatenate([owner, person]), np.concatenate([people.barred, opening])
    order = np.lexsort((barred, owners))
    starts = np.searchsorted(owners[order], np.arange(len(people.barred_start)))
    return people._replace(barred=barred[order].astype(np.int32), barred_start=starts.astype(np.int64))
