"""What a record is tied to, whatever the tie: for the page that shows one record with its history.

People, visits and list items on the other side are told only when they are within the scope themselves.
"""

from dataclasses import dataclass
from typing import Any, Final, LiteralString

from graph_model.driver import Graph
from graph_model.scope import Scope

MOST: Final = 300
TIES_OF_PERSON_CYPHER: Final = """
    MATCH (n:Person {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_ORGANISATION_CYPHER: Final = """
    MATCH (n:Organisation {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_TEAM_CYPHER: Final = """
    MATCH (n:Team {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_RESOURCE_CYPHER: Final = """
    MATCH (n:Resource {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_POST_CYPHER: Final = """
    MATCH (n:Post {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_NEED_CYPHER: Final = """
    MATCH (n:Need {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_PROBLEM_CYPHER: Final = """
    MATCH (n:Problem {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_PROJECT_CYPHER: Final = """
    MATCH (n:Project {id: $id})-[r]-(m)
    WHERE NOT (m:Suggestion OR m:Person OR m:Resource OR m:Need OR m:Problem OR m:Project OR m:Post OR m:Visit)
       OR EXISTS { MATCH (m)-[at:IN|LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
       OR EXISTS { MATCH (m)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                         -[up:PART_OF*0..6]->(:Territory {id: $root})
                   WHERE (at.until IS NULL OR at.until >= $today)
                     AND (site.until IS NULL OR site.until >= $today)
                     AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
TIES_OF_TERRITORY_CYPHER: Final = """
    MATCH (n:Territory {id: $id})-[r:PART_OF|SUCCEEDED_BY|PAIRED_WITH|SERVES|COVERS]-(m)
    RETURN type(r) AS type, startNode(r) = n AS outward, r AS facts, m AS other, labels(m) AS labels
    ORDER BY type, m.id LIMIT $limit
"""
QUERIES: Final[dict[str, LiteralString]] = {
    "person": TIES_OF_PERSON_CYPHER,
    "organisation": TIES_OF_ORGANISATION_CYPHER,
    "team": TIES_OF_TEAM_CYPHER,
    "resource": TIES_OF_RESOURCE_CYPHER,
    "post": TIES_OF_POST_CYPHER,
    "need": TIES_OF_NEED_CYPHER,
    "wish": TIES_OF_NEED_CYPHER,
    "problem": TIES_OF_PROBLEM_CYPHER,
    "project": TIES_OF_PROJECT_CYPHER,
    "territory": TIES_OF_TERRITORY_CYPHER,
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
    """Find what a record is tied to; the caller has found the record itself within the scope before."""
    rows = graph.rows(QUERIES[kind], id=id, limit=limit, root=scope.territory)
    return [
        Neighbour(row["type"], row["outward"], row["facts"], row["other"], frozenset(row["labels"])) for row in rows
    ]
