"""What staff fixed, settled before anything is suggested: kept as far as it can be, a record and not an optimum."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Ints, Longs
from matching.clashes import common_half_days, half_days_of, own_half_days
from matching.evidence import Solved, evidence_of
from matching.ground import Ground, Plan
from matching.market import Market
from matching.pool import Pool
from matching.problem import Problem
from matching.sharing import Sharing
from matching.units import same_unit

FIXED: Final = "工作人员指定"


def among(problem: Problem, pool: Pool, pairs: Iterable[tuple[int, int]]) -> Bools:
    """Mark the pairs of the pool that are among some; shape (pairs,)."""
    size = np.int64(len(problem.works))
    return np.isin(pool.helper * size + pool.work, [helper * size + work for helper, work in pairs])


def keep_fixed(ground: Ground, pool: Pool, worth: Longs, plan: Plan) -> None:
    """Allocate what staff fixed and is eligible, in their order: units where both sides count in one unit, else one.

    Who gives no units of a counted need is taken to see to all of it, unless some of it was given before. It goes as
    far as units, seats, limits and half-days reach. The cap of the week is for what the machine suggests, not for what
    staff settle.
    """
    fixed = among(ground.problem, pool, _fixed_pairs(ground.problem))
    if not fixed.any():
        return
    part, pays = pool.where(fixed), worth[fixed]
    counted, common = same_unit(ground.problem, part), common_half_days(ground.problem, part)
    there = _Left.of(ground, set(part.work[counted].tolist()))
    amount = _kept(ground.problem, part, counted, common, deepcopy(there))
    plan.counted |= set(part.work[counted & (amount > 0)].tolist())
    plan.add(part, pays, amount)
    plan.half_days |= half_days_of(part, common, pays, amount > 0)
    plan.record(evidence_of(FIXED, ground.ids, _recorded(part, pays, amount, there)), part.where(amount > 0))


def _fixed_pairs(problem: Problem) -> list[tuple[int, int]]:
    """List the pairs staff fixed that the problem has, in the order of the orders."""
    helpers, works = problem.helpers.index, problem.works.index
    fixed = problem.orders.fixed
    return [(helpers[who], works[what]) for who, what in fixed if who in helpers and what in works]


@dataclass(frozen=True)
class _Left:
    """What is left while fixed pairs are kept: works and units of each helper, seats and units of each work.

    Who is not counted has as many units as works, a work that is not counted as many as seats.
    """

    works: Longs
    offered: Longs
    seats: Longs
    asked: Longs

    @classmethod
    def of(cls, ground: Ground, counted: set[int]) -> _Left:
        """Look at what there is before anything is allocated."""
        works = Plan().room(ground.problem.shared(Sharing()))
        rows, seats = ground.problem.helpers.rows, np.array(ground.seats, np.int64)
        quantity = [row.quantity for row in rows]
        offered = [room if units is None else int(units) for room, units in zip(works.tolist(), quantity, strict=True)]
        asked = np.where(np.isin(np.arange(len(seats)), list(counted)), ground.units, seats)
        return cls(works, np.array(offered, np.int64), seats, asked)

    def take(self, helper: int, work: int, *, counted: bool) -> int:
        """Give a work what a helper has for it: units where both are counted, else one, and of a need all it asks."""
        units = min(int(self.offered[helper]), int(self.asked[work]))
        if not counted:
            units = min(units, 1, int(self.works[helper]), int(self.seats[work]))
        units = max(0, units)
        self.works[helper] -= units > 0
        self.offered[helper] -= units
        if units:
            self.seats[work] = 0 if counted else self.seats[work] - 1
            self.asked[work] = self.asked[work] - units if counted or self.seats[work] else 0
        return units


def _kept(problem: Problem, part: Pool, counted: Bools, common: Ints, left: _Left) -> Longs:
    """Give the units of each fixed pair, one pair after another, each with a half-day of its own; shape (pairs,)."""
    at = {pair: place for place, pair in enumerate(zip(part.helper.tolist(), part.work.tolist(), strict=True))}
    amount = np.zeros(len(part.helper), np.int64)
    masks: dict[int, list[int]] = {}
    for helper, work in (pair for pair in _fixed_pairs(problem) if pair in at):
        place = at[helper, work]
        days = [*masks.get(helper, []), int(common[place])]
        if not own_half_days([mask for mask in days if mask])[1]:
            amount[place] = left.take(helper, work, counted=bool(counted[place]))
            masks[helper] = days if amount[place] else days[:-1]
    return amount


def _recorded(part: Pool, pays: Longs, amount: Longs, there: _Left) -> Solved:
    """Record what was kept within what there was; nothing else is in the market, so that it proves no optimum."""
    kept = amount > 0
    market = Market.of_pairs(part.helper[kept], part.work[kept], pays[kept], there.offered, there.asked)
    nothing = np.zeros(len(there.asked), np.int64)
    market = replace(market, limit=amount[kept])
    return Solved(market, amount[kept], nothing, np.zeros(0, np.int64), int(pays @ amount))
