"""The week worked out by other weights beside the week as it is: what would be suggested otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from matching.changes import Earlier
from matching.problem import Problem
from matching.weekly import Proposal, Suggestion, propose
from matching.weights import Weights


@dataclass(frozen=True, slots=True)
class Side:
    """One side: its suggestions, gaps, how many places get a suggestion, and whether each step is a proven optimum."""

    suggestions: int
    gaps: int
    places: int
    proved: bool


@dataclass(frozen=True, slots=True)
class Shadow:
    """Both sides of one week; `same` counts the pairs both suggest, `other` lists what only the other weights do."""

    present: Side
    learnt: Side
    same: int
    other: tuple[Suggestion, ...]


def shadow_run(problem: Problem, today: date, previous: Sequence[Earlier], weights: Weights) -> Shadow:
    """Work the same week out twice, by the problem's own weights and by others; nothing is kept of either."""
    present = propose(problem, today, previous)
    learnt = propose(problem.weighed(weights), today, previous)
    old = {(one.work, one.helper) for one in _real(present)}
    other = tuple(one for one in _real(learnt) if (one.work, one.helper) not in old)
    return Shadow(_side(present), _side(learnt), len(_real(learnt)) - len(other), other)


def _real(proposal: Proposal) -> list[Suggestion]:
    return [one for one in proposal.suggestions if one.helper is not None]


def _side(proposal: Proposal) -> Side:
    real = _real(proposal)
    gaps = len(proposal.suggestions) - len(real)
    return Side(len(real), gaps, len({one.territory for one in real}), proposal.proved)
