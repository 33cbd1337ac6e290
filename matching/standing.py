"""How a pair that may be sent stands in a proven step: what it lacks at the prices, and whether one more seat helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from matching.arrays import Index, Longs
from matching.evidence import Evidence

Lack = Literal["", "before", "half_day", "load"]


@dataclass(frozen=True)
class Standing:
    """One pair beside what the step allocated.

    Attributes
    ----------
    chosen : bool
        Whether the pair itself was allocated.
    missing : int
        By how much its worth falls short at the lowest prices that prove the step, less what these leave unproved:
        whoever insists on the pair loses so much at least. Nothing is missing where one more seat of the work might go
        to the helper as well as to anyone.
    behind : int
        How much more the least worthy pair on the work is worth; 0 where nobody is on it, or nobody worthier.
    instead : tuple of str
        Who is on the work.
    elsewhere : tuple of str
        What the helper was given in this step; first what takes the same half-day, then by worth.
    open : bool
        Whether the work has seats or units that nobody took: more of them bring nobody.
    lack : str
        What of the helper is used up: all before this step, the half-day by another work, or all by other works.
    urgent : bool
        Whether what is missing is that the helper goes to a work that goes first: it is counted in `missing` and is no
        score.
    proved : bool
        Whether the step reached its bound; else its prices tell nothing of seats.
    """

    chosen: bool
    missing: int
    behind: int
    instead: tuple[str, ...]
    elsewhere: tuple[str, ...]
    open: bool = False
    lack: Lack = ""
    urgent: bool = False
    proved: bool = True

    @property
    def by_seat(self) -> bool:
        """Whether one more seat of the work may go to the helper as well as to anyone."""
        helps = self.proved and not self.open and self.lack != "before"
        return helps and not self.chosen and self.missing == 0


def standing_of(steps: Sequence[Evidence], helper: str, work: str) -> Standing | None:
    """Find how a pair stands in the first step that weighed it; None where none did."""
    found = ((step, _pair_of(step, helper, work)) for step in steps)
    return next((_standing(step, pair) for step, pair in found if pair is not None), None)


def _pair_of(step: Evidence, helper: str, work: str) -> int | None:
    """Find the position of a pair in the market of a step."""
    if helper not in step.helpers or work not in step.works:
        return None
    here = (step.market.giver == step.helpers.index(helper)) & (step.market.taker == step.works.index(work))
    return int(here.argmax()) if here.any() else None


def _standing(step: Evidence, pair: int) -> Standing:
    market, taker = step.market, step.market.taker[pair]
    given = np.flatnonzero((market.giver == market.giver[pair]) & (step.amount > 0))
    held = np.flatnonzero((market.taker == taker) & (step.amount > 0) & (market.giver < len(step.helpers)))
    spent = int(step.amount[given].sum()) >= int(market.supply[market.giver[pair]])
    missing = max(0, _short(step, pair, given if spent else given[:0]) - (step.bound - step.objective))
    return Standing(
        chosen=bool(step.amount[pair] > 0),
        missing=missing,
        behind=max(0, int(market.worth[held].min() - market.worth[pair])) if len(held) else 0,
        instead=tuple(step.helpers[one] for one in market.giver[held].tolist()),
        elsewhere=tuple(step.works[one] for one in market.taker[_in_the_way(step, pair, given)].tolist()),
        open=int(step.amount[held].sum()) < int(market.demand[taker]),
        lack=_lack(step, pair, spent=spent),
        urgent=missing > step.first // 2 and _goes_first(step, given),
        proved=step.bound == step.objective,
    )


def _in_the_way(step: Evidence, pair: int, given: Index) -> Index:
    """Order what the helper of a pair was given: first what shares a limit with the pair, then the worthiest."""
    market = step.market
    shared = (market.group[given] == market.group[pair]) & (market.group[pair] >= 0)
    return given[np.lexsort((-market.worth[given], ~shared))]


def _goes_first(step: Evidence, given: Index) -> bool:
    """Tell whether some pairs are of a work that goes first: no other pair is worth as much as that alone."""
    return bool(step.first) and bool((step.market.worth[given] > step.first).any())


def _short(step: Evidence, pair: int, given: Index) -> int:
    """Tell by how much a pair gains less, at the prices, than the least gainful of what it would take the place of."""
    return (int(_gains(step, given).min()) if len(given) else 0) - int(_gains(step, np.array([pair]))[0])


def _gains(step: Evidence, pairs: Index) -> Longs:
    """Tell what pairs are worth beside what their seats and half-days cost."""
    market = step.market
    gains: Longs = market.worth[pairs] - step.price[market.taker[pairs]] - np.append(step.fee, 0)[market.group[pairs]]
    return gains


def _lack(step: Evidence, pair: int, *, spent: bool) -> Lack:
    """Tell what of the helper of a pair is used up."""
    market, group = step.market, int(step.market.group[pair])
    if market.supply[market.giver[pair]] <= 0:
        return "before"
    if group >= 0 and int(step.amount[market.group == group].sum()) >= int(market.group_limit[group]):
        return "half_day"
    return "load" if spent else ""
