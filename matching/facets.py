"""Who can do a kind of work or has a required skill, as columns; each is made once and kept with the problem."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import numpy as np

from graph_model.taxonomy import Taxonomy
from matching.arrays import Bools, Index, Ints, Small, day_number
from matching.demand import Demand, Requirement, Sought
from matching.duties import UNIT, concerns
from matching.entries import NOT_KNOWN
from matching.problem import Problem, unit_of
from matching.skills_apart import skills_of_tasks
from matching.supply import RESOURCE, TEAM
from matching.text.functions import Concern, is_there_for
from matching.verdict import NO, UNKNOWN, YES

ENOUGH_DEEDS: Final = 3
"""So many deeds of a kind show that a person or team can do it; fewer are to be asked about."""


def family(problem: Problem, category: str) -> list[int]:
    """List the numbers of a kind of work and of all kinds below it."""
    return _numbers(problem, problem.taxonomy.with_narrower(category))


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


def _covered(problem: Problem, category: str, sought: Sought) -> Bools:
    """Mark whose declared kinds cover what is meant.

    A part of the kind is not enough of a unit where no part is meant, nor of anybody where a need of a broad kind names
    none. The kind as a whole is not enough where a part is meant, but of a resource, whose words are compared. A wish
    is not enough for what takes a trade.
    """
    kinds, meant = problem.helpers.kind, sought.kind
    part, whole = declared(problem, meant), _declared_just(problem, category)
    if meant == category:
        covered = whole | (part & (kinds != UNIT) & (not sought.broad or kinds == RESOURCE))
    else:
        covered = part | (whole & ((kinds == RESOURCE) | (sought.simple & (kinds != UNIT))))
    return np.asarray(covered & ((kinds > TEAM) | (not sought.of_trade)), np.bool_)


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
    stated = standing(problem, demand.category, today, demand.sought(demand.category), licensed=demand.category != free)
    if demand.aside is None:
        return stated
    meant = standing(problem, demand.aside, today, demand.sought(demand.aside), licensed=demand.aside != free)
    return np.where(meant == YES, YES, np.where((stated > NO) | (meant > NO), UNKNOWN, NO)).astype(np.int8)


def standing(
    problem: Problem,
    category: str,
    today: date,
    sought: Sought | None = None,
    *,
    licensed: bool = True,
) -> Small:
    """Judge who can do a kind of work, where no single skill is required; shape (helpers,).

    Parameters
    ----------
    sought : Sought, optional
        What of it is meant: of those who are known for another part it is to be asked.
    licensed
        Whether the certificates of a licensed kind are asked for.
    """
    asked = licensed and bool(problem.taxonomy.categories[category].licence)
    of = sought or Sought(category)
    if asked:
        found = problem.derived.get(("licensed", category, today), lambda: _licensed(problem, category, today))
    else:
        part = of.part if of.of_trade else None  # nothing else of the part bears on it
        key = ("standing", category, today, replace(of, part=part, asked=False, disputed=False))
        found = problem.derived.get(key, lambda: _standing(problem, category, today, of))
    if not of.asked:
        return found
    return problem.derived.get(("duty", category, today, asked, of), lambda: _by_duty(problem, found, category, of))


def _by_duty(problem: Problem, found: Small, category: str, sought: Sought) -> Small:
    """Answer of units by what they are there for: just this is enough, other things alone are to be asked about.

    Who is there for other things and was merely seen at such work is no help.
    """
    told, units = concerns(problem, sought), problem.helpers.kind == UNIT
    beside = (found == YES) & (told < least_concern(sought)) & ~_fitting(problem, category, sought)
    sent = units & (told == Concern.OWN) & (not sought.disputed)
    seen = units & (found == UNKNOWN) & (told == Concern.BESIDE) & ~_registered(problem, category)
    return np.select([sent, units & beside, seen], [YES, UNKNOWN, NO], found).astype(np.int8)


def _registered(problem: Problem, category: str) -> Bools:
    """Mark who declares the kind, a narrower one or the one above it, or holds a skill of it."""
    declaring = declared(problem, category) | _declared_broader(problem, category)
    return declaring | _skilled(problem, category) | _holders(problem, _broader_entries(problem, category))


def least_concern(sought: Sought) -> Concern:
    """Say how far a unit must be there for what is asked, so that what it declares is taken at its word."""
    return Concern.WHOLE if sought.of_trade else Concern.UNHEARD


def _standing(problem: Problem, category: str, today: date, sought: Sought) -> Small:
    helpers, kind = problem.helpers, problem.taxonomy.categories[category]
    maybe = _registered(problem, category) | (_times(problem, category) > 0)
    can = _covered(problem, category, sought) | _practised(problem, category, sought)
    can |= _fitting(problem, category, sought)
    can |= _certified_broader(problem, category, today)
    found = np.where(can, YES, np.where(maybe, UNKNOWN, NO)).astype(np.int8)
    if kind.open and not sought.of_trade:
        found[helpers.kind <= TEAM] = YES
    return found


def _skilled(problem: Problem, category: str) -> Bools:
    """Mark who holds a skill of the kind."""
    return _holders(problem, held_entries(problem, problem.taxonomy.with_narrower(category)))


def _fitting(problem: Problem, category: str, sought: Sought) -> Bools:
    """Mark who holds a skill of what is meant, or one of the kind as a whole, but for those of other parts."""
    fitting = (*problem.taxonomy.with_narrower(sought.kind), category)
    return _holders(problem, held_entries(problem, fitting, sought.foreign))


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
    """Mark the people and teams who hold a valid certificate of the whole kind of work above this one: it covers it."""
    helpers, broader = problem.helpers, problem.taxonomy.categories[category].broader
    entries = held_entries(problem, [broader], skills_of_tasks(broader)) if broader else np.empty(0, np.intp)
    shown = helpers.skills.certificate[entries]
    valid = certificate_standing(helpers.skills.valid_until[entries], _expires(problem)[shown], day_number(today))
    covered = _holders(problem, entries[(shown != NOT_KNOWN) & (valid == YES)])
    return np.asarray(covered & (helpers.kind <= TEAM), np.bool_)


def _practised(problem: Problem, category: str, sought: Sought) -> Bools:
    """Mark the people and teams whose deeds show that they can do what is meant; a unit says so in its business.

    Deeds of the kind above show nothing of a part, nor deeds of a part anything of a broad kind, nor any of a trade.
    """
    people = problem.helpers.kind <= TEAM
    times = _counted(problem, _numbers(problem, deeds_that_show(problem.taxonomy, sought, category)))
    return np.asarray(people & (times >= ENOUGH_DEEDS), np.bool_)


def deeds_that_show(taxonomy: Taxonomy, sought: Sought, category: str) -> tuple[str, ...]:
    """List the kinds of work, by id, whose deeds show that one can do what is asked of a kind."""
    if sought.of_trade:
        return ()
    if sought.simple:
        return (sought.kind, category)
    return (sought.kind,) if sought.broad else taxonomy.with_narrower(sought.kind)


def _numbers(problem: Problem, categories: Sequence[str]) -> list[int]:
    return [problem.helpers.vocabulary.categories[id_] for id_ in categories]


def _times(problem: Problem, category: str) -> Ints:
    """Count how often each helper has done such work; shape (helpers,)."""
    return _counted(problem, family(problem, category))


def _counted(problem: Problem, categories: list[int]) -> Ints:
    done = problem.helpers.deeds
    entries = entries_of(problem.helpers.deed_entries, categories)
    return np.bincount(done.helper[entries], done.times[entries], len(problem.helpers)).astype(np.int32)


def _licensed(problem: Problem, category: str, today: date) -> Small:
    """People show a valid certificate; a unit answers by its declared business for sending people who hold one."""
    said = declared(problem, category)
    maybe = _registered(problem, category) | (_times(problem, category) > 0)
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

    Of a part that the law licenses alone, as lifts, a unit is to be asked too, unless it is there for just that: then
    it need not declare it.
    """
    helpers, skill = problem.helpers, problem.taxonomy.skills.get(requirement.skill)
    said = declared(problem, skill.category) if skill else np.zeros(len(helpers), np.bool_)
    sends = said & (helpers.kind > TEAM)
    if skill and problem.taxonomy.is_licensed_part(skill):
        at = np.flatnonzero(sends | (helpers.kind == UNIT))
        sends[at] = [is_there_for(unit_of(helpers.rows[number]), skill) for number in at.tolist()]
    able = np.where(sends, YES, np.where(said, UNKNOWN, NO)).astype(np.int8)
    papers = np.where(sends, YES, UNKNOWN).astype(np.int8)
    return able, papers if requirement.certificate else np.full(len(helpers), YES, np.int8)
