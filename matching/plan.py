"""The week's solves in turn: quantities, then one unit a need, then people; each a proven optimum, clashes repaired."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

import numpy as np

from graph_model.labels import ALL_SLOTS
from matching.arrays import Bools, Index, Ints, Longs, ints
from matching.assignment import AssignmentProblem, market_of, solve
from matching.demand import Demand
from matching.evidence import Evidence, evidence_of
from matching.lists import serve, service_market
from matching.pool import Pool
from matching.problem import Problem
from matching.supply import PERSON, UNKNOWN_SLOTS

NOT_COUNTED: Final = -1
QUANTITIES: Final = "按数量配给"
ONCE: Final = "队伍、单位、资源各领一件"
PEOPLE: Final = "个人上岗"
MOST_REPAIRS: Final = 6
"""How often the people's solve is made with ever more limits on crowded half-days."""


@dataclass
class Plan:
    """What the solves add up to: units by helper and work, by work, needs served by count, value and bound.

    `half_days` gives the half-day, as a mask, on which a person does a work, where both sides have their times.
    """

    amounts: dict[tuple[int, int], int] = field(default_factory=dict)
    half_days: dict[tuple[int, int], int] = field(default_factory=dict)
    given: dict[int, int] = field(default_factory=dict)
    counted: set[int] = field(default_factory=set)
    objective: int = 0
    bound: int = 0
    evidence: list[Evidence] = field(default_factory=list)

    def add(self, pool: Pool, amount: Longs) -> None:
        """Take over what one solve allocated."""
        for position in np.flatnonzero(amount > 0):
            work = int(pool.work[position])
            self.amounts[int(pool.helper[position]), work] = int(amount[position])
            self.given[work] = self.given.get(work, 0) + int(amount[position])

    def record(self, evidence: Evidence) -> None:
        """Keep the proof of one solve and add up what it reached."""
        self.evidence.append(evidence)
        self.objective += evidence.objective
        self.bound += evidence.bound

    def served(self, problem: Problem) -> Bools:
        """Mark the works somebody serves already; shape (works,)."""
        mask = np.zeros(len(problem.works), np.bool_)
        mask[list(self.given)] = True
        return mask

    def room(self, problem: Problem) -> Longs:
        """Count how many more works each helper takes after what is allocated so far; shape (helpers,).

        Of a counted resource a work takes a unit at least, so that it takes no more works than it has units left.
        """
        helpers = np.array([helper for helper, _ in self.amounts], np.intp)
        taken = np.bincount(helpers, minlength=len(problem.helpers))
        left: Longs = np.maximum(problem.helpers.capacity.astype(np.int64) - problem.helpers.load - taken, 0)
        given = np.bincount(helpers, list(self.amounts.values()), len(problem.helpers)).astype(np.int64)
        for number, row in enumerate(problem.helpers.rows):
            if row.quantity is not None:
                left[number] = min(left[number], max(0, int(row.quantity) - given[number]))
        return left

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


def make_plan(problem: Problem, pool: Pool, worth: Longs) -> Plan:
    """Allocate the week.

    Parameters
    ----------
    worth : array of int64, shape (pairs,)
        What each pair of the pool is worth.
    """
    plan = Plan()
    same_unit = _same_unit(problem, pool)
    _serve_quantities(problem, pool.where(same_unit), worth[same_unit], plan)
    person = problem.helpers.kind[pool.helper] == PERSON
    uncounted = np.ones(len(problem.works), np.bool_)
    uncounted[list(plan.counted)] = False
    units = ~person & uncounted[pool.work]
    _serve_once(problem, pool.where(units), worth[units], plan)
    need = np.array([demand.row.kind == "need" for demand in problem.works.demands], np.bool_)
    people = person & ~(plan.served(problem) & need)[pool.work] & uncounted[pool.work]
    _serve_by_people(problem, pool.where(people), worth[people], plan)
    return plan


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


def _serve_quantities(problem: Problem, part: Pool, worth: Longs, plan: Plan) -> None:
    if not len(part.helper):
        return
    plan.counted = set(part.work.tolist())
    offered = [int(row.quantity or 0) for row in problem.helpers.rows]
    asked = [remaining(demand) for demand in problem.works.demands]
    found = serve(part.helper, part.work, worth, offered, asked)
    market = service_market(part.helper, part.work, worth, offered, asked)
    plan.add(part, found.amount)
    no_fees = np.zeros(0, np.int64)
    plan.record(evidence_of(QUANTITIES, _ids(problem), market, found.amount, (found.price, no_fees), found.bound))


def _ids(problem: Problem) -> tuple[list[str], list[str]]:
    return [row.id for row in problem.helpers.rows], [demand.row.id for demand in problem.works.demands]


def _seats(problem: Problem) -> list[int]:
    return [1 if demand.row.kind == "need" else demand.seats for demand in problem.works.demands]


def _serve_once(problem: Problem, part: Pool, worth: Longs, plan: Plan) -> None:
    asked = AssignmentProblem(part.helper, part.work, worth, plan.room(problem), _seats(problem))
    found = solve(asked)
    amount = found.chosen.astype(np.int64)
    plan.add(part, amount)
    prices = (found.price, found.fee)
    plan.record(evidence_of(ONCE, _ids(problem), market_of(asked), amount, prices, found.bound))


def _serve_by_people(problem: Problem, part: Pool, worth: Longs, plan: Plan) -> None:
    """Assign people; works that leave a person too few half-days never all go to them.

    Two works with one and the same half-day are kept apart from the start. Whenever more works want fewer half-days,
    these works get a common limit and all is solved anew; each solve bounds the true optimum, as its limits are true.
    What still clashes after the last is taken back.
    """
    room, seats = plan.room(problem), _seats(problem)
    common = _common(problem, part)
    groups, limits = _same_half_day(part, common)
    for _ in range(MOST_REPAIRS):
        asked = AssignmentProblem(part.helper, part.work, worth, room, seats, groups, limits)
        found = solve(asked)
        clashes = _clashes(part, common, worth, found.chosen)
        if not clashes:
            break
        groups, limits = _limited(part, common, groups, limits, [half_days for _, half_days in clashes])
    found.chosen[[position for position, _ in clashes]] = False
    amount = found.chosen.astype(np.int64)
    plan.add(part, amount)
    plan.half_days |= _half_days(part, common, worth, found.chosen)
    prices = (found.price, found.fee)
    plan.record(evidence_of(PEOPLE, _ids(problem), market_of(asked), amount, prices, found.bound))


def _common(problem: Problem, part: Pool) -> Ints:
    """Find the half-days each pair has in common and free; 0 where no time is set or known."""
    wanted = ints(demand.row.slots or 0 for demand in problem.works.demands)
    free = np.where(problem.helpers.slots == UNKNOWN_SLOTS, 0, problem.helpers.slots) & ~problem.helpers.busy
    return np.asarray(wanted[part.work] & free[part.helper], np.int32)


def _same_half_day(part: Pool, common: Ints) -> tuple[Index, Longs]:
    """Group the pairs that leave one person the same single half-day; -1 for a pair with a choice. Limits are one."""
    single = np.flatnonzero(np.bitwise_count(common) == 1)
    groups = np.full(len(common), -1, np.intp)
    keys = part.helper[single] * (ALL_SLOTS + 1) + common[single]
    groups[single] = np.unique(keys, return_inverse=True)[1]
    return groups, np.ones(int(groups.max(initial=-1)) + 1, np.int64)


def _limited(
    part: Pool, common: Ints, groups: Index, limits: Longs, crowded: list[tuple[int, int]]
) -> tuple[Index, Longs]:
    """Give the pairs of a person that fit only into some half-days as many places as there are half-days."""
    groups = groups.copy()
    for helper, half_days in crowded:
        inside = (part.helper == helper) & (common != 0) & (common & ~np.int32(half_days) == 0)
        groups[inside] = len(limits)
        limits = np.append(limits, half_days.bit_count())
    return groups, limits


def _clashes(part: Pool, common: Ints, worth: Longs, chosen: Bools) -> list[tuple[int, tuple[int, int]]]:
    """Find the least worthy chosen pairs without a half-day of their own, each with the person and the crowded days."""
    return [
        (positions[number], (helper, half_days))
        for helper, positions in _by_person(part, common, worth, chosen).items()
        if len(positions) > 1
        for number, half_days in own_half_days([int(common[p]) for p in positions])[1]
    ]


def _half_days(part: Pool, common: Ints, worth: Longs, chosen: Bools) -> dict[tuple[int, int], int]:
    """Give each chosen pair whose times are known a half-day of its own; the pairs do not clash any more."""
    found: dict[tuple[int, int], int] = {}
    for helper, positions in _by_person(part, common, worth, chosen).items():
        own, _ = own_half_days([int(common[p]) for p in positions])
        found |= {(helper, int(part.work[positions[number]])): half_day for number, half_day in own.items()}
    return found


def _by_person(part: Pool, common: Ints, worth: Longs, chosen: Bools) -> dict[int, list[int]]:
    """List the positions of each person's chosen pairs whose times are known, the worthiest first."""
    by_person: dict[int, list[int]] = {}
    for position in sorted(np.flatnonzero(chosen & (common != 0)).tolist(), key=lambda p: (-int(worth[p]), p)):
        by_person.setdefault(int(part.helper[position]), []).append(position)
    return by_person


def own_half_days(masks: list[int]) -> tuple[dict[int, int], list[tuple[int, int]]]:
    """Give each work a half-day of its own, earlier works and earlier half-days first.

    Returns
    -------
    dict of int to int
        The half-day of each work that has one, as a mask, by the work's number in the list.
    list of (int, int)
        The works for which none is left, by number, with the mask of half-days they compete for with the others.
    """
    holder: dict[int, int] = {}

    def place(number: int, tried: set[int]) -> bool:
        for bit in range(masks[number].bit_length()):
            if masks[number] >> bit & 1 and bit not in tried:
                tried.add(bit)
                if bit not in holder or place(holder[bit], tried):
                    holder[bit] = number
                    return True
        return False

    left = []
    for number in range(len(masks)):
        tried: set[int] = set()
        if not place(number, tried):
            left.append((number, sum(1 << bit for bit in tried)))
    return {number: 1 << bit for bit, number in sorted(holder.items())}, left
