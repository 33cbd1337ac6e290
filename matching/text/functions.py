"""What a unit does by its kind, known from its name: a power supplier mends lights, a bank warns of fraud."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from typing import Final

import numpy as np

from graph_model.taxonomy import Skill, Topic, UnitFunction, load_functions, load_taxonomy, load_topics
from matching.text.concepts import concepts
from matching.text.cutting import Cutter
from matching.text.lexicon import Evidence

MAIN: Final = 1.0
SIDE: Final = 0.6
"""How much what a unit also does counts beside what it mainly does."""
IN_PASSING: Final = 0.7
"""How much a unit counts that is named in the words of a resource rather than as its owner."""


@dataclass(frozen=True, slots=True)
class Function:
    """One kind of unit recognised in a name: the word it was known by, and what it does."""

    name: str
    kind: UnitFunction


@dataclass(frozen=True, slots=True)
class Duties:
    """What the units named do: `weights` over the concepts, summing to at most 1, and the kinds recognised."""

    weights: Evidence
    functions: tuple[Function, ...]

    def of(self, number: int) -> Function | None:
        """Find the kind of unit that does what a concept means."""
        id_ = concepts().ids[number]
        return next((one for one in self.functions if id_ in one.kind.does), None)


@lru_cache(maxsize=1)
def _names() -> tuple[Cutter, dict[str, UnitFunction]]:
    known: dict[str, UnitFunction] = {}
    for kind in load_functions():
        for name in kind.names:
            known.setdefault(name, kind)
    return Cutter(known), known


@lru_cache(maxsize=50_000)
def _found(text: str) -> tuple[Function, ...]:
    cutter, known = _names()
    found = (Function(name, known[name]) for name in dict.fromkeys(name for _, name in cutter.find(text)))
    return tuple(one for one in found if not any(word in text for word in one.kind.unless))


def is_there_for(unit: str, skill: Skill) -> bool:
    """Tell whether a unit, by its kind, is there to do what a skill is for, and so has people who may.

    Of a part that a topic sets apart by law it must be the main task: a gas company's gas, not what others also see to.
    """
    apart = {topic.id for topic in load_topics() if topic.skill == skill.id}
    done = [one.kind.does for one in _found(unit)]
    return any(does[0] in apart for does in done) if apart else any(skill.category in does for does in done)


def done_by(unit: str) -> list[tuple[str, ...]]:
    """List what each kind of unit named in a name does, categories and topics by id, the main one first."""
    return [one.kind.does for one in _found(unit)]


class Concern(IntEnum):
    """How far what is asked is what a unit is there for, by its kind."""

    BESIDE = 0
    """It is there for other things: a locksmith's for locks, not for intercoms."""
    UNHEARD = 1
    """Nobody knows what its kind is there for."""
    WHOLE = 2
    """It is there for the kind of work as a whole, or for the kind above it."""
    OWN = 3
    """It is there for just this: its kind is listed with the part that is meant, or with the kind before all else."""


@lru_cache(maxsize=20_000)
def concern_of(unit: str, kind: str, part: Topic | None) -> Concern:
    """Tell how far a kind of work, or the part of it that is meant, is what a unit is there for.

    Parameters
    ----------
    unit : str
        Its name, by which its kind is known.
    kind : str
        The kind of work that is meant, by id.
    part : Topic or None
        What of it is meant; None where that is not known.
    """
    found, taxonomy = done_by(unit), load_taxonomy()
    done = {id_ for does in found for id_ in does}
    if not done:
        return Concern.UNHEARD
    first = {does[0] for does in found}
    if part.id in done if part else kind in first and len(taxonomy.with_narrower(kind)) == 1:
        return Concern.OWN
    above = None if part and part.trade else taxonomy.categories[kind].broader
    return Concern.BESIDE if done.isdisjoint({kind, above}) else Concern.WHOLE


def duties(unit: str, words: str = "") -> Duties:
    """Say what a unit does by its kind, and what the units named in the words of its resource do."""
    return _duties(_found(unit), _found(words))


@lru_cache(maxsize=50_000)
def _duties(owners: tuple[Function, ...], named: tuple[Function, ...]) -> Duties:
    weights = np.maximum(_weights(owners), IN_PASSING * _weights(named))
    return Duties(weights / max(1.0, float(weights.sum())), (*owners, *named))


def _weights(functions: tuple[Function, ...]) -> Evidence:
    weights = np.zeros(len(concepts()))
    for one in functions:
        for place, id_ in enumerate(one.kind.does):
            number = concepts().index[id_]
            weights[number] = max(weights[number], SIDE if place else MAIN)
    return weights
