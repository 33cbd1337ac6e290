"""The deeds of units, found by who took part, and the ties they make among chosen members."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations
from operator import itemgetter
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
    def key(self) -> tuple[str, str, date, str, str]:
        """What deeds are sorted by."""
        return self.one, self.two, self.begins, self.happening.kind, self.happening.title


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
            Name of the alliance whose own membership makes no tie.
        """
        names = self.facts.names
        deeds = {
            deed
            for one in self.of(members)
            if not (one.kind == "alliance" and one.title == apart)
            for deed in _deeds_of(one, self._there(one, {*members}, committees), names)
        }
        if not committees:
            deeds |= {*_paired_alike(self.of(members), {*members}, names)}
        return sorted(deeds, key=lambda one: one.key)

    def _there(self, one: Happening, members: set[str], committees: dict[str, str]) -> list[Part]:
        """List the members that took part; a committee does so as long as somebody does for its community."""
        place = self.facts.at(one.place, "community") if committees and one.place else None
        committee = {committees[place]} if place in committees else set()
        always = [(unit, ALWAYS) for unit in committee - {*one.units}]
        return [part for part in (*one.parts, *always) if part[0] in members]


def _deeds_of(one: Happening, there: Iterable[Part], names: Any) -> Iterator[Deed]:  # noqa: ANN401 a mapping of names
    for first, second in combinations(sorted(((names[unit], span) for unit, span in there), key=itemgetter(0)), 2):
        span = overlap(first[1], second[1])
        if span and first[0] != second[0]:
            yield Deed(first[0], second[0], one, *span)


def _paired_alike(happenings: Iterable[Happening], members: set[str], names: Any) -> Iterator[Deed]:  # noqa: ANN401
    by_place: dict[str, list[Happening]] = {}
    for one in happenings:
        if one.kind == "pairing" and one.units[0] in members:
            by_place.setdefault(one.place, []).append(one)
    for paired in by_place.values():
        for one, two in combinations(paired, 2):
            yield from _deeds_of(one, (*one.parts, *two.parts), names)


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
