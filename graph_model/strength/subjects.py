"""What can be judged: every alliance, every 大党委 with its 1+N, and the district as a whole; and who belongs when."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Literal

from graph_model.network.governance import LEAD
from graph_model.place_tree import grouped
from graph_model.strength.facts import COMMITTEE_KIND, StrengthFacts

Kind = Literal["alliance", "committee", "whole"]
ALLIANCE: Final = "alliance"
COMMITTEE: Final = "committee"
WHOLE: Final = "whole"
LEAD_ROLE: Final = "牵头单位"
LEVEL_ORDER: Final = ("district", "subdistrict", "community", "compound", "grid", "building")


@dataclass(frozen=True, slots=True)
class Subject:
    """An alliance, a 大党委 with its 1+N, or everybody of a district.

    Parameters
    ----------
    id : str
        Of the alliance, the party organisation or the territory.
    kind : {"alliance", "committee", "whole"}
    places : tuple of str
        Ids of the territories it covers.
    form : str or None
        The governance form it declares.
    leader : str
        Name of the party organisation that leads it; empty where none is known.
    """

    id: str
    kind: Kind
    name: str
    level: str
    places: tuple[str, ...]
    form: str | None = None
    founded: date | None = None
    leader: str = ""


def subjects_of(facts: StrengthFacts) -> tuple[Subject, ...]:
    """Return all subjects: the district, then by level, place and name; this order says nothing of strength."""
    found = [*_whole(facts), *_alliances(facts), *_committees(facts)]
    return tuple(
        sorted(found, key=lambda one: (one.kind != WHOLE, _level(one), one.kind, one.places, one.name, one.id))
    )


def _level(subject: Subject) -> int:
    return LEVEL_ORDER.index(subject.level) if subject.level in LEVEL_ORDER else len(LEVEL_ORDER)


def _whole(facts: StrengthFacts) -> list[Subject]:
    root = facts.place_by_id.get(facts.root)
    return [Subject(root["id"], WHOLE, f"{root['name']}全部单位", root["level"], (root["id"],))] if root else []


def _alliances(facts: StrengthFacts) -> list[Subject]:
    leaders = {row["alliance"]: row["name"] for row in reversed(facts.leaders)}
    return [
        Subject(
            id_,
            ALLIANCE,
            rows[0]["name"],
            rows[0]["level"] or "",
            tuple(sorted({row["place"] for row in rows})),
            rows[0]["form"],
            rows[0]["founded"],
            leaders.get(id_, ""),
        )
        for id_, rows in grouped(facts.alliances, "id").items()
    ]


def _committees(facts: StrengthFacts) -> list[Subject]:
    return [
        Subject(
            id_,
            COMMITTEE,
            facts.names[id_],
            "community",
            tuple(sorted({row["place"] for row in rows})),
            LEAD,
            leader=facts.names[id_],
        )
        for id_, rows in grouped((row for row in facts.committees if row["holds"]), "id").items()
    ]


class Membership:
    """Who belongs to a subject on a day.

    Parameters
    ----------
    facts : StrengthFacts
    """

    def __init__(self, facts: StrengthFacts) -> None:
        self._facts = facts
        self._of_alliance = grouped(facts.members, "alliance")
        self._homes = grouped(facts.committees, "id") | grouped(facts.sites, "unit")
        self._near: dict[str, list[dict[str, Any]]] = {}
        for row in (*facts.sites, *facts.pairings):
            for place in facts.chain_up(row["place"]):
                self._near.setdefault(place, []).append(row)

    def on(self, subject: Subject, day: date) -> list[str]:
        """List the ids of units, and of committees where they are members, sorted."""
        if subject.kind == ALLIANCE:
            there = subject.founded is None or subject.founded <= day
            rows = self._of_alliance.get(subject.id, ()) if there else ()
            return sorted({row["unit"] for row in holding(rows, day)})
        units = {row["unit"] for place in subject.places for row in holding(self._near.get(place, ()), day)}
        return sorted(units | {*self.committees_on(subject, day).values()})

    def committees_on(self, subject: Subject, day: date) -> dict[str, str]:
        """Return the committee that stands for each community, where committees are members: of several the first."""
        if subject.kind == ALLIANCE:
            return {}
        rows = holding(self._facts.committees, day)
        own = [row for row in rows if subject.kind == WHOLE or row["id"] == subject.id]
        return {row["place"]: row["id"] for row in reversed(own)}

    def lead_on(self, subject: Subject, day: date) -> str | None:
        """Return the name of the member that leads: the 大党委 itself, or the unit whose role says so."""
        if subject.kind == COMMITTEE:
            return subject.name
        rows = holding(self._of_alliance.get(subject.id, ()), day)
        return next((self._facts.names[row["unit"]] for row in rows if row["role"] == LEAD_ROLE), None)

    def roles_on(self, subject: Subject, day: date) -> dict[str, str]:
        """Return the role of each unit that is a member, by id; of several, all that it holds on the day."""
        rows = holding(self._of_alliance.get(subject.id, ()), day)
        return {
            unit: "、".join(sorted({row["role"] for row in own if row["role"]}))
            for unit, own in grouped(rows, "unit").items()
        }

    def attributes(self, members: Iterable[str], day: date) -> Mapping[str, Mapping[str, str | None]]:
        """Return 条线, 镇街 (on the day) and 类型 of members by name; what is not known is None."""
        chosen = [(member, self._facts.names[member]) for member in members]
        return {
            "条线": {name: self._unit(member, "system") for member, name in chosen},
            "镇街": {name: self._street(member, day) for member, name in chosen},
            "类型": {name: self._unit(member, "kind") or COMMITTEE_KIND for member, name in chosen},
        }

    def _unit(self, member: str, column: str) -> str | None:
        row = self._facts.unit_by_id.get(member)
        return row[column] if row else None

    def _street(self, member: str, day: date) -> str | None:
        homes = sorted(row["place"] for row in holding(self._homes.get(member, ()), day))
        street = self._facts.at(homes[0], "subdistrict") if homes else None
        return self._facts.place_names[street] if street else None


def holding(rows: Iterable[dict[str, Any]], day: date) -> list[dict[str, Any]]:
    """Return the rows whose tie holds on a day."""
    return [row for row in rows if (row["since"] is None or row["since"] <= day) and (row["until"] or date.max) >= day]
