"""The region a week later: a few people or openings changed, the rest is taken up where it was, proved as before.

Kept are, beside who holds what and the prices, the openings of each person within reach of these prices. The auction
is taken up on them alone: unhappy people are released, posts with free seats lower their prices in reverse, people
bid again. The proof scans all pairs as ever; should it not close, everybody looks anew at the new prices, and should
that not do either, all is solved from nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Ints
from matching.kernels.auction import forward, reverse
from matching.kernels.auction_books import Books, Rows
from matching.kernels.auction_rows import columns_of
from matching.kernels.auction_settling import assume, settle
from matching.kernels.kept_rows import closed, into_rows
from matching.kernels.offers import Offers, no_offers
from matching.metropolis import BIDS_PER_SEAT, LEAST_BIDS, Placement, Proof, Region, in_blocks, placed, prove, solve

KEPT: Final = 16
"""How many openings are kept for each person."""
NEAR: Final = 60_000
"""Kept is what gains at most so many points less than nothing: prices may fall by as much before it is missed."""
FEW: Final = 40
"""An opening that fewer people besides its holders are near to is kept for others too."""
KEPT_DEEP: Final = 12
DEEP: Final = 1_000_000
"""Such an opening is kept for who gains at most so many points less than nothing."""
MOST_ROUNDS: Final = 6
MOST_LOOKS: Final = 1


@dataclass(frozen=True)
class Kept:
    """What is kept of a solved region.

    Attributes
    ----------
    placement : Placement
    offers : Offers
        Each person's openings near the prices.
    few : array of intp
        Openings few people are near to, ascending.
    deep : Offers
        Each person's openings among these few, far from the prices.
    """

    placement: Placement
    offers: Offers
    few: Index
    deep: Offers


def keep(region: Region, placement: Placement) -> Kept:
    """Look once more at everybody with the last prices, and keep what is near them."""
    width = max(KEPT, int(region.people.max_posts.max(initial=0)) + 1)
    offers = no_offers(len(region.people.max_posts), width)
    everybody = np.arange(len(region.people.max_posts), dtype=np.int32)
    region.look(everybody, placement.price, offers, -NEAR * region.scale)
    seats = len(region.openings.headcount)
    kept = np.arange(offers.opening.shape[1]) < offers.size[:, None]
    near = np.bincount(offers.opening[kept], minlength=seats) - np.bincount(placement.opening, minlength=seats)
    few = np.flatnonzero((near < FEW) & (region.openings.headcount > 0))
    deep = no_offers(len(region.people.max_posts), KEPT_DEEP)
    look_deep(region, few, everybody, placement, deep)
    return Kept(placement, offers, few, deep)


def look_deep(region: Region, few: Index, who: Ints, placement: Placement, deep: Offers) -> None:
    """Look at a few openings alone, far below their prices."""
    region.only(few).look(who, placement.price[few], deep, -DEEP * region.scale)
    if len(few):
        deep.opening[who] = few[np.minimum(deep.opening[who], len(few) - 1)]


def renew(region: Region, kept: Kept, changed: Ints) -> tuple[Kept, Proof]:
    """Solve a region of which some people have changed, starting from what was.

    Parameters
    ----------
    region : Region
        With the same openings and as many people, the changed ones in the rows of those they were before; `scale` may
        differ.
    changed : array of int32
        The rows that are not as they were.

    Returns
    -------
    Kept, Proof
        As good as solved from nothing.
    """
    kept = look_again(region, kept, changed)
    placement = settle_anew(region, kept.placement, *paired(kept))
    proof = prove(region, placement)
    for _ in range(MOST_LOOKS):
        if proof.proved:
            return replace(kept, placement=placement), proof
        kept = keep(region, placement)
        placement = settle_anew(region, kept.placement, *paired(kept))
        proof = prove(region, placement)
    if proof.proved:
        return replace(kept, placement=placement), proof
    placement, proof = solve(region)
    return keep(region, placement), proof


def look_again(region: Region, kept: Kept, changed: Ints) -> Kept:
    """Let the changed people look at the prices as they are; the others' offers stand."""
    offers, deep = (Offers._make(column.copy() for column in one) for one in (kept.offers, kept.deep))
    region.look(changed, kept.placement.price, offers, -NEAR * region.scale)
    look_deep(region, kept.few, changed, kept.placement, deep)
    return replace(kept, offers=offers, deep=deep)


def paired(kept: Kept) -> tuple[Rows, Rows]:
    """Put what was kept into rows by person and columns by opening."""
    rows = rows_of(kept.offers, kept.deep)
    return rows, Rows(*columns_of(rows, len(kept.placement.price)))


def settle_anew(region: Region, before: Placement, rows: Rows, columns: Rows) -> Placement:
    """Take the auction up on kept pairs until all are content and free seats cost nothing."""
    books = region.books()
    np.copyto(books.price, before.price, where=region.openings.headcount > 0)
    assume(rows, books, before.person, before.opening)
    budget = LEAST_BIDS + BIDS_PER_SEAT * int(region.openings.headcount.sum(dtype=np.int64))
    bids = 0
    for _ in range(MOST_ROUNDS):
        waiting = settle(rows, books, region.scale)
        if not len(waiting) and not _wasted(books).any():
            break
        bids += int(forward(rows, books, region.scale, waiting, budget))
        bids += int(reverse(columns, books, region.scale, budget))
    return placed(books, bids)


def _wasted(books: Books) -> Bools:
    """Mark posts with free seats that still cost something."""
    return np.asarray((books.filled < np.diff(books.seat_start)) & (books.price > 0), np.bool_)


def rows_of(offers: Offers, deep: Offers) -> Rows:
    """Put kept offers into rows, those kept twice once."""
    most = np.concatenate([[0], np.cumsum(offers.size + deep.size, dtype=np.int64)])
    post, score = np.empty(most[-1], np.int32), np.empty(most[-1], np.int32)
    size = np.zeros(len(offers.size), np.int64)

    def part(first: int, last: int) -> None:
        into_rows(offers, deep, first, last, most, post, score, size)

    in_blocks(len(size), part, 1 << 16)
    start = np.concatenate([[0], np.cumsum(size)])
    closed(most, start, post, score)
    return Rows(start, post[: start[-1]], score[: start[-1]])
