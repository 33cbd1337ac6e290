"""The week in turn: what staff fixed, quantities, one unit a need, people; each a proven optimum, fairly spread."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final

import numpy as np

from matching.arrays import Longs
from matching.clashes import clashes_of, common_half_days, half_days_of, limited, same_half_day
from matching.evidence import Solved, evidence_of
from matching.fixing import among, keep_fixed
from matching.ground import Ground, Plan
from matching.lists import serve, service_market
from matching.pool import Pool
from matching.problem import Problem
from matching.steps import solved_step
from matching.supply import PERSON
from matching.terms import first_worth
from matching.units import same_unit

QUANTITIES: Final = "按数量配给"
ONCE: Final = "队伍、单位、资源各领一件"
PEOPLE: Final = "个人上岗"
MOST_REPAIRS: Final = 6
"""How often the people's solve is made with ever more limits on crowded half-days."""


def make_plan(problem: Problem, pool: Pool, worth: Longs, crowded: Iterable[tuple[int, int]] = ()) -> Plan:
    """Allocate the week, spread as the problem says.

    Parameters
    ----------
    worth : array of int64, shape (pairs,)
        What each pair of the pool is worth.
    crowded : iterable of (int, int)
        Helpers and half-days, as masks, that another plan of these pairs found too few: known from the start.
    """
    plan, ground = Plan(crowded=list(crowded)), Ground.of(problem)
    keep_fixed(ground, pool, worth, plan)
    fixed = among(problem, pool, plan.amounts)
    pool, worth = pool.where(~fixed), worth[~fixed]
    counted = same_unit(problem, pool)
    _serve_quantities(ground, pool.where(counted), worth[counted], plan)
    person = problem.helpers.kind[pool.helper] == PERSON
    uncounted = np.ones(len(problem.works), np.bool_)
    uncounted[list(plan.counted)] = False
    units = ~person & uncounted[pool.work]
    _serve_once(ground, pool.where(units), worth[units], plan)
    need = np.array([demand.row.kind == "need" for demand in problem.works.demands], np.bool_)
    people = person & ~(plan.served(problem) & need)[pool.work] & uncounted[pool.work]
    _serve_by_people(ground, pool.where(people), worth[people], plan)
    return plan


def _serve_quantities(ground: Ground, part: Pool, worth: Longs, plan: Plan) -> None:
    """Serve counted needs from what staff left over.

    Communities gain nothing by it, as units of one thing are not units of another.
    """
    if not len(part.helper):
        return
    plan.counted |= set(part.work.tolist())
    given_by = plan.given_by(len(ground.problem.helpers)).tolist()
    offered = [max(0, int(row.quantity or 0) - given_by[n]) for n, row in enumerate(ground.problem.helpers.rows)]
    asked = [max(0, units - plan.given.get(work, 0)) for work, units in enumerate(ground.units)]
    first = first_worth(int(worth.max()), min(sum(offered), sum(asked))) if ground.first[part.work].any() else 0
    raised = worth + first * ground.first[part.work]
    found = serve(part.helper, part.work, raised, offered, asked)
    market = service_market(part.helper, part.work, raised, offered, asked)
    offset = first * int(found.amount[ground.first[part.work]].sum())
    no_fees = np.zeros(0, np.int64)
    solved = Solved(market, found.amount, found.price, no_fees, found.bound, offset, first)
    plan.add(part, worth, found.amount)
    plan.record(evidence_of(QUANTITIES, ground.ids, solved), part)


def _serve_once(ground: Ground, part: Pool, worth: Longs, plan: Plan) -> None:
    step = solved_step(ground.asked(part, worth, plan))
    plan.add(part, worth, step.amount[: len(worth)])
    plan.record(evidence_of(ONCE, ground.ids, step), part)


def _serve_by_people(ground: Ground, part: Pool, worth: Longs, plan: Plan) -> None:
    """Assign people; works that leave a person too few half-days never all go to them.

    Two works with one and the same half-day are kept apart from the start. Whenever more works want fewer half-days,
    these works get a common limit and all is solved anew; each solve bounds the true optimum, as its limits are true.
    What still clashes after the last is taken back. Half-days of what staff fixed are taken.
    """
    common = common_half_days(ground.problem, part)
    left = common & ~plan.taken(ground.problem)[part.helper]
    fits = (common == 0) | (left != 0)
    part, worth, common = part.where(fits), worth[fits], left[fits]
    asked = ground.asked(part, worth, plan)
    groups, limits = limited(part, common, *same_half_day(part, common), plan.crowded)
    for _ in range(MOST_REPAIRS):
        step = solved_step(replace(asked, group=groups, group_limit=limits))
        chosen = step.amount[: len(worth)] > 0
        clashes = clashes_of(part, common, worth, chosen)
        if not clashes:
            break
        found = [half_days for _, half_days in clashes]
        groups, limits = limited(part, common, groups, limits, found)
        plan.crowded += found
    step = step.without([position for position, _ in clashes], part.work, ground.first)
    chosen = step.amount[: len(worth)] > 0
    plan.add(part, worth, chosen.astype(np.int64))
    plan.half_days |= half_days_of(part, common, worth, chosen)
    plan.record(evidence_of(PEOPLE, ground.ids, step), part)
