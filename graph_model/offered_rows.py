"""What units offer within a subtree: each resource with the units that offer it and the places where it is."""

from typing import Any, Final

from graph_model.driver import Graph
from graph_model.scope import TERRITORIES_WITHIN_CLAUSE, Scope

OFFERED_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[at:IN]-(n:Resource)<-[r:OFFERS]-(o:Organisation)
    WHERE coalesce(at.until, $today) >= $today AND coalesce(r.until, $today) >= $today
    RETURN n AS resource, o AS unit, collect(DISTINCT t.id) AS places,
        [(n)-[k:ABOUT]->(c:Category) WHERE coalesce(k.until, $today) >= $today | c.label] AS categories
    ORDER BY n.id, o.id
    """
)


def find_offered(graph: Graph, scope: Scope) -> list[dict[str, Any]]:
    """List what units offer within the scope, a row for each resource and unit, its places by id."""
    rows = graph.rows(OFFERED_CYPHER, root=scope.territory)
    return [row | {"places": sorted(row["places"])} for row in rows]
