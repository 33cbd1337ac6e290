"""The week is one allocation: nothing allowed is worth more, whatever kind of helper and of work it is about."""

import random
from collections.abc import Sequence

import numpy as np
import pytest
from ortools.sat.python import cp_model

from graph_model.entities.candidates import HelperRow, TieToPlace, WorkRow
from matching import flow, steps
from matching.arrays import Bools, Longs
from matching.market import Market
from matching.plan import make_plan
from matching.pool import Pool
from matching.problem import Problem
from matching.sharing import Sharing
from matching.units import same_unit
from matching.weekly import Week, plan_week
from tests.matching.builders import (
    FIRST,
    SECOND,
    TODAY,
    a_need,
    a_person,
    a_post,
    a_problem,
    a_resource,
    a_team,
    at,
)

MEALS = {"category": "助餐", "unit": "份"}


def a_week(helpers: Sequence[HelperRow], works: Sequence[WorkRow], sharing: Sharing = Sharing()) -> Week:  # noqa: B008 it is frozen
    return plan_week(a_problem(list(helpers), list(works)).shared(sharing), TODAY)


def sent(week: Week) -> dict[tuple[str, str], int]:
    ids = week.problem.helpers.rows, week.problem.works.demands
    return {(ids[0][helper].id, ids[1][work].row.id): units for (helper, work), units in week.plan.amounts.items()}


def test_a_team_leaves_a_need_to_a_person_where_both_needs_are_served_by_that() -> None:
    """In steps, teams before people, the team would take the nearer need and leave the other open."""
    team = a_team(categories=("助老",), capacity=1, places=at(FIRST, "serves"), reach="district")
    person = a_person(categories=("助老",), places=at(FIRST), reach="community")
    near, far = a_need("near", category="助老"), a_need("far", category="助老", territory=SECOND)
    assert sent(a_week([team], [near, far])) == {("team-1", "near"): 1}
    assert sent(a_week([team, person], [near, far])) == {("team-1", "far"): 1, ("person-1", "near"): 1}


def some_helpers(dice: random.Random) -> list[HelperRow]:
    def places(tie: TieToPlace) -> dict[str, object]:
        return {"places": at(dice.choice((FIRST, SECOND)), tie), "reach": dice.choice(("community", "district"))}

    kinds = ("助老", "助餐", "环境整治")
    people = [a_person(f"p{n}", categories=dice.sample(kinds, 2), capacity=2, **places("lives")) for n in range(4)]
    teams = [a_team(f"t{n}", categories=dice.sample(kinds, 2), capacity=1, **places("serves")) for n in range(2)]
    meals = [
        a_resource(
            f"r{n}",
            categories=("助餐",),
            quantity=dice.randint(1, 6),
            unit="份",
            capacity=dice.choice((1, 6)),
            **places("serves"),
        )
        for n in range(2)
    ]
    return [*people, *teams, *meals]


def some_works(dice: random.Random) -> list[WorkRow]:
    def place() -> dict[str, object]:
        return {"territory": dice.choice((FIRST, SECOND)), "urgency": dice.randint(1, 5)}

    plates = [a_need(f"plain{n}", title="送餐", category="助餐", **place()) for n in range(3)]
    needs = [a_need(f"n{n}", category=dice.choice(("助老", "环境整治")), **place()) for n in range(3)]
    meals = [a_need(f"m{n}", title="送餐", quantity=dice.randint(1, 4), **MEALS, **place()) for n in range(2)]
    posts = [a_post(f"s{n}", category="助老", headcount=2, **place()) for n in range(2)]
    return [*plates, *needs, *meals, *posts]


def best(problem: Problem, pool: Pool, worth: Longs, first: int) -> int:
    """Find the greatest worth allowed by an independent solver: limits of both sides, units of what is counted."""
    model, counted = cp_model.CpModel(), same_unit(problem, pool)
    in_units = set(pool.work[counted].tolist())
    given = []
    for helper, work, units in zip(pool.helper.tolist(), pool.work.tolist(), counted.tolist(), strict=True):
        most = int(problem.helpers.rows[helper].quantity or 0) if units else int(work not in in_units)
        given.append(model.new_int_var(0, most, ""))
    for work in set(pool.work.tolist()):
        row = problem.works.demands[work].row
        seats = int(row.quantity or 0) if work in in_units else 1 if row.kind == "need" else row.headcount
        model.add(sum(given[pair] for pair in np.flatnonzero(pool.work == work)) <= seats)
    for helper in set(pool.helper.tolist()):
        row, own = problem.helpers.rows[helper], pool.helper == helper
        units = int(row.quantity or 0)
        model.add(sum(given[pair] for pair in np.flatnonzero(own & counted)) <= units)
        model.add(sum(given[pair] for pair in np.flatnonzero(own & ~counted)) <= min(row.capacity, units or 99))
        model.add(sum(given[pair] for pair in np.flatnonzero(own)) <= (units or 99))
    urgent = [first * (problem.works.demands[work].row.urgency >= 4) for work in pool.work.tolist()]
    model.maximize(sum((int(each) + more) * one for each, more, one in zip(worth, urgent, given, strict=True)))
    solver = cp_model.CpSolver()
    assert solver.solve(model) == cp_model.OPTIMAL
    return sum(int(each) * solver.value(one) for each, one in zip(worth, given, strict=True))


def test_weeks_that_begin_with_what_another_was_solved_over_come_to_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    dice = random.Random(7)
    week = a_week(some_helpers(dice), some_works(dice), Sharing((300_000,)))
    begun: list[bool] = []

    def allocated(market: Market, promising: Bools | None = None) -> flow.Allocation:
        begun.append(promising is not None)
        return flow.allocate(market, promising)

    monkeypatch.setattr(flow, "ALL_AT_ONCE", 10)
    monkeypatch.setattr(flow, "FIRST_PER_TAKER", 1)
    monkeypatch.setattr(steps, "allocate", allocated)
    alone = make_plan(week.problem, week.pool, week.worth)
    again = make_plan(week.problem, week.pool, week.worth, alone)
    assert alone.objective == again.objective == again.bound == week.plan.objective
    assert alone.seen is not None
    assert not alone.seen.all()
    assert begun == [False, True]


@pytest.mark.parametrize("seed", range(20))
def test_nothing_allowed_is_worth_more(seed: int) -> None:
    dice = random.Random(seed)
    week = a_week(some_helpers(dice), some_works(dice))
    assert len(week.plan.amounts) > 3
    assert week.plan.objective == week.plan.bound == week.plan.value
    assert week.plan.value == best(week.problem, week.pool, week.worth, 10**9)
    fair = plan_week(week.problem.shared(Sharing((300_000, 100_000))), TODAY)
    assert fair.plan.objective == fair.plan.bound >= fair.plan.value
    assert fair.plan.value <= week.plan.value
    assert [step.faults() for step in fair.plan.evidence] == [[]]
