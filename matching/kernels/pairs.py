"""Every eligible pair of a region with its points, written out: for regions small enough to hold the list."""

from __future__ import annotations

import numpy as np
from numba import njit

from matching.kernels.scan import PADDING, SKILLS, dear_points, eligible, quick_points, stage


@njit(cache=True, nogil=True)
def count_pairs(people, openings, first, last, number):
    """Count the openings each person may be sent to, for the people from `first` to before `last`."""
    size = len(openings.slots) + PADDING
    flags, found = np.empty(size, np.uint8), np.empty(size, np.uint32)
    for person in range(first, last):
        number[person] = eligible(people, openings, person, flags, found)


@njit(cache=True, nogil=True)
def write_pairs(people, openings, table, meanings, first, last, start, opening, score):
    """Write out openings and points of some people.

    Parameters
    ----------
    start : array of int64, shape (people + 1,)
        Where each person's pairs begin in `opening` and `score`.
    """
    size = len(openings.slots) + PADDING
    flags, found = np.empty(size, np.uint8), np.empty(size, np.uint32)
    main, second = np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.int32)
    for person in range(first, last):
        number = np.int64(eligible(people, openings, person, flags, found))
        if number == 0:
            continue
        one = stage(people, openings, person, main, second)
        for at in range(number):
            post = np.uint64(found[at])
            opening[start[person] + at] = found[at]
            score[start[person] + at] = quick_points(one, table, main, second, post) + dear_points(
                one, people.meaning, table, meanings, post
            )
