"""What a step of the week was solved on and what it ended with, kept so that its proof can be checked later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from operator import index
from typing import Any, Final

import numpy as np

from matching.arrays import Bools, Index, Longs, present
from matching.certificate import faults
from matching.market import Market

COLUMNS: Final = tuple(field.name for field in fields(Market))
TOLD: Final = ("step", "helpers", "works", "objective", "bound", "offset", "first")
OF_LINES: Final = ("scores", "half_days")


@dataclass(frozen=True)
class Solved:
    """What a step was solved on and what it ended with, by the numbers of the problem; fields as in `Evidence`."""

    market: Market
    amount: Longs
    price: Longs
    fee: Longs
    bound: int
    offset: int = 0
    first: int = 0

    def without(self, pairs: Sequence[int], work: Index, goes_first: Bools) -> Solved:
        """Take some pairs back that were allocated a unit each; the bound holds as it did."""
        amount = self.amount.copy()
        amount[list(pairs)] = 0
        lost = self.first * sum(bool(goes_first[work[pair]]) for pair in pairs)
        return replace(self, amount=amount, offset=self.offset - lost)


@dataclass(frozen=True)
class Evidence:
    """One step: who could help with what, what was allocated, and the prices that prove it.

    Attributes
    ----------
    step : str
        What the step is, in Chinese.
    helpers, works : tuple of str
        Ids; the market counts givers and takers in their order; givers beyond the helpers are vacancies.
    amount, price, fee : array of int64, shape (pairs,), (works,), (groups,)
    objective, bound : int
        As the market counts, vacancies among it.
    offset : int
        What vacancies and going first are worth all together: the step itself is worth so much less.
    first : int
        What each unit of a work that goes first is worth besides.
    scores, half_days : tuple of int
        Score and half-day, as a mask, of each helper allocated, in the order of the pairs; 0 where none is set; empty
        in what was kept before they were.
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
    offset: int = 0
    first: int = 0
    scores: tuple[int, ...] = ()
    half_days: tuple[int, ...] = ()

    def faults(self) -> list[str]:
        """Tell what is wrong with the proof of this step; nothing when it stands."""
        if len(self.works) != len(self.market.demand) or len(self.helpers) > len(self.market.supply):
            return ["名单与名额的数目不合"]
        found = faults(self.market, self.amount, self.price, self.fee, self.objective, self.bound)
        told = {len(self.scores), len(self.half_days)}
        return found or ["分数或半天的数目不合"] * (told not in ({0}, {len(self.allocated())}))

    def allocated(self) -> dict[tuple[str, str], int]:
        """Count units by helper and work."""
        at = np.flatnonzero((self.amount != 0) & (self.market.giver < len(self.helpers)))
        givers, takers = self.market.giver[at].tolist(), self.market.taker[at].tolist()
        units = self.amount[at].tolist()
        return {(self.helpers[i], self.works[j]): n for i, j, n in zip(givers, takers, units, strict=True)}

    def lines(self) -> dict[tuple[str, str], tuple[int, ...]]:
        """Tell units, score and half-day by helper and work; the units alone where no more was kept."""
        units = self.allocated()
        if not self.scores:
            return {pair: (count,) for pair, count in units.items()}
        return {pair: (units[pair], *told) for pair, *told in zip(units, self.scores, self.half_days, strict=True)}

    def seat_worths(self) -> dict[str, int]:
        """Tell of each work what one more seat would be worth at most, without what going first is worth."""
        worth = seat_worth(self.market, len(self.helpers), self.amount, self.price)
        plain = np.where(worth > self.first, worth - self.first, worth) if self.first else worth
        return dict(zip(self.works, plain.tolist(), strict=True))

    def to_plain(self) -> dict[str, Any]:
        """Give it as plain values that JSON can hold."""
        plain = {name: getattr(self.market, name).tolist() for name in COLUMNS}
        plain |= {name: getattr(self, name).tolist() for name in ("amount", "price", "fee")}
        told = {name: getattr(self, name) for name in TOLD}
        told |= {name: list(getattr(self, name)) for name in OF_LINES}
        return plain | told

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Evidence:
        """Take it back from plain values; columns of prices and amounts stay as they are, for the check to judge.

        Raises
        ------
        KeyError, TypeError, ValueError, OverflowError
            It is no such thing: a part is missing, or is not of its kind.
        """
        told: dict[str, Any] = {name: index(plain.get(name, 0)) for name in ("offset", "first")}
        told |= {name: tuple(map(index, plain.get(name, ()))) for name in OF_LINES}
        columns = {name: np.asarray(plain[name], np.int64) for name in COLUMNS}
        return cls(
            step=str(plain["step"]),
            helpers=tuple(plain["helpers"]),
            works=tuple(plain["works"]),
            market=Market(**columns),
            amount=np.asarray(plain["amount"], np.int64),
            price=np.asarray(plain["price"], np.int64),
            fee=np.asarray(plain["fee"], np.int64),
            objective=index(plain["objective"]),
            bound=index(plain["bound"]),
            **told,
        )


def evidence_of(step: str, ids: tuple[Sequence[str], Sequence[str]], solved: Solved) -> Evidence:
    """Keep of a step the helpers and works that some pair joins, and the groups some pair is in.

    Parameters
    ----------
    ids : two sequences of str
        Of all helpers and of all works.
    """
    market = solved.market
    givers, giver = present(market.giver, len(market.supply))
    takers, taker = present(market.taker, len(market.demand))
    helpers, works = ids
    return Evidence(
        step=step,
        helpers=tuple(helpers[number] for number in givers.tolist() if number < len(helpers)),
        works=tuple(works[number] for number in takers.tolist()),
        market=replace(market, giver=giver, taker=taker, supply=market.supply[givers], demand=market.demand[takers]),
        amount=solved.amount,
        price=solved.price[takers],
        fee=solved.fee,
        objective=int(market.worth @ solved.amount),
        bound=solved.bound,
        offset=solved.offset,
        first=solved.first,
    )


def seat_worth(market: Market, people: int, amount: Longs, price: Longs) -> Longs:
    """Tell what one more seat of each post is worth at most, beside what a vacancy would give for it.

    Parameters
    ----------
    people : int
        How many of the givers are no vacancies.
    amount : array of int64, shape (pairs,)
    price : array of int64, shape (posts,)
    """
    real, taken = market.giver < people, amount > 0
    filled = np.bincount(market.taker, amount * real, len(market.demand))
    spare = np.flatnonzero(~real & ~np.isin(market.giver, market.giver[taken & ~real]))
    level = np.zeros(len(price), np.int64)
    np.maximum.at(level, market.taker[spare], market.worth[spare])
    worth: Longs = np.where(filled < market.demand, 0, np.maximum(price - level, 0))
    return worth
