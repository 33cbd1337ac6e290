"""The change feed: every change to the lists and every decision, numbered without gaps and never rewritten."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

import orjson
from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.entities.event import Event
from graph_model.entities.terms import EventKind

APPEND_CYPHER: Final = """
    MERGE (c:Counter {id: 'events'})
    SET c.lock = 1
    WITH c
    SET c.value = coalesce(c.value, 0) + 1
    WITH c
    CREATE (e:Event {id: 'event-' + toString(c.value), seq: c.value})
    SET e.at = datetime($at), e.by = $by, e.kind = $kind, e.subjects = $subjects, e.detail = $detail
    RETURN e.seq AS seq
"""
LATEST_SEQ_CYPHER: Final = "MATCH (c:Counter {id: 'events'}) RETURN c.value AS seq"
SINCE_CYPHER: Final = "MATCH (e:Event) WHERE e.seq > $seq RETURN e AS n ORDER BY e.seq LIMIT $limit"
ABOUT_CYPHER: Final = """
    MATCH (e:Event) WHERE $id IN e.subjects
    RETURN e AS n ORDER BY e.seq DESC LIMIT $limit
"""


def append(
    tx: ManagedTransaction, kind: EventKind, by: str, subjects: Sequence[str], detail: dict[str, object] | None = None
) -> int:
    """Write an event at the end of a transaction, and return its number.

    The counter is locked until the transaction ends, so numbers become visible in their order and leave no gap; hence
    whatever else a transaction locks it locks before its first event.
    """
    facts = {
        "kind": kind.value,
        "by": by,
        "subjects": list(dict.fromkeys(subjects)),
        "detail": orjson.dumps(detail).decode() if detail else "",
        "at": datetime.now(UTC).isoformat(),
    }
    seq: int = tx.run(APPEND_CYPHER, facts).single(strict=True)["seq"]
    return seq


def latest_seq(graph: Graph) -> int:
    """Give the number of the latest event, 0 when there is none."""
    return next((row["seq"] for row in graph.rows(LATEST_SEQ_CYPHER)), 0)


def since(graph: Graph, seq: int, limit: int = 10_000) -> list[Event]:
    """List the events after number `seq`, oldest first."""
    return [Event.from_properties(row["n"]) for row in graph.rows(SINCE_CYPHER, seq=seq, limit=limit)]


def about(graph: Graph, id: str, limit: int = 50) -> list[Event]:  # noqa: A002 - the property's own name
    """List the latest events that concern one thing, newest first; who may see the thing may see them."""
    return [Event.from_properties(row["n"]) for row in graph.rows(ABOUT_CYPHER, id=id, limit=limit)]
