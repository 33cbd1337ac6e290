"""What a week stands on: what is allocated so far, seats, communities, and which works go first."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Ints, Longs
from matching.assignment import AssignmentProblem
from matching.demand import Demand
from matching.evidence import Evidence
from matching.pool import Pool
from matching.problem import Problem
from matching.supply import PERSON
from matching.territories import NOWHERE

GOES_FIRST: Final = 4
"""From this urgency on (紧急) a work is covered before all others, whatever scores that costs."""


@dataclass
class Plan:
    """What the solves add up to: units by helper and work, by work, needs served by count, value and bound.

    `half_days` gives the half-day, as a mask, on which a person does a work, where both sides have their times; `value`
    is the worth of all that is allocated, without what communities gain by it. `crowded` lists the people, with the
    half-days, for whom more works were in question than the half-days hold; `seen` marks the pairs not fixed by staff
    that were solved over: another plan of the same pairs begins with both.
    """

    amounts: dict[tuple[int, int], int] = field(default_factory=dict)
    half_days: dict[tuple[int, int], int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    crowded: list[tuple[int, int]] = field(default_factory=list)
    seen: Bools | None = field(default=None, repr=False)
    objective: int = 0
    bound: int = 0
    value: int = 0
    evidence: list[Evidence] = field(default_factory=list)

    def add(self, pool: Pool, worth: Longs, amount: Longs) -> None:
        """Take over what one solve allocated."""
        self.value += int(worth @ amount)
        for position in np.flatnonzero(amount > 0):
            work = int(pool.work[position])
            self.amounts[int(pool.helper[position]), work] = int(amount[position])
            self.given[work] = self.given.get(work, 0) + int(amount[position])

    def record(self, evidence: Evidence, pool: Pool) -> None:
        """Keep the proof of one solve, whose market begins with the pairs of a pool, and add up what it reached."""
        at = np.flatnonzero(evidence.amount[: len(pool.helper)])
        pairs = zip(pool.helper[at].tolist(), pool.work[at].tolist(), strict=True)
        half_days = tuple(self.half_days.get(pair, 0) for pair in pairs)
        self.evidence.append(replace(evidence, scores=tuple(pool.score[at].tolist()), half_days=half_days))
        self.objective += evidence.objective - evidence.offset
        self.bound += evidence.bound - evidence.offset

    def taken(self, problem: Problem) -> Ints:
        """Give the half-days each helper has taken so far, as masks; shape (helpers,)."""
        masks = np.zeros(len(problem.helpers), np.int32)
        for (helper, _), half_day in self.half_days.items():
            masks[helper] |= half_day
        return masks

    def given_by(self, helpers: int) -> Longs:
        """Count the units each helper gives so far, one for a work that is not counted; shape (helpers,)."""
        whose = np.array([helper for helper, _ in self.amounts], np.intp)
        return np.bincount(whose, list(self.amounts.values()), helpers).astype(np.int64)

    def room(self, problem: Problem) -> Longs:
        """Count how many more works each helper takes after what is allocated so far; shape (helpers,).

        No person gets more than the cap of the week. Of a counted resource a work takes a unit at least, so that it
        takes no more works than it has units left.
        """
        helpers = np.array([helper for helper, _ in self.amounts], np.intp)
        taken = np.bincount(helpers, minlength=len(problem.helpers))
        left: Longs = np.maximum(problem.helpers.capacity.astype(np.int64) - problem.helpers.load - taken, 0)
        if problem.sharing.most_new:
            cap = np.maximum(problem.sharing.most_new - taken, 0)
            left = np.where(problem.helpers.kind == PERSON, np.minimum(left, cap), left)
        given = self.given_by(len(problem.helpers))
        for number, row in enumerate(problem.helpers.rows):
            if row.quantity is not None:
                left[number] = min(left[number], max(0, int(row.quantity) - given[number]))
        return left

    def reached(self, community: Index) -> Longs:
        """Count what each community is given so far; shape (communities,)."""
        whose = community[np.array([work for _, work in self.amounts], np.intp)]
        return np.bincount(whose[whose >= 0], minlength=int(community.max(initial=-1)) + 1).astype(np.int64)

    def missing(self, problem: Problem, work: int) -> int:
        """Count what a work still lacks; a need that is not counted is served by one."""
        demand, given = problem.works.demands[work], self.given.get(work, 0)
        if demand.row.kind == "need" and work not in self.counted:
            return 0 if given else remaining(demand)
        return remaining(demand) - given


def remaining(demand: Demand) -> int:
    """Count what a work lacks before the week: units where it is counted, seats elsewhere."""
    row = demand.row
    return int(np.ceil(row.quantity)) if row.kind == "need" and row.quantity else demand.seats


def communities_of(problem: Problem) -> Index:
    """Give the community each work is of, -1 for a work that is nowhere; shape (works,)."""
    tree = problem.territories
    places = [tree.community_of(demand.territory) for demand in problem.works.demands]
    return np.array([-1 if place == NOWHERE else place for place in places], np.intp)


@dataclass(frozen=True)
class Ground:
    """What allocations go by, all of shape (works,): seats, units asked (seats where none are), communities, order."""

    problem: Problem
    ids: tuple[list[str], list[str]]
    seats: list[int]
    units: list[int]
    community: Index
    first: Bools

    @classmethod
    def of(cls, problem: Problem) -> Ground:
        """Look at what all works of a problem ask."""
        works = problem.works.demands
        return cls(
            problem,
            ([row.id for row in problem.helpers.rows], [demand.row.id for demand in works]),
            [1 if demand.row.kind == "need" else demand.seats for demand in works],
            [remaining(demand) for demand in works],
            communities_of(problem),
            np.array([demand.row.urgency >= GOES_FIRST for demand in works], np.bool_),
        )

    def units_left(self, plan: Plan) -> list[int]:
        """Count the seats, and of counted works the units, that are left after what is allocated so far."""
        return [
            max(0, (self.units if work in plan.counted else self.seats)[work] - plan.given.get(work, 0))
            for work in range(len(self.seats))
        ]

    def asked(self, part: Pool, worth: Longs, plan: Plan, room: Longs) -> AssignmentProblem:
        """Ask for the best allocation of some pairs after what is allocated so far, within what helpers have left.

        Communities gain nothing by counted works, as units of one thing are not units of another.
        """
        community = self.community.copy()
        community[list(plan.counted)] = -1
        return AssignmentProblem(
            part.helper,
            part.work,
            worth,
            room,
            self.units_left(plan),
            must_fill=self.first,
            community=community,
            returns=self.problem.sharing.returns,
            served=plan.reached(community),
        )
