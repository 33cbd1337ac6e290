"""Deeds of units as the graph tells them, each with its day, and the ties they make among chosen members."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import combinations
from typing import Any, Final

import numpy as np

from graph_model.day import local
from graph_model.network.deeds import Deeds
from graph_model.strength.facts import Rows, StrengthFacts

DONE: Final = "done"
LABELS: Final = {
    "event": "活动",
    "joint_project": "共同项目",
    "resource": "资源交付",
    "pairing": "结对",
    "office": "交叉任职",
    "alliance": "同在联盟",
}
Span = tuple[date, date | None]


@dataclass(frozen=True, slots=True)
class Happening:
    """Something units did together, or for a place.

    Parameters
    ----------
    kind : str
        A key of `LABELS`.
    units : tuple of str
        Ids of units and committees that took part, sorted.
    place : str
        Id of the territory it was for; empty where there is none.
    title : str
    begins : date
    ends : date or None
        The last day; None while it holds.
    services : tuple of str
        Kinds of service it gave.
    """

    kind: str
    units: tuple[str, ...]
    place: str
    title: str
    begins: date
    ends: date | None
    services: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        """How a sentence names it."""
        return f"{self.begins.isoformat()}{LABELS[self.kind]}“{self.title}”"


def happenings_of(facts: StrengthFacts, deliveries: Rows) -> tuple[Happening, ...]:
    """Return every dated deed of the facts, in an order that no order of rows changes.

    A project without a first day begins on the day it was recorded; one that is done ended by its deadline.
    """
    found = {
        *_gathered("event", facts.activities, lambda row: (row["day"], row["day"])),
        *_gathered("joint_project", facts.projects, _span_of_project),
        *(_resource(row) for row in facts.resources),
        *(_delivery(row) for row in deliveries),
        *(_pairing(row) for row in facts.pairings if row["since"]),
        *(_office(row) for row in facts.offices if row["since"] and row["unit"] != row["body"]),
        *_alliances(facts),
    }
    return tuple(sorted(found, key=lambda one: (one.begins, one.kind, one.title, one.place, one.units, str(one.ends))))


def _gathered(kind: str, rows: Rows, span: Any) -> Iterator[Happening]:  # noqa: ANN401 a row to its span
    """Put the units of one deed together."""
    by_deed: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_deed.setdefault(row["deed"], []).append(row)
    for own in by_deed.values():
        first, spans = own[0], [span(row) for row in own]
        begins, ends = max(one for one, _ in spans), max((end for _, end in spans if end), default=None)
        units = tuple(sorted({row["unit"] for row in own}))
        services = tuple(sorted({*first["services"]}))
        yield Happening(kind, units, min(first["places"], default=""), first["title"], begins, ends, services)


def _span_of_project(row: dict[str, Any]) -> Span:
    begins = row["since"] or _day(row["recorded"])
    if row["until"] or row["status"] != DONE:
        return begins, row["until"] and max(row["until"], begins)
    return begins, max(begins, min(row["deadline"] or begins, _day(row["recorded"])))


def _day(moment: datetime) -> date:
    return local(moment).date()


def _resource(row: dict[str, Any]) -> Happening:
    begins, ends = _span_of_project(row)
    return Happening("resource", tuple(sorted((row["unit"], row["taker"]))), "", row["title"], begins, ends)


def _delivery(row: dict[str, Any]) -> Happening:
    on, services = _day(row["decided"]), tuple(sorted({*row["services"]}))
    return Happening("resource", (row["unit"],), row["place"] or "", row["title"], on, on, services)


def _pairing(row: dict[str, Any]) -> Happening:
    return Happening("pairing", (row["unit"],), row["place"], row["name"], row["since"], row["until"])


def _office(row: dict[str, Any]) -> Happening:
    ends = min((day for day in (row["until"], row["left"]) if day), default=None)
    both = tuple(sorted((row["unit"], row["body"])))
    return Happening("office", both, "", row["title"] or "任职", row["since"], ends and max(ends, row["since"]))


def _alliances(facts: StrengthFacts) -> Iterator[Happening]:
    """Give being in one alliance, two by two, from the later day of the two that joined."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in facts.members:
        rows.setdefault(row["alliance"], []).append(row)
    for alliance in {row["id"]: row for row in facts.alliances}.values():
        for one, two in combinations(rows.get(alliance["id"], ()), 2):
            span = _overlap(_membership(one, alliance), _membership(two, alliance))
            if span and one["unit"] != two["unit"]:
                yield Happening("alliance", tuple(sorted((one["unit"], two["unit"]))), "", alliance["name"], *span)


def _membership(row: dict[str, Any], alliance: dict[str, Any]) -> tuple[date | None, date | None]:
    return row["since"] or alliance["founded"], row["until"]


def _overlap(one: tuple[date | None, date | None], two: tuple[date | None, date | None]) -> Span | None:
    if one[0] is None or two[0] is None:
        return None
    begins, ends = max(one[0], two[0]), min((day for day in (one[1], two[1]) if day), default=None)
    return None if ends and ends < begins else (begins, ends)


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
            for deed in _deeds_of(one, {*one.units, *self._committee(one, committees)} & {*members}, names)
        }
        if not committees:
            deeds |= {*_paired_alike(self.of(members), {*members}, names)}
        return sorted(deeds, key=lambda one: one.key)

    def _committee(self, one: Happening, committees: dict[str, str]) -> set[str]:
        place = self.facts.at(one.place, "community") if committees and one.place else None
        return {committees[place]} if place in committees else set()


def _deeds_of(one: Happening, there: Iterable[str], names: Any) -> Iterator[Deed]:  # noqa: ANN401 a mapping of names
    for pair in combinations(sorted(names[unit] for unit in there), 2):
        yield Deed(*pair, one, one.begins, one.ends)


def _paired_alike(happenings: Iterable[Happening], members: set[str], names: Any) -> Iterator[Deed]:  # noqa: ANN401
    by_place: dict[str, list[Happening]] = {}
    for one in happenings:
        if one.kind == "pairing" and one.units[0] in members:
            by_place.setdefault(one.place, []).append(one)
    for paired in by_place.values():
        for one, two in combinations(paired, 2):
            span = _overlap((one.begins, one.ends), (two.begins, two.ends))
            if span and one.units != two.units:
                pair = sorted((names[one.units[0]], names[two.units[0]]))
                yield Deed(pair[0], pair[1], one, *span)


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
