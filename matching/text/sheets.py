"""The two sides of a ranking: entries as staff write them on a loose sheet, and what was read of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from graph_model.taxonomy import load_taxonomy
from matching.arrays import Floats
from matching.text.concepts import concepts
from matching.text.functions import Duties, duties
from matching.text.lexicon import Evidence
from matching.text.reading import Reading, read_all, tidy

UNIT_WEIGHT: Final = 0.5
"""How much what a unit does by its kind counts beside the words of its resource."""
UNSPOKEN: Final = 0.4
"""How much is left of what a unit does when its resource clearly speaks of other work."""
STATED_WEIGHT: Final = 2.0
"""How much a category counts that somebody stated."""


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
    stated = (_stated(entry) for entry in ordered)
    rows = [reading.weights + more for reading, more in zip(readings, stated, strict=True)]
    return Side(ordered, readings, None, _columns(rows))


def supplies(entries: Sequence[Entry], whole: AbstractSet[str], vectors: Mapping[str, Floats] | None) -> Side:
    """Read what is offered, with what its units do, in the order of the ids."""
    ordered = tuple(sorted(entries, key=lambda entry: entry.id))
    readings = tuple(read_all([entry.text for entry in ordered], whole, vectors))
    done = tuple(duties(entry.unit, entry.text) for entry in ordered)
    stated = [reading.weights + _stated(entry) for entry, reading in zip(ordered, readings, strict=True)]
    return Side(ordered, readings, done, _columns(stated) + _by_units(readings, done))


def _by_units(readings: Sequence[Reading], done: Sequence[Duties]) -> Floats:
    """Weigh what units do; what a resource does not speak of, where it speaks clearly, counts less."""
    said, duty = _columns([one.said.weights for one in readings]), _columns([one.weights for one in done])
    most = said.max(axis=1, initial=0, keepdims=True)
    agreed = np.where(most > 0, np.minimum(1, said @ concepts().nearness / np.maximum(1, most)), 1)
    return np.asarray(UNIT_WEIGHT * duty * (UNSPOKEN + (1 - UNSPOKEN) * agreed), np.float32)


def _stated(entry: Entry) -> Evidence | float:
    category = load_taxonomy().find_category(entry.category) if entry.category else None
    if not category:
        return 0.0
    weights = np.zeros(len(concepts()))
    weights[concepts().index[category.id]] = STATED_WEIGHT
    return weights


def _columns(rows: Sequence[Evidence]) -> Floats:
    return np.array(rows, np.float32).reshape(len(rows), len(concepts()))
