"""People with one and the same row found, so that a million of a kind are weighed once."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def row_marks(rows, max_posts):
    """Give every person a number that people of equal rows and limits share; others hardly ever; shape (people,)."""
    marks = np.zeros(len(max_posts), np.uint64)
    for person in range(len(max_posts)):
        mark = np.uint64(14695981039346656037) ^ np.uint64(max_posts[person])
        for pair in range(rows.start[person], rows.start[person + 1]):
            word = (np.uint64(rows.post[pair]) << np.uint64(32)) | np.uint64(rows.score[pair])
            mark = (mark ^ word) * np.uint64(1099511628211)
            mark ^= mark >> np.uint64(29)
        marks[person] = mark
    return marks


@njit(cache=True, nogil=True)
def same_rows(rows, max_posts, first):
    """Tell whether each person's row and limit equal those of the one named for him.

    Parameters
    ----------
    first : array of int64, shape (people,)
    """
    for person in range(len(max_posts)):
        other = first[person]
        begin, begun = rows.start[person], rows.start[other]
        size = rows.start[person + 1] - begin
        if max_posts[person] != max_posts[other] or rows.start[other + 1] - begun != size:
            return False
        for at in range(size):
            if rows.post[begin + at] != rows.post[begun + at] or rows.score[begin + at] != rows.score[begun + at]:
                return False
    return True
