"""Whoever may go to very many openings: those that cannot be among the best are passed over by the group, exactly.

Openings stand in groups of one main skill, kind and set of demands, the cheapest first. What an opening far away can
add beside the skill is bounded, so that a group's dearer rest is passed over once its price exceeds the bound. What is
near, or of the person's own unit, may add more and is gone through one by one.
"""

from __future__ import annotations

from typing import Final, NamedTuple

import numpy as np
from numba import njit

from matching import bulk_rules as rules
from matching.arrays import Ints, Longs
from matching.kernels.scan import LEFT_OUT, SKILLS, popcount, quick_points, stage
from matching.population import Masks, Openings

AROUND: Final = 1_000
"""So many units of `place` away an opening counts as far."""
FAR_NEAR: Final = int(rules.DISTANCE * rules.HALF_DISTANCE**2 / (rules.HALF_DISTANCE**2 + AROUND**2)) + 1
"""More than distance adds to a score that far away."""
BESIDE: Final = rules.MOST_URGENT * rules.URGENCY + max(rules.TIME, rules.ANY_TIME)
"""The most that urgency and time add."""
NONE: Final = np.uint32(0)


class Groups(NamedTuple):
    """Openings in groups, and by run of territory and by unit, to be found without looking at all.

    Attributes
    ----------
    order : array of int32, shape (openings,)
        Openings by group, then by price.
    start : array of int64, shape (groups + 1,)
    main : array of int32, shape (groups,)
    kinds : array of uint32, shape (groups,)
    required : array of uint32, shape (words, groups)
    openings, table, price
        Columns, records and prices of the openings, in `order`.
    runs : array of int64, shape (runs + 1,)
        Where each run of openings of one subdistrict begins.
    around : array of int64, shape (runs, 7)
        Of each run: subdistrict, lowest and highest community, west, east, south, north.
    unit_start : array of int64, shape (units + 1,)
    by_unit : array of int32, shape (openings with a unit,)
    units : array of int32, shape (units,)
        Ascending.
    """

    order: Ints
    start: Longs
    main: Ints
    kinds: Masks
    required: Masks
    openings: Openings
    table: Ints
    price: Longs
    runs: Longs
    around: Longs
    unit_start: Longs
    by_unit: Ints
    units: Ints


@njit(cache=True, nogil=True)
def _within_reach(reach_from, reach_to, barred, opening):
    """Tell whether an opening is within the ranges of a person's reach and not barred."""
    if (barred == opening).any():
        return False
    at = np.searchsorted(reach_from, opening, "right") - 1
    return at >= 0 and opening < reach_to[at]


@njit(cache=True, nogil=True)
def _entered(best, gain):
    """Enter a gain that is reached for certain among the best ones, the greatest first; returns the least of them."""
    place = len(best) - 1
    if gain <= best[place]:
        return best[place]
    while place > 0 and best[place - 1] < gain:
        best[place] = best[place - 1]
        place -= 1
    best[place] = gain
    return best[len(best) - 1]


@njit(cache=True, nogil=True)
def _near_ones(people, openings, table, groups, person, one, main, second, price, scale, best, found):
    """Go through the openings around a person and of the person's unit; returns how many may be among the best."""
    number, low, left_out = 0, best[len(best) - 1], np.int64(LEFT_OUT) * scale
    around, runs, units, by_unit = groups.around, groups.runs, groups.units, groups.by_unit
    unit_start, unit = groups.unit_start, np.searchsorted(units, np.int32(one.organisation))
    own = unit < len(units) and units[unit] == one.organisation
    offered, wanted, needed, required = openings.categories, openings.slots, openings.needed, openings.required
    least_age, most_age, lacks = openings.least_age, openings.most_age, ~people.held[:, person]
    kinds, young, old = people.categories[person], people.age_low[person], people.age_high[person]
    reach = slice(people.reach_start[person], people.reach_start[person + 1])
    reach_from, reach_to = people.reach_from[reach], people.reach_to[reach]
    barred = people.barred[people.barred_start[person] : people.barred_start[person + 1]]
    for run in range(len(runs)):
        of_unit = run == len(runs) - 1
        if own if of_unit else _is_around(around, run, one):
            first = unit_start[unit] if of_unit else runs[run]
            last = unit_start[unit + 1] if of_unit else runs[run + 1]
            for at in range(first, last):
                opening = np.uint64(by_unit[at]) if of_unit else np.uint64(at)
                if (
                    (kinds & offered[opening]) == NONE
                    or popcount(one.slots & wanted[opening]) < np.uint32(needed[opening])
                    or young < least_age[opening]
                    or old > most_age[opening]
                    or not _meets(lacks, required, opening)
                ):
                    continue
                gain = quick_points(one, table, main, second, opening) * scale - price[opening]
                if gain + left_out > low and _within_reach(reach_from, reach_to, barred, np.int64(opening)):
                    found[number] = opening
                    number += 1
                    if not of_unit:  # those of the unit may stand around as well, and must not count twice
                        low = _entered(best, gain)
    return number


@njit(inline="always")
def _meets(lacks, required, at):
    """Tell whether none of the demands is lacking."""
    met = True
    for word in range(len(lacks)):
        met &= (lacks[word] & required[word, at]) == NONE
    return met


@njit(inline="always")
def _is_around(around, run, one):
    """Tell whether a run of openings may be near a person, or of the same subdistrict or community."""
    if around[run, 0] == one.subdistrict or around[run, 1] <= one.community <= around[run, 2]:
        return True
    east = max(around[run, 3] - one.east, one.east - around[run, 4], 0)
    north = max(around[run, 5] - one.north, one.north - around[run, 6], 0)
    return east * east + north * north <= AROUND * AROUND


@njit(cache=True, nogil=True)
def _far_ones(people, groups, person, one, main, second, scale, low, best, found, number):
    """Go through the cheap ends of the groups; returns how many may be among the best, those before included."""
    beside = np.int64(one.standing) + np.int64(second.max()) + BESIDE + (rules.WISH if one.wishes != NONE else 0)
    dear = np.int64(FAR_NEAR + rules.WORDING) * scale
    start, mains, kinds, required = groups.start, groups.main, groups.kinds, groups.required
    order, table, prices, openings = groups.order, groups.table, groups.price, groups.openings
    wanted, needed, least_age, most_age = openings.slots, openings.needed, openings.least_age, openings.most_age
    lacks, mine = ~people.held[:, person], people.categories[person]
    young, old = people.age_low[person], people.age_high[person]
    reach = slice(people.reach_start[person], people.reach_start[person + 1])
    reach_from, reach_to = people.reach_from[reach], people.reach_to[reach]
    barred = people.barred[people.barred_start[person] : people.barred_start[person + 1]]
    for group in range(len(mains)):
        if (mine & kinds[group]) == NONE or not _meets(lacks, required, group):
            continue
        most = (beside + main[np.uint32(mains[group])]) * scale + dear
        for at in range(start[group], start[group + 1]):
            if most - prices[at] <= low:
                break
            if popcount(one.slots & wanted[at]) < np.uint32(needed[at]) or young < least_age[at] or old > most_age[at]:
                continue
            gain = quick_points(one, table, main, second, np.uint64(at)) * scale - prices[at]
            if gain + dear > low and _within_reach(reach_from, reach_to, barred, np.int64(order[at])):
                found[number] = order[at]
                number += 1
                low = max(low, _entered(best, gain))
    return number


@njit(cache=True, nogil=True)
def worth_a_look(people, openings, table, groups, first, last, price, scale, least, width, held_start, held):
    """List for some people the openings that can be among their best, ascending, and all they hold.

    Parameters
    ----------
    least : int
        Only what can gain more than this, in points times `scale`, is listed.
    width : array of int32, shape (people,)
        How many of the best are asked for.
    held_start, held : array of int64, shape (people + 1,), and of int32, shape (units,)

    Returns
    -------
    array of int64, shape (last - first + 1,), array of int32
        Where each person's list begins, and the lists.
    """
    start, lists, size = np.zeros(last - first + 1, np.int64), np.empty(1 << 16, np.int32), np.int64(0)
    found = np.empty(3 * len(price) + held.size, np.int32)  # by run, by unit, by group, and what is held
    main, second = np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.int32)
    for person in range(first, last):
        one = stage(people, openings, person, main, second)
        best = np.full(max(width[person], 1), np.int64(least))
        number = _near_ones(people, openings, table, groups, person, one, main, second, price, scale, best, found)
        low = best[len(best) - 1]
        best[:] = least  # what is near is met again among the groups, and must not count twice
        number = _far_ones(people, groups, person, one, main, second, scale, low, best, found, number)
        for unit in range(held_start[person], held_start[person + 1]):
            found[number] = held[unit]
            number += 1
        listed = np.sort(found[:number])
        if size + number > len(lists):
            longer = np.empty(2 * (size + number), np.int32)
            longer[:size] = lists[:size]
            lists = longer
        for at in range(number):
            if at == 0 or listed[at] != listed[at - 1]:
                lists[size] = listed[at]
                size += 1
        start[person - first + 1] = size
    return start, lists[:size].copy()
