"""All eligible pairs of helpers and works with their scores, and how many more would be eligible once verified."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np

from matching import nearness
from matching.arrays import Bools, Index, Longs
from matching.demand import Demand
from matching.eligibility import verdicts
from matching.problem import Inquiry, Problem
from matching.ranking import related
from matching.scoring import score
from matching.supply import PERSON
from matching.verdict import UNKNOWN, YES


@dataclass(frozen=True)
class Pool:
    """Eligible pairs, ordered by work and then by helper's number.

    Attributes
    ----------
    helper, work : array of intp, shape (pairs,)
        Numbers in the problem.
    score : array of int64, shape (pairs,)
    eligible, unverified : array of int64, shape (works,)
        How many helpers are eligible for each work, and how many would be if something unknown were confirmed.
    """

    helper: Index
    work: Index
    score: Longs
    eligible: Longs
    unverified: Longs

    def where(self, mask: Bools) -> Pool:
        """Keep some pairs; the counts stay."""
        return Pool(self.helper[mask], self.work[mask], self.score[mask], self.eligible, self.unverified)


def wanted(demand: Demand) -> bool:
    """Tell whether a work still waits for anyone."""
    row = demand.row
    if not demand.is_open:
        return False
    if row.kind == "need" and row.quantity is not None:
        return row.quantity > 0
    return demand.seats > 0


def collect(problem: Problem, today: date, works: Iterable[int]) -> Pool:
    """Judge and score every related helper for some works; a post takes people, a need anyone."""
    found_helpers: list[Index] = []
    found_scores: list[Longs] = []
    numbers = list(works)
    eligible, unverified = np.zeros(len(problem.works), np.int64), np.zeros(len(problem.works), np.int64)
    people = problem.helpers.alive & (problem.helpers.kind == PERSON)
    for number in numbers:
        demand = problem.works.demands[number]
        at, unsure = _eligible(problem, demand, today, people if demand.row.kind == "post" else problem.helpers.alive)
        eligible[number], unverified[number] = len(at), unsure
        found_helpers.append(at)
        found_scores.append(score(Inquiry(problem, demand, today, at)).total.astype(np.int64))
    lengths = [len(at) for at in found_helpers]
    return Pool(
        np.concatenate([np.empty(0, np.intp), *found_helpers]),
        np.repeat(np.array(numbers, np.intp), lengths),
        np.concatenate([np.empty(0, np.int64), *found_scores]),
        eligible,
        unverified,
    )


def _eligible(problem: Problem, demand: Demand, today: date, asked: Bools) -> tuple[Index, int]:
    near = nearness.within_reach(problem, demand.territory)
    at = np.flatnonzero(related(problem, demand, today) & asked & (near > 0))
    judged = verdicts(problem, demand, today, at)
    return at[judged == YES], int((judged == UNKNOWN).sum())
