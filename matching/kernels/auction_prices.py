"""The lowest prices that support an optimal assignment: what one more seat of each post would really be worth."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def lowest_prices(rows, books, headcount, budget):
    """Raise prices from zero until nobody would rather have a post he does not hold.

    Of all prices that prove an optimum these are the lowest for every post at once (they form a lattice; Shapley and
    Shubik, The assignment game I, 1972), whichever optimum it is and however it was found. Bellman and Ford's method
    on who would displace whom, first in first out.

    Parameters
    ----------
    books : Books
        Who holds what; its prices and bids are not looked at. A post without seats gets the worth of a first one.
    budget : int
        Most people looked at.

    Returns
    -------
    array of int64, shape (posts,), bool
        Prices in units of score, and whether they were reached within the budget, which only an optimum allows.
    """
    people, posts = len(rows.start) - 1, len(headcount)
    price, wage = np.zeros(posts, np.int64), np.zeros(people, np.int64)
    queue, queued = np.empty(people + 1, np.int32), np.ones(people, np.bool_)
    head, size = 0, people
    for person in range(people):
        queue[person] = person
        first = books.unit_start[person]
        last = first + books.taken[person]
        if last == books.unit_start[person + 1] and last > first:
            wage[person] = books.worth[first:last].min()
    while size > 0 and budget > 0:
        person = queue[head]
        head = head + 1 if head < people else 0
        size -= 1
        budget -= 1
        queued[person] = False
        first = books.unit_start[person]
        last = first + books.taken[person]
        if books.unit_start[person + 1] == first:
            continue
        for pair in range(rows.start[person], rows.start[person + 1]):
            asked = np.int64(rows.score[pair]) - wage[person]
            if asked <= 0:
                break
            post = rows.post[pair]
            if asked <= price[post] or post in books.held[first:last]:
                continue
            if books.filled[post] < headcount[post]:
                return price, False
            price[post] = asked
            for seat in range(books.seat_start[post], books.seat_start[post + 1]):
                holder = np.int64(books.bidder[seat])
                begin = books.unit_start[holder]
                end = begin + books.taken[holder]
                if end < books.unit_start[holder + 1]:
                    continue
                for unit in range(begin, end):
                    if books.held[unit] == post:
                        left = np.int64(books.worth[unit]) - asked
                        if left < wage[holder]:
                            wage[holder] = max(left, np.int64(0))
                            if not queued[holder]:
                                queued[holder] = True
                                place = head + size
                                queue[place if place <= people else place - people - 1] = holder
                                size += 1
    return price, size == 0
