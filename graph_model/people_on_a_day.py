"""Who stood where on a day: registered, member, employed, in office or in a post; within the scope of who asks."""

from datetime import date
from typing import Final

from graph_model.driver import Graph
from graph_model.entities.person import Person
from graph_model.entities.terms import RegistrationCapacity
from graph_model.nodes import entity_of
from graph_model.scope import PERSON_WITHIN_CLAUSE, Scope

HELD_CLAUSE: Final = (
    "coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day AND "
    + PERSON_WITHIN_CLAUSE
    + " RETURN DISTINCT n, labels(n) AS labels ORDER BY n.id"
)
PART_CLAUSE: Final = (
    "all(part IN part_of WHERE coalesce(part.since, $day) <= $day AND coalesce(part.until, $day) >= $day)"
)
REGISTERED_ON_CYPHER: Final = (
    "MATCH (n:Person)-[r:REGISTERED_AT]->(:Territory)-[part_of:PART_OF*0..6]->(:Territory {id: $territory}) WHERE "
    + PART_CLAUSE
    + " AND ($capacity IS NULL OR r.capacity = $capacity) AND "
    + HELD_CLAUSE
)
LIVING_ON_CYPHER: Final = (
    "MATCH (n:Person)-[r:LIVES_IN]->(:Territory)-[part_of:PART_OF*0..6]->(:Territory {id: $territory}) WHERE "
    + PART_CLAUSE
    + " AND "
    + HELD_CLAUSE
)
TEAM_ON_CYPHER: Final = "MATCH (n:Person)-[r:MEMBER_OF]->(:Team {id: $team}) WHERE " + HELD_CLAUSE
PARTY_ON_CYPHER: Final = "MATCH (n:Person)-[r:MEMBER_OF]->(:PartyOrganisation {id: $party}) WHERE " + HELD_CLAUSE
STAFF_ON_CYPHER: Final = "MATCH (n:Person)-[r:WORKS_FOR]->(:Organisation {id: $organisation}) WHERE " + HELD_CLAUSE
OFFICERS_ON_CYPHER: Final = (
    "MATCH (n:Person)-[r:HOLDS_OFFICE]->(:Organisation {id: $organisation}) WHERE " + HELD_CLAUSE
)
FILLING_ON_CYPHER: Final = "MATCH (n:Person)-[r:FILLS]->(:Post {id: $post}) WHERE " + HELD_CLAUSE


def registered_on(
    graph: Graph, scope: Scope, territory: str, day: date, capacity: RegistrationCapacity | None = None
) -> list[Person]:
    """List who reported on a day to a territory or a part of it, at home, at work or either."""
    return _people(
        graph.rows(
            REGISTERED_ON_CYPHER,
            territory=territory,
            day=day,
            capacity=capacity.value if capacity else None,
            root=scope.territory,
        )
    )


def living_on(graph: Graph, scope: Scope, territory: str, day: date) -> list[Person]:
    """List who lived on a day in a territory or a part of it."""
    return _people(graph.rows(LIVING_ON_CYPHER, territory=territory, day=day, root=scope.territory))


def team_on(graph: Graph, scope: Scope, team: str, day: date) -> list[Person]:
    """List who belonged to a team on a day."""
    return _people(graph.rows(TEAM_ON_CYPHER, team=team, day=day, root=scope.territory))


def party_on(graph: Graph, scope: Scope, party: str, day: date) -> list[Person]:
    """List who belonged to a party organisation on a day."""
    return _people(graph.rows(PARTY_ON_CYPHER, party=party, day=day, root=scope.territory))


def staff_on(graph: Graph, scope: Scope, organisation: str, day: date) -> list[Person]:
    """List who worked for an organisation on a day."""
    return _people(graph.rows(STAFF_ON_CYPHER, organisation=organisation, day=day, root=scope.territory))


def officers_on(graph: Graph, scope: Scope, organisation: str, day: date) -> list[Person]:
    """List who held an office in an organisation on a day."""
    return _people(graph.rows(OFFICERS_ON_CYPHER, organisation=organisation, day=day, root=scope.territory))


def filling_on(graph: Graph, scope: Scope, post: str, day: date) -> list[Person]:
    """List who filled a post on a day."""
    return _people(graph.rows(FILLING_ON_CYPHER, post=post, day=day, root=scope.territory))


def _people(rows: list[dict[str, object]]) -> list[Person]:
    return [entity_of(Person, row) for row in rows]
