"""Resources to needs: quantities offered to quantities asked, so that the total worth is the greatest possible."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import ArrayLike

from matching.arrays import Longs
from matching.flow import allocate
from matching.market import Market


@dataclass(frozen=True)
class Service:
    """How much of each resource goes to each need; as `assignment.Assignment`, with amounts."""

    amount: Longs
    objective: int
    bound: int
    proved: bool
    price: Longs
    wage: Longs


def serve(  # noqa: PLR0913, PLR0917 (columns of one market)
    resource: ArrayLike,
    need: ArrayLike,
    worth: ArrayLike,
    offered: ArrayLike,
    asked: ArrayLike,
    limit: ArrayLike | None = None,
) -> Service:
    """Serve needs from resources.

    Parameters
    ----------
    resource, need : array of int, shape (pairs,)
        Which resource could serve which need, by number; each pair once.
    worth : array of int, shape (pairs,)
        Worth of one unit on the pair, not below zero.
    offered, asked : array of int, shape (resources,), (needs,)
        Units each resource offers and each need lacks.
    limit : array of int, shape (pairs,), optional
        Most units on a pair; the smaller of both sides when left out.

    Returns
    -------
    Service
        Amounts in the order of the pairs, with the bound that proves them best.
    """
    market = service_market(resource, need, worth, offered, asked, limit)
    order = np.lexsort((market.taker, market.giver))
    found = allocate(
        replace(
            market,
            giver=market.giver[order],
            taker=market.taker[order],
            worth=market.worth[order],
            limit=market.limit[order],
        )
    )
    amount = np.zeros(len(order), np.int64)
    amount[order] = found.amount
    return Service(amount, found.objective, found.bound, found.proved, found.price, found.wage)


def service_market(  # noqa: PLR0913, PLR0917 (columns of one market)
    resource: ArrayLike,
    need: ArrayLike,
    worth: ArrayLike,
    offered: ArrayLike,
    asked: ArrayLike,
    limit: ArrayLike | None = None,
) -> Market:
    """Give the columns of `serve` as a market, its pairs in the order given."""
    supply, demand = np.maximum(np.asarray(offered, np.int64), 0), np.maximum(np.asarray(asked, np.int64), 0)
    market = Market.of_pairs(resource, need, worth, supply, demand)
    smaller = np.minimum(supply[market.giver], demand[market.taker])
    return replace(market, limit=smaller if limit is None else np.minimum(np.asarray(limit, np.int64), smaller))
