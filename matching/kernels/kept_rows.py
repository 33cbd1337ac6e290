"""Kept offers as the rows an auction can be taken up on."""

from __future__ import annotations

from numba import njit


@njit(cache=True, nogil=True)
def into_rows(offers, deep, first, last, most, post, score, size):
    """Copy both sets of offers of some people into rows, better scores first, of equal ones the earlier opening.

    Parameters
    ----------
    most : array of int64, shape (people + 1,)
        Where each row begins, with room for all its offers.
    post, score, size : array of int32, shape (room,), (room,), and of int64, shape (people,)
        Filled in.
    """
    for person in range(first, last):
        base, count = most[person], 0
        for at in range(offers.size[person] + deep.size[person]):
            if at < offers.size[person]:
                opening, points = offers.opening[person, at], offers.score[person, at]
            else:
                late = at - offers.size[person]
                opening, points = deep.opening[person, late], deep.score[person, late]
                if (post[base : base + count] == opening).any():
                    continue
            place = base + count
            count += 1
            while place > base and (
                score[place - 1] < points or (score[place - 1] == points and post[place - 1] > opening)
            ):
                post[place], score[place] = post[place - 1], score[place - 1]
                place -= 1
            post[place], score[place] = opening, points
        size[person] = count


@njit(cache=True, nogil=True)
def closed(most, start, post, score):
    """Close the gaps between rows, in place: rows move from where there was room to where they belong."""
    for person in range(len(start) - 1):
        source, target = most[person], start[person]
        if source > target:
            for at in range(start[person + 1] - target):
                post[target + at], score[target + at] = post[source + at], score[source + at]
