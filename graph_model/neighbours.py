"""What a record is tied to, whatever the tie: for the page that shows one record with its history.

People, visits and list items on the other side are told only when they are within the scope themselves.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, LiteralString

from graph_model.driver import Graph
from graph_model.scope import PERSON_WITHIN_CLAUSE, THING_WITHIN_CLAUSE, Scope

MOST: Final = 300
HIDDEN: Final = ("IN_RUN", "OF", "PROPOSES", "RATES")
"""What a weekly run and a review refer to, told on pages of their own; who rated whom in a survey, told nowhere."""
TOLD_CLAUSE: Final = """
    RETURN type(r) AS type, startNode(r) = record AS outward, r AS facts, n AS other, labels(n) AS labels
    ORDER BY type, n.id LIMIT $limit
"""
TIED_CLAUSE: Final = (
    """-[r]-(n)
    WHERE NOT type(r) IN $hidden
      AND (NOT (n:Suggestion OR n:Person OR n:Resource OR n:Need OR n:Problem OR n:Project OR n:Post OR n:Visit)
           OR """
    + PERSON_WITHIN_CLAUSE
    + " OR "
    + THING_WITHIN_CLAUSE
    + ")"
    + TOLD_CLAUSE
)
TIES_CYPHER: Final[Mapping[str, LiteralString]] = {
    "person": "MATCH (record:Person {id: $id})" + TIED_CLAUSE,
    "organisation": "MATCH (record:Organisation {id: $id})" + TIED_CLAUSE,
    "team": "MATCH (record:Team {id: $id})" + TIED_CLAUSE,
    "resource": "MATCH (record:Resource {id: $id})" + TIED_CLAUSE,
    "post": "MATCH (record:Post {id: $id})" + TIED_CLAUSE,
    "need": "MATCH (record:Need {id: $id})" + TIED_CLAUSE,
    "wish": "MATCH (record:Need {id: $id})" + TIED_CLAUSE,
    "problem": "MATCH (record:Problem {id: $id})" + TIED_CLAUSE,
    "project": "MATCH (record:Project {id: $id})" + TIED_CLAUSE,
    "territory": "MATCH (record:Territory {id: $id})-[r:PART_OF|SUCCEEDED_BY|PAIRED_WITH|SERVES|COVERS]-(n)"
    + TOLD_CLAUSE,
}


@dataclass(frozen=True, slots=True)
class Neighbour:
    """One tie seen from a record: `outward` when it starts there, with its own facts and the other side."""

    type: str
    outward: bool
    facts: dict[str, Any]
    other: dict[str, Any]
    labels: frozenset[str]

    @property
    def name(self) -> str:
        """What the other side is called."""
        other = self.other
        return str(other.get("name") or other.get("title") or other.get("label") or other["id"])


def find_neighbours(
    graph: Graph,
    scope: Scope,
    kind: str,
    id: str,  # noqa: A002 - the property's own name
    limit: int = MOST,
) -> list[Neighbour]:
    """Find up to `limit` ties of a record; the caller has found the record itself within the scope before."""
    rows = graph.rows(TIES_CYPHER[kind], id=id, limit=limit, root=scope.territory, hidden=HIDDEN)
    return [
        Neighbour(row["type"], row["outward"], row["facts"], row["other"], frozenset(row["labels"])) for row in rows
    ]
