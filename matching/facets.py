"""Who can do a kind of work or has a required skill, as columns; each is made once and kept with the problem."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Final

import numpy as np

from graph_model.taxonomy import topics_set_apart
from matching.arrays import Bools, Index, Ints, Small, day_number
from matching.demand import Demand, Requirement
from matching.entries import NOT_KNOWN
from matching.problem import Problem, unit_of
from matching.supply import KINDS, TEAM
from matching.text.functions import is_there_for
from matching.verdict import NO, UNKNOWN, YES

ENOUGH_DEEDS: Final = 3
"""So many deeds of a kind show that a person or team can do it; fewer are to be asked about."""


def family(problem: Problem, category: str) -> list[int]:
    """List the numbers of a kind of work and of all kinds below it."""
    return [problem.helpers.vocabulary.categories[id_] for id_ in problem.taxonomy.with_narrower(category)]


def skills_of(problem: Problem, categories: list[int]) -> list[int]:
    """Find the numbers of the skills that serve some categories."""
    words = problem.helpers.vocabulary
    wanted = set(categories)
    return [words.skills[s.id] for s in problem.taxonomy.skills.values() if words.categories[s.category] in wanted]


def entries_of(lists: dict[int, Index], keys: list[int]) -> Index:
    """Join the lists of entries under some keys."""
    found = [lists[key] for key in keys if key in lists]
    return np.concatenate(found) if found else np.empty(0, np.intp)


def declared(problem: Problem, category: str) -> Bools:
    """Mark who says they do this kind of work or a narrower one; shape (helpers,)."""

    def make() -> Bools:
        mask = np.zeros(len(problem.helpers), np.bool_)
        entries = entries_of(problem.helpers.declared_entries, family(problem, category))
        mask[problem.helpers.declared_helper[entries]] = True
        return mask

    return problem.derived.get(("declared", category), make)


def _covered(problem: Problem, category: str, meant: str) -> Bools:
    """Mark whose declared kinds cover what is meant.

    Of a unit a part of the kind is not enough where no part is meant, nor the kind as a whole where a part is.
    """
    part, whole = declared(problem, meant), _declared_just(problem, category)
    others = problem.helpers.kind != KINDS.index("organisation")
    covered: Bools = (part & others) | whole if meant == category else part | (whole & others)
    return covered


def _declared_just(problem: Problem, category: str) -> Bools:
    """Mark who declares this very kind of work."""
    mask = np.zeros(len(problem.helpers), np.bool_)
    key = problem.helpers.vocabulary.categories[category]
    mask[problem.helpers.declared_helper[entries_of(problem.helpers.declared_entries, [key])]] = True
    return mask


def _declared_broader(problem: Problem, category: str) -> Bools:
    broader = problem.taxonomy.categories[category].broader
    return _declared_just(problem, broader) if broader else np.zeros(len(problem.helpers), np.bool_)


def certificate_standing(valid_until: Ints, expires: Bools, today: int) -> Small:
    """Judge held certificates: valid, expired, or of unknown end where it has one; shape of the arguments."""
    known = np.where(valid_until >= today, YES, NO)
    return np.where(valid_until > 0, known, np.where(expires, UNKNOWN, YES)).astype(np.int8)


def _expires(problem: Problem) -> Bools:
    """Which certificates, by number, have an end; one the taxonomy does not know is taken to have one."""
    never = problem.taxonomy.lasting_certificates
    numbers = problem.helpers.vocabulary.certificates
    return np.array([name not in never for name in numbers] or [True], np.bool_)


def standing_for(problem: Problem, demand: Demand, today: date) -> Small:
    """Judge who can do the kind of work a demand is about, where no single skill is required; shape (helpers,).

    Where the words plainly mean another kind than the stated one, whoever is known for the stated one alone is asked.
    """
    assert demand.category is not None
    free = demand.unlicensed
    foreign = demand.foreign_skills
    stated = standing(problem, demand.category, today, (demand.meant, foreign), licensed=demand.category != free)
    if demand.aside is None:
        return stated
    meant = standing(problem, demand.aside, today, (None, foreign), licensed=demand.aside != free)
    return np.where(meant == YES, YES, np.where((stated > NO) | (meant > NO), UNKNOWN, NO)).astype(np.int8)


def standing(
    problem: Problem,
    category: str,
    today: date,
    meant: tuple[str | None, tuple[str, ...]] = (None, ()),
    *,
    licensed: bool = True,
) -> Small:
    """Judge who can do a kind of work, where no single skill is required; shape (helpers,).

    Parameters
    ----------
    meant : (str or None, tuple of str), optional
        The narrower kind that is meant, and skills of other parts: a skill of another part is to be asked about.
    licensed
        Whether the certificates of a licensed kind are asked for.
    """
    asked = licensed and bool(problem.taxonomy.categories[category].licence)
    if asked:
        return problem.derived.get(("licensed", category, today), lambda: _licensed(problem, category, today))
    part, foreign = meant[0] or category, meant[1]
    key = ("standing", category, today, part, foreign)
    return problem.derived.get(key, lambda: _standing(problem, category, today, part, foreign))


def _standing(problem: Problem, category: str, today: date, meant: str, foreign: tuple[str, ...]) -> Small:
    helpers, kind = problem.helpers, problem.taxonomy.categories[category]
    maybe = (
        declared(problem, category)
        | _declared_broader(problem, category)
        | _has(problem, category)
        | _holders(problem, _broader_entries(problem, category))
    )
    can = _covered(problem, category, meant) | _practised(problem, category)
    can |= _fitting(problem, category, meant, foreign)
    can |= _certified_broader(problem, category, today)
    found = np.where(can, YES, np.where(maybe, UNKNOWN, NO)).astype(np.int8)
    if kind.open:
        found[helpers.kind <= TEAM] = YES
    return found


def _has(problem: Problem, category: str) -> Bools:
    """Mark who holds a skill of the kind or has done such work."""
    return _skilled(problem, category) | (_times(problem, category) > 0)


def _skilled(problem: Problem, category: str) -> Bools:
    """Mark who holds a skill of the kind."""
    return _holders(problem, held_entries(problem, problem.taxonomy.with_narrower(category)))


def _fitting(problem: Problem, category: str, meant: str, foreign: tuple[str, ...]) -> Bools:
    """Mark who holds a skill of what is meant, or one of the kind as a whole, but for those of other parts."""
    fitting = (*problem.taxonomy.with_narrower(meant), category)
    return _holders(problem, held_entries(problem, fitting, foreign))


def held_entries(problem: Problem, categories: Sequence[str], foreign: tuple[str, ...] = ()) -> Index:
    """Find the held skills that serve just these categories, by id, but for some."""
    words = problem.helpers.vocabulary
    numbers = [words.categories[id_] for id_ in categories]
    left_out = {words.skills[id_] for id_ in foreign}
    return entries_of(problem.helpers.skill_entries, [n for n in skills_of(problem, numbers) if n not in left_out])


def _holders(problem: Problem, entries: Index) -> Bools:
    mask = np.zeros(len(problem.helpers), np.bool_)
    mask[problem.helpers.skills.helper[entries]] = True
    return mask


def _broader_entries(problem: Problem, category: str) -> Index:
    """Find the held skills that serve the kind of work above this one, and not only another part of it."""
    broader = problem.taxonomy.categories[category].broader
    return held_entries(problem, [broader]) if broader else np.empty(0, np.intp)


def _certified_broader(problem: Problem, category: str, today: date) -> Bools:
    """Mark the people and teams who hold a valid certificate of the kind of work above this one, which covers it."""
    helpers, broader = problem.helpers, problem.taxonomy.categories[category].broader
    entries = held_entries(problem, [broader], skills_set_apart()) if broader else np.empty(0, np.intp)
    shown = helpers.skills.certificate[entries]
    valid = certificate_standing(helpers.skills.valid_until[entries], _expires(problem)[shown], day_number(today))
    covered = _holders(problem, entries[(shown != NOT_KNOWN) & (valid == YES)])
    return np.asarray(covered & (helpers.kind <= TEAM), np.bool_)


@cache
def skills_set_apart() -> tuple[str, ...]:
    """List the skills, by id, of the parts the law sets apart: who may see to gas is not thereby a locksmith."""
    return tuple(topic.skill for topic in topics_set_apart() if topic.skill)


def _practised(problem: Problem, category: str) -> Bools:
    """Mark the people and teams whose deeds show that they can do such work; a unit says so in its business."""
    people = problem.helpers.kind <= TEAM
    return np.asarray(people & (_times(problem, category) >= ENOUGH_DEEDS), np.bool_)


def _times(problem: Problem, category: str) -> Ints:
    """Count how often each helper has done such work; shape (helpers,)."""
    done = problem.helpers.deeds
    entries = entries_of(problem.helpers.deed_entries, family(problem, category))
    return np.bincount(done.helper[entries], done.times[entries], len(problem.helpers)).astype(np.int32)


def _licensed(problem: Problem, category: str, today: date) -> Small:
    """People show a valid certificate; a unit answers by its declared business for sending people who hold one."""
    said = declared(problem, category)
    maybe = (
        said
        | _has(problem, category)
        | _declared_broader(problem, category)
        | _holders(problem, _broader_entries(problem, category))
    )
    helpers, words = problem.helpers, problem.helpers.vocabulary
    licences = {words.certificates.get(name, NOT_KNOWN - 1) for name in problem.taxonomy.categories[category].licence}
    held = np.flatnonzero(np.isin(helpers.skills.certificate, list(licences)))
    best = np.full(len(helpers), NOT_KNOWN, np.int8)
    judged = certificate_standing(
        helpers.skills.valid_until[held], _expires(problem)[helpers.skills.certificate[held]], day_number(today)
    )
    np.maximum.at(best, helpers.skills.helper[held], judged)
    people = np.where(best >= 0, best, np.where(maybe, UNKNOWN, NO))
    units = np.where(said, YES, np.where(maybe, UNKNOWN, NO))
    return np.where(helpers.kind <= TEAM, people, units).astype(np.int8)


def required(problem: Problem, requirement: Requirement, today: date) -> tuple[Small, Small]:
    """Judge every helper by one required skill: its level, its certificate; two columns of shape (helpers,)."""
    return problem.derived.get(("required", requirement, today), lambda: _required(problem, requirement, today))


def _required(problem: Problem, requirement: Requirement, today: date) -> tuple[Small, Small]:
    helpers, words = problem.helpers, problem.helpers.vocabulary
    entries = helpers.skill_entries.get(words.skills.get(requirement.skill, NOT_KNOWN), np.empty(0, np.intp))
    skill, certificate = _without_entry(problem, requirement)
    holders, held_level = helpers.skills.helper[entries], helpers.skills.level[entries]
    level = np.where(held_level >= requirement.level, YES, np.where(held_level == 0, UNKNOWN, NO)).astype(np.int8)
    papers = _certificates_shown(problem, requirement, entries, today)
    skill[holders], certificate[holders] = NO, NO
    np.maximum.at(skill, holders, level)
    np.maximum.at(certificate, holders, papers)
    return skill, certificate


def _certificates_shown(problem: Problem, requirement: Requirement, entries: Index, today: date) -> Small:
    if requirement.certificate is None:
        return np.full(len(entries), YES, np.int8)
    held = problem.helpers.skills
    wanted = problem.helpers.vocabulary.certificates.get(requirement.certificate, NOT_KNOWN - 1)
    shown = held.certificate[entries]
    judged = certificate_standing(held.valid_until[entries], _expires(problem)[shown], day_number(today))
    return np.where(shown == wanted, judged, UNKNOWN).astype(np.int8)


def _without_entry(problem: Problem, requirement: Requirement) -> tuple[Small, Small]:
    """Who holds no such entry: a unit whose business it is can; a person who says so is to be asked; others cannot.

    Of a part that the law licenses alone, as lifts, a unit is to be asked too, unless it is there for just that.
    """
    helpers, skill = problem.helpers, problem.taxonomy.skills.get(requirement.skill)
    said = declared(problem, skill.category) if skill else np.zeros(len(helpers), np.bool_)
    sends = said & (helpers.kind > TEAM)
    if skill and problem.taxonomy.is_licensed_part(skill):
        at = np.flatnonzero(sends)
        sends[at] = [is_there_for(unit_of(helpers.rows[number]), skill) for number in at.tolist()]
    able = np.where(sends, YES, np.where(said, UNKNOWN, NO)).astype(np.int8)
    papers = np.where(sends, YES, UNKNOWN).astype(np.int8)
    return able, papers if requirement.certificate else np.full(len(helpers), YES, np.int8)
