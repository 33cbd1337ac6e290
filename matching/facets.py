"""What helpers can do, as columns by kind of work or required skill; each is made once and kept with the problem."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching import nearness
from matching.arrays import Bools, Floats, Index, Ints, Small, day_number
from matching.demand import Requirement
from matching.entries import NOT_KNOWN
from matching.problem import Problem
from matching.supply import TEAM
from matching.verdict import NO, UNKNOWN, YES

LEVEL_VALUES: Final = np.array([0.55, 0.75, 0.9, 1.0], np.float32)
DECLARED_VALUE: Final = 0.7
DONE_VALUE: Final = 0.65
HALF_LIFE_DAYS: Final = 365.0
DEEDS_ELSEWHERE: Final = 0.35
"""How much a deed elsewhere counts beside one for this very place."""
DEEDS_SHRINKAGE: Final = 3.0
"""So many deeds make half of the full value: a few deeds are weak evidence."""
ENOUGH_DEEDS: Final = 3
"""So many deeds of a kind show that a person or team can do it; fewer are to be asked about."""
VERIFIED_VALUE: Final = 1.0
HELD_VALUE: Final = 0.85
TRAINED_VALUE: Final = 0.3


def _family(problem: Problem, category: str) -> list[int]:
    return [problem.helpers.vocabulary.categories[id_] for id_ in problem.taxonomy.with_narrower(category)]


def skills_of(problem: Problem, categories: list[int]) -> list[int]:
    """Find the numbers of the skills that serve some categories."""
    words = problem.helpers.vocabulary
    wanted = set(categories)
    return [words.skills[s.id] for s in problem.taxonomy.skills.values() if words.categories[s.category] in wanted]


def _entries(lists: dict[int, Index], keys: list[int]) -> Index:
    found = [lists[key] for key in keys if key in lists]
    return np.concatenate(found) if found else np.empty(0, np.intp)


def declared(problem: Problem, category: str) -> Bools:
    """Mark who says they do this kind of work or a narrower one; shape (helpers,)."""

    def make() -> Bools:
        mask = np.zeros(len(problem.helpers), np.bool_)
        entries = _entries(problem.helpers.declared_entries, _family(problem, category))
        mask[problem.helpers.declared_helper[entries]] = True
        return mask

    return problem.derived.get(("declared", category), make)


def _declared_broader(problem: Problem, category: str) -> Bools:
    mask = np.zeros(len(problem.helpers), np.bool_)
    broader = problem.taxonomy.categories[category].broader
    if broader:
        key = problem.helpers.vocabulary.categories[broader]
        mask[problem.helpers.declared_helper[_entries(problem.helpers.declared_entries, [key])]] = True
    return mask


def certificate_standing(valid_until: Ints, expires: Bools, today: int) -> Small:
    """Judge held certificates: valid, expired, or of unknown end where it has one; shape of the arguments."""
    known = np.where(valid_until >= today, YES, NO)
    return np.where(valid_until > 0, known, np.where(expires, UNKNOWN, YES)).astype(np.int8)


def _expires(problem: Problem) -> Bools:
    """Which certificates, by number, have an end; one the taxonomy does not know is taken to have one."""
    never = problem.taxonomy.lasting_certificates
    numbers = problem.helpers.vocabulary.certificates
    return np.array([name not in never for name in numbers] or [True], np.bool_)


def standing(problem: Problem, category: str, today: date) -> Small:
    """Judge who can do a kind of work, where no single skill is required; shape (helpers,)."""
    return problem.derived.get(("standing", category, today), lambda: _standing(problem, category, today))


def _standing(problem: Problem, category: str, today: date) -> Small:
    helpers, kind = problem.helpers, problem.taxonomy.categories[category]
    if kind.licence:
        return _licensed(problem, category, today)
    maybe = _declared_broader(problem, category) | _has(problem, category)
    can = declared(problem, category) | _skilled(problem, category) | _practised(problem, category)
    found = np.where(can, YES, np.where(maybe, UNKNOWN, NO)).astype(np.int8)
    if kind.open:
        found[helpers.kind <= TEAM] = YES
    return found


def _has(problem: Problem, category: str) -> Bools:
    """Mark who holds a skill of the kind or has done such work."""
    return _skilled(problem, category) | (_times(problem, category) > 0)


def _skilled(problem: Problem, category: str) -> Bools:
    """Mark who holds a skill of the kind."""
    helpers, mask = problem.helpers, np.zeros(len(problem.helpers), np.bool_)
    mask[helpers.skills.helper[_entries(helpers.skill_entries, skills_of(problem, _family(problem, category)))]] = True
    return mask


def _practised(problem: Problem, category: str) -> Bools:
    """Mark the people and teams whose deeds show that they can do such work; a unit says so in its business."""
    people = problem.helpers.kind <= TEAM
    return np.asarray(people & (_times(problem, category) >= ENOUGH_DEEDS), np.bool_)


def _times(problem: Problem, category: str) -> Ints:
    """Count how often each helper has done such work; shape (helpers,)."""
    done = problem.helpers.deeds
    entries = _entries(problem.helpers.deed_entries, _family(problem, category))
    return np.bincount(done.helper[entries], done.times[entries], len(problem.helpers)).astype(np.int32)


def _licensed(problem: Problem, category: str, today: date) -> Small:
    """People show a valid certificate; a unit answers by its declared business for sending people who hold one."""
    said = declared(problem, category)
    maybe = said | _has(problem, category) | _declared_broader(problem, category)
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
    """Who holds no such entry: a unit whose business it is can; a person who says so is to be asked; others cannot."""
    helpers, skill = problem.helpers, problem.taxonomy.skills.get(requirement.skill)
    said = declared(problem, skill.category) if skill else np.zeros(len(helpers), np.bool_)
    unit = helpers.kind > TEAM
    able = np.where(said, np.where(unit, YES, UNKNOWN), NO).astype(np.int8)
    papers = np.where(said & unit, YES, UNKNOWN).astype(np.int8)
    return able, papers if requirement.certificate else np.full(len(helpers), YES, np.int8)


def ability(problem: Problem, category: str) -> Floats:
    """Measure how well each helper fits a kind of work, by taxonomy nearness and evidence; in [0, 1]."""
    return problem.derived.get(("ability", category), lambda: _ability(problem, category))


def _ability(problem: Problem, category: str) -> Floats:
    helpers, words = problem.helpers, problem.helpers.vocabulary
    found = np.zeros(len(helpers), np.float32)
    for other in problem.taxonomy.categories:
        near = np.float32(problem.taxonomy.nearness(category, other))
        if near <= 0:
            continue
        number = words.categories[other]
        entries = _entries(helpers.skill_entries, skills_of(problem, [number]))
        np.maximum.at(
            found, helpers.skills.helper[entries], near * LEVEL_VALUES[helpers.skills.level[entries].clip(0, 3)]
        )
        said = helpers.declared_helper[_entries(helpers.declared_entries, [number])]
        found[said] = np.maximum(found[said], near * np.float32(DECLARED_VALUE))
        done = helpers.deeds.helper[_entries(helpers.deed_entries, [number])]
        found[done] = np.maximum(found[done], near * np.float32(DONE_VALUE))
    return found


def papers(problem: Problem, category: str, today: date) -> Floats:
    """Measure the certificates of each helper in a kind of work: seen, shown, or trained without one; in [0, 1]."""
    return problem.derived.get(("papers", category, today), lambda: _papers(problem, category, today))


def _papers(problem: Problem, category: str, today: date) -> Floats:
    helpers = problem.helpers
    entries = _entries(helpers.skill_entries, skills_of(problem, _family(problem, category)))
    held = helpers.skills
    has = (held.certificate[entries] != NOT_KNOWN) & ~_lapsed(problem, entries, today)
    shown = np.where(held.verified[entries], VERIFIED_VALUE, HELD_VALUE)
    value = np.where(has, shown, TRAINED_VALUE * held.level[entries].clip(0, 3) / 3).astype(np.float32)
    found = np.zeros(len(helpers), np.float32)
    np.maximum.at(found, held.helper[entries], value)
    return found


def _lapsed(problem: Problem, entries: Index, today: date) -> Bools:
    until = problem.helpers.skills.valid_until[entries]
    return (until > 0) & (until < day_number(today))


def deeds(problem: Problem, category: str, territory: int, today: date) -> Floats:
    """Measure past deeds of the kind, more for this place, fading with time, shrunken; in [0, 1), shape (helpers,)."""
    entries, faded = problem.derived.get(("faded", category, today), lambda: _faded(problem, category, today))
    done = problem.helpers.deeds
    near = nearness.steps(problem, territory)[done.territory[entries]] == 0
    weight = np.where(near, faded, faded * DEEDS_ELSEWHERE)
    total = np.bincount(done.helper[entries], weight, minlength=len(problem.helpers))
    return (total / (total + DEEDS_SHRINKAGE)).astype(np.float32)


def _faded(problem: Problem, category: str, today: date) -> tuple[Index, NDArray[np.float64]]:
    """Find the deeds of a kind, and how much each still counts by its age."""
    done = problem.helpers.deeds
    entries = _entries(problem.helpers.deed_entries, _family(problem, category))
    age = np.maximum(0, day_number(today) - done.last_on[entries])
    return entries, done.times[entries] * 0.5 ** (age / HALF_LIFE_DAYS)


def likeness(problem: Problem, words: str) -> Floats:
    """Measure how like the words are to what each team, organisation and resource says of itself; shape (helpers,)."""

    def make() -> tuple[Index, Index]:
        index = problem.helpers.index
        known = [(index[id_], position) for position, id_ in enumerate(problem.described.texts) if id_ in index]
        return np.array([n for n, _ in known], np.intp), np.array([p for _, p in known], np.intp)

    numbers, positions = problem.derived.get(("described",), make)
    found = np.zeros(len(problem.helpers), np.float32)
    if len(numbers):
        found[numbers] = problem.described.to(words)[positions]
    return found
