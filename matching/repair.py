"""Side terms on more pairs than can be branched on: solved without, mended round by round, with an honest bound."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Longs
from matching.assignment import Assignment
from matching.kernels.auction_books import opened
from matching.kernels.auction_clashes import clash_gains, clash_losers
from matching.kernels.auction_settling import assume
from matching.market import Market
from matching.sides import Sides, runs_of
from matching.solving import arena_of, part_of, solved

MOST_ROUNDS: Final = 16
MOST_NODES: Final = 2_000
"""Steps of the search for one person's best posts without a clash."""


@dataclass
class Mending:
    """What the rounds know: pairs banned, the bonus of each community, and the best that was reached.

    Attributes
    ----------
    banned, best : array of bool, shape (pairs,)
    bonus : array of int64, shape (communities,)
    bound : int or None
        The least of any round; each holds for all pairs.
    """

    banned: Bools
    best: Bools
    bonus: Longs
    bound: int | None = None
    last: Assignment | None = field(default=None)


def solved_by_repair(market: Market, sides: Sides, previous: Assignment | None) -> Assignment:
    """Solve a market, forbid what breaks a term, solve again from where it stood, until nothing breaks.

    The bound adds to what all seats cost what everybody gains at most at the prices from posts that do not clash, and
    what communities could gain at most beside the bonus that stands for their returns; least staffing and teams are
    passed over in it.
    """
    pairs = len(market.worth)
    teamed = _teams(market, sides, solved(market, previous))
    alone = (sides.team[market.giver] >= 0) & ~teamed
    mending = Mending(alone, np.zeros(pairs, np.bool_), np.zeros(len(sides.served), np.int64), last=previous)
    for _ in range(MOST_ROUNDS):
        chosen, broken = _round(market, sides, mending, teamed)
        if _worth(market, sides, chosen) > _worth(market, sides, mending.best):
            mending.best = chosen
        after = replace(sides, served=sides.counts(market.taker[chosen])).next_returns()
        if not broken.any() and (after == mending.bonus).all():
            break
        mending.banned |= broken
        mending.bonus = (mending.bonus + after + 1) // 2
    assert mending.last is not None
    assert mending.bound is not None
    objective, at = _worth(market, sides, mending.best), np.flatnonzero(mending.best)
    at = at[np.lexsort((market.taker[at], market.giver[at]))]
    return replace(
        mending.last,
        chosen=np.isin(np.arange(pairs), at),
        objective=objective,
        bound=max(mending.bound, objective),
        proved=objective >= mending.bound,
        person=market.giver[at],
        post=market.taker[at],
        method="repair",
    )


def _round(market: Market, sides: Sides, mending: Mending, teamed: Bools) -> tuple[Bools, Bools]:
    """Solve once; returns what is chosen without what breaks a term, and the pairs to ban."""
    whose = sides.community[market.taker]
    priced = replace(market, worth=market.worth + np.append(mending.bonus, 0)[whose] * (whose >= 0))
    kept = np.flatnonzero(~mending.banned & ~teamed)
    held = [np.bincount(side[teamed], minlength=size) for side, size in _sizes(market)]
    rest = replace(
        part_of(priced, kept),
        supply=market.supply - held[0],
        demand=market.demand - held[1],
        group_limit=market.group_limit - market.in_groups(teamed),
    )
    mending.last = found = solved(rest, mending.last)
    bound = _bound(priced, sides, mending.bonus, found.price)
    mending.bound = bound if mending.bound is None else min(bound, mending.bound)
    chosen = teamed.copy()
    chosen[kept] = found.chosen & (rest.worth > 0)  # a flow may take what is worth nothing, and clash by it
    broken = _clashing(priced, sides, chosen, found.price) & ~teamed
    chosen &= ~broken
    short = _short(market, sides, chosen)
    return chosen & ~np.isin(market.taker, short), broken | np.isin(market.taker, short[: (len(short) + 1) // 2])


def _sizes(market: Market) -> tuple[tuple[Index, int], tuple[Index, int]]:
    return (market.giver, len(market.supply)), (market.taker, len(market.demand))


def _bound(priced: Market, sides: Sides, bonus: Longs, price: Longs) -> int:
    """Bound every allowed assignment from any prices and any bonus of communities."""
    arena = arena_of(priced)
    gains = int(clash_gains(arena.rows, arena.max_posts, sides.slots, price, MOST_NODES))
    steps = np.concatenate([[0], np.cumsum(sides.returns)])
    beside = 0
    for served, one in zip(sides.served.tolist(), bonus.tolist(), strict=True):
        first = min(served, len(steps) - 1)
        left = steps[first:] - steps[first]
        beside += int((left - one * np.arange(len(left))).max())
    return gains + int(price @ arena.headcount) + beside


def _clashing(market: Market, sides: Sides, chosen: Bools, price: Longs) -> Bools:
    """Mark chosen pairs that share a half-day with a better one of the same person."""
    at = np.flatnonzero(chosen)
    at = at[np.lexsort((market.taker[at], market.giver[at]))]
    arena = arena_of(part_of(market, at))
    books = opened(arena.max_posts, arena.headcount)
    assume(arena.rows, books, market.giver[at], market.taker[at])
    lost = np.flatnonzero(clash_losers(arena.rows, books, sides.slots, price))
    who = np.searchsorted(books.unit_start, lost, side="right") - 1
    keys = market.giver * np.int64(len(market.demand)) + market.taker
    return chosen & np.isin(keys, who * np.int64(len(market.demand)) + books.held[lost])


def _short(market: Market, sides: Sides, chosen: Bools) -> Index:
    """List posts that have somebody, yet fewer than the least, the farthest from it first."""
    filled = np.bincount(market.taker[chosen], minlength=len(sides.least))
    short = np.flatnonzero((filled > 0) & (filled < sides.least))
    return short[np.lexsort((short, filled[short] - sides.least[short]))]


def _worth(market: Market, sides: Sides, chosen: Bools) -> int:
    return int(market.worth[chosen].sum()) + sides.worth(market.taker[chosen])


def _teams(market: Market, sides: Sides, found: Assignment) -> Bools:
    """Put teams on posts, the greatest gain at the prices first, while there are seats; marks their pairs."""
    chosen = np.zeros(len(market.worth), np.bool_)
    at = np.flatnonzero(sides.team[market.giver] >= 0)
    keys = sides.team[market.giver[at]] * np.int64(len(market.demand)) + market.taker[at]
    order = np.argsort(keys, kind="stable")
    size = np.bincount(sides.team[sides.team >= 0], minlength=1)
    runs = [run for run in runs_of(keys[order], at[order]) if len(run) == size[sides.team[market.giver[run[0]]]]]
    gain = [int((market.worth[run] - found.price[market.taker[run]]).sum()) for run in runs]
    supply, demand, busy = market.supply.copy(), market.demand.copy(), np.zeros(len(market.supply), np.int64)
    room = np.append(market.group_limit, 1)  # the last for pairs without a group
    for number in sorted(range(len(runs)), key=lambda one: (-gain[one], one)):
        run, post = runs[number], market.taker[runs[number][0]]
        members, half_days = market.giver[run], int(sides.slots[post])
        within = room[market.group[run]].all()
        free = within and supply[members].all() and not (busy[members] & half_days).any()
        if gain[number] >= 0 and demand[post] >= max(len(run), sides.least[post]) and free:
            chosen[run] = True
            demand[post] -= len(run)
            supply[members] -= 1
            busy[members] |= half_days
            room[:-1] -= market.in_groups(run)
    return chosen
