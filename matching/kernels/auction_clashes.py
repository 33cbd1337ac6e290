"""Posts of one person that share a half-day: who has to give one up, and what everybody gains at most without."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def clash_losers(rows, books, slots, price):
    """Mark the units that clash with a better one of the same person: the better gain at the prices stays.

    Parameters
    ----------
    books : Books
        Who holds what.
    slots, price : array of int64, shape (posts,)
        Half-days as bits; prices in units of score.

    Returns
    -------
    array of bool, shape (units,)
        In the order of `books.held`.
    """
    loses = np.zeros(len(books.held), np.bool_)
    for person in range(len(rows.start) - 1):
        first = books.unit_start[person]
        size = books.taken[person]
        if size <= 1:
            continue
        gains = np.empty(size, np.int64)
        for at in range(size):
            gains[at] = price[books.held[first + at]] - books.worth[first + at]
        used = np.int64(0)
        for at in np.argsort(gains, kind="mergesort"):
            wanted = slots[books.held[first + at]]
            if used & wanted:
                loses[first + at] = True
            else:
                used |= wanted
    return loses


@njit(cache=True, nogil=True)
def clash_gains(rows, max_posts, slots, price, most_nodes):
    """Sum what everybody gains at most from posts without a common half-day, at these prices.

    For each person the best set is searched depth first, better gains first; where that takes too long, clashes are
    passed over, which only makes the sum greater.

    Parameters
    ----------
    slots, price : array of int64, shape (posts,)
    most_nodes : int
        Steps of the search for one person.

    Returns
    -------
    int
    """
    total = np.int64(0)
    for person in range(len(rows.start) - 1):
        units = max_posts[person]
        begin, end = rows.start[person], rows.start[person + 1]
        if units == 0 or end == begin:
            continue
        gains, masks, size = np.empty(end - begin, np.int64), np.empty(end - begin, np.int64), 0
        for pair in range(begin, end):
            gain = np.int64(rows.score[pair]) - price[rows.post[pair]]
            if gain > 0:
                gains[size] = -gain
                masks[size] = slots[rows.post[pair]]
                size += 1
        order = np.argsort(gains[:size], kind="mergesort")
        if units == 1 or size <= 1:
            total += -gains[order[0]] if size else 0
            continue
        relaxed = np.int64(0)
        for at in range(min(units, size)):
            relaxed -= gains[order[at]]
        best, nodes = np.int64(0), 0
        chosen, depth, here, used, value = np.empty(units + 1, np.int64), 0, 0, np.int64(0), np.int64(0)
        while nodes < most_nodes:
            nodes += 1
            hope = value
            for at in range(here, min(size, here + units - depth)):
                hope -= gains[order[at]]
            if depth < units and here < size and hope > best:
                if used & masks[order[here]]:
                    here += 1
                    continue
                chosen[depth] = here
                depth += 1
                used |= masks[order[here]]
                value -= gains[order[here]]
                best = max(best, value)
                here += 1
            else:
                if depth == 0:
                    break
                depth -= 1
                here = chosen[depth]
                value += gains[order[here]]
                used = np.int64(0)
                for at in range(depth):
                    used |= masks[order[chosen[at]]]
                here += 1
        total += best if nodes < most_nodes else relaxed
    return total
