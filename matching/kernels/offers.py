"""The best openings for each person at given prices, found by scanning, and what bounds all that were passed over."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit

from matching.arrays import Ints, Longs
from matching.kernels.scan import LEFT_OUT, PADDING, SKILLS, dear_points, eligible, quick_points, stage


class Offers(NamedTuple):
    """For each person the best openings when last looked at; prices rose since then, or stand.

    Attributes
    ----------
    opening, score : array of int32, shape (people, width)
        The first `size[i]` entries of row i, better gains first.
    size : array of int32, shape (people,)
    rest : array of int64, shape (people,)
        No opening passed over gains more than this, in points times scale; nothing where none gains anything.
    """

    opening: Ints
    score: Ints
    size: Ints
    rest: Longs


def no_offers(people: int, width: int) -> Offers:
    """Make room for so many offers a person."""
    rows = (people, width)
    return Offers(
        np.zeros(rows, np.int32), np.zeros(rows, np.int32), np.zeros(people, np.int32), np.zeros(people, np.int64)
    )


@njit(cache=True, nogil=True)
def look(people, openings, table, meanings, who, price, scale, least, sample, offers):
    """Look for the best openings of some people at these prices.

    Parameters
    ----------
    who : array of int32
        Whose rows of `offers` are made anew.
    price : array of int64, shape (openings,)
        In points times `scale`.
    least : int
        Only what gains more than this is kept.
    sample : int
        Of those who may go to more openings than this only about so many are looked at, evenly spread; 0 for all.

    Returns
    -------
    int
        How many eligible pairs were met.
    """
    flags = np.empty(len(price) + PADDING, np.uint8)
    found = np.empty(len(price) + PADDING, np.uint32)
    main, second = np.zeros(SKILLS, np.int32), np.zeros(SKILLS, np.int32)
    width, unit = np.uint64(offers.opening.shape[1]), np.uint64(1)
    left_out, best, met = np.int64(LEFT_OUT) * scale, np.empty(width, np.int64), np.int64(0)
    for person in who:
        number = np.int64(eligible(people, openings, person, flags, found))
        if number == 0:
            offers.size[person], offers.rest[person] = 0, 0
            continue
        met += number
        one = stage(people, openings, person, main, second)
        size, low, rest = np.uint64(0), np.int64(least), np.int64(0)
        opening_of, score_of = offers.opening[person], offers.score[person]
        stride = max(number // sample, 1) if sample > 0 else 1
        for at in range(person % stride, number, stride):
            opening = np.uint64(found[at])
            quick = quick_points(one, table, main, second, opening)
            if quick * scale + left_out - price[opening] <= low:
                continue
            score = quick + dear_points(one, people.meaning, table, meanings, opening)
            gain = score * scale - price[opening]
            if gain <= low:
                continue
            place = size if size < width else width - unit
            size = place + unit
            while place > 0 and best[place - unit] < gain:
                best[place] = best[place - unit]
                opening_of[place] = opening_of[place - unit]
                score_of[place] = score_of[place - unit]
                place -= unit
            best[place], opening_of[place], score_of[place] = gain, opening, score
            if size == width:
                low = best[width - unit]
                rest = low
        offers.size[person] = size
        offers.rest[person] = max(rest, np.int64(0))
    return met
