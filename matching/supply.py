"""Who could serve, as columns: one entry a helper, and lists of entries for places, skills, kinds of work and deeds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from itertools import pairwise
from typing import Any, Final

import numpy as np

from graph_model.entities.candidates import HelperKind, HelperRow
from graph_model.taxonomy import Taxonomy
from matching.arrays import Bools, Index, Ints, Longs, Small, bools, day_number, ints, positions_by_key, small
from matching.entries import (
    DeedEntries,
    PlaceEntries,
    SkillEntries,
    Vocabulary,
    declared_entries,
    deed_entries,
    joined_entries,
    place_entries,
    skill_entries,
)
from matching.territories import Territories

KINDS: Final[tuple[HelperKind, ...]] = ("person", "team", "organisation", "resource")
PERSON: Final = 0
TEAM: Final = 1
RESOURCE: Final = 3
AVAILABLE: Final = frozenset({"active", "open", "in_progress"})
REACH_STEPS: Final = {"community": 0, "subdistrict": 1, "district": 2, None: -1}
UNKNOWN_SLOTS: Final = -1
DEAD_SHARE: Final = 0.05
"""Share of replaced rows after which the columns are built anew."""
LOT_BYTES: Final = 7
CONSENT: Final = {True: 2, None: 1, False: 0}


@dataclass(frozen=True)
class Helpers:
    """Columns of helpers; `rows[i]` is the row of entry i, `alive[i]` whether it still stands.

    `lot` is a number drawn from who a helper is, by which ties are broken: unlike an id, which hangs on the key a
    person's number is sealed with, it is the same in every graph.
    """

    territories: Territories
    taxonomy: Taxonomy
    vocabulary: Vocabulary
    rows: tuple[HelperRow, ...]
    index: dict[str, int]
    alive: Bools
    kind: Small
    available: Bools
    do_not_assign: Bools
    consent: Small
    slots: Ints
    busy: Ints
    busy_unknown: Bools
    capacity: Ints
    load: Ints
    used_up: Bools
    birth_year: Ints
    reach: Small
    window_from: Ints
    window_until: Ints
    updated_on: Ints
    lot: Longs
    places: PlaceEntries
    skills: SkillEntries
    deeds: DeedEntries
    declared_helper: Ints
    declared_category: Ints
    refused: dict[str, tuple[int, ...]]
    engaged: dict[str, tuple[int, ...]]
    skill_entries: dict[int, Index]
    declared_entries: dict[int, Index]
    deed_entries: dict[int, Index]

    @classmethod
    def from_rows(cls, rows: Iterable[HelperRow], territories: Territories, taxonomy: Taxonomy) -> Helpers:
        """Build the columns.

        Parameters
        ----------
        rows : iterable of HelperRow
            In any order; the columns keep it, answers do not depend on it.
        """
        return _build(tuple(rows), territories, taxonomy, Vocabulary.of(taxonomy))

    def __len__(self) -> int:
        return len(self.rows)

    def stand_by_lot(self) -> bool:
        """Whether they stand in the order of their lots, those of one lot by id."""
        keys = [*zip(self.lot.tolist(), (row.id for row in self.rows), strict=True)]
        return all(before < after for before, after in pairwise(keys))

    def patched(self, rows: Sequence[HelperRow], removed: Iterable[str] = ()) -> Helpers:
        """Replace some rows, add new ones, remove others; cheap for a few, built anew when many were replaced."""
        gone = [self.index[id_] for id_ in {*removed, *(row.id for row in rows)} if id_ in self.index]
        alive = self.alive.copy()
        alive[gone] = False
        if (~alive).sum() > DEAD_SHARE * len(self) + 64:
            kept = [row for row, stands in zip(self.rows, alive, strict=True) if stands]
            return Helpers.from_rows([*kept, *rows], self.territories, self.taxonomy)
        added = _build(tuple(rows), self.territories, self.taxonomy, self.vocabulary)
        return _joined(replace(self, alive=alive), added, set(removed) - {row.id for row in rows})


def _build(rows: tuple[HelperRow, ...], territories: Territories, taxonomy: Taxonomy, words: Vocabulary) -> Helpers:
    skills, deeds = skill_entries(rows, taxonomy, words), deed_entries(rows, territories, words)
    declared = declared_entries(rows, words)
    return Helpers(
        territories=territories,
        taxonomy=taxonomy,
        vocabulary=words,
        rows=rows,
        index={row.id: number for number, row in enumerate(rows)},
        alive=np.ones(len(rows), np.bool_),
        kind=small(KINDS.index(row.kind) for row in rows),
        available=bools(row.status in AVAILABLE for row in rows),
        do_not_assign=bools(row.do_not_assign for row in rows),
        consent=small(CONSENT[row.consent] if row.kind == "person" else CONSENT[True] for row in rows),
        slots=ints(UNKNOWN_SLOTS if row.slots is None else row.slots for row in rows),
        busy=ints(_busy(row) for row in rows),
        busy_unknown=bools(any(slots is None for _, slots in row.commitments) for row in rows),
        capacity=ints(row.capacity for row in rows),
        load=ints(row.load for row in rows),
        used_up=bools(row.quantity is not None and row.quantity <= 0 for row in rows),
        birth_year=ints(row.birth_year or 0 for row in rows),
        reach=small(REACH_STEPS[row.reach] for row in rows),
        window_from=ints(day_number(row.window[0]) for row in rows),
        window_until=ints(day_number(row.window[1]) for row in rows),
        updated_on=ints(day_number(row.updated_on) for row in rows),
        lot=np.array([_lot(row) for row in rows], np.int64),
        places=place_entries(rows, territories),
        skills=skills,
        deeds=deeds,
        declared_helper=declared[0],
        declared_category=declared[1],
        refused=_inverted((number, row.refused) for number, row in enumerate(rows) if row.refused),
        engaged=_inverted(
            (number, tuple(work for work, _ in row.commitments)) for number, row in enumerate(rows) if row.commitments
        ),
        skill_entries=positions_by_key(skills.skill),
        declared_entries=positions_by_key(declared[1]),
        deed_entries=positions_by_key(deeds.category),
    )


def by_lot(rows: Iterable[HelperRow]) -> list[HelperRow]:
    """Put helpers in the order of their lots, those of one lot by id."""
    return sorted(rows, key=lambda row: (_lot(row), row.id))


def _lot(row: HelperRow) -> int:
    """Draw the lot by which equals are told apart; nothing of age, sex or origin is in it."""
    told = f"{row.kind}|{row.name}|{row.home}"
    return int.from_bytes(blake2b(told.encode(), digest_size=LOT_BYTES).digest())


def _busy(row: HelperRow) -> int:
    """Join the slots of everything a helper already does."""
    busy = 0
    for _, slots in row.commitments:
        busy |= slots or 0
    return busy


def _inverted(pairs: Iterable[tuple[int, tuple[str, ...]]]) -> dict[str, tuple[int, ...]]:
    by_work: dict[str, list[int]] = {}
    for number, works in pairs:
        for work in works:
            by_work.setdefault(work, []).append(number)
    return {work: tuple(numbers) for work, numbers in by_work.items()}


COLUMNS: Final = (
    "alive",
    "kind",
    "available",
    "do_not_assign",
    "consent",
    "slots",
    "busy",
    "busy_unknown",
    "capacity",
    "load",
    "used_up",
    "birth_year",
    "reach",
    "window_from",
    "window_until",
    "updated_on",
    "lot",
    "declared_category",
)


def _joined(old: Helpers, new: Helpers, removed: set[str]) -> Helpers:
    """Append columns to columns; numbers of the old ones stay."""
    shift = len(old)
    index = {**old.index, **{id_: number + shift for id_, number in new.index.items()}}
    for id_ in removed:
        index.pop(id_, None)
    columns: dict[str, Any] = {name: np.concatenate([getattr(old, name), getattr(new, name)]) for name in COLUMNS}
    return replace(
        old,
        rows=old.rows + new.rows,
        index=index,
        places=joined_entries(old.places, new.places, shift),
        skills=joined_entries(old.skills, new.skills, shift),
        deeds=joined_entries(old.deeds, new.deeds, shift),
        declared_helper=np.concatenate([old.declared_helper, new.declared_helper + np.int32(shift)]),
        refused=_joined_lists(old.refused, new.refused, shift),
        engaged=_joined_lists(old.engaged, new.engaged, shift),
        skill_entries=_joined_positions(old.skill_entries, new.skill_entries, len(old.skills.helper)),
        declared_entries=_joined_positions(old.declared_entries, new.declared_entries, len(old.declared_helper)),
        deed_entries=_joined_positions(old.deed_entries, new.deed_entries, len(old.deeds.helper)),
        **columns,
    )


def _joined_lists(
    old: dict[str, tuple[int, ...]], new: dict[str, tuple[int, ...]], shift: int
) -> dict[str, tuple[int, ...]]:
    added = {work: old.get(work, ()) + tuple(n + shift for n in numbers) for work, numbers in new.items()}
    return {**old, **added}


def _joined_positions(old: dict[int, Index], new: dict[int, Index], shift: int) -> dict[int, Index]:
    nothing = np.empty(0, np.intp)
    added = {key: np.concatenate([old.get(key, nothing), positions + shift]) for key, positions in new.items()}
    return {**old, **added}
