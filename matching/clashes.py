"""Half-days of one person: which pairs compete for the same, which cannot all be kept, and who is wanted when."""

from __future__ import annotations

import numpy as np

from graph_model.labels import ALL_SLOTS
from matching.arrays import Bools, Index, Ints, Longs, ints
from matching.pool import Pool
from matching.problem import Problem
from matching.supply import UNKNOWN_SLOTS


def common_half_days(problem: Problem, part: Pool) -> Ints:
    """Find the half-days each pair has in common and free; 0 where no time is set or known."""
    wanted = ints(demand.row.slots or 0 for demand in problem.works.demands)
    free = np.where(problem.helpers.slots == UNKNOWN_SLOTS, 0, problem.helpers.slots) & ~problem.helpers.busy
    return np.asarray(wanted[part.work] & free[part.helper], np.int32)


def same_half_day(part: Pool, common: Ints) -> tuple[Index, Longs]:
    """Group the pairs that leave one person the same single half-day; -1 for a pair with a choice. Limits are one."""
    single = np.flatnonzero(np.bitwise_count(common) == 1)
    groups = np.full(len(common), -1, np.intp)
    keys = part.helper[single] * (ALL_SLOTS + 1) + common[single]
    groups[single] = np.unique(keys, return_inverse=True)[1]
    return groups, np.ones(int(groups.max(initial=-1)) + 1, np.int64)


def limited(
    part: Pool, common: Ints, groups: Index, limits: Longs, crowded: list[tuple[int, int]]
) -> tuple[Index, Longs]:
    """Give the pairs of a person that fit only into some half-days as many places as there are half-days."""
    groups = groups.copy()
    for helper, half_days in crowded:
        inside = (part.helper == helper) & (common != 0) & (common & ~np.int32(half_days) == 0)
        groups[inside] = len(limits)
        limits = np.append(limits, half_days.bit_count())
    return groups, limits


def clashes_of(part: Pool, common: Ints, worth: Longs, chosen: Bools) -> list[tuple[int, tuple[int, int]]]:
    """Find the least worthy chosen pairs without a half-day of their own, each with the person and the crowded days."""
    return [
        (positions[number], (helper, half_days))
        for helper, positions in _by_person(part, common, worth, chosen).items()
        if len(positions) > 1
        for number, half_days in own_half_days([int(common[p]) for p in positions])[1]
    ]


def half_days_of(part: Pool, common: Ints, worth: Longs, chosen: Bools) -> dict[tuple[int, int], int]:
    """Give each chosen pair whose times are known a half-day of its own; the pairs do not clash any more."""
    found: dict[tuple[int, int], int] = {}
    for helper, positions in _by_person(part, common, worth, chosen).items():
        own, _ = own_half_days([int(common[p]) for p in positions])
        found |= {(helper, int(part.work[positions[number]])): half_day for number, half_day in own.items()}
    return found


def _by_person(part: Pool, common: Ints, worth: Longs, chosen: Bools) -> dict[int, list[int]]:
    """List the positions of each person's chosen pairs whose times are known, the worthiest first."""
    by_person: dict[int, list[int]] = {}
    for position in sorted(np.flatnonzero(chosen & (common != 0)).tolist(), key=lambda p: (-int(worth[p]), p)):
        by_person.setdefault(int(part.helper[position]), []).append(position)
    return by_person


def own_half_days(masks: list[int]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Give each work a half-day of its own, earlier works and earlier half-days first.

    Returns
    -------
    dict of int to int
        The half-day of each work that has one, as a mask, by the work's number in the list.
    list of (int, int)
        The works for which none is left, by number, with the mask of half-days they compete for with the others.
    """
    holder: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for bit in range(masks[number].bit_length()):
            if masks[number] >> bit & 1 and bit not in tried:
                tried.add(bit)
                if bit not in holder or place(holder[bit], tried):
                    holder[bit] = number
                    return True
        return False

    left = []
    for number in range(len(masks)):
        tried: set[int] = set()
        if not place(number, tried):
            left.append((number, sum(1 << bit for bit in tried)))
    return {number: 1 << bit for bit, number in sorted(holder.items())}, left
