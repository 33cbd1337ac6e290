"""Locking all that several decisions touch, in the one order of `decision_texts`, so that no two wait in a ring.

All of a kind are locked before any of the next: suggestions, helpers, works, each by id. The event counter comes after.
"""

from collections.abc import Iterable
from typing import Final

from neo4j import ManagedTransaction

from graph_model.day import today
from graph_model.scope import THING_WITHIN_CLAUSE, Scope

LOCK_SUGGESTIONS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Suggestion {id: id}) WHERE "
    + THING_WITHIN_CLAUSE
    + " WITH DISTINCT n ORDER BY n.id SET n.lock = 1 RETURN n.id AS id"
)
LOCK_HELPERS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Suggestion {id: id})-[:PROPOSES]->(h)
    WITH DISTINCT h ORDER BY h.id
    SET h.lock = 1
"""
LOCK_WORKS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (:Suggestion {id: id})-[:OF]->(w)
    WITH DISTINCT w ORDER BY w.id
    SET w.lock = 1
"""


def lock_all(tx: ManagedTransaction, scope: Scope, ids: Iterable[str]) -> None:
    """Lock the suggestions within the scope, then their helpers, then their works."""
    asked = {"ids": sorted(set(ids)), "root": scope.territory, "today": today()}
    within = [row["id"] for row in tx.run(LOCK_SUGGESTIONS_CYPHER, asked)]
    tx.run(LOCK_HELPERS_CYPHER, ids=within).consume()
    tx.run(LOCK_WORKS_CYPHER, ids=within).consume()
