"""The week's solves in turn: quantities, then one unit a need, then people; each a proven optimum, fairly spread."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Index, Ints, Longs, ints
from matching.assignment import AssignmentProblem
from matching.clashes import clashes_of, common_half_days, half_days_of, limited, same_half_day
from matching.demand import Demand
from matching.evidence import Evidence, Solved, evidence_of
from matching.lists import serve, service_market
from matching.pool import Pool
from matching.problem import Problem
from matching.steps import solved_step
from matching.supply import PERSON
from matching.terms import first_worth
from matching.territories import NOWHERE

NOT_COUNTED: Final = -1
QUANTITIES: Final = "按数量配给"
ONCE: Final = "队伍、单位、资源各领一件"
PEOPLE: Final = "个人上岗"
MOST_REPAIRS: Final = 6
"""How often the people's solve is made with ever more limits on crowded half-days."""
GOES_FIRST: Final = 4
"""From this urgency on (紧急) a work is covered before all others, whatever scores that costs."""


@dataclass
class Plan:
    """What the solves add up to: units by helper and work, by work, needs served by count, value and bound.

    `half_days` gives the half-day, as a mask, on which a person does a work, where both sides have their times; `value`
    is the worth of all that is allocated, without what communities gain by it.
    """

    amounts: dict[tuple[int, int], int] = field(default_factory=dict)
    half_days: dict[tuple[int, int], int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
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

    def record(self, evidence: Evidence) -> None:
        """Keep the proof of one solve and add up what it reached."""
        self.evidence.append(evidence)
        self.objective += evidence.objective - evidence.offset
        self.bound += evidence.bound - evidence.offset

    def served(self, problem: Problem) -> Bools:
        """Mark the works somebody serves already; shape (works,)."""
        mask = np.zeros(len(problem.works), np.bool_)
        mask[list(self.given)] = True
        return mask

    def room(self, problem: Problem) -> Longs:
        """Count how many more works each helper takes after what is allocated so far; shape (helpers,).

        No person gets more than the cap of the week. Of a counted resource a work takes a unit at least, so that it
        takes no more works than it has units left.
        """
        helpers = np.array([helper for helper, _ in self.amounts], np.intp)
        taken = np.bincount(helpers, minlength=len(problem.helpers))
        left: Longs = np.maximum(problem.helpers.capacity.astype(np.int64) - problem.helpers.load - taken, 0)
        if problem.sharing.most_new:
            left = np.where(problem.helpers.kind == PERSON, np.minimum(left, problem.sharing.most_new - taken), left)
        given = np.bincount(helpers, list(self.amounts.values()), len(problem.helpers)).astype(np.int64)
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


def make_plan(problem: Problem, pool: Pool, worth: Longs) -> Plan:
    """Allocate the week, spread as the problem says.

    Parameters
    ----------
    worth : array of int64, shape (pairs,)
        What each pair of the pool is worth.
    """
    plan, ground = Plan(), _Ground.of(problem)
    same_unit = _same_unit(problem, pool)
    _serve_quantities(ground, pool.where(same_unit), worth[same_unit], plan)
    person = problem.helpers.kind[pool.helper] == PERSON
    uncounted = np.ones(len(problem.works), np.bool_)
    uncounted[list(plan.counted)] = False
    units = ~person & uncounted[pool.work]
    _serve_once(ground, pool.where(units), worth[units], plan)
    need = np.array([demand.row.kind == "need" for demand in problem.works.demands], np.bool_)
    people = person & ~(plan.served(problem) & need)[pool.work] & uncounted[pool.work]
    _serve_by_people(ground, pool.where(people), worth[people], plan)
    return plan


@dataclass(frozen=True)
class _Ground:
    """What every step goes by: seats, communities, and which works go first; all of shape (works,)."""

    problem: Problem
    ids: tuple[list[str], list[str]]
    seats: list[int]
    community: Index
    first: Bools

    @classmethod
    def of(cls, problem: Problem) -> _Ground:
        works = problem.works.demands
        return cls(
            problem,
            ([row.id for row in problem.helpers.rows], [demand.row.id for demand in works]),
            [1 if demand.row.kind == "need" else demand.seats for demand in works],
            communities_of(problem),
            np.array([demand.row.urgency >= GOES_FIRST for demand in works], np.bool_),
        )

    def asked(self, part: Pool, worth: Longs, plan: Plan) -> AssignmentProblem:
        """Ask for the best allocation of some pairs after what is allocated so far."""
        return AssignmentProblem(
            part.helper,
            part.work,
            worth,
            plan.room(self.problem),
            self.seats,
            must_fill=self.first,
            community=self.community,
            returns=self.problem.sharing.returns,
            served=plan.reached(self.community),
        )


def _same_unit(problem: Problem, pool: Pool) -> Bools:
    """Mark pairs of a resource and a need counted in the same unit."""
    known: dict[str, int] = {}
    offered = _units([(row.quantity, row.unit) for row in problem.helpers.rows], known)
    asked = _units([(demand.row.quantity, demand.row.unit) for demand in problem.works.demands], known)
    offers, asks = offered[pool.helper], asked[pool.work]
    return np.asarray((offers != NOT_COUNTED) & (offers == asks), np.bool_)


def _units(counted: list[tuple[float | None, str | None]], known: dict[str, int]) -> Ints:
    """Give the units things are counted in numbers, the same unit the same number."""
    return ints(
        known.setdefault(unit, len(known)) if unit and quantity is not None else NOT_COUNTED
        for quantity, unit in counted
    )


def _serve_quantities(ground: _Ground, part: Pool, worth: Longs, plan: Plan) -> None:
    """Serve counted needs; communities gain nothing by it, as units of one thing are not units of another."""
    if not len(part.helper):
        return
    plan.counted = set(part.work.tolist())
    offered = [int(row.quantity or 0) for row in ground.problem.helpers.rows]
    asked = [remaining(demand) for demand in ground.problem.works.demands]
    first = first_worth(int(worth.max()), min(sum(offered), sum(asked))) if ground.first[part.work].any() else 0
    raised = worth + first * ground.first[part.work]
    found = serve(part.helper, part.work, raised, offered, asked)
    market = service_market(part.helper, part.work, raised, offered, asked)
    offset = first * int(found.amount[ground.first[part.work]].sum())
    no_fees = np.zeros(0, np.int64)
    solved = Solved(market, found.amount, found.price, no_fees, found.bound, offset, first)
    plan.add(part, worth, found.amount)
    plan.record(evidence_of(QUANTITIES, ground.ids, solved))


def _serve_once(ground: _Ground, part: Pool, worth: Longs, plan: Plan) -> None:
    step = solved_step(ground.asked(part, worth, plan))
    plan.add(part, worth, step.amount[: len(worth)])
    plan.record(evidence_of(ONCE, ground.ids, step))


def _serve_by_people(ground: _Ground, part: Pool, worth: Longs, plan: Plan) -> None:
    """Assign people; works that leave a person too few half-days never all go to them.

    Two works with one and the same half-day are kept apart from the start. Whenever more works want fewer half-days,
    these works get a common limit and all is solved anew; each solve bounds the true optimum, as its limits are true.
    What still clashes after the last is taken back.
    """
    asked, common = ground.asked(part, worth, plan), common_half_days(ground.problem, part)
    groups, limits = same_half_day(part, common)
    for _ in range(MOST_REPAIRS):
        step = solved_step(replace(asked, group=groups, group_limit=limits))
        chosen = step.amount[: len(worth)] > 0
        clashes = clashes_of(part, common, worth, chosen)
        if not clashes:
            break
        groups, limits = limited(part, common, groups, limits, [half_days for _, half_days in clashes])
    step = step.without([position for position, _ in clashes], part.work, ground.first)
    chosen = step.amount[: len(worth)] > 0
    plan.add(part, worth, chosen.astype(np.int64))
    plan.half_days |= half_days_of(part, common, worth, chosen)
    plan.record(evidence_of(PEOPLE, ground.ids, step))
