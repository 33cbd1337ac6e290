"""A tiny assignment that runs every kernel of the auction once, on the very types the matcher uses."""

from __future__ import annotations

import numpy as np

from matching.auction import settle
from matching.kernels.auction import forward, reverse
from matching.kernels.auction_books import Rows, opened
from matching.kernels.auction_clashes import clash_gains, clash_losers
from matching.kernels.auction_prices import lowest_prices
from matching.kernels.auction_rows import by_score, columns_of, grouped, places_of, starts_of, without_twins
from matching.kernels.auction_settling import assume, price_of_no_seat, wages
from matching.kernels.auction_types import row_marks, same_rows


def warm_up() -> None:
    """Assign two people to two posts and take it up again."""
    person, post, score = np.array([0, 0, 1]), np.array([0, 1, 0]), np.array([3, 2, 2], np.int64)
    order = grouped(person, starts_of(person, 2), grouped(post, starts_of(post, 2), np.arange(3)))
    order = without_twins(person, post, score, order)
    start = starts_of(person, 2)
    by_score(start, post, score, order, 0, 2)
    rows = Rows(start, post.astype(np.int32), score.astype(np.int32))
    ones, wage = np.ones(2, np.int64), np.zeros(2, np.int64)
    books = opened(ones, ones)
    forward(rows, books, 3, np.arange(2, dtype=np.int32), 100)
    assume(rows, books, person[:1], post[:1])
    forward(rows, books, 3, settle(rows, books, 3), 100)
    reverse(Rows(*columns_of(rows, 2)), books, 3, 100)
    wages(rows, ones, books.price, 3, wage, 0, 2)
    price_of_no_seat(rows, wage, books.price, ones)
    lowest_prices(rows, books, ones, 100)
    places_of(rows, person, post)
    row_marks(rows, ones)
    same_rows(rows, ones, np.arange(2))
    clash_losers(rows, books, ones, ones)
    clash_gains(rows, ones, ones, ones, 9)
