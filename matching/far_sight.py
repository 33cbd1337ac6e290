"""People who may go to very many openings, narrowed to those that can be among their best at given prices, exactly."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from matching.arrays import Ints, Longs
from matching.kernels.far import Groups, worth_a_look
from matching.population import LISTS, NO_ORGANISATION, Openings
from matching.region import Placement, Region, in_blocks

FROM: Final = 20_000
"""With fewer openings all are scanned: grouping them costs more than it saves."""


def narrowed(region: Region, price: Longs, least: int, width: Ints, holding: Placement | None = None) -> Region:
    """Narrow everybody's reach to what can be among their best, and what they hold.

    Parameters
    ----------
    price : array of int64, shape (openings,)
        In points times the region's scale.
    least : int
        Only what can gain more than this counts.
    width : array of int32, shape (people,)
        How many of the best are asked for; nobody finds other ones than in the whole region, but for ties.
    holding : Placement, optional
        Who holds what; nobody holds anything when left out.
    """
    if len(price) < FROM:
        return region
    held = _holdings(holding, len(region.people.max_posts))
    groups = groups_of(region, price)
    args = (region.people, region.openings, region.table, groups)

    def part(first: int, last: int) -> tuple[Longs, Ints]:
        found: tuple[Longs, Ints] = worth_a_look(*args, first, last, price, region.scale, least, width, *held)
        return found

    found = in_blocks(len(region.people.max_posts), part)
    sizes = [np.diff(start) for start, _ in found]
    openings = np.concatenate([np.empty(0, np.int32), *(lists for _, lists in found)])
    start = np.concatenate([[0], np.cumsum(np.concatenate([np.empty(0, np.int64), *sizes]))])
    people = region.people._replace(reach_start=start, reach_from=openings, reach_to=openings + np.int32(1))
    return replace(region, people=people)


def _holdings(placement: Placement | None, people: int) -> tuple[Longs, Ints]:
    """Tell where the openings of each person begin, and the openings."""
    if placement is None:
        return np.zeros(people + 1, np.int64), np.zeros(0, np.int32)
    counts = np.bincount(placement.person, minlength=people)
    return np.concatenate([[0], np.cumsum(counts)]), placement.opening.astype(np.int32)


def groups_of(region: Region, price: Longs) -> Groups:
    """Put the openings into groups at given prices, and find their runs of territory and their units."""
    openings = region.openings
    keys = [openings.skill[:, 0].astype(np.int64), openings.categories.astype(np.int64)]
    keys += [word.astype(np.int64) for word in openings.required]
    order = np.lexsort((np.arange(len(price)), price, *keys))
    changes = np.zeros(len(price), np.bool_)
    for key in keys:
        changes[1:] |= key[order][1:] != key[order][:-1]
    changes[:1] = True
    first = np.flatnonzero(changes)
    ordered, (runs, around), (unit_start, by_unit, units) = _ordered(openings, order), _runs(openings), _units(openings)
    return Groups(
        order=order.astype(np.int32),
        start=np.append(first, len(price)),
        main=ordered.skill[first, 0].astype(np.int32),
        kinds=ordered.categories[first].copy(),
        required=np.ascontiguousarray(ordered.required[:, first]),
        openings=ordered,
        table=region.table[order],
        price=price[order],
        runs=runs,
        around=around,
        unit_start=unit_start,
        by_unit=by_unit,
        units=units,
    )


def _ordered(openings: Openings, order: Longs) -> Openings:
    """Put the columns of openings into another order."""
    columns = {
        name: np.ascontiguousarray(column[:, order] if name == "required" else column[order])
        for name, column in openings._asdict().items()
        if name not in LISTS
    }
    return openings._replace(**columns)


def _runs(openings: Openings) -> tuple[Longs, Longs]:
    """Cut the openings wherever the subdistrict changes, and measure what is around each run."""
    changes = np.flatnonzero(np.diff(openings.subdistrict)) + 1
    first = np.concatenate([[0], changes]).astype(np.int64)
    place = openings.place.astype(np.int64)
    around = (
        openings.subdistrict[first].astype(np.int64),
        np.minimum.reduceat(openings.community.astype(np.int64), first),
        np.maximum.reduceat(openings.community.astype(np.int64), first),
        np.minimum.reduceat(place[:, 0], first),
        np.maximum.reduceat(place[:, 0], first),
        np.minimum.reduceat(place[:, 1], first),
        np.maximum.reduceat(place[:, 1], first),
    )
    return np.append(first, len(place)), np.stack(around, axis=1)


def _units(openings: Openings) -> tuple[Longs, Ints, Ints]:
    """List the openings of each unit, and where each unit's begin."""
    paired = np.flatnonzero(openings.organisation != NO_ORGANISATION)
    paired = paired[np.argsort(openings.organisation[paired], kind="stable")]
    units, first = np.unique(openings.organisation[paired], return_index=True)
    start = np.append(first, len(paired)).astype(np.int64)
    return start, paired.astype(np.int32), units.astype(np.int32)
