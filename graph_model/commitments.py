"""Who has taken which work, and when in the week it falls; within the subtree of who asks."""

from typing import Any, Final

from graph_model.driver import Graph
from graph_model.scope import TERRITORIES_WITHIN_CLAUSE, Scope

COMMITMENTS_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[at:IN]-(w)<-[r:FILLS|ASSIGNED_TO]-(h)
    WHERE (w:Post OR w:Need) AND coalesce(at.until, $today) >= $today AND coalesce(r.until, $today) >= $today
        AND ($helper IS NULL OR h.id = $helper)
    RETURN h AS helper, labels(h) AS kinds, w AS work, labels(w) AS work_kinds, r AS tie, min(t.id) AS place
    ORDER BY h.id, w.id
    """
)


def find_commitments(graph: Graph, scope: Scope, helper: str | None = None) -> list[dict[str, Any]]:
    """List the works within the scope that somebody has, or one helper has, with the tie between them."""
    return graph.rows(COMMITMENTS_CYPHER, root=scope.territory, helper=helper)
