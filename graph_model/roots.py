"""The top of the tree of territories."""

from typing import Final

from neo4j import ManagedTransaction

from graph_model.driver import Graph, rows_of

FIND_ROOTS_CYPHER: Final = """
    MATCH (t:Territory)
    WHERE NOT EXISTS { (t)-[:PART_OF]->(:Territory) }
    RETURN t.id AS id ORDER BY t.level <> 'district', id
"""


def find_roots(graph: Graph) -> list[str]:
    """Find the territories that are part of no other, districts first, in the order of their ids."""
    return graph.read(roots_within)


def roots_within(tx: ManagedTransaction) -> list[str]:
    """Give the same within a transaction under way."""
    return [row["id"] for row in rows_of(tx.run(FIND_ROOTS_CYPHER))]
