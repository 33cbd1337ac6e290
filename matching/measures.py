"""How well helpers fit, as columns by kind of work; each is made once and kept with the problem."""

from __future__ import annotations

from datetime import date
from typing import Final

import numpy as np
from numpy.typing import NDArray

from matching import nearness
from matching.arrays import Bools, Floats, Index, day_number
from matching.demand import Demand
from matching.duties import concerns
from matching.entries import NOT_KNOWN
from matching.facets import entries_of, family, held_entries, skills_of
from matching.problem import Problem
from matching.text.functions import Concern

LEVEL_VALUES: Final = np.array([0.55, 0.75, 0.9, 1.0], np.float32)
DECLARED_VALUE: Final = 0.7
DONE_VALUE: Final = 0.65
DUTY_VALUE: Final = 0.7
"""How well a unit fits what it is there for by its kind."""
HALF_LIFE_DAYS: Final = 365.0
DEEDS_ELSEWHERE: Final = 0.35
"""How much a deed elsewhere counts beside one for this very place."""
DEEDS_SHRINKAGE: Final = 3.0
"""So many deeds make half of the full value: a few deeds are weak evidence."""
VERIFIED_VALUE: Final = 1.0
HELD_VALUE: Final = 0.85
TRAINED_VALUE: Final = 0.3


def ability(problem: Problem, category: str, foreign: tuple[str, ...] = ()) -> Floats:
    """Measure how well each helper fits a kind of work, by taxonomy nearness and evidence; in [0, 1].

    Parameters
    ----------
    foreign : tuple of str
        Skills, by id, that say nothing of what is asked, and so count for nothing.
    """

    def make() -> Floats:
        known = problem.derived.get(("known for", category), lambda: _known_for(problem, category))
        return np.maximum(known, _skilled(problem, category, foreign))

    bearing = tuple(skill for skill in foreign if _nearness_of(problem, category, skill) > 0)
    return problem.derived.get(("ability", category, bearing), make)


def _nearness_of(problem: Problem, category: str, skill: str) -> float:
    taxonomy = problem.taxonomy
    return taxonomy.nearness(category, taxonomy.skills[skill].category)


def _skilled(problem: Problem, category: str, foreign: tuple[str, ...]) -> Floats:
    """Measure skills; those of another kind that only says for whom or how have no bearing on what is to be done."""
    helpers, taxonomy = problem.helpers, problem.taxonomy
    found = np.zeros(len(helpers), np.float32)
    for other, kind in taxonomy.categories.items():
        near = np.float32(taxonomy.nearness(category, other))
        if near > 0 and (other == category or not kind.general):
            entries = held_entries(problem, [other], foreign)
            value = near * LEVEL_VALUES[helpers.skills.level[entries].clip(0, 3)]
            np.maximum.at(found, helpers.skills.helper[entries], value)
    return found


def _known_for(problem: Problem, category: str) -> Floats:
    """Measure what helpers declare and have done."""
    helpers, words = problem.helpers, problem.helpers.vocabulary
    found = np.zeros(len(helpers), np.float32)
    for other in problem.taxonomy.categories:
        near = np.float32(problem.taxonomy.nearness(category, other))
        if near <= 0:
            continue
        number = words.categories[other]
        said = helpers.declared_helper[entries_of(helpers.declared_entries, [number])]
        found[said] = np.maximum(found[said], near * np.float32(DECLARED_VALUE))
        done = helpers.deeds.helper[entries_of(helpers.deed_entries, [number])]
        found[done] = np.maximum(found[done], near * np.float32(DONE_VALUE))
    return found


def duty(problem: Problem, demand: Demand) -> Floats:
    """Measure the units that are there for just what is asked; in [0, 1], shape (helpers,)."""
    kind = demand.aside or demand.category
    sought = demand.sought(kind) if kind else None
    if sought is None or not sought.asked or sought.disputed:
        return np.zeros(len(problem.helpers), np.float32)
    return np.where(concerns(problem, sought) == Concern.OWN, np.float32(DUTY_VALUE), np.float32(0))


def papers(problem: Problem, category: str, today: date) -> Floats:
    """Measure the certificates of each helper in a kind of work: seen, shown, or trained without one; in [0, 1]."""
    return problem.derived.get(("papers", category, today), lambda: _papers(problem, category, today))


def _papers(problem: Problem, category: str, today: date) -> Floats:
    helpers = problem.helpers
    entries = entries_of(helpers.skill_entries, skills_of(problem, family(problem, category)))
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
    entries = entries_of(problem.helpers.deed_entries, family(problem, category))
    age = np.maximum(0, day_number(today) - done.last_on[entries])
    return entries, done.times[entries] * 0.5 ** (age / HALF_LIFE_DAYS)


def likeness(problem: Problem, words: str) -> Floats:
    """Measure how near the words are to what each team, organisation and resource says of itself; shape (helpers,)."""

    def make() -> tuple[Index, Index]:
        index = problem.helpers.index
        known = [(index[id_], position) for position, id_ in enumerate(problem.described.texts) if id_ in index]
        return np.array([n for n, _ in known], np.intp), np.array([p for _, p in known], np.intp)

    numbers, positions = problem.derived.get(("described",), make)
    found = np.zeros(len(problem.helpers), np.float32)
    if len(numbers):
        found[numbers] = problem.derived.get(("like", words), lambda: problem.described.to(words))[positions]
    return found
