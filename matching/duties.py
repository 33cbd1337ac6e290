"""What units are there for, beside what they declare: by their kind, and by what they say of themselves."""

from __future__ import annotations

from functools import lru_cache
from typing import Final, NamedTuple

import numpy as np

from graph_model.entities.candidates import HelperRow
from graph_model.taxonomy import Topic, load_taxonomy, load_topics
from matching.arrays import Bools, Index, Small
from matching.demand import Sought
from matching.problem import Problem
from matching.supply import KINDS
from matching.text import understand
from matching.text.concepts import concepts
from matching.text.functions import Concern, concern_of, done_by

UNIT: Final = KINDS.index("organisation")
SPOKEN: Final = 0.4
"""Share from which a part of a kind of work counts as named by some words."""
UNNAMED: Final = -1


class _Duties(NamedTuple):
    """What the units at some numbers are there for: all of it, what comes first, and the part of each kind they name.

    The last three have the shape (units, concepts); a part that is not named is -1.
    """

    at: Index
    done: Bools
    first: Bools
    named: Index


def concern(problem: Problem, unit: HelperRow, sought: Sought) -> Concern:
    """Tell how far what is asked is what a unit is there for; what it says of itself tells of parts."""
    found, part = concern_of(unit.name, sought.kind, sought.part), sought.part
    named = _parts_named(problem.described.texts.get(unit.id, "")).get(part.category) if part else None
    if part is None or named is None or found == Concern.OWN:
        return found
    return max(found, Concern.WHOLE) if named == part.id else Concern.BESIDE


@lru_cache(maxsize=20_000)
def _parts_named(said: str) -> dict[str, str]:
    """Map the kinds of work that a unit speaks of, by id, to the part it says it does: 理发 of 便民服务."""
    spoken = [meaning for meaning in understand(said) if meaning.topic and meaning.share >= SPOKEN]
    return {meaning.category: _topics()[meaning.topic].id for meaning in reversed(spoken)}


@lru_cache(maxsize=1)
def _topics() -> dict[str, Topic]:
    return {topic.label: topic for topic in load_topics()}


def concerns(problem: Problem, sought: Sought) -> Small:
    """Tell the same of every helper at once, `UNHEARD` of all that are no units; shape (helpers,)."""
    return problem.derived.get(("concern", sought.kind, sought.part), lambda: _concerns(problem, sought))


def _concerns(problem: Problem, sought: Sought) -> Small:
    units, index, part = problem.derived.get(("duties",), lambda: _duties(problem)), concepts().index, sought.part
    kind = load_taxonomy().categories[sought.kind]
    alone = len(load_taxonomy().with_narrower(kind.id)) == 1
    own = units.done[:, index[part.id]] if part else units.first[:, index[kind.id]] & alone
    whole = units.done[:, index[kind.id]]
    if kind.broader and not sought.of_trade:
        whole = whole | units.done[:, index[kind.broader]]
    told = np.where(own, Concern.OWN, np.where(whole, Concern.WHOLE, Concern.BESIDE))
    told = np.where(units.done.any(axis=1), told, Concern.UNHEARD)
    if part:
        named = units.named[:, index[part.category]]
        by_name = np.where(named == index[part.id], np.maximum(told, Concern.WHOLE), Concern.BESIDE)
        told = np.where((named == UNNAMED) | (told == Concern.OWN), told, by_name)
    found = np.full(len(problem.helpers), Concern.UNHEARD, np.int8)
    found[units.at] = told
    return found


def _duties(problem: Problem) -> _Duties:
    at, index = np.flatnonzero(problem.helpers.kind == UNIT), concepts().index
    done, first = np.zeros((2, len(at), len(index)), np.bool_)
    named = np.full((len(at), len(index)), UNNAMED, np.intp)
    for place, number in enumerate(at.tolist()):
        row = problem.helpers.rows[number]
        for does in done_by(row.name):
            done[place, [index[id_] for id_ in does]] = True
            first[place, index[does[0]]] = True
        for category, topic in _parts_named(problem.described.texts.get(row.id, "")).items():
            named[place, index[category]] = index[topic]
    return _Duties(at, done, first, named)
