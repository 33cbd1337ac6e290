"""What an auction knows: pairs by rows, and the books of who holds which post at which bid and price."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from matching.arrays import Ints, Longs

NOBODY: Final = -1
UNPAYABLE: Final = np.int64(2**61)
"""Price of a post that has no seats."""


class Rows(NamedTuple):
    """All pairs by person: those of person i are `start[i]:start[i + 1]`, better scores first, no post twice.

    Attributes
    ----------
    start : array of int64, shape (people + 1,)
    post, score : array of int, shape (pairs,)
        Any width; scores not below zero. Posts without a seat may stand in rows, at a price nobody pays.
    """

    start: Longs
    post: NDArray[Any]
    score: NDArray[Any]


class Books(NamedTuple):
    """Who holds what at which price; nothing in it depends on where a pair stands in the rows.

    Attributes
    ----------
    price : array of int64, shape (posts,)
        In scaled units.
    filled : array of int64, shape (posts,)
    seat_start : array of int64, shape (posts + 1,)
        The seats of post j are `seat_start[j]:seat_start[j + 1]`; the first `filled[j]` form a heap, lowest bid on top.
    bid : array of int64, shape (seats,)
    bidder : array of int32, shape (seats,)
    taken : array of int32, shape (people,)
    unit_start : array of int64, shape (people + 1,)
        The units of person i are `unit_start[i]:unit_start[i + 1]`; the first `taken[i]` are held.
    held, worth : array of int32, shape (units,)
        Post and score of each unit held.
    """

    price: Longs
    filled: Longs
    seat_start: Longs
    bid: Longs
    bidder: Ints
    taken: Ints
    unit_start: Longs
    held: Ints
    worth: Ints


def opened(max_posts: Longs, headcount: Longs) -> Books:
    """Open empty books at prices of zero; a post without seats is not to be had at any price.

    Parameters
    ----------
    max_posts, headcount : array of int64, shape (people,), (posts,)
        Not above the number of pairs of each, lest seats nobody can want are kept.
    """
    seat_start, unit_start = _starts(headcount), _starts(max_posts)
    seats, units = int(seat_start[-1]), int(unit_start[-1])
    return Books(
        price=np.where(headcount > 0, np.int64(0), UNPAYABLE),
        filled=np.zeros(len(headcount), np.int64),
        seat_start=seat_start,
        bid=np.zeros(seats, np.int64),
        bidder=np.zeros(seats, np.int32),
        taken=np.zeros(len(max_posts), np.int32),
        unit_start=unit_start,
        held=np.zeros(units, np.int32),
        worth=np.zeros(units, np.int32),
    )


def _starts(counts: Longs) -> Longs:
    starts = np.zeros(len(counts) + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


@njit(inline="always")
def rise(bid, bidder, base, place, offer, person):
    """Put a bid into the heap at a free place and let it rise to where it belongs."""
    while place > 0:
        parent = (place - 1) >> 1
        if bid[base + parent] <= offer:
            break
        bid[base + place] = bid[base + parent]
        bidder[base + place] = bidder[base + parent]
        place = parent
    bid[base + place] = offer
    bidder[base + place] = person


@njit(inline="always")
def sink(bid, bidder, base, size, place, offer, person):
    """Put a bid at a place and let it sink to where it belongs."""
    while True:
        child = 2 * place + 1
        if child >= size:
            break
        if child + 1 < size and bid[base + child + 1] < bid[base + child]:
            child += 1
        if bid[base + child] >= offer:
            break
        bid[base + place] = bid[base + child]
        bidder[base + place] = bidder[base + child]
        place = child
    bid[base + place] = offer
    bidder[base + place] = person


@njit(inline="always")
def holds(books, person, post):
    """Tell whether a person holds a seat on a post."""
    first = books.unit_start[person]
    for unit in range(first, first + books.taken[person]):  # noqa: SIM110 numba has no generators inside any()
        if books.held[unit] == post:
            return True
    return False


@njit(inline="always")
def take(books, person, post, score):
    """Note that a person holds one more post."""
    unit = books.unit_start[person] + books.taken[person]
    books.held[unit] = post
    books.worth[unit] = score
    books.taken[person] += 1


@njit(inline="always")
def drop(books, person, post):
    """Note that a person no longer holds a post."""
    first = books.unit_start[person]
    last = first + books.taken[person] - 1
    for unit in range(first, last + 1):
        if books.held[unit] == post:
            books.held[unit] = books.held[last]
            books.worth[unit] = books.worth[last]
            break
    books.taken[person] -= 1


@njit(inline="always")
def leave(books, post, person):
    """Take a person's bid out of a post's heap."""
    base = books.seat_start[post]
    place = 0
    while books.bidder[base + place] != person:
        place += 1
    size = books.filled[post] - 1
    books.filled[post] = size
    if place == size:
        return
    offer, other = books.bid[base + size], books.bidder[base + size]
    if place > 0 and books.bid[base + ((place - 1) >> 1)] > offer:
        rise(books.bid, books.bidder, base, place, offer, other)
    else:
        sink(books.bid, books.bidder, base, size, place, offer, other)


@njit(inline="always")
def raised(books, post):
    """Raise the price of a full post to its lowest bid, and tell whether it was below; so it may be after `settle`."""
    base = books.seat_start[post]
    full = books.filled[post] == books.seat_start[post + 1] - base
    if full and books.price[post] < books.bid[base]:
        books.price[post] = books.bid[base]
        return True
    return False


@njit(inline="always")
def bid_for(books, post, person, offer):
    """Enter a bid on a post; returns the person who loses the seat, or `NOBODY`."""
    base, size = books.seat_start[post], books.filled[post]
    seats = books.seat_start[post + 1] - base
    loser = NOBODY
    if size < seats:
        rise(books.bid, books.bidder, base, size, offer, person)
        books.filled[post] = size + 1
    else:
        loser = books.bidder[base]
        sink(books.bid, books.bidder, base, seats, 0, offer, person)
    if books.filled[post] == seats:
        books.price[post] = max(books.price[post], books.bid[base])
    return loser


@njit(inline="always")
def wage(books, person, scale):
    """Return what a person would give up for one more post, and the post: nothing while there is room."""
    first, size = books.unit_start[person], books.taken[person]
    if first + size < books.unit_start[person + 1]:
        return np.int64(0), np.int64(NOBODY)
    least, at = np.int64(2**62), np.int64(NOBODY)
    for unit in range(first, first + size):
        gain = np.int64(books.worth[unit]) * scale - books.price[books.held[unit]]
        if gain < least:
            least, at = gain, np.int64(books.held[unit])
    return max(least, np.int64(0)), at
