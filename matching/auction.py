"""The auction run to its end: opened or taken up again, with whole prices that prove what it reached."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.arrays import Index, Ints, Longs
from matching.kernels.auction import forward, reverse
from matching.kernels.auction_books import UNPAYABLE, Books, Rows, opened
from matching.kernels.auction_rows import by_score, columns_of, grouped, starts_of, without_twins
from matching.kernels.auction_settling import alternatives, assume, price_of_no_seat, release, wages
from matching.kernels.threads import in_parts

BIDS_PER_SEAT: Final = 60
LEAST_BIDS: Final = 200_000
MOST_ROUNDS: Final = 8
SHIFTS: Final = (1, 3, 5, 7, 0, 2, 4, 6)
"""Eighths of a score added before prices are rounded down, in the order they are tried."""


@dataclass(frozen=True)
class Outcome:
    """What an auction ended with.

    Attributes
    ----------
    books : Books
        Who holds what; prices in scaled units.
    price : array of int64, shape (posts,)
        Whole prices, in units of score.
    wage : array of int64, shape (people,)
    objective, bound : int
        Equal when the auction ended within its budget.
    bids : int
    """

    books: Books
    price: Longs
    wage: Longs
    objective: int
    bound: int
    bids: int


def rows_of(person: Index, post: Index, score: Longs, people: int, posts: int) -> tuple[Rows, Index]:
    """Put pairs into rows.

    Returns
    -------
    Rows, array of intp, shape (pairs kept,)
        The rows, and for each place in them the position the pair was given at; of twins the better is kept.
    """
    order = grouped(post, starts_of(post, posts), np.arange(len(post)))
    order = grouped(person, starts_of(person, people), order)
    order = without_twins(person, post, score, order)
    start = starts_of(person[order], people)
    in_parts(people, lambda first, last: by_score(start, post, score, order, first, last))
    return Rows(start, post[order].astype(np.int32), score[order].astype(np.int32)), order


def scale_of(max_posts: Longs, headcount: Longs) -> int:
    """Return by what scores are multiplied, so that one smallest bid for every unit stays below one score."""
    return int(min(max_posts.sum(), headcount.sum())) + 1


def run(rows: Rows, max_posts: Longs, headcount: Longs, budget: int | None = None) -> Outcome:
    """Hold an auction from prices of zero."""
    books = opened(max_posts, headcount)
    people = np.arange(len(max_posts), dtype=np.int32)
    scale = scale_of(max_posts, headcount)
    bids = forward(rows, books, scale, people, _budget(headcount) if budget is None else budget)
    return told(rows, books, max_posts, headcount, bids)


def resume(  # noqa: PLR0913, PLR0917 (the parts of one market and what was)
    rows: Rows, max_posts: Longs, headcount: Longs, person: Index, post: Index, price: Longs
) -> Outcome | None:
    """Take up an auction where it ended, on pairs, people, posts or limits that may have changed since.

    Parameters
    ----------
    person, post : array of intp, shape (units,)
        Who held which post.
    price : array of int64, shape (posts,)
        Whole prices; for a post that is new, more than anybody would pay: it comes down to what is offered.

    Returns
    -------
    Outcome or None
        As good as an auction from prices of zero; None when that one is to be held after all.
    """
    books, scale = opened(max_posts, headcount), scale_of(max_posts, headcount)
    books.price[:] = np.where(headcount > 0, price * scale, UNPAYABLE)
    assume(rows, books, person, post)
    columns = Rows(*columns_of(rows, len(headcount)))
    bids, budget = 0, _budget(headcount)
    for _ in range(MOST_ROUNDS):
        bids += int(forward(rows, books, scale, settle(rows, books, scale), budget))
        bids += int(reverse(columns, books, scale, budget))
        found = told(rows, books, max_posts, headcount, bids)
        if found.bound == found.objective:
            return found
        if bids >= budget:
            break
    return None


def settle(rows: Rows, books: Books, scale: int, patience: int = 0) -> Ints:
    """Make the books true to the prices: every seat at the bid its holder would really pay, the unhappy freed.

    Needed before a forward phase whenever a price fell, a pair, score or headcount changed, or units were put in by
    `assume`.

    Parameters
    ----------
    patience : int
        Whoever gains no more than this by one more post, in scaled units, is content without.

    Returns
    -------
    array of int32
        The people who want more than they hold now, ascending.
    """
    otherwise, wanting = np.zeros(len(books.taken), np.int64), np.zeros(len(books.taken), np.bool_)

    def part(first: int, last: int) -> None:
        alternatives(rows, books, scale, patience, first, last, otherwise, wanting)

    in_parts(len(otherwise), part)
    release(books, scale, otherwise, wanting)
    return np.flatnonzero(wanting).astype(np.int32)


def _budget(headcount: Longs) -> int:
    return LEAST_BIDS + BIDS_PER_SEAT * int(headcount.sum())


def told(rows: Rows, books: Books, max_posts: Longs, headcount: Longs, bids: int = 0) -> Outcome:
    """Find whole prices as good as those of the books and add up value and bound.

    The bound is a convex function of the prices that is linear between neighbouring whole prices in the order of
    their fractions (it is L-natural-convex; Murota, Discrete Convex Analysis, 2003): so the mean of its values at
    prices rounded down after adding 0 … 1 equals its value at the prices themselves, and if that exceeds the
    objective by less than one score then some rounding reaches the objective itself.
    """
    scale = scale_of(max_posts, headcount)
    objective = worth_of(books)
    best: tuple[int, Longs, Longs] | None = None
    for shift in SHIFTS:
        price = np.where(books.filled < headcount, 0, (books.price + shift * scale // 8) // scale)
        gains, wage = gains_at(rows, max_posts, price)
        bound = gains + int(price @ headcount)
        if best is None or bound < best[0]:
            best = (bound, price, wage)
        if bound == objective:
            break
    assert best is not None
    if not headcount.all():
        price_of_no_seat(rows, best[2], best[1], headcount)
    return Outcome(books, best[1], best[2], objective, best[0], bids)


def gains_at(rows: Rows, max_posts: Longs, price: Longs) -> tuple[int, Longs]:
    """Sum what everybody gains at most at whole prices, and find what each one's last unit earns."""
    wage = np.zeros(len(max_posts), np.int64)
    parts = in_parts(len(max_posts), lambda first, last: wages(rows, max_posts, price, 1, wage, first, last))
    return sum(int(part) for part in parts), wage


def worth_of(books: Books) -> int:
    """Add up the scores of all that is held."""
    return int(books.worth[_held(books)].sum(dtype=np.int64))


def pairs_held(books: Books) -> tuple[Index, Index]:
    """List who holds which post, by person."""
    units = _held(books)
    people = np.repeat(np.arange(len(books.taken)), books.taken)
    return people, books.held[units].astype(np.intp)


def _held(books: Books) -> Index:
    """Return the places of the units that are held, by person."""
    ends = np.cumsum(books.taken, dtype=np.int64)
    within = np.arange(int(ends[-1]) if len(ends) else 0) - np.repeat(ends - books.taken, books.taken)
    units: Index = np.repeat(books.unit_start[:-1], books.taken) + within
    return units
