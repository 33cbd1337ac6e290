"""Who may be sent: every hard rule, told pair by pair for reading and in bulk for speed, with the same answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import reduce
from typing import Final

import numpy as np

from graph_model.entities.terms import Verdict
from matching.arrays import EVERYONE, At, Small
from matching.problem import Inquiry, Problem, Work
from matching.rules.ability import CertificateRule, SkillRule
from matching.rules.kind_of_work import CategoryRule
from matching.rules.person import (
    AgeRule,
    ConsentRule,
    DoNotAssignRule,
    FitnessRule,
    InsuranceRule,
    OrderRule,
    RefusalRule,
    StatusRule,
)
from matching.rules.things import ThingRule
from matching.rules.time_place import CapacityRule, ClashRule, ReachRule, SlotsRule, VacancyRule, WindowRule
from matching.verdict import YES, Finding, Pair, Rule

__all__ = ["RULES", "Finding", "Rule", "Verdict", "judge", "judge_pair", "overall", "speaking", "verdicts"]

RULES: Final[tuple[Rule, ...]] = (
    SkillRule(),
    CertificateRule(),
    CategoryRule(),
    ThingRule(),
    SlotsRule(),
    ClashRule(),
    ReachRule(),
    CapacityRule(),
    AgeRule(),
    FitnessRule(),
    InsuranceRule(),
    ConsentRule(),
    RefusalRule(),
    OrderRule(),
    DoNotAssignRule(),
    StatusRule(),
    WindowRule(),
    VacancyRule(),
)
"""All hard rules; none can be switched off."""


def judge(problem: Problem, helper: int, work: Work, today: date) -> list[Finding]:
    """Judge one pair by every rule, in the order of `RULES`."""
    return judge_pair(Pair(problem, problem.helpers.rows[helper], problem.demand(work), today))


def judge_pair(pair: Pair, rules: Sequence[Rule] = RULES) -> list[Finding]:
    """Judge a pair made ready, rule by rule."""
    return [rule.judge(pair) for rule in rules]


def speaking(inquiry: Inquiry) -> list[list[Rule]]:
    """Choose for each helper the rules whose findings make reasons: those not answered 符合, and those that speak."""
    columns = [(rule, rule.bulk(inquiry)) for rule in RULES]
    answers = [(rule, None if column is None else column.tolist()) for rule, column in columns]
    return [
        [rule for rule, column in answers if rule.speaks or (column is not None and column[number] != YES)]
        for number in range(inquiry.size)
    ]


def overall(findings: list[Finding]) -> Verdict:
    """Answer for the whole: the worst of all."""
    return min((finding.verdict for finding in findings), default=Verdict.YES)


def verdicts(problem: Problem, work: Work, today: date, at: At = EVERYONE) -> Small:
    """Judge many helpers for one work.

    Returns
    -------
    array of int8, shape (helpers asked about,)
        2 符合, 1 待核实, 0 不符合; equal to the worst finding of `judge` for each.
    """
    inquiry = Inquiry(problem, problem.demand(work), today, at)
    answer = _standing(inquiry)[at]
    return _worst([rule for rule in RULES if not rule.of_helper], inquiry, answer)


def _standing(inquiry: Inquiry) -> Small:
    """Judge everybody by what holds whatever the work; made once and kept with the problem."""

    def make() -> Small:
        everyone = replace(inquiry, at=EVERYONE)
        answer = np.full(everyone.size, YES, np.int8)
        return _worst([rule for rule in RULES if rule.of_helper], everyone, answer)

    return inquiry.problem.derived.get(("standing whatever the work", inquiry.today), make)


def _worst(rules: Sequence[Rule], inquiry: Inquiry, so_far: Small) -> Small:
    columns = (rule.bulk(inquiry) for rule in rules)
    return reduce(np.minimum, (column for column in columns if column is not None), so_far)
