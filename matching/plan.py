"""The week: what staff fixed, then all the rest as one allocation of proven optimum, fairly spread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Ints, Longs
from matching.assignment import AssignmentProblem
from matching.clashes import clashes_of, common_half_days, half_days_of, limited, same_half_day
from matching.evidence import Solved, evidence_of
from matching.fixing import among, keep_fixed
from matching.ground import Ground, Plan
from matching.pool import Pool
from matching.problem import Problem
from matching.steps import solved_step
from matching.supply import PERSON
from matching.units import same_unit

ALLOCATED: Final = "全周一起派"
MOST_REPAIRS: Final = 6
"""How often the week is solved with ever more limits on crowded half-days."""
MOST_BANS: Final = 6
"""How often it is solved after that without the pairs that still clash."""


def make_plan(problem: Problem, pool: Pool, worth: Longs, before: Plan | None = None) -> Plan:
    """Allocate the week, spread as the problem says.

    A need that somebody may serve in its own unit is served in that unit alone, by as many as it takes, unless staff
    fixed somebody on it who sees to all of it; any other need is served by one helper of any kind, a post by people.

    Parameters
    ----------
    worth : array of int64, shape (pairs,)
        What each pair of the pool is worth.
    before : Plan, optional
        Another plan of these pairs: it tells what to begin with.
    """
    plan, ground = Plan(), Ground.of(problem)
    if before is not None:
        plan.crowded, plan.seen = list(before.crowded), before.seen
    keep_fixed(ground, pool, worth, plan)
    fixed = among(problem, pool, plan.amounts)
    pool, worth = pool.where(~fixed), worth[~fixed]
    whole = plan.given.keys() - plan.counted
    plan.counted |= set(pool.work[same_unit(problem, pool)].tolist()) - whole
    _allocate(_Market.of(ground, pool, worth, plan), plan)
    return plan


@dataclass(frozen=True)
class _Market:
    """The pairs of the week with what limits them.

    `counted` marks the pairs given in units; `common` are the free half-days of a person that fit the work, as a mask,
    0 where no time is set or known; `limit` is how many units a pair carries at most, `room` what each helper has left.
    """

    ground: Ground
    part: Pool
    worth: Longs
    common: Ints
    counted: Bools
    limit: Longs
    room: Longs

    @classmethod
    def of(cls, ground: Ground, pool: Pool, worth: Longs, plan: Plan) -> _Market:
        """Leave out what does not fit any more: other units than a need's own, half-days staff gave to something."""
        problem = ground.problem
        counted = same_unit(problem, pool)
        in_units = np.zeros(len(problem.works), np.bool_)
        in_units[list(plan.counted)] = True
        common = np.where(problem.helpers.kind[pool.helper] == PERSON, common_half_days(problem, pool), 0)
        left = common & ~plan.taken(problem)[pool.helper]
        kept = (counted | ~in_units[pool.work]) & ((common == 0) | (left != 0))
        part, counted = pool.where(kept), counted[kept]
        room = _room(ground, part, counted, plan)
        limit = np.where(counted, room[part.helper], 1)
        return cls(ground, part, worth[kept], left[kept].astype(np.int32), counted, limit, room)

    def groups(self, plan: Plan) -> tuple[Index, Longs]:
        """Give the pairs that share a limit: of a person at one half-day; of what is counted, works not counted."""
        group, limits = same_half_day(self.part, self.common)
        once = ~self.counted
        once[once] = np.isin(self.part.helper[once], self.part.helper[self.counted])
        helpers, own = np.unique(self.part.helper[once], return_inverse=True)
        group[once] = own + len(limits)
        return group, np.append(limits, plan.room(self.ground.problem)[helpers])

    def solved(self, plan: Plan) -> Solved:
        """Solve it; whenever more works want fewer half-days of a person, give these a common limit and solve again.

        Each solve bounds the true optimum, as its limits are true. A pair is in one limit only, so that those of one
        person may chase each other: once no limit is new, what clashes is left out, and the least bound there was is
        told.
        """
        asked = self.ground.asked(self.part, self.worth, plan, self.room)
        group, limits = limited(self.part, self.common, *self.groups(plan), plan.crowded)
        bounding = None
        for _ in range(MOST_REPAIRS):
            found = self._solved(replace(asked, group=group, group_limit=limits), self.limit, plan)
            if bounding is None or found.bound < bounding.bound:
                bounding = found
            clashes = self._clashes(found)
            if not clashes:
                return found
            crowded = [half_days for _, half_days in clashes if half_days not in plan.crowded]
            if not crowded:
                break
            group, limits = limited(self.part, self.common, group, limits, crowded)
            plan.crowded += crowded
        assert bounding is not None
        return self._without_clashes(replace(asked, group=group, group_limit=limits), bounding, plan)

    def _without_clashes(self, asked: AssignmentProblem, bounding: Solved, plan: Plan) -> Solved:
        """Leave out pairs that clash until none does; the facts and prices are those of the least bound."""
        limit = self.limit.copy()
        for _ in range(MOST_BANS):
            found = self._solved(asked, limit, plan)
            clashes = self._clashes(found)
            if not clashes:
                break
            limit[[pair for pair, _ in clashes]] = 0
        found = found.without([pair for pair, _ in clashes], self.part.work, self.ground.first)
        return replace(bounding, amount=found.amount, offset=found.offset)

    def _solved(self, asked: AssignmentProblem, limit: Longs, plan: Plan) -> Solved:
        found, plan.seen = solved_step(asked, limit, plan.seen)
        return found

    def _clashes(self, found: Solved) -> list[tuple[int, tuple[int, int]]]:
        return clashes_of(self.part, self.common, self.worth, self.of_pairs(found) > 0)

    def of_pairs(self, found: Solved) -> Longs:
        """Give the units of each pair, without those of vacancies."""
        return found.amount[: len(self.worth)]


def _room(ground: Ground, part: Pool, counted: Bools, plan: Plan) -> Longs:
    """Count what each helper has left: units of what is given in units to anybody, works of all others."""
    room, given = plan.room(ground.problem), plan.given_by(len(ground.problem.helpers))
    for helper in np.unique(part.helper[counted]).tolist():
        room[helper] = max(0, int(ground.problem.helpers.rows[helper].quantity or 0) - given[helper])
    return room


def _allocate(market: _Market, plan: Plan) -> None:
    found = market.solved(plan)
    amount = market.of_pairs(found)
    plan.add(market.part, market.worth, amount)
    plan.half_days |= half_days_of(market.part, market.common, market.worth, amount > 0)
    plan.record(evidence_of(ALLOCATED, market.ground.ids, found), market.part)
