"""What staff fixed, settled before anything is suggested: allocated as far as it can be, with its own proof."""

from __future__ import annotations

from collections.abc import Iterable
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

FIXED: Final = "工作人员指定"


def among(problem: Problem, pool: Pool, pairs: Iterable[tuple[int, int]]) -> Bools:
    """Mark the pairs of the pool that are among some; shape (pairs,)."""
    size = np.int64(len(problem.works))
    return np.isin(pool.helper * size + pool.work, [helper * size + work for helper, work in pairs])


def keep_fixed(ground: Ground, pool: Pool, worth: Longs, plan: Plan) -> None:
    """Allocate what staff fixed and is eligible, in their order, as far as seats, limits and half-days reach.

    The cap of the week is for what the machine suggests, not for what staff settle.
    """
    fixed = among(ground.problem, pool, _fixed_pairs(ground.problem))
    if not fixed.any():
        return
    part, pays = pool.where(fixed), worth[fixed]
    room = Plan().room(ground.problem.shared(Sharing()))
    common = common_half_days(ground.problem, part)
    kept = _kept(ground, part, common, room)
    plan.add(part, pays, kept.astype(np.int64))
    plan.half_days |= half_days_of(part, common, pays, kept)
    market = Market.of_pairs(part.helper[kept], part.work[kept], pays[kept], room, ground.seats)
    nothing, amount = np.zeros(len(ground.seats), np.int64), np.ones(int(kept.sum()), np.int64)
    solved = Solved(market, amount, nothing, np.zeros(0, np.int64), int(pays[kept].sum()))
    plan.record(evidence_of(FIXED, ground.ids, solved))


def _fixed_pairs(problem: Problem) -> list[tuple[int, int]]:
    """List the pairs staff fixed that the problem has, in the order of the orders."""
    helpers, works = problem.helpers.index, problem.works.index
    fixed = problem.orders.fixed
    return [(helpers[who], works[what]) for who, what in fixed if who in helpers and what in works]


def _kept(ground: Ground, part: Pool, common: Ints, room: Longs) -> Bools:
    """Mark the fixed pairs that fit, one after another: while seats, limits and half-days of their own are left."""
    at = {pair: place for place, pair in enumerate(zip(part.helper.tolist(), part.work.tolist(), strict=True))}
    left, seats, kept = room.copy(), list(ground.seats), np.zeros(len(part.helper), np.bool_)
    masks: dict[int, list[int]] = {}
    for helper, work in (pair for pair in _fixed_pairs(ground.problem) if pair in at):
        place = at[helper, work]
        days = [*masks.get(helper, []), int(common[place])]
        crowded = own_half_days([mask for mask in days if mask])[1]
        if left[helper] > 0 and seats[work] > 0 and not crowded:
            kept[place], masks[helper] = True, days
            left[helper] -= 1
            seats[work] -= 1
    return kept
