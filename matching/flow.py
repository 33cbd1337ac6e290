"""The true optimum of any allocation with limits on both sides, by min-cost flow, with prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.arrays import Bools, Index, Longs
from matching.certificate import Market, bound, is_allowed, value

ALL_AT_ONCE: Final = 400_000
"""Up to so many pairs are solved as they are; beyond, pairs are added as prices ask for them."""
FIRST_PER_TAKER: Final = 40
FIRST_PER_GIVER: Final = 10
MOST_ROUNDS: Final = 30
MOST_PRICE_SWEEPS: Final = 5_000


class FlowNotSolvedError(RuntimeError):
    """The solver gave up; carries its status and the size of the market."""

    def __init__(self, status: object, pairs: int) -> None:
        super().__init__(f"min-cost flow ended as {status} on {pairs} pairs")
        self.status = status
        self.pairs = pairs


@dataclass(frozen=True)
class Allocation:
    """What goes where, and the proof that nothing is better.

    Attributes
    ----------
    amount : array of int64, shape (pairs,)
        In the order of the market's pairs.
    objective, bound : int
        The value reached, and a value no allocation can exceed; equal when `proved`.
    price : array of int64, shape (takers,)
        What one more unit of demand met would be worth at most.
    wage : array of int64, shape (givers,)
        What one more unit of supply would be worth at most.
    """

    amount: Longs
    objective: int
    bound: int
    proved: bool
    price: Longs
    wage: Longs


def allocate(market: Market) -> Allocation:
    """Find an allocation of greatest value.

    Raises
    ------
    FlowNotSolvedError
        When the solver does not reach an optimum.
    """
    if len(market.worth) <= ALL_AT_ONCE:
        return _proved(market, *_solve(market))
    return _by_columns(market)


def _solve(market: Market) -> tuple[Longs, Longs, Longs]:
    amount = _optimum(market)
    return amount, *_prices(market, amount)


def _proved(market: Market, amount: Longs, price: Longs, wage: Longs) -> Allocation:
    best, limit = value(market, amount), bound(market, price, wage)
    return Allocation(amount, best, limit, best == limit and is_allowed(market, amount), price, wage)


def _optimum(market: Market) -> Longs:
    """Solve by OR-Tools: every giver sends its whole supply, what finds no taker goes home at the price of nothing."""
    givers, takers, pairs = len(market.supply), len(market.demand), len(market.worth)
    if not pairs:
        return np.zeros(0, np.int64)
    top, home = int(market.worth.max()), givers + takers
    everyone, every_taker = np.arange(givers), np.arange(givers, home)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([market.giver, everyone, every_taker]),
        np.concatenate([market.taker + givers, np.full(givers + takers, home)]),
        np.concatenate([market.limit, market.supply, market.demand]),
        np.concatenate([top - market.worth, np.full(givers, top), np.zeros(takers, np.int64)]),
    )
    solver.set_nodes_supplies(np.append(everyone, home), np.append(market.supply, -market.supply.sum()))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise FlowNotSolvedError(status, pairs)
    return np.asarray(solver.flows(arcs[:pairs]), np.int64)


def _prices(market: Market, amount: Longs) -> tuple[Longs, Longs]:
    """Find the smallest prices that support an optimum, sweep by sweep as in Bellman and Ford.

    A giver that has nothing is out of reach; one that is used up earns the least it gets from what it serves; one with
    supply left earns nothing. A taker must cost so much that no giver would rather serve it.
    """
    used = np.flatnonzero(amount > 0)
    spare = np.flatnonzero((amount < market.limit) & (market.supply > 0)[market.giver])
    full = np.bincount(market.giver, amount, len(market.supply)) >= market.supply
    used = used[full[market.giver[used]]]
    price, wage = np.zeros(len(market.demand), np.int64), np.zeros(len(market.supply), np.int64)
    wage[market.supply == 0] = market.worth.max(initial=0)
    earner, taken, earned = market.giver[used], market.taker[used], market.worth[used]
    wage[earner] = market.worth.max(initial=0)
    np.minimum.at(wage, earner, earned)
    givers, takers, worth = market.giver[spare], market.taker[spare], market.worth[spare]
    changed = np.ones(len(wage), np.bool_)
    for _ in range(MOST_PRICE_SWEEPS):
        asking = changed[givers]
        before = price.copy()
        np.maximum.at(price, takers[asking], worth[asking] - wage[givers[asking]])
        dearer = (price > before)[taken]
        if not dearer.any():
            break
        earlier = wage.copy()
        np.minimum.at(wage, earner[dearer], np.maximum(earned[dearer] - price[taken[dearer]], 0))
        changed = wage != earlier
    return price, wage


def _by_columns(market: Market) -> Allocation:
    """Solve over the most promising pairs, then add every pair the prices show to be better, until none is left."""
    active = _best_of_each(market.taker, market.worth, FIRST_PER_TAKER)
    active |= _best_of_each(market.giver, market.worth, FIRST_PER_GIVER)
    amount = np.zeros(len(market.worth), np.int64)
    for _ in range(MOST_ROUNDS):
        amount[:] = 0
        amount[active], price, wage = _solve(_part(market, active))
        surplus = market.worth - price[market.taker] - wage[market.giver]
        better = (surplus > 0) & ~active
        if not better.any():
            break
        active |= better
    return _proved(market, amount, price, wage)


def _part(market: Market, kept: Bools) -> Market:
    return Market(
        market.giver[kept], market.taker[kept], market.worth[kept], market.limit[kept], market.supply, market.demand
    )


def _best_of_each(keys: Index, worth: Longs, most: int) -> Bools:
    """Mark the pairs of greatest worth for each key."""
    order = np.lexsort((-worth, keys))
    ordered = keys[order]
    first = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    rank = np.arange(len(keys)) - np.repeat(first, np.diff(np.r_[first, len(keys)]))
    mask = np.zeros(len(keys), np.bool_)
    mask[order[rank < most]] = True
    return mask
