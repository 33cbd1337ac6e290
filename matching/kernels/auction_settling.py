"""Before and after an auction: books made true to changed pairs, and the bound that proves what was reached."""

from __future__ import annotations

import numpy as np
from numba import njit

from matching.kernels.auction_books import drop, holds, sink


@njit(cache=True, nogil=True)
def alternatives(rows, books, scale, patience, first, last, otherwise, wanting):
    """Find what the people first … last - 1 gain by the best post they do not hold, and who has room for it.

    Parameters
    ----------
    patience : int
        Whoever gains no more than this by it is content without.
    otherwise, wanting : array of int64 and bool, shape (people,)
        Filled in.
    """
    for person in range(first, last):
        best = np.int64(0)
        for pair in range(rows.start[person], rows.start[person + 1]):
            worth = np.int64(rows.score[pair]) * scale
            if worth <= best:
                break
            gain = worth - books.price[rows.post[pair]]
            if gain > best and not holds(books, person, rows.post[pair]):
                best = gain
        otherwise[person] = max(best - patience, np.int64(0))
        room = books.unit_start[person + 1] - books.unit_start[person] - books.taken[person]
        wanting[person] = best > patience and room > 0


@njit(cache=True, nogil=True)
def release(books, scale, otherwise, wanting):
    """Give every seat the bid its holder would really pay at the prices, and free those who would rather be elsewhere.

    Parameters
    ----------
    otherwise, wanting : array of int64 and bool, shape (people,)
        As `alternatives` filled them in; whoever is freed is marked as wanting.
    """
    for post in range(len(books.price)):
        base, size = books.seat_start[post], np.int64(0)
        for seat in range(base, base + books.filled[post]):
            person = np.int64(books.bidder[seat])
            worth = np.int64(0)
            for unit in range(books.unit_start[person], books.unit_start[person] + books.taken[person]):
                if books.held[unit] == post:
                    worth = np.int64(books.worth[unit]) * scale
            offer = worth - otherwise[person] + 1
            if offer < books.price[post] or worth <= 0:
                drop(books, person, post)
                wanting[person] = True
            else:
                books.bid[base + size] = offer
                books.bidder[base + size] = np.int32(person)
                size += 1
        books.filled[post] = size
        for place in range(size // 2 - 1, -1, -1):
            sink(books.bid, books.bidder, base, size, place, books.bid[base + place], books.bidder[base + place])


@njit(cache=True, nogil=True)
def assume(rows, books, person, post):
    """Put people on posts as they were before; what no pair, seat or room is there for any more is passed over.

    Of more people than seats the first stay; call `settle` afterwards.

    Parameters
    ----------
    person, post : array of int, shape (units,)
    """
    for at in range(len(person)):
        who, where = np.int64(person[at]), np.int64(post[at])
        unit = books.unit_start[who] + books.taken[who]
        seat = books.seat_start[where] + books.filled[where]
        if unit >= books.unit_start[who + 1] or seat >= books.seat_start[where + 1]:
            continue
        for pair in range(rows.start[who], rows.start[who + 1]):
            if rows.post[pair] == where:
                if not holds(books, who, where):
                    books.held[unit], books.worth[unit] = where, rows.score[pair]
                    books.taken[who] += 1
                    books.bidder[seat] = np.int32(who)
                    books.filled[where] += 1
                break


@njit(cache=True, nogil=True)
def wages(rows, max_posts, price, scale, wage, first, last):
    """Sum what the people first … last - 1 gain at most at these prices, and find what each one's last unit earns.

    Parameters
    ----------
    price : array of int64, shape (posts,)
        Of one seat, in score times `scale`.
    wage : array of int64, shape (people,)
        Filled in: the gain of the last of the person's units, nothing when one stays free.

    Returns
    -------
    int
        The sum over these people of their best gains, `max_posts` of them each.
    """
    most = np.int64(0)
    for person in range(first, last):
        most = max(most, max_posts[person])
    top, total = np.zeros(most + 1, np.int64), np.int64(0)
    for person in range(first, last):
        units = max_posts[person]
        wage[person] = 0
        if units <= 0:
            continue
        top[:units] = 0
        for pair in range(rows.start[person], rows.start[person + 1]):
            worth = np.int64(rows.score[pair]) * scale
            if worth <= top[units - 1]:
                break
            gain = worth - price[rows.post[pair]]
            if gain > top[units - 1]:
                place = units - 1
                while place > 0 and top[place - 1] < gain:
                    top[place] = top[place - 1]
                    place -= 1
                top[place] = gain
        wage[person] = top[units - 1]
        total += top[:units].sum()
    return total


@njit(cache=True, nogil=True)
def price_of_no_seat(rows, wage, price, headcount):
    """Bring the price of posts without seats down to what a first seat would be worth; in place.

    Parameters
    ----------
    wage, price : array of int64, shape (people,), (posts,)
        In units of score.
    """
    for post in range(len(price)):
        if headcount[post] == 0:
            price[post] = 0
    for person in range(len(rows.start) - 1):
        for pair in range(rows.start[person], rows.start[person + 1]):
            post = rows.post[pair]
            if headcount[post] == 0:
                price[post] = max(price[post], np.int64(rows.score[pair]) - wage[person])
