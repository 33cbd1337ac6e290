"""Pairs in any order into rows by person, better scores first; and rows into columns by post."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def starts_of(keys, size):
    """Count keys 0 … size - 1 and sum the counts up; shape (size + 1,)."""
    starts = np.zeros(size + 1, np.int64)
    for key in keys:
        starts[key + 1] += 1
    for key in range(size):
        starts[key + 1] += starts[key]
    return starts


@njit(cache=True, nogil=True)
def grouped(keys, starts, order):
    """Reorder positions by key; those of one key keep their order."""
    free = starts[:-1].copy()
    placed = np.empty_like(order)
    for position in order:
        key = keys[position]
        placed[free[key]] = position
        free[key] += 1
    return placed


@njit(cache=True, nogil=True)
def by_score(start, post, score, order, first, last):
    """Sort the positions of the rows first … last - 1 by score, better first, then by post; in place."""
    for row in range(first, last):
        begin, end = start[row], start[row + 1]
        if end - begin > 1:
            part = order[begin:end].copy()
            keys = np.empty(end - begin, np.int64)
            for at in range(end - begin):
                keys[at] = (np.int64(2**31 - 1 - score[part[at]]) << 32) | np.int64(post[part[at]])
            places = np.argsort(keys)
            for at in range(end - begin):
                order[begin + at] = part[places[at]]


@njit(cache=True, nogil=True)
def without_twins(person, post, score, order):
    """Leave out of positions ordered by person and post all but the best, then the first, of each pair."""
    kept, size = np.empty_like(order), 0
    for position in order:
        if size > 0:
            last = kept[size - 1]
            if person[position] == person[last] and post[position] == post[last]:
                if score[position] > score[last]:
                    kept[size - 1] = position
                continue
        kept[size] = position
        size += 1
    return kept[:size]


@njit(cache=True, nogil=True)
def columns_of(rows, posts):
    """Turn rows by person into columns by post: `post` of the result holds the person; by person within a post."""
    start = np.zeros(posts + 1, np.int64)
    for pair in range(len(rows.post)):
        start[rows.post[pair] + 1] += 1
    for post in range(posts):
        start[post + 1] += start[post]
    free = start[:-1].copy()
    person, score = np.empty(len(rows.post), np.int32), np.empty(len(rows.post), np.int32)
    for row in range(len(rows.start) - 1):
        for pair in range(rows.start[row], rows.start[row + 1]):
            place = free[rows.post[pair]]
            free[rows.post[pair]] += 1
            person[place], score[place] = row, rows.score[pair]
    return start, person, score


@njit(cache=True, nogil=True)
def places_of(rows, person, post):
    """Find the place in the rows of each pair; -1 for a pair that is not there; shape (pairs,)."""
    places = np.full(len(person), -1, np.int64)
    for at in range(len(person)):
        for pair in range(rows.start[person[at]], rows.start[person[at] + 1]):
            if rows.post[pair] == post[at]:
                places[at] = pair
                break
    return places
