"""A placement refined to the optimum: the auction is taken up on the pairs near its prices, exactly.

Unhappy people are released, posts with free seats lower their prices in reverse, people bid again. A price that falls
farther than the pairs were kept for may tempt others: everybody then looks at these few openings anew, and the auction
is taken up once more.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Ints, Longs
from matching.auction import settle
from matching.bulk_auction import most_bids
from matching.kernels.auction import forward, reverse
from matching.kernels.auction_books import Books, Rows
from matching.kernels.auction_rows import columns_of
from matching.kernels.auction_settling import assume
from matching.kernels.kept_rows import closed, into_rows
from matching.kernels.offers import Offers, no_offers
from matching.region import Placement, Region, in_blocks, placed

NEAR: Final = 60_000
"""Kept is what gains at most so many points less than nothing."""
FELL: Final = 20_000
"""A price that fell by more points than this may tempt people whose pairs with it were not kept; later twice that."""
KEPT: Final = 48
"""How many openings are kept for each person."""
KEPT_FALLEN: Final = 12
"""How many more of those whose prices fell."""
MOST_FALLS: Final = 4
MOST_ROUNDS: Final = 12
PATIENT_AFTER: Final = 3
"""After so many turns whoever would gain but one smallest bid is left out, lest ties go round in circles."""
MOST_PAIRS: Final = 2 * 10**9
"""How many pairs may be gone through in reverse."""


def refine(region: Region, start: Placement) -> Placement:
    """Take the auction up from rough prices, on all pairs near them.

    Returns
    -------
    Placement
        An optimum over the pairs looked at; whether over all, the proof tells.
    """
    everybody = np.arange(len(region.people.max_posts), dtype=np.int32)
    offers = no_offers(len(everybody), wide_enough(region, KEPT))
    region.look(everybody, start.price, offers, -NEAR * region.scale)
    few, fallen, found = np.empty(0, np.intp), no_offers(len(everybody), 1), start
    looked = start.price.copy()
    for turn in range(MOST_FALLS):
        found = settle_anew(region.books(), region.scale, found, *paired(region, offers, fallen))
        fell = fallen_far(looked - found.price, region.openings.headcount, region.scale, turn)
        if not len(fell):
            break
        few = np.union1d(few, fell)
        looked[few] = found.price[few]
        fallen = no_offers(len(everybody), KEPT_FALLEN)
        look_at(region, few, everybody, found, fallen, 0)
    return found


def fallen_far(by: Longs, headcount: Ints | Longs, scale: int, turn: int) -> Index:
    """Find the openings with seats whose prices fell by more than pairs were kept for; ever more from turn to turn."""
    return np.flatnonzero((by > (FELL << turn) * scale) & (headcount > 0))


def wide_enough(region: Region, width: int) -> int:
    """Make a width greater than what anybody can hold."""
    return max(width, int(region.people.max_posts.max(initial=0)) + 1)


def look_at(region: Region, few: Index, who: Ints, placement: Placement, offers: Offers, least: int) -> None:  # noqa: PLR0913, PLR0917
    """Let people look at a few openings alone."""
    region.only(few).look(who, placement.price[few], offers, least)
    if len(few):
        offers.opening[who] = few[np.minimum(offers.opening[who], len(few) - 1)]


def paired(region: Region, offers: Offers, others: Offers) -> tuple[Rows, Rows]:
    """Put what was kept into rows by person and columns by opening."""
    rows = rows_of(offers, others)
    return rows, Rows(*columns_of(rows, len(region.openings.headcount)))


def settle_anew(books: Books, scale: int, before: Placement, rows: Rows, columns: Rows) -> Placement:
    """Take the auction up on kept pairs until all are content and free seats cost nothing.

    Parameters
    ----------
    books : Books
        Empty ones, of the whole.
    """
    np.copyto(books.price, before.price, where=np.diff(books.seat_start) > 0)
    assume(rows, books, before.person, before.opening)
    budget = most_bids(len(books.bid))
    hired = min(budget, MOST_PAIRS // max(1, int(np.diff(columns.start).max(initial=0))))
    bids = 0
    for turn in range(MOST_ROUNDS):
        waiting = settle(rows, books, scale, patience=int(turn >= PATIENT_AFTER))
        if not len(waiting) and not _wasted(books).any():
            break
        made, taken_on = int(forward(rows, books, scale, waiting, budget)), int(reverse(columns, books, scale, hired))
        bids += made + taken_on
        if made >= budget or taken_on >= hired:
            break
    return replace(placed(books), bids=before.bids + bids)


def _wasted(books: Books) -> Bools:
    """Mark posts with free seats that still cost something."""
    return np.asarray((books.filled < np.diff(books.seat_start)) & (books.price > 0), np.bool_)


def rows_of(offers: Offers, others: Offers) -> Rows:
    """Put kept offers into rows, those kept twice once."""
    most = np.concatenate([[0], np.cumsum(offers.size + others.size, dtype=np.int64)])
    post, score = np.empty(most[-1], np.int32), np.empty(most[-1], np.int32)
    size = np.zeros(len(offers.size), np.int64)

    def part(first: int, last: int) -> None:
        into_rows(offers, others, first, last, most, post, score, size)

    in_blocks(len(size), part, 1 << 16)
    start = np.concatenate([[0], np.cumsum(size)])
    closed(most, start, post, score)
    return Rows(start, post[: start[-1]], score[: start[-1]])
