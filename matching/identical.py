"""People of a kind weighed once: a market of kinds, and its allocation dealt out to the people again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.arrays import Index, Longs
from matching.flow import Allocation, allocate
from matching.kernels.auction_books import Rows
from matching.kernels.auction_types import row_marks, same_rows
from matching.market import Market

MOST_SHARE: Final = 0.5
"""Kinds are worth the trouble when they are at most this share of the people."""
LEAST_PEOPLE: Final = 64


@dataclass(frozen=True)
class Kinds:
    """Who is of which kind.

    Attributes
    ----------
    first : array of intp, shape (kinds,)
        The first person of each kind.
    kind : array of intp, shape (people,)
    size : array of int64, shape (kinds,)
    """

    first: Index
    kind: Index
    size: Longs


def kinds_of(rows: Rows, max_posts: Longs) -> Kinds | None:
    """Find people with equal rows and limits; None when there are too few for it to pay."""
    if len(max_posts) < LEAST_PEOPLE:
        return None
    _, first, kind, size = np.unique(
        row_marks(rows, max_posts), return_index=True, return_inverse=True, return_counts=True
    )
    if len(first) > MOST_SHARE * len(max_posts) or not same_rows(rows, max_posts, first[kind]):
        return None
    order = np.argsort(first)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return Kinds(first[order], place[kind], size[order].astype(np.int64))


def solve_kinds(rows: Rows, max_posts: Longs, headcount: Longs, kinds: Kinds) -> tuple[Allocation, Index, Index]:
    """Solve the market of kinds by min-cost flow.

    Returns
    -------
    Allocation, array of intp, array of intp
        Of kinds; and who is on which post. Its prices of posts hold for the people as well.
    """
    lengths = np.diff(rows.start)[kinds.first]
    giver = np.repeat(np.arange(len(kinds.first)), lengths)
    within = np.arange(len(giver)) - np.repeat(np.cumsum(lengths) - lengths, lengths)
    pairs = np.repeat(rows.start[kinds.first], lengths) + within
    order = np.lexsort((rows.post[pairs], giver))
    pairs, giver = pairs[order], giver[order]
    post = rows.post[pairs].astype(np.intp)
    market = Market(
        giver,
        post,
        rows.score[pairs].astype(np.int64),
        kinds.size[giver],
        kinds.size * max_posts[kinds.first],
        headcount,
        np.full(len(giver), -1, np.intp),
        np.zeros(0, np.int64),
    )
    found = allocate(market)
    return found, *_dealt(market, kinds, found.amount)


def _dealt(market: Market, kinds: Kinds, amount: Longs) -> tuple[Index, Index]:
    """Deal the units of each kind to its people in turn, post by post: nobody gets two of one post.

    A post takes at most as many of a kind as there are, so that those who follow one another in turn are different
    people; and all get equally many, give or take one.
    """
    units = np.repeat(np.arange(len(amount)), amount)
    of_kind = market.giver[units]
    start = np.searchsorted(of_kind, np.arange(len(kinds.first)))
    turn = (np.arange(len(units)) - start[of_kind]) % kinds.size[of_kind]
    people = np.argsort(kinds.kind, kind="stable")
    begin = np.cumsum(kinds.size) - kinds.size
    return people[begin[of_kind] + turn], market.taker[units]
