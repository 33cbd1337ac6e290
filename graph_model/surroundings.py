"""What stands around helpers: units with their places, teams, activities; read once and joined in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, LiteralString

from graph_model.driver import Graph
from graph_model.entities.candidates import Deed
from graph_model.nodes import batches

ORGANISATIONS_AROUND_CYPHER: Final = """
    MATCH (o:Organisation)
    RETURN o.id AS id, o.name AS name,
        [(o)-[r:LOCATED_IN]->(t:Territory) WHERE coalesce(r.until, $day) >= $day | t.id] AS located,
        [(o)-[r:PAIRED_WITH]->(t:Territory)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | t.id] AS paired
"""
ORGANISATIONS_AROUND_BY_ID_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (o:Organisation {id: id})
    RETURN o.id AS id, o.name AS name,
        [(o)-[r:LOCATED_IN]->(t:Territory) WHERE coalesce(r.until, $day) >= $day | t.id] AS located,
        [(o)-[r:PAIRED_WITH]->(t:Territory)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | t.id] AS paired
"""
TEAMS_AROUND_CYPHER: Final = """
    MATCH (m:Team)-[r:SERVES]->(t:Territory)
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    RETURN m.id AS id, collect(t.id) AS served
"""
TEAMS_AROUND_BY_ID_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (m:Team {id: id})-[r:SERVES]->(t:Territory)
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    RETURN m.id AS id, collect(t.id) AS served
"""
ACTIVITIES_AROUND_CYPHER: Final = """
    MATCH (a:Activity)
    RETURN a.id AS id, toString(a.on) AS on, a.hours AS hours, [(a)-[:IN]->(t:Territory) | t.id] AS places,
        [(a)-[:ABOUT]->(c:Category) | c.id] AS categories
"""
ACTIVITIES_AROUND_BY_ID_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (a:Activity {id: id})
    RETURN a.id AS id, toString(a.on) AS on, a.hours AS hours, [(a)-[:IN]->(t:Territory) | t.id] AS places,
        [(a)-[:ABOUT]->(c:Category) | c.id] AS categories
"""

ASKED_AT_ONCE: Final = 1000
Sums = dict[tuple[str, str], tuple[int, float, date]]


@dataclass(frozen=True, slots=True)
class Happening:
    """An activity: its day, its own hours, where it was and what it was about."""

    on: date
    hours: float
    places: tuple[str, ...]
    categories: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its name, where it is and with whom it is paired today."""

    name: str
    located: tuple[str, ...]
    paired: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Units, teams' territories and activities by id."""

    units: dict[str, Unit]
    teams: dict[str, tuple[str, ...]]
    activities: dict[str, Happening]

    def organisation_name(self, organisation: str | None) -> str | None:
        """Give the name of a unit, None when there is no unit."""
        return self.units[organisation].name if organisation in self.units else None

    def locations(self, organisation: str) -> tuple[str, ...]:
        """List where a unit is."""
        return self.units[organisation].located if organisation in self.units else ()

    def pairings(self, organisation: str) -> tuple[str, ...]:
        """List with which territories a unit is paired today."""
        return self.units[organisation].paired if organisation in self.units else ()

    def served(self, team: str) -> tuple[str, ...]:
        """List the territories a team serves today."""
        return self.teams.get(team, ())

    def deeds(self, parts: Iterable[Sequence[Any]]) -> tuple[Deed, ...]:
        """Sum pairs of activity id and hours by territory and category, in their order."""
        sums: Sums = {}
        for activity, hours in parts:
            if activity in self.activities:
                add(sums, self.activities[activity], hours)
        return tuple(
            Deed(place, category, times, hours, last)
            for (place, category), (times, hours, last) in sorted(sums.items())
        )


def add(sums: Sums, happening: Happening, hours: float | None) -> None:
    """Count one part in one activity; hours that were not written down are the activity's own."""
    spent = happening.hours if hours is None else hours
    for place in happening.places:
        for category in happening.categories:
            times, total, last_on = sums.get((place, category), (0, 0.0, happening.on))
            sums[place, category] = (times + 1, total + spent, max(last_on, happening.on))


def read_surroundings(graph: Graph, day: date) -> Surroundings:
    """Read all units, teams and activities: what stands in a ledger of units is no secret within the district."""
    return Surroundings(
        units_of(graph.rows(ORGANISATIONS_AROUND_CYPHER, day=day)),
        teams_of(graph.rows(TEAMS_AROUND_CYPHER, day=day)),
        activities_of(graph.rows(ACTIVITIES_AROUND_CYPHER)),
    )


def read_surroundings_by_id(
    graph: Graph, day: date, organisations: Iterable[str], teams: Iterable[str], activities: Iterable[str]
) -> Surroundings:
    """Read just these units, teams and activities."""
    return Surroundings(
        units_of(rows_by_id(graph, ORGANISATIONS_AROUND_BY_ID_CYPHER, organisations, day)),
        teams_of(rows_by_id(graph, TEAMS_AROUND_BY_ID_CYPHER, teams, day)),
        activities_of(rows_by_id(graph, ACTIVITIES_AROUND_BY_ID_CYPHER, activities, day)),
    )


def rows_by_id(graph: Graph, query: LiteralString, ids: Iterable[str], day: date) -> list[dict[str, Any]]:
    """Ask by id, 1,000 at a time, and not at all when there is none."""
    rows: list[dict[str, Any]] = []
    for some in batches(sorted(set(ids)), ASKED_AT_ONCE):
        rows.extend(graph.rows(query, ids=some, day=day))
    return rows


def units_of(rows: Iterable[dict[str, Any]]) -> dict[str, Unit]:
    """Make units of their rows."""
    return {
        row["id"]: Unit(row["name"], tuple(sorted(row["located"])), tuple(sorted(set(row["paired"])))) for row in rows
    }


def teams_of(rows: Iterable[dict[str, Any]]) -> dict[str, tuple[str, ...]]:
    """Make the teams' territories of their rows."""
    return {row["id"]: tuple(sorted(set(row["served"]))) for row in rows}


def activities_of(rows: Iterable[dict[str, Any]]) -> dict[str, Happening]:
    """Make activities of their rows; one without a day is no deed that could be dated."""
    return {
        row["id"]: Happening(
            date.fromisoformat(row["on"]),
            row["hours"] or 0.0,
            tuple(sorted(row["places"])),
            tuple(sorted(row["categories"])),
        )
        for row in rows
        if row["on"]
    }
