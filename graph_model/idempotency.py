"""Remembers the answer of a write by the key its caller gave, so that the same request sent twice acts once."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final, NamedTuple

from neo4j import ManagedTransaction

from graph_model.driver import Graph

CLAIM_CYPHER: Final = """
    MERGE (k:IdempotencyKey {id: $key})
    SET k.lock = 1
    RETURN k.response AS response, k.request AS request
"""
ANSWERED_CYPHER: Final = """
    MATCH (k:IdempotencyKey {id: $key}) WHERE k.response IS NOT NULL
    RETURN k.response AS response, k.request AS request
"""
REMEMBER_CYPHER: Final = """
    MATCH (k:IdempotencyKey {id: $key})
    SET k.response = $response, k.request = $request, k.created_at = datetime()
"""
FORGET_CYPHER: Final = """
    MATCH (k:IdempotencyKey) WHERE k.created_at < datetime($before)
    WITH k LIMIT 1000
    DELETE k
    RETURN count(*) AS gone
"""

KEPT: Final = timedelta(days=7)


class Answered(NamedTuple):
    """The text of an answer; `again` when it was given before; `same_request` when that was the same request."""

    response: str
    again: bool
    same_request: bool


def once(graph: Graph, key: str, request: str, work: Callable[[ManagedTransaction], str]) -> Answered:
    """Do `work` and remember its answer in one transaction, or give the answer remembered for `key`.

    Parameters
    ----------
    key
        The caller's key, made unique to the user.
    request
        A digest of the request; another request under the same key is told by `same_request`, and not done.
    work
        Gives the text of the answer; what it raises passes through and is not remembered.
    """
    return graph.write(partial(_once, key=key, request=request, work=work))


def answered(graph: Graph, key: str, request: str) -> Answered | None:
    """Return the answer remembered for `key`, or nothing while no request under it was done."""
    rows = graph.rows(ANSWERED_CYPHER, key=key)
    return Answered(rows[0]["response"], again=True, same_request=rows[0]["request"] == request) if rows else None


def _once(tx: ManagedTransaction, key: str, request: str, work: Callable[[ManagedTransaction], str]) -> Answered:
    known = tx.run(CLAIM_CYPHER, key=key).single(strict=True)
    if known["response"] is not None:
        return Answered(known["response"], again=True, same_request=known["request"] == request)
    response = work(tx)
    tx.run(REMEMBER_CYPHER, key=key, request=request, response=response).consume()
    return Answered(response, again=False, same_request=True)


def forget_old(graph: Graph) -> None:
    """Forget the keys that nobody sends again any more."""
    before = (datetime.now(UTC) - KEPT).isoformat()
    while forget(graph, before):
        pass


def forget(graph: Graph, before: str) -> int:
    """Forget up to 1,000 keys made before an ISO time; call until it returns 0."""
    return graph.write(lambda tx: int(tx.run(FORGET_CYPHER, before=before).single(strict=True)["gone"]))
