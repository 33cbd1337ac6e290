"""The forward auction where pairs do not fit: people bid on the few offers kept for them, and ask to look again.

Prices only rise, so what was passed over when a person last looked gains no more than `rest` ever after: a bid on the
kept offers is as good as one on all pairs while the best of them gains at least that much. Otherwise the person is
put aside until the caller has looked again. The books are those of `matching.kernels.auction_books`.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from matching.kernels.auction_books import NOBODY, bid_for, drop, holds, raised, take


@njit(cache=True, nogil=True)
def bid(offers, books, scale, step, waiting, away, aside, budget):
    """Let people bid until all have what they want or have to look again.

    Parameters
    ----------
    step : int
        What a bid exceeds the second best by; 1 for an exact auction.
    waiting : array of int32
        In the order they bid, nobody twice.
    away : array of bool, shape (people in the books,)
        Who is looking: neither waiting, nor to be called when losing a seat.
    aside : array of int32, shape (people,)
        Filled in: those who have to look again, in the order they found out.
    budget : int
        Most bids.

    Returns
    -------
    int, int
        Bids made, and how many were put aside; with the budget spent, everybody left in the queue is put aside.
    """
    people = len(offers.size)
    queue = np.empty(people + 1, np.int32)
    queued, resting = np.zeros(people, np.bool_), np.zeros(people, np.bool_)
    queue[: len(waiting)] = waiting
    for person in waiting:
        queued[person] = True
    head, size, bids, looking = 0, len(waiting), 0, 0
    while size > 0:
        person = np.int64(queue[head])
        head = head + 1 if head < people else 0
        size -= 1
        queued[person] = False
        most = books.unit_start[person + 1] - books.unit_start[person]
        rest = offers.rest[person]
        while books.taken[person] < most:
            best, second, at = _best_two(offers, books, scale, person)
            if best < rest or bids >= budget:
                if not resting[person]:
                    resting[person] = True
                    aside[looking] = person
                    looking += 1
                break
            if at < 0:
                break
            bids += 1
            post = np.int64(offers.opening[person, at])
            if raised(books, post):
                continue
            take(books, person, post, offers.score[person, at])
            loser = bid_for(books, post, np.int32(person), books.price[post] + best - max(second, rest) + step)
            if loser != NOBODY:
                drop(books, loser, post)
                if not away[loser] and loser != person and not queued[loser]:
                    queued[loser] = True
                    place = head + size
                    queue[place if place <= people else place - people - 1] = loser
                    size += 1
    return bids, looking


@njit(cache=True, nogil=True)
def _best_two(offers, books, scale, person):
    """Find what the best and the second best kept offer gain that the person does not hold, and where the best is."""
    best, second, at = np.int64(0), np.int64(0), np.int64(-1)
    for place in range(offers.size[person]):
        opening = offers.opening[person, place]
        gain = np.int64(offers.score[person, place]) * scale - books.price[opening]
        if gain > second and (books.taken[person] == 0 or not holds(books, person, opening)):
            if gain > best:
                second, best, at = best, gain, place
            else:
                second = gain
    return best, second, at
