"""The records behind the helpers of one page: that they are within the reader's scope, and where they come from."""

from collections.abc import Iterable
from typing import Final

from graph_model.driver import Graph
from graph_model.scope import PERSON_WITHIN_CLAUSE, THING_WITHIN_CLAUSE, Scope

KINDS: Final = ("person", "team", "organisation", "resource")
FIND_CARDS_CYPHER: Final = (
    """
    UNWIND $persons AS id
    MATCH (n:Person {id: id})
    WHERE """
    + PERSON_WITHIN_CLAUSE
    + """
    RETURN collect([n.id, n.source]) AS found
    UNION ALL
    UNWIND $resources AS id
    MATCH (n:Resource {id: id})
    WHERE """
    + THING_WITHIN_CLAUSE
    + """
    RETURN collect([n.id, n.source]) AS found
    UNION ALL
    UNWIND $teams AS id
    MATCH (n:Team {id: id})
    RETURN collect([n.id, n.source]) AS found
    UNION ALL
    UNWIND $organisations AS id
    MATCH (n:Organisation {id: id})
    RETURN collect([n.id, n.source]) AS found
    """
)


def find_sources(graph: Graph, scope: Scope, helpers: Iterable[tuple[str, str]]) -> dict[str, str | None]:
    """Find where the records of some helpers, given as (kind, id), come from; those out of scope are left out."""
    ids: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for kind, id_ in helpers:
        ids[kind].append(id_)
    lists = {f"{kind}s": found for kind, found in ids.items()}
    rows = graph.rows(FIND_CARDS_CYPHER, root=scope.territory, **lists)
    return {id_: source for row in rows for id_, source in row["found"]}
