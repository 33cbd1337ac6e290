"""The deeds of units, found by who took part, and the ties they make among chosen members."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, combinations, product
from typing import Any, Final

import numpy as np

from graph_model.network.deeds import Deeds
from graph_model.strength.facts import StrengthFacts
from graph_model.strength.happenings import LABELS, Happening, Part
from graph_model.strength.spans import Span, overlap

ALWAYS: Final[Span] = (date.min, None)


@dataclass(frozen=True, slots=True)
class Deed:
    """One deed between two members, by their names."""

    one: str
    two: str
    happening: Happening
    begins: date
    ends: date | None

    @property
    def key(self) -> tuple[str, str, date, str, str, str, date]:
        """What deeds are sorted by."""
        last = self.ends or date.max
        return self.one, self.two, self.begins, self.happening.kind, self.happening.title, self.happening.deed, last


class Record:
    """All happenings, found by who took part and by the place they were for.

    Parameters
    ----------
    facts : StrengthFacts
    happenings : sequence of Happening
    """

    def __init__(self, facts: StrengthFacts, happenings: Sequence[Happening]) -> None:
        self.facts = facts
        self.happenings = happenings
        self._by_unit: dict[str, list[int]] = {}
        for at, one in enumerate(happenings):
            for unit in one.units:
                self._by_unit.setdefault(unit, []).append(at)

    def of(self, members: Collection[str]) -> Iterator[Happening]:
        """Give what any of some units took part in, in the order of all."""
        found = sorted({at for member in members for at in self._by_unit.get(member, ())})
        return (self.happenings[at] for at in found)

    def among(self, members: Collection[str], committees: dict[str, str], apart: str = "") -> list[Deed]:
        """Return the deeds between members, sorted.

        Parameters
        ----------
        members : collection of str
            Ids of units and committees.
        committees : dict of str to str
            The committee that stands for a community, where it is a member itself: what was done for the community
            was done with it. Without any, units paired with the same community are tied with each other.
        apart : str
            Id of the alliance whose own membership makes no tie.
        """
        names = self.facts.names
        deeds = {
            deed
            for one in self.of(members)
            if not (one.kind == "alliance" and one.deed == apart)
            for deed in _deeds_of(one, self._pairs(one, {*members}, committees), names)
        }
        if not committees:
            deeds |= {*_paired_alike(self.of(members), {*members}, names)}
        return sorted(deeds, key=lambda one: one.key)

    def _pairs(self, one: Happening, members: set[str], committees: dict[str, str]) -> Iterable[tuple[Part, Part]]:
        """Pair the members that took part, and each with the committee of each community it was done for."""
        own = [part for part in one.parts if part[0] in members]
        communities = {self.facts.at(place, "community") for place in one.places} if committees else set()
        hosts = {committees[place] for place in communities if place in committees} & members - {*one.units}
        return chain(combinations(own, 2), product(own, ((host, ALWAYS) for host in hosts)))


def _deeds_of(one: Happening, pairs: Iterable[tuple[Part, Part]], names: Any) -> Iterator[Deed]:  # noqa: ANN401
    for (first, own), (second, other) in pairs:
        span = overlap(own, other)
        if span and first != second:
            yield Deed(min(names[first], names[second]), max(names[first], names[second]), one, *span)


def _paired_alike(happenings: Iterable[Happening], members: set[str], names: Any) -> Iterator[Deed]:  # noqa: ANN401
    by_place: dict[str, list[Happening]] = {}
    for one in happenings:
        if one.kind == "pairing" and one.units[0] in members:
            by_place.setdefault(one.places[0], []).append(one)
    for paired in by_place.values():
        for one, two in combinations(paired, 2):
            yield from _deeds_of(one, product(one.parts, two.parts), names)


def columns_of(deeds: Sequence[Deed]) -> Deeds:
    """Return deeds as columns; each is known by how a sentence names it."""
    return Deeds(
        [f"{one.begins.isoformat()}{LABELS[one.happening.kind]}“{one.happening.title}”" for one in deeds],
        [one.one for one in deeds],
        [one.two for one in deeds],
        [one.happening.kind for one in deeds],
        np.array([one.begins for one in deeds], "datetime64[D]"),
        np.array(["NaT" if one.ends is None else one.ends for one in deeds], "datetime64[D]"),
    )
