"""Finding things by a part of their name or by their id: people, units, list items and places within the scope."""

from dataclasses import dataclass
from typing import Final, LiteralString

from graph_model.driver import Graph
from graph_model.scope import (
    PERSON_WITHIN_CLAUSE,
    TEAM_WITHIN_CLAUSE,
    THING_WITHIN_CLAUSE,
    UNIT_WITHIN_CLAUSE,
    UP_CLAUSE,
    Scope,
)

SEARCH_PERSONS_CYPHER: Final = (
    "MATCH (n:Person) WHERE (n.id = $text OR toLower(n.name) CONTAINS toLower($text)) AND "
    + PERSON_WITHIN_CLAUSE
    + """
    WITH n ORDER BY size(n.name), n.id LIMIT $limit
    RETURN n.id AS id, n.name AS name,
        [(n)-[r:LIVES_IN]->(t:Territory) WHERE r.until IS NULL OR r.until >= $today | t.name] AS places
    """
)
SEARCH_ORGANISATIONS_CYPHER: Final = (
    """
    MATCH (n:Organisation)
    WHERE (n.id = $text OR toLower(n.name) CONTAINS toLower($text)
        OR any(alias IN coalesce(n.aliases, []) WHERE toLower(alias) CONTAINS toLower($text)))
      AND ("""
    + UNIT_WITHIN_CLAUSE
    + "OR"
    + TEAM_WITHIN_CLAUSE
    + """)
    WITH n ORDER BY size(n.name), n.id LIMIT $limit
    RETURN n.id AS id, n.name AS name,
        [(n)-[r:LOCATED_IN]->(t:Territory) WHERE r.until IS NULL OR r.until >= $today | t.name] AS places
    """
)
SEARCH_TEAMS_CYPHER: Final = (
    "MATCH (n:Team) WHERE (n.id = $text OR toLower(n.name) CONTAINS toLower($text)) AND"
    + TEAM_WITHIN_CLAUSE
    + """
    WITH n ORDER BY size(n.name), n.id LIMIT $limit
    RETURN n.id AS id, n.name AS name,
        [(n)-[r:SERVES]->(t:Territory) WHERE r.until IS NULL OR r.until >= $today | t.name] AS places
    """
)
SEARCH_TERRITORIES_CYPHER: Final = (
    "MATCH (:Territory {id: $root})<-[up:PART_OF*0..6]-(n:Territory)"
    " WHERE (toLower(n.name) CONTAINS toLower($text) OR n.id STARTS WITH $text) AND"
    + UP_CLAUSE
    + """
    WITH n ORDER BY size(n.id), size(n.name), n.id LIMIT $limit
    RETURN n.id AS id, n.name AS name,
        [(n)-[r:PART_OF]->(t:Territory) WHERE r.until IS NULL OR r.until >= $today | t.name] AS places
    """
)
TITLED_CLAUSE: Final = (
    " WHERE (n.id = $text OR toLower(n.title) CONTAINS toLower($text)) AND "
    + THING_WITHIN_CLAUSE
    + """
    WITH n ORDER BY size(n.title), n.id LIMIT $limit
    RETURN n.id AS id, n.title AS name,
        [(n)-[r:IN]->(t:Territory) WHERE r.until IS NULL OR r.until >= $today | t.name] AS places
    """
)
SEARCH_RESOURCES_CYPHER: Final = "MATCH (n:Resource)" + TITLED_CLAUSE
SEARCH_NEEDS_CYPHER: Final = "MATCH (n:Need)" + TITLED_CLAUSE
SEARCH_PROBLEMS_CYPHER: Final = "MATCH (n:Problem)" + TITLED_CLAUSE
SEARCH_POSTS_CYPHER: Final = "MATCH (n:Post)" + TITLED_CLAUSE
SEARCH_PROJECTS_CYPHER: Final = "MATCH (n:Project)" + TITLED_CLAUSE

SEARCHES: Final[tuple[tuple[str, LiteralString], ...]] = (
    ("Territory", SEARCH_TERRITORIES_CYPHER),
    ("Person", SEARCH_PERSONS_CYPHER),
    ("Organisation", SEARCH_ORGANISATIONS_CYPHER),
    ("Team", SEARCH_TEAMS_CYPHER),
    ("Post", SEARCH_POSTS_CYPHER),
    ("Need", SEARCH_NEEDS_CYPHER),
    ("Problem", SEARCH_PROBLEMS_CYPHER),
    ("Resource", SEARCH_RESOURCES_CYPHER),
    ("Project", SEARCH_PROJECTS_CYPHER),
)


@dataclass(frozen=True, slots=True)
class Found:
    """A thing whose name holds the words: its label, id, name and the places it is in or, for a team, serves."""

    label: str
    id: str
    name: str
    places: tuple[str, ...]


def find_by_name(graph: Graph, scope: Scope, text: str, limit: int = 8) -> list[Found]:
    """Find up to `limit` things of each kind with `text` in the name or as the id, shortest names first."""
    words = text.strip()
    if not words:
        return []
    return [
        Found(label, row["id"], row["name"], tuple(sorted(row["places"])))
        for label, query in SEARCHES
        for row in graph.rows(query, text=words, limit=limit, root=scope.territory)
    ]
