"""The multi-seat forward and reverse auction on pairs kept by rows, exact in integers.

Bertsekas, Castañon, Tsaknakis: Reverse auction and the solution of inequality constrained assignment problems, SIAM
J. Optim. 3 (1993). Scores are multiplied by `scale`, which exceeds the number of units that can be assigned, and the
smallest bid is one: so the bound and the value reached differ by less than one unit of score when the auction ends.
"""

from __future__ import annotations

import numpy as np
from numba import njit

from matching.kernels.auction_books import NOBODY, bid_for, drop, holds, leave, raised, take, wage


@njit(cache=True, nogil=True)
def forward(rows, books, scale, waiting, budget):
    """Let people bid for their best posts until everybody has what he wants at the prices, or the budget is spent.

    Parameters
    ----------
    waiting : array of int32
        The people who may want more than they hold, in the order they bid.
    budget : int
        Most bids.

    Returns
    -------
    int
        Bids made; `budget` when it was spent, and people are left waiting.
    """
    people = len(rows.start) - 1
    queue = np.empty(people + 1, np.int32)
    queued = np.zeros(people, np.bool_)
    head, size, bids = 0, 0, 0
    for person in waiting:
        if not queued[person]:
            queued[person] = True
            queue[size] = person
            size += 1
    while size > 0 and bids < budget:
        person = queue[head]
        head = head + 1 if head < people else 0
        size -= 1
        queued[person] = False
        most = books.unit_start[person + 1] - books.unit_start[person]
        while books.taken[person] < most and bids < budget:
            best, second, at = np.int64(0), np.int64(0), np.int64(-1)
            for pair in range(rows.start[person], rows.start[person + 1]):
                worth = np.int64(rows.score[pair]) * scale
                if worth <= second:
                    break
                gain = worth - books.price[rows.post[pair]]
                if gain > second and not holds(books, person, rows.post[pair]):
                    if gain > best:
                        second, best, at = best, gain, pair
                    else:
                        second = gain
            if at < 0:
                break
            bids += 1
            post = np.int64(rows.post[at])
            if raised(books, post):
                continue
            take(books, person, post, rows.score[at])
            loser = bid_for(books, post, np.int32(person), books.price[post] + best - second + 1)
            if loser != NOBODY:
                drop(books, loser, post)
                if not queued[loser] and loser != person:
                    queued[loser] = True
                    place = head + size
                    queue[place if place <= people else place - people - 1] = loser
                    size += 1
    return bids


@njit(cache=True, nogil=True)
def reverse(columns, books, scale, budget):
    """Let posts with free seats lower their price to the second-best offer and hire, until free seats cost nothing.

    Parameters
    ----------
    columns : Rows
        The same pairs by post: `start` over posts, `post` holding the person of each pair; in any order within a post.
    budget : int
        Most offers accepted.

    Returns
    -------
    int
        Offers accepted; `budget` when it was spent.
    """
    posts, ops = len(columns.start) - 1, 0
    stack, stacked = np.empty(posts, np.int32), np.zeros(posts, np.bool_)
    size = 0
    for post in range(posts):
        if books.price[post] > 0 and books.filled[post] < books.seat_start[post + 1] - books.seat_start[post]:
            stack[size] = post
            stacked[post] = True
            size += 1
    while size > 0 and ops < budget:
        size -= 1
        post = np.int64(stack[size])
        stacked[post] = False
        seats = books.seat_start[post + 1] - books.seat_start[post]
        while books.filled[post] < seats and books.price[post] > 0 and ops < budget:
            best, second, at = np.int64(0), np.int64(0), np.int64(-1)
            for pair in range(columns.start[post], columns.start[post + 1]):
                worth = np.int64(columns.score[pair]) * scale
                if worth <= second:
                    continue
                offer = worth - wage(books, columns.post[pair], scale)[0]
                if offer > second and not holds(books, columns.post[pair], post):
                    if offer > best:
                        second, best, at = best, offer, pair
                    else:
                        second = offer
            if best <= 1:
                books.price[post] = 0
                break
            ops += 1
            price = min(books.price[post], max(np.int64(0), second - 1))
            books.price[post] = price
            person = np.int64(columns.post[at])
            left = wage(books, person, scale)[1]
            if left != NOBODY:
                leave(books, left, person)
                drop(books, person, left)
                if books.price[left] > 0 and not stacked[left]:
                    stack[size] = left
                    stacked[left] = True
                    size += 1
            take(books, person, post, columns.score[at])
            bid_for(books, post, np.int32(person), price)
    return ops
