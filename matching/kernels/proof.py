"""The proof over all eligible pairs: what nobody can exceed at given prices, from the columns alone, and what is held.

It scans every pair anew and shares nothing with the auction but what makes a pair eligible and what it scores.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from matching.kernels.scan import LEFT_OUT, PADDING, SKILLS, dear_points, eligible, quick_points, stage


@njit(cache=True, nogil=True)
def weigh(people, openings, table, meanings, first, last, start, held, price, scale):
    """Weigh what some people hold against the most they could gain at these prices.

    Parameters
    ----------
    first, last : int
        The people from `first` to before `last`.
    start, held : array of int64, shape (people + 1,), and of int32, shape (units,)
        Openings held by each person, none twice.
    price : array of int64, shape (openings,)
        In points times `scale`.

    Returns
    -------
    int, int, int, int
        The greatest gains the people could have together, `max_posts` openings each; points of the pairs held that are
        eligible, and how many these are; how many pairs are eligible.
    """
    flags = np.empty(len(price) + PADDING, np.uint8)
    found = np.empty(len(price) + PADDING, np.uint32)
    main, second = np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.int32)
    left_out = np.int64(LEFT_OUT) * scale
    gains, worth, kept, met = np.int64(0), np.int64(0), 0, np.int64(0)
    for person in range(first, last):
        number = eligible(people, openings, person, flags, found)
        most = people.max_posts[person]
        if number == 0 or most <= 0:
            continue
        met += np.int64(number)
        one = stage(people, openings, person, main, second)
        for unit in range(start[person], start[person + 1]):
            opening = np.uint64(held[unit])
            place = np.searchsorted(found[:number], np.uint32(opening))
            if place < np.int64(number) and found[place] == opening:
                quick = quick_points(one, table, main, second, opening)
                worth += quick + dear_points(one, people.meaning, table, meanings, opening)
                kept += 1
        top = np.zeros(most, np.int64)
        low = np.int64(0)
        for at in range(number):
            opening = np.uint64(found[at])
            quick = quick_points(one, table, main, second, opening)
            if quick * scale + left_out - price[opening] <= low:
                continue
            score = quick + dear_points(one, people.meaning, table, meanings, opening)
            gain = score * scale - price[opening]
            if gain > low:
                place = most - 1
                while place > 0 and top[place - 1] < gain:
                    top[place] = top[place - 1]
                    place -= 1
                top[place] = gain
                low = top[most - 1]
        gains += top.sum()
    return gains, worth, kept, met
