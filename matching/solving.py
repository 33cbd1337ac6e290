"""The ways to an optimum in turn: taken up again, auction, kinds of people, min-cost flow; all give prices as proof."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Index, Longs
from matching.assignment import Assignment
from matching.auction import gains_at, pairs_held, resume, rows_of, run
from matching.flow import allocate, optimum
from matching.identical import kinds_of, solve_kinds
from matching.kernels.auction_books import Rows, opened
from matching.kernels.auction_prices import lowest_prices
from matching.kernels.auction_rows import places_of
from matching.kernels.auction_settling import assume
from matching.market import Market

MOST_AT_ONCE: Final = 5_000_000
"""Pairs that OR-Tools is given at once: about a gigabyte."""
LOOKS_PER_PERSON: Final = 100
LEAST_LOOKS: Final = 1_000_000
"""How many people may be looked at for the lowest prices before those of the solver are kept."""


@dataclass(frozen=True)
class Arena:
    """The pairs worth assigning in rows, limits no greater than there are pairs for, and where the pairs were given."""

    rows: Rows
    given_at: Index
    max_posts: Longs
    headcount: Longs


@dataclass(frozen=True)
class Found:
    """Who goes where, and the prices that prove it."""

    person: Index
    post: Index
    price: Longs
    method: str


def solved(market: Market, previous: Assignment | None = None) -> Assignment:
    """Solve a market in which every pair takes one unit."""
    if (market.group >= 0).any():
        return _in_groups(market)
    arena = arena_of(market)
    found = _resumed(previous, arena) or _of_kinds(arena) or _auctioned(arena) or _by_flow(arena)
    return _told(market, arena, found)


def arena_of(market: Market) -> Arena:
    """Put the pairs that can be chosen at all into rows."""
    people, posts = len(market.supply), len(market.demand)
    useful = (market.worth > 0) & (market.supply[market.giver] > 0)
    at = np.flatnonzero(useful)
    rows, order = rows_of(market.giver[at], market.taker[at], market.worth[at], people, posts)
    most = np.diff(rows.start) + 1, np.bincount(rows.post, minlength=posts) + 1  # one to spare is worth nothing
    return Arena(rows, at[order], np.minimum(market.supply, most[0]), np.minimum(market.demand, most[1]))


def _resumed(before: Assignment | None, arena: Arena) -> Found | None:
    if before is None:
        return None
    price = np.full(len(arena.headcount), int(arena.rows.score.max(initial=0)) + 1)
    known = min(len(price), len(before.price))
    price[:known] = np.minimum(before.price, price[:known])[:known]
    still = (before.person < len(arena.max_posts)) & (before.post < len(price))
    outcome = resume(arena.rows, arena.max_posts, arena.headcount, before.person[still], before.post[still], price)
    return None if outcome is None else Found(*pairs_held(outcome.books), outcome.price, "resumed")


def _of_kinds(arena: Arena) -> Found | None:
    kinds = kinds_of(arena.rows, arena.max_posts)
    if kinds is None:
        return None
    found, person, post = solve_kinds(arena.rows, arena.max_posts, arena.headcount, kinds)
    return Found(person, post, found.price, "kinds")


def _auctioned(arena: Arena) -> Found | None:
    outcome = run(arena.rows, arena.max_posts, arena.headcount)
    if outcome.bound != outcome.objective:
        return None
    return Found(*pairs_held(outcome.books), outcome.price, "auction")


def _by_flow(arena: Arena) -> Found:
    start, posts = arena.rows.start, arena.rows.post
    person = np.repeat(np.arange(len(start) - 1), np.diff(start))
    order = np.lexsort((posts, person))
    worth = arena.rows.score[order]
    market = Market.of_pairs(person[order], posts[order], worth, arena.max_posts, arena.headcount)
    amount, price = _flowing(market)
    taken = order[amount > 0]
    return Found(person[taken], posts[taken].astype(np.intp), price, "flow")


def _flowing(market: Market) -> tuple[Longs, Longs]:
    """Solve at once what memory allows, with prices found afterwards; more by adding pairs as prices ask for them."""
    if len(market.worth) > MOST_AT_ONCE:
        found = allocate(market)
        return found.amount, found.price
    return optimum(market), np.full(len(market.demand), int(market.worth.max(initial=0)))


def _told(market: Market, arena: Arena, found: Found) -> Assignment:
    """Find the pairs chosen where they were given, the lowest prices that prove them, and add up value and bound."""
    chosen = np.zeros(len(market.worth), np.bool_)
    places = places_of(arena.rows, found.person, found.post)
    chosen[arena.given_at[places]] = True
    objective = int(arena.rows.score[places].sum(dtype=np.int64))
    price = _lowest(arena, found)
    gains, wage = gains_at(arena.rows, arena.max_posts, price)
    bound = gains + int(price @ arena.headcount)
    order = np.lexsort((found.post, found.person))
    return Assignment(
        chosen=chosen,
        objective=objective,
        bound=bound,
        proved=bound == objective,
        score=objective,
        price=price,
        wage=wage,
        fee=np.zeros(len(market.group_limit), np.int64),
        person=found.person[order],
        post=found.post[order],
        method=found.method,
    )


def _lowest(arena: Arena, found: Found) -> Longs:
    """Find the lowest prices that prove what was found; those it was found with, when it is no optimum."""
    books = opened(arena.max_posts, arena.headcount)
    assume(arena.rows, books, found.person, found.post)
    price, reached = lowest_prices(
        arena.rows, books, arena.headcount, LOOKS_PER_PERSON * len(arena.max_posts) + LEAST_LOOKS
    )
    return price if reached else found.price


def _in_groups(market: Market) -> Assignment:
    """Solve by min-cost flow, which takes limits of groups as well."""
    order = without_twins(market)
    found = allocate(part_of(market, order))
    chosen = np.zeros(len(market.worth), np.bool_)
    taken = order[found.amount > 0]
    chosen[taken] = True
    return Assignment(
        chosen=chosen,
        objective=found.objective,
        bound=found.bound,
        proved=found.proved,
        score=found.objective,
        price=found.price,
        wage=found.wage,
        fee=found.fee,
        person=market.giver[taken],
        post=market.taker[taken],
        method="flow",
    )


def without_twins(market: Market) -> Index:
    """Order pairs by person and post and leave out the worse of any twins."""
    if not len(market.worth):
        return np.empty(0, np.intp)
    keys = market.giver * (int(market.taker.max()) + 1) + market.taker
    if (keys[1:] > keys[:-1]).all():
        return np.arange(len(keys))
    order = np.argsort(keys, kind="stable")
    if (np.diff(keys[order]) > 0).all():
        return order
    order = np.lexsort((-market.worth, keys))
    return order[np.r_[True, np.diff(keys[order]) > 0]]


def part_of(market: Market, at: Index) -> Market:
    """Keep some pairs of a market, in an order given."""
    return replace(
        market,
        giver=market.giver[at],
        taker=market.taker[at],
        worth=market.worth[at],
        limit=market.limit[at],
        group=market.group[at],
    )
