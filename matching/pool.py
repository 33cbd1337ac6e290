"""All eligible pairs of helpers and works with their scores, and how many more would be eligible once verified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import date

import numpy as np

from matching import nearness
from matching.arrays import Bools, Index, Longs
from matching.demand import Demand
from matching.eligibility import verdicts
from matching.problem import Inquiry, Problem
from matching.ranking import related
from matching.scoring import Scores, score
from matching.supply import PERSON
from matching.verdict import NO, UNKNOWN, YES


@dataclass(frozen=True)
class Pool:
    """Eligible pairs, ordered by work and then by helper's number.

    Attributes
    ----------
    helper, work : array of intp, shape (pairs,)
        Numbers in the problem.
    score : array of int64, shape (pairs,)
    eligible : array of int64, shape (works,)
        How many helpers are eligible for each work.
    unsure : dict of int to array of intp
        Who would be eligible for each work if something unknown were confirmed.
    scored : dict of int to (Inquiry, Scores)
        What was asked and scored for each work, so that the parts of a score need not be worked out twice.
    """

    helper: Index
    work: Index
    score: Longs
    eligible: Longs
    unsure: dict[int, Index] = field(repr=False)
    scored: dict[int, tuple[Inquiry, Scores]] = field(repr=False)

    def where(self, mask: Bools) -> Pool:
        """Keep some pairs; the counts stay."""
        return replace(self, helper=self.helper[mask], work=self.work[mask], score=self.score[mask])


def collect(problem: Problem, today: date, works: Iterable[int]) -> Pool:
    """Judge and score every related helper for some works; a post takes people, a need anyone."""
    scored: dict[int, tuple[Inquiry, Scores]] = {}
    numbers = list(works)
    nearness.measure_everyone(problem, {problem.works.demands[number].territory for number in numbers})
    eligible, unsure = np.zeros(len(problem.works), np.int64), dict[int, Index]()
    people = problem.helpers.alive & (problem.helpers.kind == PERSON)
    for number in numbers:
        demand = problem.works.demands[number]
        asked = people if demand.row.kind == "post" else problem.helpers.alive
        at, unsure[number] = _eligible(problem, demand, today, asked)
        eligible[number] = len(at)
        inquiry = Inquiry(problem, demand, today, at)
        scored[number] = (inquiry, score(inquiry))
    return Pool(
        np.concatenate([np.empty(0, np.intp), *(inquiry.numbers for inquiry, _ in scored.values())]),
        np.repeat(np.array(numbers, np.intp), eligible[numbers]),
        np.concatenate([np.empty(0, np.int64), *(scores.total for _, scores in scored.values())]),
        eligible,
        unsure,
        scored,
    )


def _eligible(problem: Problem, demand: Demand, today: date, asked: Bools) -> tuple[Index, Index]:
    """Find who is eligible, and who would be if something unknown were confirmed."""
    able = related(problem, demand, today, asked)
    at = able[nearness.within_reach(problem, demand.territory, able) > NO]
    judged = verdicts(problem, demand, today, at)
    return at[judged == YES], at[judged == UNKNOWN]
