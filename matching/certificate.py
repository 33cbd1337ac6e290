"""An independent check of any allocation: is it allowed, and how much better could any other one be at most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.arrays import Index, Longs


@dataclass(frozen=True)
class Market:
    """What may be allocated: pairs of givers and takers with worth and limit, and what each side can hold.

    Attributes
    ----------
    giver, taker : array of intp, shape (pairs,)
    worth, limit : array of int64, shape (pairs,)
        Worth of one unit on the pair, and how many units it takes at most.
    supply, demand : array of int64, shape (givers,), (takers,)
    group : array of intp, shape (pairs,)
        Pairs of one giver that share a limit besides (the same half-days); -1 without a group.
    group_limit : array of int64, shape (groups,)
        How many units the pairs of each group may carry together.
    """

    giver: Index
    taker: Index
    worth: Longs
    limit: Longs
    supply: Longs
    demand: Longs
    group: Index
    group_limit: Longs


def is_allowed(market: Market, amount: Longs) -> bool:
    """Tell whether amounts keep every limit: of each pair, giver, taker and group."""
    given = np.bincount(market.giver, amount, len(market.supply))
    taken = np.bincount(market.taker, amount, len(market.demand))
    grouped = market.group >= 0
    shared = np.bincount(market.group[grouped], amount[grouped], len(market.group_limit))
    within = bool(np.all(shared <= market.group_limit)) and bool(np.all((amount >= 0) & (amount <= market.limit)))
    return within and bool(np.all(given <= market.supply) and np.all(taken <= market.demand))


def value(market: Market, amount: Longs) -> int:
    """Sum the worth of what is allocated."""
    return int(market.worth @ amount)


def bound(market: Market, price: Longs, wage: Longs, fee: Longs) -> int:
    """Bound the value of every allowed allocation from above, by linear duality, from any prices not below zero."""
    if min(price.min(initial=0), wage.min(initial=0), fee.min(initial=0)) < 0:
        msg = "prices, wages and fees are never negative"
        raise ValueError(msg)
    charged = np.append(fee, 0)[market.group]
    surplus = np.maximum(market.worth - price[market.taker] - wage[market.giver] - charged, 0)
    return int(market.demand @ price + market.supply @ wage + market.group_limit @ fee + market.limit @ surplus)
