"""Who can serve where: helpers for a work, works for a helper, and why not."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from typing import Final

import numpy as np

from graph_model.entities.candidates import HelperKind, HelperRow, WorkKind, WorkRow
from graph_model.entities.terms import Verdict
from matching import facets, measures, nearness
from matching.arrays import Bools, Index, Longs, Small
from matching.demand import Demand
from matching.eligibility import RULES, judge_pair, overall, speaking, verdicts
from matching.explanation import advice, reasons, smallest_change, why_not_sentence
from matching.problem import Inquiry, Problem, Work
from matching.scoring import Part, Scores, score
from matching.supply import KINDS
from matching.territories import SAME_COMMUNITY, UNKNOWN_DISTANCE
from matching.verdict import NO, Finding, Pair, Rule

ANY_VERDICT: Final = frozenset(Verdict)
RELATED: Final = 0.5
"""Who fits the kind of work at least so well is told of, even when a rule forbids it."""
VERDICT_STEP: Final = 10_000_000
"""More than any score, so that no score lifts a helper over a better verdict."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """One helper for a work, or one work for a helper, with everything that may be asked about it.

    In a list, `findings` are those that make reasons; asked about alone, those of all rules.
    """

    number: int
    row: HelperRow
    work: WorkRow
    verdict: Verdict
    score: int
    parts: tuple[Part, ...]
    reasons: tuple[str, ...]
    findings: tuple[Finding, ...]
    advice: str | None
    distance_steps: int | None
    free: int


@dataclass(frozen=True, slots=True)
class Ranking:
    """An answer: how many of each verdict there are, and the best of those asked for.

    `local` is how many of those who can belong to the territory asked about, as `coverage` counts them.
    """

    counts: dict[Verdict, int]
    ranked: tuple[Ranked, ...]
    local: int = 0


@dataclass(frozen=True, slots=True)
class WhyNot:
    """Why one helper is not sent to one work; `missing` lists what is lacking or unknown."""

    verdict: Verdict
    findings: tuple[Finding, ...]
    missing: tuple[str, ...]
    score: int
    parts: tuple[Part, ...]
    sentence: str
    smallest_change: str | None


def rank(  # noqa: PLR0913 (each narrows the answer by itself)
    problem: Problem,
    work: Work,
    today: date,
    *,
    kinds: Collection[HelperKind] = KINDS,
    within: str | None = None,
    verdict: Collection[Verdict] = ANY_VERDICT,
    limit: int = 20,
    offset: int = 0,
) -> Ranking:
    """Rank the helpers for a work.

    Parameters
    ----------
    within : str or None
        Id of the territory whose people and units may be seen at all; None for everyone.
    verdict : collection of Verdict
        Which verdicts to list; the counts tell of all.
    limit, offset : int
        How many to list, and how many of the best to pass over.

    Returns
    -------
    Ranking
        Best verdict first, then highest score, then by lot.
    """
    demand = problem.demand(work)
    at = related(problem, demand, today, _asked(problem, kinds, within))
    judged = verdicts(problem, demand, today, at)
    counts = np.bincount(judged, minlength=len(Verdict))
    near = nearness.distance(problem, demand.territory, at[judged == Verdict.YES])
    listed = _listed(counts, verdict, offset + limit)[judged]
    ranked = best_of(Inquiry(problem, demand, today, at[listed]), judged[listed], limit, offset)
    local = int(np.count_nonzero(near == SAME_COMMUNITY))
    return Ranking({v: int(counts[v]) for v in sorted(Verdict, reverse=True)}, ranked, local)


def fitting(  # noqa: PLR0913 (each narrows the answer by itself)
    problem: Problem, work: Work, today: date, *, kinds: Collection[HelperKind], within: str | None, limit: int
) -> list[str]:
    """List the ids of the best who can, as `rank` would, without telling why: for many questions at once."""
    demand = problem.demand(work)
    at = related(problem, demand, today, _asked(problem, kinds, within))
    judged = verdicts(problem, demand, today, at)
    able = judged == Verdict.YES
    inquiry = Inquiry(problem, demand, today, at[able])
    best = _best(problem, inquiry.numbers, judged[able], score(inquiry), limit)
    return [problem.helpers.rows[inquiry.numbers[position]].id for position in best]


def best_of(inquiry: Inquiry, judged: Small, limit: int, offset: int = 0) -> tuple[Ranked, ...]:
    """Rank helpers who are judged already, and tell everything about the best.

    Parameters
    ----------
    judged : array of int8, shape (helpers asked about,)
    """
    scores = score(inquiry)
    best = _best(inquiry.problem, inquiry.numbers, judged, scores, offset + limit)[offset:]
    rules = speaking(replace(inquiry, at=inquiry.numbers[best]))
    return tuple(_ranked(inquiry, int(position), scores, told) for position, told in zip(best, rules, strict=True))


def _listed(counts: Longs, verdicts: Collection[Verdict], most: int) -> Bools:
    """Mark the verdicts worth scoring: those asked for, from the best on, until there are as many as are listed."""
    listed, found = np.zeros(len(Verdict), np.bool_), 0
    for answer in sorted(verdicts, reverse=True):
        if found >= most:
            break
        listed[answer], found = True, found + int(counts[answer])
    return listed


def _asked(problem: Problem, kinds: Collection[HelperKind], within: str | None) -> Bools:
    helpers = problem.helpers
    mask = helpers.alive if len(kinds) == len(KINDS) else helpers.alive & np.isin(helpers.kind, _numbers(kinds))
    if within is None:
        return mask
    return np.logical_and(mask, nearness.seen(problem, problem.territories.number(within)))


def _numbers(kinds: Collection[HelperKind]) -> Small:
    return np.array([KINDS.index(kind) for kind in kinds], np.int8)


def related(problem: Problem, demand: Demand, today: date, among: Bools) -> Index:
    """Find the numbers of those worth telling of: who can, who might, who could if a rule did not forbid it."""

    def make() -> Index:
        return np.flatnonzero(_related(problem, demand, today))

    numbers = problem.derived.get(("related", demand.mandatory or demand.judged_by, today), make)
    return numbers[among[numbers]]


def _related(problem: Problem, demand: Demand, today: date) -> Bools:
    if demand.mandatory:
        columns = [facets.required(problem, requirement, today)[0] for requirement in demand.mandatory]
        return reduce(np.minimum, columns) > NO
    if demand.category is None:
        return np.ones(len(problem.helpers), np.bool_)
    standing = facets.standing_for(problem, demand, today)
    return (standing > NO) | (measures.ability(problem, demand.category) >= RELATED)


def _best(problem: Problem, at: Index, judged: Small, scores: Scores, most: int) -> Index:
    """Find the best positions; equal ones by lot, then by id, so that the order of the rows never shows."""
    keys: Longs = judged.astype(np.int64) * VERDICT_STEP + scores.total
    if len(keys) > most > 0:
        threshold = np.partition(keys, len(keys) - most)[len(keys) - most]
        near = np.flatnonzero(keys >= threshold)
    else:
        near = np.arange(len(keys))
    rows, lots = problem.helpers.rows, problem.helpers.lot[at[near]].tolist()
    ties = dict(zip(near.tolist(), lots, strict=True))
    order = sorted(ties, key=lambda position: (-int(keys[position]), ties[position], rows[at[position]].id))
    return np.array(order[:most], np.intp)


def _ranked(inquiry: Inquiry, position: int, scores: Scores, rules: Sequence[Rule] = RULES) -> Ranked:
    problem, number = inquiry.problem, int(inquiry.numbers[position])
    pair = Pair(problem, problem.helpers.rows[number], inquiry.demand, inquiry.today)
    findings = judge_pair(pair, rules)
    verdict, steps = overall(findings), pair.distance
    return Ranked(
        number=number,
        row=pair.helper,
        work=inquiry.demand.row,
        verdict=verdict,
        score=int(scores.total[position]),
        parts=scores.parts_of(position),
        reasons=tuple(reasons(pair, findings)),
        findings=tuple(findings),
        advice=advice(verdict, findings),
        distance_steps=None if steps == UNKNOWN_DISTANCE else steps,
        free=max(0, pair.helper.capacity - pair.helper.load),
    )


def explain(problem: Problem, helper: int, work: Work, today: date) -> Ranked:
    """Tell everything about one pair."""
    inquiry = Inquiry(problem, problem.demand(work), today, np.array([helper], np.intp))
    return _ranked(inquiry, 0, score(inquiry))


def explain_scored(inquiry: Inquiry, scores: Scores, helpers: Sequence[int]) -> list[Ranked]:
    """Tell everything about some of the helpers an inquiry scored; it lists them in ascending order."""
    return [_ranked(inquiry, int(position), scores) for position in np.searchsorted(inquiry.numbers, helpers)]


def places(  # noqa: PLR0913 (each narrows the answer by itself)
    problem: Problem,
    helper: int,
    today: date,
    *,
    kinds: Collection[WorkKind] = ("post", "need"),
    within: int | None = None,
    verdict: Collection[Verdict] = (Verdict.YES, Verdict.UNKNOWN),
    limit: int = 20,
) -> Ranking:
    """Rank the works one helper could serve, among those still open and related to what the helper does.

    Parameters
    ----------
    within : int or None
        Number of the territory whose works may be seen at all; None for everywhere.
    """
    alone = problem.alone(helper)
    found: list[tuple[int, int, str, Inquiry, Scores]] = []
    counts = dict.fromkeys(sorted(Verdict, reverse=True), 0)
    for demand in _open_to(alone, today, kinds, within):
        answer = Verdict(int(verdicts(alone, demand, today)[0]))
        counts[answer] += 1
        if answer in verdict:
            inquiry = Inquiry(alone, demand, today)
            scores = score(inquiry)
            found.append((-int(answer), -int(scores.total[0]), demand.row.id, inquiry, scores))
    found.sort(key=lambda item: item[:3])
    told = (_ranked(inquiry, 0, scores) for *_, inquiry, scores in found[:limit])
    return Ranking(counts, tuple(replace(ranked, number=helper) for ranked in told))


def _open_to(alone: Problem, today: date, kinds: Collection[WorkKind], within: int | None) -> Sequence[Demand]:
    """List the works worth judging for one helper: open, related, not beyond the helper's reach."""
    return [
        demand
        for demand in alone.works.demands
        if demand.row.kind in kinds
        and demand.wanted
        and (within is None or alone.territories.contains(within, demand.territory))
        and nearness.within_reach(alone, demand.territory)[0] > NO
        and _related_one(alone, demand, today)
    ]


def _related_one(alone: Problem, demand: Demand, today: date) -> bool:
    if demand.mandatory:
        return all(facets.required(alone, r, today)[0][0] > NO for r in demand.mandatory)
    return demand.category is not None and bool(facets.standing_for(alone, demand, today)[0] > NO)


def why_not(problem: Problem, helper: int, work: Work, today: date) -> WhyNot:
    """Answer why a helper is not sent to a work, and what would be the smallest change."""
    told = explain(problem, helper, work, today)
    pair = Pair(problem, told.row, problem.demand(work), today)
    return WhyNot(
        verdict=told.verdict,
        findings=told.findings,
        missing=tuple(f.sentence for f in told.findings if f.verdict is not Verdict.YES),
        score=told.score,
        parts=told.parts,
        sentence=why_not_sentence(pair, told.verdict, told.findings),
        smallest_change=smallest_change(told.findings),
    )
