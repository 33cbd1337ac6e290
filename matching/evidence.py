"""What a step of the week was solved on and what it ended with, kept so that its proof can be checked later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any, Final

import numpy as np

from matching.arrays import Longs
from matching.certificate import faults
from matching.market import Market

COLUMNS: Final = tuple(field.name for field in fields(Market))


@dataclass(frozen=True)
class Evidence:
    """One step: who could help with what, what was allocated, and the prices that prove it.

    Attributes
    ----------
    step : str
        What the step is, in Chinese.
    helpers, works : tuple of str
        Ids; the market counts givers and takers in their order.
    amount, price, fee : array of int64, shape (pairs,), (works,), (groups,)
    objective, bound : int
    """

    step: str
    helpers: tuple[str, ...]
    works: tuple[str, ...]
    market: Market
    amount: Longs
    price: Longs
    fee: Longs
    objective: int
    bound: int

    def faults(self) -> list[str]:
        """Tell what is wrong with the proof of this step; nothing when it stands."""
        return faults(self.market, self.amount, self.price, self.fee, self.objective, self.bound)

    def allocated(self) -> dict[tuple[str, str], int]:
        """Count units by helper and work."""
        at = np.flatnonzero(self.amount)
        givers, takers = self.market.giver[at].tolist(), self.market.taker[at].tolist()
        units = self.amount[at].tolist()
        return {(self.helpers[i], self.works[j]): n for i, j, n in zip(givers, takers, units, strict=True)}

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain values that JSON can hold."""
        plain = {name: getattr(self.market, name).tolist() for name in COLUMNS}
        plain |= {name: getattr(self, name).tolist() for name in ("amount", "price", "fee")}
        told = {name: getattr(self, name) for name in ("step", "helpers", "works", "objective", "bound")}
        return plain | told

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Evidence:
        """Take it back from plain values; columns of prices and amounts stay as they are, for the check to judge."""
        columns = {name: np.asarray(plain[name], np.int64) for name in COLUMNS}
        return cls(
            step=plain["step"],
            helpers=tuple(plain["helpers"]),
            works=tuple(plain["works"]),
            market=Market(**columns),
            amount=np.asarray(plain["amount"], np.int64),
            price=np.asarray(plain["price"], np.int64),
            fee=np.asarray(plain["fee"], np.int64),
            objective=plain["objective"],
            bound=plain["bound"],
        )


def evidence_of(  # noqa: PLR0913, PLR0917 (the parts of one proof)
    step: str,
    ids: tuple[Sequence[str], Sequence[str]],
    market: Market,
    amount: Longs,
    prices: tuple[Longs, Longs],
    bound: int,
) -> Evidence:
    """Keep of a step the helpers and works that some pair joins, and the groups some pair is in.

    Parameters
    ----------
    ids : two sequences of str
        Of all helpers and of all works.
    prices : array of int64, shape (works,), and of (groups,)
    """
    givers, giver = np.unique(market.giver, return_inverse=True)
    takers, taker = np.unique(market.taker, return_inverse=True)
    small = replace(market, giver=giver, taker=taker, supply=market.supply[givers], demand=market.demand[takers])
    helpers, works = (
        tuple(names[number] for number in numbers.tolist())
        for names, numbers in zip(ids, (givers, takers), strict=True)
    )
    objective = int(market.worth @ amount)
    return Evidence(step, helpers, works, small, amount, prices[0][takers], prices[1], objective, bound)
