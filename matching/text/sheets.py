"""The two sides of a ranking: entries as staff write them on a loose sheet, and what was read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from matching.arrays import Floats
from matching.text.concepts import concepts
from matching.text.functions import Duties, duties
from matching.text.lexicon import Evidence
from matching.text.reading import Reading, read_all, tidy
from matching.text.stated import with_stated

UNIT_WEIGHT: Final = 0.5
"""How much what a unit does by its kind counts beside the words of its resource."""
UNSPOKEN: Final = 0.4
"""How much is left of what a unit does when its resource clearly speaks of other work."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of a sheet; what is not known is empty. `apart` lists ids of the other side it must not be given."""

    id: str
    title: str
    description: str = ""
    kind: str = ""
    unit: str = ""
    category: str = ""
    place: str = ""
    apart: frozenset[str] = frozenset()
    text: str = field(init=False)
    """What is to be understood."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", tidy(f"{self.title} {self.description}"))


@dataclass(frozen=True)
class Side:
    """Entries by id with what was read of each; `evidence` has the shape (entries, concepts)."""

    entries: tuple[Entry, ...]
    readings: tuple[Reading, ...]
    duties: tuple[Duties, ...] | None
    evidence: Floats

    def __len__(self) -> int:
        return len(self.entries)


def demands(entries: Sequence[Entry], whole: AbstractSet[str], vectors: Mapping[str, Floats] | None) -> Side:
    """Read what is asked for, in the order of the ids."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.id))
    readings = tuple(read_all([entry.text for entry in ordered], whole, vectors))
    return Side(ordered, readings, None, _columns(_with_stated(ordered, readings)))


def supplies(entries: Sequence[Entry], whole: AbstractSet[str], vectors: Mapping[str, Floats] | None) -> Side:
    """Read what is offered, with what its units do, in the order of the ids."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.id))
    readings = tuple(read_all([entry.text for entry in ordered], whole, vectors))
    done = tuple(duties(entry.unit, entry.text) for entry in ordered)
    return Side(ordered, readings, done, _columns(_with_stated(ordered, readings)) + _by_units(readings, done))


def _with_stated(entries: Sequence[Entry], readings: Sequence[Reading]) -> list[Evidence]:
    """Add what the columns of category and kind say to what was read."""
    pairs = zip(entries, readings, strict=True)
    return [with_stated(reading.weights, entry.category, entry.kind) for entry, reading in pairs]


def _by_units(readings: Sequence[Reading], done: Sequence[Duties]) -> Floats:
    """Weigh what units do; what a resource does not speak of, where it speaks clearly, counts less."""
    said, duty = _columns([one.said.weights for one in readings]), _columns([one.weights for one in done])
    most = said.max(axis=1, initial=0, keepdims=True)
    agreed = np.where(most > 0, np.minimum(1, said @ concepts().nearness / np.maximum(1, most)), 1)
    return np.asarray(UNIT_WEIGHT * duty * (UNSPOKEN + (1 - UNSPOKEN) * agreed), np.float32)


def _columns(rows: Sequence[Evidence]) -> Floats:
    return np.array(rows, np.float32).reshape(len(rows), len(concepts()))
