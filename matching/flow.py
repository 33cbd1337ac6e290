"""The true optimum of any allocation with limits on both sides, by min-cost flow, with prices that prove it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.arrays import Bools, Index, Longs, present
from matching.certificate import bound, breaches
from matching.market import Market

ALL_AT_ONCE: Final = 20_000
"""Up to so many pairs are solved as they are; beyond, pairs are added as prices ask for them."""
FIRST_PER_TAKER: Final = 32
"""How many pairs of each taker are there from the start, beside as many as it has room for."""
MOST_ROUNDS: Final = 30
"""So often pairs are added; then all of them are."""
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
    fee : array of int64, shape (groups,)
        What lifting a group's limit would be worth at most.
    seen : array of bool, shape (pairs,)
        The pairs that were solved over; prices show of all others that they are no better.
    """

    amount: Longs
    objective: int
    bound: int
    proved: bool
    price: Longs
    wage: Longs
    fee: Longs
    seen: Bools


def allocate(market: Market, promising: Bools | None = None) -> Allocation:
    """Find an allocation of greatest value.

    Parameters
    ----------
    promising : array of bool, shape (pairs,), optional
        The pairs to begin with where there are many, as those `seen` by an allocation of nearly the same market.

    Raises
    ------
    FlowNotSolvedError
        When the solver does not reach an optimum.
    """
    if len(market.worth) <= ALL_AT_ONCE:
        return _proved(market, np.ones(len(market.worth), np.bool_), _solve(market))
    return _by_columns(market, _best_of_each_taker(market) if promising is None else promising.copy())


def _solve(market: Market) -> tuple[Longs, Longs, Longs, Longs]:
    amount = optimum(market)
    return amount, *supporting_prices(market, amount)


def _proved(market: Market, seen: Bools, found: tuple[Longs, Longs, Longs, Longs]) -> Allocation:
    amount, price, wage, fee = found
    best, limit = int(market.worth @ amount), bound(market, price, fee)
    return Allocation(amount, best, limit, best == limit and not breaches(market, amount), price, wage, fee, seen)


def optimum(market: Market) -> Longs:
    """Solve by OR-Tools: every giver sends its whole supply, what finds no taker goes home at the price of nothing."""
    givers, takers, pairs = len(market.supply), len(market.demand), len(market.worth)
    if not pairs:
        return np.zeros(0, np.int64)
    top, home = int(market.worth.max()), givers + takers
    everyone, every_taker = np.arange(givers), np.arange(givers, home)
    members, owner = _groups(market)
    tail = np.where(market.group >= 0, market.group + home + 1, market.giver) if len(members) else market.giver
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([tail, everyone, every_taker, owner]),
        np.concatenate([market.taker + givers, np.full(givers + takers, home), members + home + 1]),
        np.concatenate([market.limit, market.supply, market.demand, market.group_limit[members]]),
        np.concatenate([top - market.worth, np.full(givers, top), np.zeros(takers + len(members), np.int64)]),
    )
    solver.set_nodes_supplies(np.append(everyone, home), np.append(market.supply, -market.supply.sum()))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise FlowNotSolvedError(status, pairs)
    return np.asarray(solver.flows(arcs[:pairs]), np.int64)


def _groups(market: Market) -> tuple[Index, Index]:
    """List the groups and the giver each belongs to."""
    members, first = np.unique(market.group, return_index=True)
    kept = members >= 0
    return members[kept], market.giver[first[kept]]


def supporting_prices(market: Market, amount: Longs) -> tuple[Longs, Longs, Longs]:
    """Find the smallest prices that support an optimum, sweep by sweep as in Bellman and Ford.

    Of what is no optimum they are prices all the same, and the bound they give is above its value.

    A giver that has nothing is out of reach; one that is used up earns the least it gets from what it serves; one with
    supply left earns nothing. A full group earns the least its own do. A taker must cost so much that no giver
    would rather serve it.

    Returns
    -------
    price, wage, fee : array of int64, shape (takers,), (givers,), (groups,)
    """
    givers, top = len(market.supply), market.worth.max(initial=0)
    grouped = market.group >= 0
    full = np.bincount(market.giver, amount, givers) >= market.supply
    full_group = np.bincount(market.group[grouped], amount[grouped], len(market.group_limit)) >= market.group_limit
    seller = np.where(grouped & np.append(full_group, [False])[market.group], market.group + givers, market.giver)
    used = np.flatnonzero(amount > 0)
    spare = np.flatnonzero((amount < market.limit) & (market.supply > 0)[market.giver])
    by_giver = used[full[market.giver[used]]]
    by_group = used[(seller >= givers)[used]]
    earner = np.concatenate([market.giver[by_giver], market.group[by_group] + givers])
    earning = np.concatenate([by_giver, by_group])
    wage = np.concatenate([np.where(full, top, 0), np.where(full_group, top, 0)]).astype(np.int64)
    np.minimum.at(wage, earner, market.worth[earning])
    price = _settle(
        wage,
        (seller[spare], market.taker[spare], market.worth[spare]),
        (earner, market.taker[earning], market.worth[earning]),
        len(market.demand),
    )
    fee = np.zeros(len(market.group_limit), np.int64)
    members, owner = _groups(market)
    fee[members] = np.maximum(wage[members + givers] - wage[owner], 0) * full_group[members]
    return price, wage[:givers], fee


def _settle(
    wage: Longs, wishes: tuple[Index, Index, Longs], holdings: tuple[Index, Index, Longs], takers: int
) -> Longs:
    """Raise prices and lower wages in turn until nobody would rather serve another; wages are changed in place."""
    sellers, wished, worth = wishes
    earner, held, earned = holdings
    price, changed = np.zeros(takers, np.int64), np.ones(len(wage), np.bool_)
    for _ in range(MOST_PRICE_SWEEPS):
        asking = changed[sellers]
        before, earlier = price.copy(), wage.copy()
        np.maximum.at(price, wished[asking], worth[asking] - wage[sellers[asking]])
        dearer = (price > before)[held]
        if not dearer.any():
            break
        np.minimum.at(wage, earner[dearer], np.maximum(earned[dearer] - price[held[dearer]], 0))
        changed = wage != earlier
    return price


@dataclass(frozen=True)
class Part:
    """Some pairs of a market, with those givers, takers and groups alone that have any.

    Attributes
    ----------
    market : Market
    at, givers, takers, groups : array of intp
        Where its pairs, givers, takers and groups stand in the whole.
    """

    market: Market
    at: Index
    givers: Index
    takers: Index
    groups: Index

    @classmethod
    def of(cls, whole: Market, kept: Bools) -> Part:
        """Keep some pairs."""
        at = np.flatnonzero(kept)
        givers, giver = present(whole.giver[at], len(whole.supply))
        takers, taker = present(whole.taker[at], len(whole.demand))
        groups, group = present(np.append(whole.group[at], -1) + 1, len(whole.group_limit) + 1)
        small = Market(
            giver,
            taker,
            whole.worth[at],
            whole.limit[at],
            whole.supply[givers],
            whole.demand[takers],
            group[:-1] - 1,
            whole.group_limit[groups[1:] - 1],
        )
        return cls(small, at, givers, takers, groups[1:] - 1)

    def solved(self, whole: Market) -> tuple[Longs, Longs, Longs, Longs]:
        """Solve it, and give amounts, prices, wages and fees of the whole: nothing of what is not in it."""
        amount, price, wage, fee = _solve(self.market)
        return (
            _spread(amount, self.at, whole.worth),
            _spread(price, self.takers, whole.demand),
            _spread(wage, self.givers, whole.supply),
            _spread(fee, self.groups, whole.group_limit),
        )


def _spread(own: Longs, places: Index, whole: Longs) -> Longs:
    """Put values where they stand in a whole column, nothing elsewhere."""
    column = np.zeros(len(whole), np.int64)
    column[places] = own
    return column


def _by_columns(market: Market, active: Bools) -> Allocation:
    """Solve over some pairs, then add every pair the prices show to be better, until none is left."""
    for _ in range(MOST_ROUNDS):
        found = _, price, wage, fee = Part.of(market, active).solved(market)
        surplus = market.worth - price[market.taker] - wage[market.giver] - np.append(fee, 0)[market.group]
        better = (surplus > 0) & ~active
        if not better.any():
            return _proved(market, active, found)
        active |= better
    return _proved(market, np.ones(len(market.worth), np.bool_), _solve(market))


def _best_of_each_taker(market: Market) -> Bools:
    """Mark the pairs of greatest worth of each taker, some more than it has room for."""
    order = np.lexsort((-market.worth, market.taker))
    taker = market.taker[order]
    rank = np.arange(len(order)) - np.searchsorted(taker, taker)
    mask = np.zeros(len(order), np.bool_)
    mask[order[rank < FIRST_PER_TAKER + market.demand[taker]]] = True
    return mask
