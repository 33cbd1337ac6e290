"""What may be supposed of a helper who does not fit a work: single facts, each of which alone would make it fit."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import reduce
from operator import or_
from typing import Final

from graph_model.entities.candidates import HeldSkill, HelperRow
from graph_model.entities.terms import Verdict
from graph_model.taxonomy import Taxonomy
from matching.demand import Demand, Requirement
from matching.eligibility import judge_pair, overall
from matching.problem import Problem
from matching.rules.ability import held_of, skill_label
from matching.verdict import Pair
from matching.what_if import Supposed, judged_if

VALID_FOR: Final = timedelta(days=365)
TRAINED: Final = 2
"""Level of a skill that is supposed where the work asks for no more."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """A fact that would make a helper fit; of one on a skill also its name: of the certificate, or of the skill."""

    fact: Supposed
    name: str = ""


def held_as(taxonomy: Taxonomy, helper: HelperRow, name: str, today: date, demand: Demand | None) -> HeldSkill | None:
    """Give the skill that somebody holds who holds a certificate, valid for a year, or a skill by this name.

    Where a work asks for just this, it is held as the work asks for it.

    Returns
    -------
    HeldSkill or None
        None where nobody knows such a certificate or skill.
    """
    asked = next((one for one in demand.mandatory if name.strip() in _names(one, taxonomy)), None) if demand else None
    known = taxonomy.skill_of_certificate(name) or taxonomy.find_skill(name)
    if asked is None and known is None:
        return None
    skill = asked.skill if asked else known.id if known else ""
    practised = taxonomy.skills.get(skill)
    certificate = (asked and asked.certificate) or (practised and practised.certificate) or None
    levels = [TRAINED, asked.level if asked else 0, *(one.level for one in held_of(helper, skill, taxonomy))]
    return HeldSkill(skill, max(levels), certificate, today + VALID_FOR if certificate else None)


def _names(asked: Requirement, taxonomy: Taxonomy) -> set[str]:
    certificate = {asked.certificate, *taxonomy.certificates.get(asked.certificate, ())} if asked.certificate else set()
    return {asked.skill, skill_label(asked.skill, taxonomy), *certificate}


def remedies(problem: Problem, helper: int, work: int, today: date) -> list[Remedy]:
    """List what would make a helper fit a work, one fact at a time; nothing where it fits, or where one is too little.

    Parameters
    ----------
    helper, work : int
        By number.
    """
    pair = Pair(problem, problem.helpers.rows[helper], problem.works.demands[work], today)
    against = {finding.rule for finding in judge_pair(pair) if finding.verdict is not Verdict.YES}
    offered = dict.fromkeys(remedy for rules, offer in OFFERS if rules & against for remedy in offer(pair))
    return [one for one in offered if _fits(pair, one.fact)]


def _fits(pair: Pair, fact: Supposed) -> bool:
    judged = judged_if(pair.problem, (pair.helper.id, pair.demand.row.id), [fact], pair.today)
    return overall(judged) is Verdict.YES


def _free(pair: Pair) -> Iterable[Remedy]:
    """Suppose that all half-days of the work are free that are not taken."""
    busy = reduce(or_, (slots or 0 for _, slots in pair.helper.commitments), 0)
    more = (pair.demand.row.slots or 0) & ~busy & ~(pair.helper.slots or 0)
    return [Remedy(Supposed("free", pair.helper.id, pair.demand.row.id, number=more))] if more else []


def _required(pair: Pair) -> Iterable[Remedy]:
    names = (one.certificate or skill_label(one.skill, pair.problem.taxonomy) for one in pair.demand.mandatory)
    return _holding(pair, names)


def _licensed(pair: Pair) -> Iterable[Remedy]:
    kinds = dict.fromkeys(one for one in (pair.demand.category, pair.demand.aside) if one)
    return _holding(pair, (name for kind in kinds for name in pair.problem.taxonomy.categories[kind].licence))


def _holding(pair: Pair, names: Iterable[str]) -> Iterable[Remedy]:
    for name in names:
        held = held_as(pair.problem.taxonomy, pair.helper, name, pair.today, pair.demand)
        if held is not None:
            yield Remedy(Supposed("certificate", pair.helper.id, pair.demand.row.id, held=held), name)


def _roomier(pair: Pair) -> Iterable[Remedy]:
    return [Remedy(Supposed("limit", pair.helper.id, pair.demand.row.id, number=pair.helper.load + 1))]


def _seated(pair: Pair) -> Iterable[Remedy]:
    row = pair.demand.row
    return [Remedy(Supposed("seats", work=row.id, number=max(row.headcount, row.filled) + 1))]


OFFERS: Final = (
    (frozenset({"slots", "clash"}), _free),
    (frozenset({"skill", "certificate"}), _required),
    (frozenset({"category"}), _licensed),
    (frozenset({"capacity"}), _roomier),
    (frozenset({"vacancy"}), _seated),
)
"""What can be supposed against which rules."""
