"""How many nodes of each main noun there are: for the desk, and to tell an empty graph."""

from typing import Final

from graph_model.driver import Graph

COUNT_NODES_CYPHER: Final = """
    MATCH (n:Territory) RETURN 'Territory' AS label, count(n) AS number
    UNION ALL
    MATCH (n:Organisation) RETURN 'Organisation' AS label, count(n) AS number
    UNION ALL
    MATCH (n:Person) RETURN 'Person' AS label, count(n) AS number
    UNION ALL
    MATCH (n:Post) RETURN 'Post' AS label, count(n) AS number
    UNION ALL
    MATCH (n:Need) RETURN 'Need' AS label, count(n) AS number
"""


def count_nodes(graph: Graph) -> dict[str, int]:
    """Count territories, organisations, persons, posts and needs of the whole graph; no names, so no scope."""
    return {row["label"]: row["number"] for row in graph.rows(COUNT_NODES_CYPHER)}
