"""What is on record of the service of persons, for the record the rules ask for; who took it with names is noted."""

from collections.abc import Sequence
from typing import Any, Final, LiteralString

from graph_model import events
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from graph_model.nodes import batches
from graph_model.scope import HOLDS_CLAUSE, PERSON_WITHIN_CLAUSE, TERRITORIES_WITHIN_CLAUSE, Scope

OF_UNIT_CYPHER: Final = (
    "MATCH (:Organisation {id: $id})<-[r:WORKS_FOR]-(n:Person) WHERE"
    + HOLDS_CLAUSE
    + "AND"
    + PERSON_WITHIN_CLAUSE
    + "RETURN DISTINCT n.id AS id ORDER BY id"
)
OF_TEAM_CYPHER: Final = (
    "MATCH (:Team {id: $id})<-[r:MEMBER_OF]-(n:Person) WHERE"
    + HOLDS_CLAUSE
    + "AND"
    + PERSON_WITHIN_CLAUSE
    + "RETURN DISTINCT n.id AS id ORDER BY id"
)
OF_PLACE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + "MATCH (t)<-[r:IN]-(:Activity)<-[k:TOOK_PART_IN]-(n:Person) WHERE k.until IS NULL AND"
    + HOLDS_CLAUSE
    + "WITH DISTINCT n MATCH (n) WHERE"
    + PERSON_WITHIN_CLAUSE
    + "RETURN n.id AS id ORDER BY id"
)
SERVING_PERSONS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE"
    + PERSON_WITHIN_CLAUSE
    + """
    RETURN n AS person,
        [(n)-[r:LIVES_IN]->(t:Territory) WHERE coalesce(r.until, $today) >= $today | t.id] AS homes,
        [(n)-[r:WORKS_FOR]->(o:Organisation) WHERE coalesce(r.until, $today) >= $today | o.name] AS units,
        [(n)-[r:HAS_SKILL]->(s:Skill) WHERE coalesce(r.until, $today) >= $today | [s.label, r.certificate]] AS skills,
        [(n)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $today) >= $today | c.label] AS categories
    """
)
DEEDS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Person {id: id})-[k:TOOK_PART_IN]->(a:Activity) WHERE k.until IS NULL AND"
    + PERSON_WITHIN_CLAUSE
    + """
    RETURN n.id AS person, a AS item, k AS part,
        [(a)-[r:IN]->(t:Territory) WHERE coalesce(r.until, $today) >= $today | t.id] AS places,
        [(a)-[r:ABOUT]->(c:Category) WHERE coalesce(r.until, $today) >= $today | c.label] AS categories,
        [(a)<-[r:TOOK_PART_IN]-(o:Organisation) WHERE r.until IS NULL | o.name] AS units,
        [(a)<-[:OF]-(v:Review) | [toString(v.on), v.satisfaction, v.comment]] AS reviews
    ORDER BY person, item.on, item.id
    """
)
MEMBERS_CYPHERS: Final[dict[str, LiteralString]] = {"organisation": OF_UNIT_CYPHER, "team": OF_TEAM_CYPHER}
AT_ONCE: Final = 500


def members_of(graph: Graph, scope: Scope, kind: str, id: str) -> list[str]:  # noqa: A002 - the property's own name
    """List the ids of the persons who today work for a unit or belong to a team, within the scope."""
    rows = graph.rows(MEMBERS_CYPHERS[kind], id=id, root=scope.territory)
    return [row["id"] for row in rows]


def serving_at(graph: Graph, scope: Scope) -> list[str]:
    """List the ids of the persons within the scope who took part in activities there."""
    return [row["id"] for row in graph.rows(OF_PLACE_CYPHER, root=scope.territory)]


def persons_on_record(graph: Graph, scope: Scope, ids: Sequence[str]) -> list[dict[str, Any]]:
    """List persons with home, units, skills and kinds of work, in the order of their ids."""
    return sorted(_asked(graph, scope, SERVING_PERSONS_CYPHER, ids), key=lambda row: str(row["person"]["id"]))


def deeds_on_record(graph: Graph, scope: Scope, ids: Sequence[str]) -> list[dict[str, Any]]:
    """List what persons took part in, by person and day: the activity, their part in it, its units and reviews."""
    return _asked(graph, scope, DEEDS_CYPHER, sorted(ids))


def _asked(graph: Graph, scope: Scope, query: LiteralString, ids: Sequence[str]) -> list[dict[str, Any]]:
    return [row for some in batches(ids, AT_ONCE) for row in graph.rows(query, ids=some, root=scope.territory)]


def note_taken(graph: Graph, scope: Scope, form: str, ids: Sequence[str]) -> None:
    """Note who took the records of which persons with their names, for which purpose."""
    told: dict[str, object] = {"form": form, "purpose": scope.purpose.value}
    graph.write(lambda tx: events.append(tx, EventKind.RECORDS_TAKEN, scope.user, ids, told))
