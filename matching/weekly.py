"""The week's proposal: who is suggested for which post and need, why, what stays open, what differs from last week."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, partial
from typing import Final

import numpy as np

from graph_model.entities.terms import CauseKind, Verdict
from matching.arrays import Longs
from matching.changes import Cause, Change, Earlier, LastWeek, ThisWeek, compare, compare_gap
from matching.evidence import Evidence
from matching.gaps import why_open
from matching.ground import Plan, remaining
from matching.learning.exploration import nudges
from matching.plan import make_plan
from matching.pool import Pool, collect
from matching.problem import Problem
from matching.ranking import Ranked, explain_scored
from matching.scoring import Part
from matching.sharing import Spread
from matching.spreading import spread_of
from matching.supply import PERSON, by_lot

SERVED: Final = 500_000
"""Worth of serving a work at all, beside the score, so that two fair matches go before one excellent one."""
URGENT: Final = 100_000
"""Worth of each step of urgency: what is urgent is covered first."""
ORGANISED: Final = 300_000
"""Worth of serving a need by a unit, a team or a resource: a person goes in their place only who fits far better."""
INCUMBENT: Final = 30_000
"""Worth of suggesting the same as last week, so that a suggestion changes only for a cause."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One line of the week; a gap has no helper and says why not.

    `slots` is the half-day, as a mask, on which a person is wanted; None where a side has no times; `settled` says who
    fixed the helper on the work, where staff did.
    """

    work: str
    kind: str
    title: str
    territory: str
    remaining: int
    helper: str | None
    helper_name: str | None
    helper_kind: str | None
    amount: int
    verdict: Verdict
    score: int
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    change: Change
    cause: str | None
    slots: int | None = None
    settled: str | None = None
    cause_kind: CauseKind | None = None


@dataclass(frozen=True)
class Proposal:
    """The whole week: suggestions and gaps by place and work, with the proof that no better allocation exists."""

    suggestions: tuple[Suggestion, ...]
    objective: int
    bound: int
    proved: bool
    people: int
    works: int
    pairs: int
    unverified: int
    evidence: tuple[Evidence, ...] = field(default=(), compare=False, repr=False)


@dataclass(frozen=True)
class Week:
    """A planned week with what it was planned from, which is much; put into words as it is asked for."""

    problem: Problem
    today: date
    last: LastWeek
    waiting: list[int]
    pool: Pool
    worth: Longs
    plan: Plan

    @cached_property
    def suggested(self) -> list[Suggestion]:
        """Who is suggested for what, and why."""
        return _suggested(self.problem, self.last, self.sent, self.pool, self.plan)

    @cached_property
    def gaps(self) -> list[Suggestion]:
        """What stays open, and why."""
        return _gaps(self.problem, self.last, self.sent, self.pool, self.plan)

    @cached_property
    def sent(self) -> ThisWeek:
        """Who is sent where, as far as the causes of changes ask."""
        return _sent(self.problem, self.today, self.waiting, self.pool, self.plan)

    def proposal(self) -> Proposal:
        """Give the whole week by place and work."""
        lines = [*self.gaps, *self.suggested]
        return Proposal(
            suggestions=tuple(sorted(lines, key=lambda one: (one.territory, one.work, -one.score, one.helper or ""))),
            objective=self.plan.objective,
            bound=self.plan.bound,
            proved=self.plan.objective == self.plan.bound,
            people=int((self.problem.helpers.kind == PERSON).sum()),
            works=len(self.waiting),
            pairs=len(self.pool.helper),
            unverified=sum(map(len, self.pool.unsure.values())),
            evidence=tuple(self.plan.evidence),
        )

    def spread(self) -> Spread:
        """Tell how the week is spread over communities and what that costs, which takes two more plans."""
        return spread_of(self.problem, self.pool, self.worth, self.plan)


def propose(problem: Problem, today: date, previous: Iterable[Earlier] = (), explore: int = 0) -> Proposal:
    """Propose the week that `plan_week` plans."""
    return plan_week(problem, today, previous, explore).proposal()


def plan_week(problem: Problem, today: date, previous: Iterable[Earlier] = (), explore: int = 0) -> Week:
    """Plan the week.

    What is urgent goes first, and the week is spread over communities as the problem says. What staff fixed is kept;
    all the rest is one allocation of posts and needs to people, teams, organisations and resources, solved to the
    proven optimum over all eligible pairs.

    Parameters
    ----------
    previous : iterable of Earlier
        Last week's suggestions, in any order.
    explore : int
        Points by which chance may lift a pair: of near equals, not always the same is suggested. What is proven is then
        the optimum of the lifted worths, at most so many points a suggestion from that of the worths themselves.

    Returns
    -------
    Week
        The same input gives the same proposal, whatever the order of the rows.
    """
    ordered, last = _in_order(problem), LastWeek(previous)
    waiting = [number for number, demand in enumerate(ordered.works.demands) if demand.wanted]
    pool = collect(ordered, today, waiting)
    worth = _worth(ordered, pool, last) + _chance(ordered, pool, today, explore)
    return Week(ordered, today, last, waiting, pool, worth, make_plan(ordered, pool, worth))


def _in_order(problem: Problem) -> Problem:
    """Put the helpers in the order of their lots, so that the order of the rows never shows in a tie."""
    helpers = problem.helpers
    if helpers.alive.all() and helpers.stand_by_lot():
        return problem
    return problem.with_helpers(by_lot(helpers.rows[number] for number in np.flatnonzero(helpers.alive)))


def _worth(problem: Problem, pool: Pool, last: LastWeek) -> Longs:
    urgency = np.array([demand.row.urgency for demand in problem.works.demands] or [0], np.int64)
    need = np.array([demand.row.kind == "need" for demand in problem.works.demands] or [False], np.bool_)
    organised = need[pool.work] & (problem.helpers.kind[pool.helper] != PERSON)
    worth: Longs = pool.score + SERVED + URGENT * urgency[pool.work] + ORGANISED * organised
    kept = {
        (problem.helpers.index[helper], problem.works.index[work])
        for work, helper in last.pairs()
        if helper in problem.helpers.index and work in problem.works.index
    }
    if kept:
        keys = pool.helper * np.int64(len(problem.works)) + pool.work
        same = np.isin(keys, [helper * len(problem.works) + work for helper, work in kept])
        worth = worth + INCUMBENT * same
    return worth


def _chance(problem: Problem, pool: Pool, today: date, explore: int) -> Longs:
    if not explore:
        return np.zeros(len(pool.helper), np.int64)
    helpers = [row.id for row in problem.helpers.rows]
    works = [demand.row.id for demand in problem.works.demands]
    return nudges(today, helpers, works, (pool.helper, pool.work), explore)


def _sent(problem: Problem, today: date, waiting: Iterable[int], pool: Pool, plan: Plan) -> ThisWeek:
    helpers, works = dict[str, set[str]](), dict[str, list[str]]()
    ids = problem.helpers.rows, problem.works.demands
    for helper, work in sorted(plan.amounts):
        helpers.setdefault(ids[1][work].row.id, set()).add(ids[0][helper].id)
        works.setdefault(ids[0][helper].id, []).append(ids[1][work].row.id)
    lacking = {ids[1][work].row.id for work in waiting if plan.missing(problem, work) > 0}
    return ThisWeek(problem, today, helpers, works, lacking, partial(_score_of, problem, pool))


def _score_of(problem: Problem, pool: Pool, work: str, helper: str) -> int | None:
    inquiry, scores = pool.scored[problem.works.index[work]]
    number, at = problem.helpers.index[helper], inquiry.numbers
    place = int(np.searchsorted(at, number))
    return int(scores.total[place]) if place < len(at) and at[place] == number else None


def _suggested(problem: Problem, last: LastWeek, sent: ThisWeek, pool: Pool, plan: Plan) -> list[Suggestion]:
    lines = []
    for work, helpers in _chosen(plan).items():
        for told in explain_scored(*pool.scored[work], helpers):
            order = problem.orders.fixed.get((told.row.id, told.work.id))
            change = compare(last, sent, told.work.id, told.row.id)
            line = _line(told, remaining(problem.works.demands[work]), plan.amounts[told.number, work], change)
            settled = None if order is None else order.sentence
            lines.append(replace(line, slots=plan.half_days.get((told.number, work)), settled=settled))
    return lines


def _chosen(plan: Plan) -> dict[int, list[int]]:
    """List the helpers of each work that has any."""
    chosen: dict[int, list[int]] = {}
    for helper, work in sorted(plan.amounts):
        chosen.setdefault(work, []).append(helper)
    return chosen


def _line(told: Ranked, left: int, amount: int, change: tuple[Change, Cause | None]) -> Suggestion:
    return Suggestion(
        work=told.work.id,
        kind=told.work.kind,
        title=told.work.title,
        territory=told.work.territory,
        remaining=left,
        helper=told.row.id,
        helper_name=told.row.name,
        helper_kind=told.row.kind,
        amount=amount,
        verdict=told.verdict,
        score=told.score,
        parts=told.parts,
        reasons=told.reasons,
        change=change[0],
        cause=change[1].sentence if change[1] else None,
        cause_kind=change[1].kind if change[1] else None,
    )


def _gaps(problem: Problem, last: LastWeek, sent: ThisWeek, pool: Pool, plan: Plan) -> list[Suggestion]:
    spent = plan.room(problem) == 0
    found = []
    for id_ in sorted(sent.lacking, key=problem.works.index.__getitem__):
        work = problem.works.index[id_]
        demand = problem.works.demands[work]
        reason = why_open(problem, demand, sent.today, spent, int(pool.eligible[work]), len(pool.unsure[work]))
        found.append(_gap_line(problem, work, plan.missing(problem, work), reason, compare_gap(last, sent, id_)))
    return found


def _gap_line(problem: Problem, work: int, missing: int, reason: str, cause: Cause | None) -> Suggestion:
    row = problem.works.demands[work].row
    return Suggestion(
        work=row.id,
        kind=row.kind,
        title=row.title,
        territory=row.territory,
        remaining=missing,
        helper=None,
        helper_name=None,
        helper_kind=None,
        amount=0,
        verdict=Verdict.NO,
        score=0,
        parts=(),
        reasons=(reason,),
        change="缺口",
        cause=cause.sentence if cause else None,
        cause_kind=cause.kind if cause else None,
    )
