"""Deeds of units as the graph tells them: who took part, from which day to which."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from graph_model.day import local
from graph_model.strength.facts import Rows, StrengthFacts
from graph_model.strength.spans import Span, joined

DONE: Final = "done"
LABELS: Final = {
    "event": "活动",
    "joint_project": "共同项目",
    "resource": "资源交付",
    "pairing": "结对",
    "office": "交叉任职",
    "alliance": "同在联盟",
}
Part = tuple[str, Span]
"""A unit or committee, by its id, and the days it took part."""


@dataclass(frozen=True, slots=True)
class Happening:
    """Something units did together, or for a place.

    Parameters
    ----------
    kind : str
        A key of `LABELS`.
    deed : str
        Id of what was done; two deeds with the same title, place, day and units are two.
    parts : tuple of Part
        Who took part and when, sorted; one that left and came again is there twice.
    places : tuple of str
        Ids of the territories it was for, sorted; none where none is known.
    title : str
    services : tuple of str
        Kinds of service it gave.
    """

    kind: str
    deed: str
    parts: tuple[Part, ...]
    places: tuple[str, ...]
    title: str
    services: tuple[str, ...] = ()

    @property
    def units(self) -> tuple[str, ...]:
        """Ids of who took part, sorted."""
        return tuple(sorted({unit for unit, _ in self.parts}))

    @property
    def begins(self) -> date:
        """The first day anybody took part."""
        return min(span[0] for _, span in self.parts)


def happenings_of(facts: StrengthFacts, deliveries: Rows) -> tuple[Happening, ...]:
    """Return every dated deed of the facts, in an order that no order of rows changes.

    A project without a first day begins on the day it was recorded; one that is done ended by its deadline, or when it
    was last recorded if that is earlier.
    """
    found = {
        *_gathered("event", facts.activities, lambda row: (row["day"], row["day"])),
        *_gathered("joint_project", facts.projects, _span_of_project),
        *_uses(facts.resources),
        *(_delivery(row) for row in deliveries),
        *(_pairing(row) for row in facts.pairings if row["since"]),
        *(_office(row) for row in facts.offices if row["since"] and row["unit"] != row["body"]),
        *_alliances(facts),
    }
    return tuple(sorted((one for one in found if one.parts), key=_order))


def _order(one: Happening) -> tuple[Any, ...]:
    spans = tuple((unit, begins, ends or date.max) for unit, (begins, ends) in one.parts)
    return one.begins, one.kind, one.title, one.deed, one.places, spans


def _parts(rows: Iterable[Part]) -> tuple[Part, ...]:
    """Give each unit the days it took part; who changes its role takes part once, who never did is left out."""
    spans: dict[str, list[Span]] = {}
    for unit, span in rows:
        spans.setdefault(unit, []).append(span)
    return tuple((unit, span) for unit, own in sorted(spans.items()) for span in joined(own))


def _gathered(kind: str, rows: Rows, span: Any) -> Iterator[Happening]:  # noqa: ANN401 a row to its span
    """Put the units of one deed together."""
    by_deed: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_deed.setdefault(row["deed"], []).append(row)
    for own in by_deed.values():
        first, parts = own[0], _parts((row["unit"], span(row)) for row in own)
        places, services = (tuple(sorted({*first[name]})) for name in ("places", "services"))
        yield Happening(kind, first["deed"], parts, places, first["title"], services)


def _span_of_project(row: dict[str, Any]) -> Span:
    begins, ends = row["since"] or _day(row["recorded"]), [row["until"]]
    if row["status"] == DONE:
        seen = _day(row["seen"])
        ends.append(max(begins, min(row["deadline"] or seen, seen)))
    return begins, min((day for day in ends if day), default=None)


def _day(moment: datetime) -> date:
    return local(moment).date()


def _uses(rows: Rows) -> Iterator[Happening]:
    """Give each use of a resource in a project, between its owner and each unit that answers for the project."""
    by_ends: dict[tuple[str, str, str], list[dict[str, Any]]] = {}
    for row in rows:
        by_ends.setdefault((row["deed"], row["unit"], row["taker"]), []).append(row)
    for (deed, *ends), own in by_ends.items():
        parts = _parts((unit, _span_of_project(row)) for row in own for unit in ends)
        yield Happening("resource", deed, parts, (), own[0]["title"])


def _delivery(row: dict[str, Any]) -> Happening:
    on, services = _day(row["decided"]), tuple(sorted({*row["services"]}))
    return Happening("resource", row["deed"], ((row["unit"], (on, on)),), (row["place"],), row["title"], services)


def _pairing(row: dict[str, Any]) -> Happening:
    parts = _parts([(row["unit"], (row["since"], row["until"]))])
    return Happening("pairing", row["place"], parts, (row["place"],), row["title"])


def _office(row: dict[str, Any]) -> Happening:
    span = row["since"], min((day for day in (row["until"], row["left"]) if day), default=None)
    parts = _parts((unit, span) for unit in (row["unit"], row["body"]))
    return Happening("office", row["deed"], parts, (), row["title"] or "任职")


def _alliances(facts: StrengthFacts) -> Iterator[Happening]:
    """Give being in one alliance, each from the day it joined."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in facts.members:
        rows.setdefault(row["alliance"], []).append(row)
    for alliance in {row["id"]: row for row in facts.alliances}.values():
        began = [(row, row["since"] or alliance["founded"]) for row in rows.get(alliance["id"], ())]
        parts = _parts((row["unit"], (begins, row["until"])) for row, begins in began if begins)
        yield Happening("alliance", alliance["id"], parts, (), alliance["name"])
