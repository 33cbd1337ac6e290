"""The top of the tree of territories."""

from typing import Final

from graph_model.driver import Graph

FIND_ROOTS_CYPHER: Final = """
    MATCH (t:Territory)
    WHERE NOT EXISTS { (t)-[:PART_OF]->(:Territory) }
    RETURN t.id AS id ORDER BY t.level <> 'district', id
"""


def find_roots(graph: Graph) -> list[str]:
    """Find the territories that are part of no other, districts first, in the order of their ids."""
    return [row["id"] for row in graph.rows(FIND_ROOTS_CYPHER)]
