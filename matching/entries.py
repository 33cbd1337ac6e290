"""The lists behind each helper as flat columns: places, skills held, kinds of work declared, deeds done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Final, TypeVar

import numpy as np

from graph_model.entities.candidates import HelperKind, HelperRow, Place, TieToPlace
from graph_model.taxonomy import Taxonomy
from matching.arrays import Bools, Index, Ints, Small, bools, day_number, ints, small
from matching.territories import Territories

NOT_KNOWN: Final = -1
NO_PLACE: Final = (Place("", "located"),)
TIES: Final = (
    "lives",
    "registered_residence",
    "registered_workplace",
    "works",
    "paired",
    "serves",
    "located",
    "offers",
    "responsible",
)
COVERING: Final = frozenset({"paired", "serves", "responsible"})
"""Ties by which a helper belongs to all of a territory, so that every part of it is theirs."""
SEEN_BY: Final[Mapping[HelperKind, frozenset[TieToPlace]]] = {
    "person": frozenset({"lives", "registered_residence", "registered_workplace", "works"}),
    "team": frozenset({"serves"}),
    "organisation": frozenset({"located", "paired"}),
    "resource": frozenset({"offers"}),
}
"""Ties by which a helper belongs to what a reader of a territory may see; as the scope of the graph's queries says."""


@dataclass(frozen=True)
class SkillEntries:
    """What helpers hold: parallel columns, one entry a held skill."""

    helper: Ints
    skill: Ints
    level: Small
    certificate: Ints
    valid_until: Ints
    verified: Bools


@dataclass(frozen=True)
class DeedEntries:
    """What helpers did: parallel columns, one entry a territory and kind of work."""

    helper: Ints
    category: Ints
    territory: Ints
    times: Ints
    last_on: Ints


@dataclass(frozen=True)
class PlaceEntries:
    """Where helpers belong: parallel columns in the order of the helpers, at least one entry each (nowhere).

    Attributes
    ----------
    cell : array of intp
        Place and tie as one number: where they stand in a flattened table of shape (territories + 1, ties).
    start, length : arrays of shape (helpers,)
        The first entry of each helper, and how many there are.
    """

    helper: Ints
    territory: Ints
    tie: Small
    cell: Index
    start: Index
    length: Index


@dataclass(frozen=True)
class Vocabulary:
    """Numbers for the words of the taxonomy, and for certificates as they are met."""

    skills: dict[str, int]
    categories: dict[str, int]
    certificates: dict[str, int]

    @classmethod
    def of(cls, taxonomy: Taxonomy) -> Vocabulary:
        """Give skills and categories numbers by every name they go by."""
        skill_numbers = {id_: number for number, id_ in enumerate(taxonomy.skills)}
        category_numbers = {id_: number for number, id_ in enumerate(taxonomy.categories)}
        return cls(
            {name: skill_numbers[id_] for name, id_ in taxonomy.skill_ids.items()},
            {name: category_numbers[id_] for name, id_ in taxonomy.category_ids.items()},
            {},
        )

    def skill(self, name: str) -> int:
        """Find the number of a skill; one the taxonomy does not know gets a number of its own."""
        return self.skills.setdefault(name, len(self.skills))

    def certificate(self, name: str | None, taxonomy: Taxonomy) -> int:
        """Find the number of a certificate by its standard name, `NOT_KNOWN` when none is given."""
        if not name:
            return NOT_KNOWN
        return self.certificates.setdefault(taxonomy.certificate_name(name), len(self.certificates))


Entries = TypeVar("Entries", PlaceEntries, SkillEntries, DeedEntries)


def _helper_column(lengths: Sequence[int]) -> Ints:
    return np.repeat(np.arange(len(lengths), dtype=np.int32), lengths)


def place_entries(rows: Sequence[HelperRow], territories: Territories) -> PlaceEntries:
    """Flatten the places; who has none gets one entry nowhere, so that every helper has a range."""
    places = [row.places or NO_PLACE for row in rows]
    lengths = [len(some) for some in places]
    numbers = {place.territory: territories.number(place.territory) for some in places for place in some}
    tie_numbers = {tie: number for number, tie in enumerate(TIES)}
    flat = list(chain.from_iterable(places))
    territory, tie = (
        ints(numbers[place.territory] for place in flat),
        small(tie_numbers[place.why] for place in flat),
    )
    return PlaceEntries(
        helper=_helper_column(lengths),
        territory=territory,
        tie=tie,
        cell=territory.astype(np.intp) % (len(territories) + 1) * len(TIES) + tie,
        start=np.cumsum([0, *lengths], dtype=np.intp)[:-1],
        length=np.array(lengths, np.intp),
    )


def skill_entries(rows: Sequence[HelperRow], taxonomy: Taxonomy, words: Vocabulary) -> SkillEntries:
    """Flatten the skills; one the taxonomy does not know is known by its own name."""
    flat = list(chain.from_iterable(row.skills for row in rows))
    return SkillEntries(
        helper=_helper_column([len(row.skills) for row in rows]),
        skill=ints(words.skill(held.skill) for held in flat),
        level=small(held.level for held in flat),
        certificate=ints(words.certificate(held.certificate, taxonomy) for held in flat),
        valid_until=ints(day_number(held.valid_until) for held in flat),
        verified=bools(held.verified_on is not None for held in flat),
    )


def deed_entries(rows: Sequence[HelperRow], territories: Territories, words: Vocabulary) -> DeedEntries:
    """Flatten the deeds."""
    flat = list(chain.from_iterable(row.deeds for row in rows))
    return DeedEntries(
        helper=_helper_column([len(row.deeds) for row in rows]),
        category=ints(words.categories.get(deed.category, NOT_KNOWN) for deed in flat),
        territory=ints(territories.number(deed.territory) for deed in flat),
        times=ints(deed.times for deed in flat),
        last_on=ints(day_number(deed.last_on) for deed in flat),
    )


def declared_entries(rows: Sequence[HelperRow], words: Vocabulary) -> tuple[Ints, Ints]:
    """Flatten the kinds of work helpers say they do, or their names do: numbers of helpers, numbers of categories."""
    said = [(*row.categories, *row.titled) for row in rows]
    numbers = ints(words.categories.get(category, NOT_KNOWN) for category in chain.from_iterable(said))
    return _helper_column([len(kinds) for kinds in said]), numbers


def joined_entries(old: Entries, new: Entries, shift: int) -> Entries:
    """Append entries of new helpers, whose numbers begin at `shift`."""
    columns = {}
    for field in fields(old):
        added = getattr(new, field.name)
        moved = {"helper": shift, "start": len(old.helper)}.get(field.name)
        columns[field.name] = np.concatenate(
            [getattr(old, field.name), added if moved is None else added + added.dtype.type(moved)]
        )
    return type(old)(**columns)
