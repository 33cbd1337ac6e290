"""Clashes of half-days: which pairs to give up, what the best set without clashes gains, what single pairs score."""

from __future__ import annotations

from typing import Final

import numpy as np
from numba import njit

from matching.kernels.scan import LEFT_OUT, PADDING, SKILLS, dear_points, eligible, quick_points, stage

THREE: Final = 3
"""So many openings of one person are looked at together."""


@njit(cache=True, nogil=True)
def giving_up(person, slots):
    """Mark the pairs that want a half-day taken by an earlier pair of the same person.

    Parameters
    ----------
    person : array of int
        Pairs of one person stand together, those to be kept first.
    slots : array of uint32
        Half-days each pair's opening wants.

    Returns
    -------
    array of bool
    """
    marked = np.zeros(len(person), np.bool_)
    taken = np.uint32(0)
    for at in range(len(person)):
        if at == 0 or person[at] != person[at - 1]:
            taken = np.uint32(0)
        if taken & slots[at]:
            marked[at] = True
        else:
            taken |= slots[at]
    return marked


@njit(cache=True, nogil=True)
def points_of(people, openings, table, meanings, person, opening, points):
    """Score pairs one by one; those of one person stand together."""
    main, second = np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.int32)
    for at in range(len(person)):
        who, where = person[at], np.uint64(opening[at])
        if at == 0 or who != person[at - 1]:
            one = stage(people, openings, who, main, second)
        quick = quick_points(one, table, main, second, where)
        points[at] = quick + dear_points(one, people.meaning, table, meanings, where)


@njit(cache=True, nogil=True)
def gains_apart(people, openings, table, meanings, first, last, price, scale):
    """Sum what some people could gain at most at these prices by openings that want no half-day twice.

    For people who take more than three openings clashes are passed over, so that the sum is never too small.

    Parameters
    ----------
    first, last : int
        The people from `first` to before `last`.
    price : array of int64, shape (openings,)
        In points times `scale`.

    Returns
    -------
    int
    """
    flags = np.empty(len(price) + PADDING, np.uint8)
    found = np.empty(len(price) + PADDING, np.uint32)
    gain, half_days = np.empty(len(price), np.int64), np.empty(len(price), np.uint32)
    main, second = np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.int32)
    left_out, total = np.int64(LEFT_OUT) * scale, np.int64(0)
    for person in range(first, last):
        most = people.max_posts[person]
        if most <= 0:
            continue
        number = eligible(people, openings, person, flags, found)
        one = stage(people, openings, person, main, second)
        size, top = 0, np.int64(0)
        for at in range(number):
            opening = np.uint64(found[at])
            quick = quick_points(one, table, main, second, opening)
            if quick * scale + left_out - price[opening] <= 0:
                continue
            score = quick + dear_points(one, people.meaning, table, meanings, opening)
            if score * scale > price[opening]:
                gain[size], half_days[size] = score * scale - price[opening], openings.slots[opening]
                top = max(top, gain[size])
                size += 1
        if most == 1 or size <= 1:
            total += top
            continue
        order = np.argsort(-gain[:size])
        total += best_apart(gain[order], half_days[order], most)
    return total


@njit(cache=True, nogil=True)
def best_apart(gain, half_days, most):
    """Find the greatest sum of two or three gains, better ones first, whose half-days are apart; more may clash."""
    if most > THREE:
        return gain[:most].sum()
    best = gain[0]
    for i in range(len(gain)):
        if most * gain[i] <= best:
            break
        for j in range(i + 1, len(gain)):
            if gain[i] + (most - 1) * gain[j] <= best:
                break
            if half_days[i] & half_days[j]:
                continue
            best = max(best, gain[i] + gain[j])
            if most == THREE:
                for k in range(j + 1, len(gain)):
                    if not (half_days[i] | half_days[j]) & half_days[k]:
                        best = max(best, gain[i] + gain[j] + gain[k])
                        break
    return best
