"""Who belonged to a territory on a day and as what: living, reporting, working, serving; within the scope of who asks.

Each question looks at the territories as they were divided on the day, and at people who are within the scope today.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final, LiteralString

from graph_model.driver import Graph
from graph_model.scope import PERSON_WITHIN_CLAUSE, Scope

PARTS_THEN_CLAUSE: Final = """
    UNWIND $territories AS territory
    MATCH (:Territory {id: territory})<-[part_of:PART_OF*0..6]-(t:Territory)
    WHERE all(part IN part_of WHERE coalesce(part.since, $day) <= $day AND coalesce(part.until, $day) >= $day)
"""
HELD_CLAUSE: Final = " WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day AND "
SITE_HELD_CLAUSE: Final = "coalesce(site.since, $day) <= $day AND coalesce(site.until, $day) >= $day AND "
TOLD_CLAUSE: Final = """
    RETURN DISTINCT n.id AS id, n.name AS name, labels(n) AS labels, t.id AS place, t.name AS place_name,
        r.since AS since, r.until AS until,
"""
DIRECTLY_CLAUSE: Final = HELD_CLAUSE + PERSON_WITHIN_CLAUSE + TOLD_CLAUSE + "null AS of, null AS of_name, "
THROUGH_CLAUSE: Final = (
    HELD_CLAUSE + SITE_HELD_CLAUSE + PERSON_WITHIN_CLAUSE + TOLD_CLAUSE + "o.id AS of, o.name AS of_name, null AS note"
)
HERE_LIVING_CYPHER: Final = PARTS_THEN_CLAUSE + "MATCH (t)<-[r:LIVES_IN]-(n:Person)" + DIRECTLY_CLAUSE + "null AS note"
HERE_REPORTING_CYPHER: Final = (
    PARTS_THEN_CLAUSE + "MATCH (t)<-[r:REGISTERED_AT]-(n:Person)" + DIRECTLY_CLAUSE + "r.capacity AS note"
)
HERE_RESPONSIBLE_CYPHER: Final = (
    PARTS_THEN_CLAUSE + "MATCH (t)<-[r:RESPONSIBLE_FOR]-(n:Person)" + DIRECTLY_CLAUSE + "null AS note"
)
HERE_WORKING_CYPHER: Final = (
    PARTS_THEN_CLAUSE + "MATCH (t)<-[site:LOCATED_IN]-(o:Organisation)<-[r:WORKS_FOR]-(n:Person)" + THROUGH_CLAUSE
)
HERE_TEAM_CYPHER: Final = (
    PARTS_THEN_CLAUSE + "MATCH (t)<-[site:SERVES]-(o:Team)<-[r:MEMBER_OF]-(n:Person)" + THROUGH_CLAUSE
)
HERE_FILLING_CYPHER: Final = (
    PARTS_THEN_CLAUSE
    + "MATCH (t)<-[site:IN]-(o)<-[r:FILLS|ASSIGNED_TO]-(n:Person)"
    + HELD_CLAUSE
    + SITE_HELD_CLAUSE
    + PERSON_WITHIN_CLAUSE
    + TOLD_CLAUSE
    + "o.id AS of, o.title AS of_name, null AS note"
)


class Way(StrEnum):
    """As what somebody belongs to a territory."""

    LIVING = "living"
    REPORTING = "reporting"
    WORKING = "working"
    FILLING = "filling"
    TEAM = "team"
    RESPONSIBLE = "responsible"


QUESTIONS: Final[Mapping[Way, LiteralString]] = {
    Way.LIVING: HERE_LIVING_CYPHER,
    Way.REPORTING: HERE_REPORTING_CYPHER,
    Way.WORKING: HERE_WORKING_CYPHER,
    Way.FILLING: HERE_FILLING_CYPHER,
    Way.TEAM: HERE_TEAM_CYPHER,
    Way.RESPONSIBLE: HERE_RESPONSIBLE_CYPHER,
}


@dataclass(frozen=True, slots=True)
class Belonging:
    """One way in which a person belonged to a place on the day.

    `of` is the unit, team or work through which they did; `note` the capacity of a registration.
    """

    person: str
    name: str
    labels: tuple[str, ...]
    way: Way
    place: str
    place_name: str
    of: str | None
    of_name: str | None
    note: str | None
    since: date | None
    until: date | None


def people_here_on(
    graph: Graph, scope: Scope, territories: Sequence[str], day: date, ways: Iterable[Way] = Way
) -> list[Belonging]:
    """List in which ways people belonged to territories or their parts on a day, by person, way and place."""
    asked = {"territories": list(territories), "day": day, "root": scope.territory}
    found = [
        Belonging(
            person=row["id"],
            name=row["name"],
            labels=tuple(sorted(row["labels"])),
            way=way,
            place=row["place"],
            place_name=row["place_name"],
            of=row["of"],
            of_name=row["of_name"],
            note=row["note"],
            since=row["since"],
            until=row["until"],
        )
        for way in ways
        for row in graph.rows(QUESTIONS[way], **asked)
    ]
    order = list(Way)
    return sorted(found, key=lambda one: (one.person, order.index(one.way), one.place, one.of or "", str(one.since)))
