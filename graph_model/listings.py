"""The lists as staff read them: one page of one list within a subtree, with place, kind of work and owner."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final, LiteralString

from graph_model.driver import Graph
from graph_model.entities.terms import ListKind
from graph_model.scope import PERSON_WITHIN_CLAUSE, THING_WITHIN_CLAUSE, UP_CLAUSE, Scope

HERE_CLAUSE: Final = "MATCH (:Territory {id: $root})<-[up:PART_OF*0..6]-(t:Territory)<-[at:IN]-"
STANDING_CLAUSE: Final = (
    " ($status IS NULL OR n.status = $status) AND (at.until IS NULL OR at.until >= $today) AND" + UP_CLAUSE
)
COUNT_CLAUSE: Final = STANDING_CLAUSE + " RETURN count(DISTINCT n.id) AS total"
WINDOW_CLAUSE: Final = (
    STANDING_CLAUSE
    + """
    WITH n AS item, min(t.id) AS place ORDER BY item.id SKIP $skip LIMIT $limit
    OPTIONAL MATCH (item)-[:ABOUT]->(c:Category)
    """
)
STILL_CLAUSE: Final = " WHERE coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today "
TOLD_CLAUSE: Final = STILL_CLAUSE + " AND (NOT n:Person OR" + PERSON_WITHIN_CLAUSE + ")"
"""The tie `r` holds on the day `$today`, and the owner `n`, where a person, is within the scope themselves."""
OWNED_CLAUSE: Final = (
    " RETURN item, place, min(c.label) AS category, min(n.name) AS owner, collect(DISTINCT n.name) AS owners"
    " ORDER BY item.id"
)
LIST_RESOURCES_CYPHER: Final = (
    HERE_CLAUSE
    + "(n:Resource) WHERE"
    + WINDOW_CLAUSE
    + "OPTIONAL MATCH (n)-[r:OFFERS]->(item)"
    + TOLD_CLAUSE
    + OWNED_CLAUSE
)
COUNT_RESOURCES_CYPHER: Final = HERE_CLAUSE + "(n:Resource) WHERE" + COUNT_CLAUSE
LIST_NEEDS_CYPHER: Final = (
    HERE_CLAUSE
    + "(n:Need) WHERE n.kind = $kind AND"
    + WINDOW_CLAUSE
    + "OPTIONAL MATCH (n)-[r:RAISES]->(item)"
    + TOLD_CLAUSE
    + OWNED_CLAUSE
)
COUNT_NEEDS_CYPHER: Final = HERE_CLAUSE + "(n:Need) WHERE n.kind = $kind AND" + COUNT_CLAUSE
LIST_PROBLEMS_CYPHER: Final = (
    HERE_CLAUSE
    + "(n:Problem) WHERE"
    + WINDOW_CLAUSE
    + "OPTIONAL MATCH (item)-[r:LEADS_TO]->(n:Need)"
    + STILL_CLAUSE
    + " AND "
    + THING_WITHIN_CLAUSE
    + " RETURN item, place, min(c.label) AS category, min(n.title) AS owner ORDER BY item.id"
)
COUNT_PROBLEMS_CYPHER: Final = HERE_CLAUSE + "(n:Problem) WHERE" + COUNT_CLAUSE
LIST_PROJECTS_CYPHER: Final = (
    HERE_CLAUSE
    + "(n:Project) WHERE"
    + WINDOW_CLAUSE
    + "OPTIONAL MATCH (n:Organisation)-[r:RESPONSIBLE_FOR]->(item)"
    + STILL_CLAUSE
    + OWNED_CLAUSE
)
COUNT_PROJECTS_CYPHER: Final = HERE_CLAUSE + "(n:Project) WHERE" + COUNT_CLAUSE
LIST_POSTS_CYPHER: Final = (
    HERE_CLAUSE
    + "(n:Post) WHERE"
    + WINDOW_CLAUSE
    + """
    WITH item, place, min(c.label) AS category
    RETURN item, place, category,
        [(item)<-[r:FILLS|ASSIGNED_TO]-()
            WHERE coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today | r.quantity] AS taken
    ORDER BY item.id
    """
)
COUNT_POSTS_CYPHER: Final = HERE_CLAUSE + "(n:Post) WHERE" + COUNT_CLAUSE
QUERIES: Final[dict[ListKind, tuple[LiteralString, LiteralString]]] = {
    ListKind.RESOURCE: (LIST_RESOURCES_CYPHER, COUNT_RESOURCES_CYPHER),
    ListKind.NEED: (LIST_NEEDS_CYPHER, COUNT_NEEDS_CYPHER),
    ListKind.WISH: (LIST_NEEDS_CYPHER, COUNT_NEEDS_CYPHER),
    ListKind.PROBLEM: (LIST_PROBLEMS_CYPHER, COUNT_PROBLEMS_CYPHER),
    ListKind.PROJECT: (LIST_PROJECTS_CYPHER, COUNT_PROJECTS_CYPHER),
    ListKind.POST: (LIST_POSTS_CYPHER, COUNT_POSTS_CYPHER),
}


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list: the node's properties, and what stands around it.

    `owners` names all who own it, `owner` the first. `taken` tells, of a post, how much each of those who have it takes
    (None where nobody said), for `claims.left_of`. `around` is, by name, what else a form tells of it.
    """

    properties: dict[str, Any]
    place: str
    category: str | None
    owner: str | None
    taken: tuple[float | None, ...] = ()
    owners: tuple[str, ...] = ()
    around: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def count_listed(graph: Graph, scope: Scope, kind: ListKind, status: str | None = None) -> int:
    """Count the lines of a list within the scope."""
    rows = graph.rows(QUERIES[kind][1], root=scope.territory, status=status, kind=kind.value)
    return int(rows[0]["total"])


def find_listed(graph: Graph, scope: Scope, kind: ListKind, window: range, status: str | None = None) -> list[Listed]:
    """Find the lines of a list at the places of `window`, within the scope, in the order of the ids."""
    asked = {"root": scope.territory, "status": status, "kind": kind.value}
    rows = graph.rows(QUERIES[kind][0], skip=window.start, limit=len(window), **asked)
    return [listed_of(row) for row in rows]


def listed_of(row: Mapping[str, Any]) -> Listed:
    """Make a line of its row; posts have no owner, and they alone are taken up in the list."""
    taken = tuple(row.get("taken") or ())
    return Listed(
        row["item"], row["place"], row["category"], row.get("owner"), taken, tuple(sorted(row.get("owners") or ()))
    )
