"""Persons as they are compared with one another, and shown side by side: one row a person, within a scope."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

from graph_model.driver import Graph
from graph_model.nodes import batches
from graph_model.person_rows import ids_here
from graph_model.scope import PERSON_WITHIN_CLAUSE, TERRITORIES_WITHIN_CLAUSE, Scope

LIVING_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[r:LIVES_IN]-(p:Person)
    WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day
    RETURN t.id AS place, collect(p.id) AS ids
    """
)
TO_COMPARE_CLAUSE: Final = """
    RETURN n.id AS id, n.name AS name, n.gender AS gender, n.birth_year AS birth_year, n.phone AS phone,
        n.identity AS identity, n.number AS number, n.employer AS employer, n.occupation AS occupation,
        n.digest AS digest, n.source AS source, n.created_at AS created_at, labels(n) AS labels,
        [(n)-[r:LIVES_IN]->(t:Territory)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | [t.id, t.name]] AS homes,
        [(n)-[r:LIVES_IN]->(:Territory)-[b:PART_OF]->(s:Territory)
            WHERE coalesce(r.until, $day) >= $day AND coalesce(b.until, $day) >= $day | s.id] AS streets,
        [(n)-[r:WORKS_FOR]->(o:Organisation)
            WHERE coalesce(r.since, $day) <= $day AND coalesce(r.until, $day) >= $day | [o.id, o.name]] AS units,
        [(n)-[r:HAS_SKILL]->(s:Skill) WHERE coalesce(r.until, $day) >= $day | [s.id, s.label]] AS skills
"""
TO_COMPARE_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Person {id: id}) WHERE " + PERSON_WITHIN_CLAUSE + TO_COMPARE_CLAUSE
)
ALL_TO_COMPARE_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Person {id: id})" + TO_COMPARE_CLAUSE
"""The same of persons who were found within the scope a moment ago."""
PAGE: Final = 2_000


def read_to_compare(graph: Graph, ids: Sequence[str], day: date) -> Iterator[dict[str, Any]]:
    """Read persons found a moment ago, page by page: a whole city would outlast the time of one question."""
    for page in batches(ids, PAGE):
        yield from graph.rows(ALL_TO_COMPARE_CYPHER, ids=page, day=day)


def ids_to_compare(graph: Graph, scope: Scope, day: date) -> list[str]:
    """List everybody within a scope by id."""
    living = graph.rows(LIVING_HERE_CYPHER, root=scope.territory, day=day, today=day)
    return sorted({one for row in living for one in row["ids"]}.union(ids_here(graph, scope, day)))


def read_some_to_compare(graph: Graph, scope: Scope, day: date, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Read some persons, those of them within the scope, by id."""
    rows = graph.rows(TO_COMPARE_CYPHER, ids=list(dict.fromkeys(ids)), root=scope.territory, day=day, today=day)
    return {row["id"]: row for row in rows}
