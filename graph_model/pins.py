"""Pins: persons whom staff fixed on a post or barred from it, until they lift it; every word leaves an event.

A pin is seen and lifted where its post is, wherever that moves. Locks are taken in the order of `decision_texts`: the
person, then the post, then the pin, then the event counter.
"""

from collections.abc import Collection
from datetime import UTC, datetime
from functools import partial
from typing import Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.claims import left_of
from graph_model.day import today
from graph_model.driver import Graph, native
from graph_model.entities.pin import Pin
from graph_model.entities.terms import EventKind, PinKind
from graph_model.errors import CapacityTaken, NotFound
from graph_model.nodes import ScopedNodes
from graph_model.scope import PERSON_WITHIN_CLAUSE, REACHES_CLAUSE, THING_WITHIN_CLAUSE, Scope

PIN_WITHIN_CLAUSE: Final = " EXISTS { MATCH (n)-[:OF]->(:Post)-[at:IN]" + REACHES_CLAUSE + "} "
"""The post of the pin `n` is in the subtree of `$root` on the day `$today`."""

SAVE_PINS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Pin {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now), n.at = datetime(row.moments.at),
        n.lifted_at = datetime(row.moments.lifted_at)
"""
FIND_PINS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Pin {id: id}) WHERE " + PIN_WITHIN_CLAUSE + " RETURN n"
TIE_PIN_CYPHER: Final = """
    MATCH (n:Pin {id: $id})
    MATCH (w:Post {id: n.post})
    MATCH (h:Person {id: n.person})
    MERGE (n)-[:OF]->(w)
    MERGE (n)-[:PROPOSES]->(h)
"""
PERSON_TO_PIN_CYPHER: Final = (
    "MATCH (n:Person {id: $id}) WHERE " + PERSON_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n.id AS id"
)
POST_TO_PIN_CYPHER: Final = (
    "MATCH (n:Post {id: $id}) WHERE " + THING_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n.id AS id"
)
SEATS_TO_PIN_CYPHER: Final = """
    MATCH (n:Post {id: $id})
    RETURN n.headcount AS headcount,
        [(n)<-[r:FILLS|ASSIGNED_TO]-(h)
            WHERE coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today | h.id] AS doing,
        [(n)<-[:OF]-(p:Pin) WHERE p.holds AND p.kind = $fixed | p.person] AS fixed
"""
LOCK_PIN_CYPHER: Final = "MATCH (n:Pin {id: $id}) WHERE " + PIN_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n"
HOLDING_PINS_CYPHER: Final = "MATCH (n:Pin {holds: true}) WHERE " + PIN_WITHIN_CLAUSE + " RETURN n ORDER BY n.id"
PINS_OF_POST_CYPHER: Final = (
    "MATCH (:Post {id: $post})<-[:OF]-(n:Pin {holds: true}) WHERE " + PIN_WITHIN_CLAUSE + " RETURN n ORDER BY n.id"
)

PINS: Final = ScopedNodes(Pin, SAVE_PINS_CYPHER, FIND_PINS_CYPHER)
KINDS: Final = {PinKind.FIXED: EventKind.PIN_FIXED, PinKind.BARRED: EventKind.PIN_BARRED}


def id_of(post: str, person: str) -> str:
    """Return the id of the pin of a pair."""
    return f"{Pin.prefix}{post}:{person}"


def settle(graph: Graph, scope: Scope, pin: Pin, gone: Collection[str] = ()) -> Pin:
    """Fix a person on a post or bar them, whatever was settled of the pair before, and return the pin.

    Whoever was fixed on the post and is among `gone`, or fills it by now, keeps no seat from anybody else.

    Raises
    ------
    NotFound
        Post or person is not within the scope.
    CapacityTaken
        As many others are fixed on the post as it has seats left.
    """
    return graph.write(partial(settle_in, scope=scope, pin=pin, gone=gone))


def settle_in(tx: ManagedTransaction, scope: Scope, pin: Pin, gone: Collection[str] = ()) -> Pin:
    """Do the same as `settle` within a transaction under way."""
    for text, label, id_ in ((PERSON_TO_PIN_CYPHER, "Person", pin.person), (POST_TO_PIN_CYPHER, "Post", pin.post)):
        if tx.run(text, id=id_, root=scope.territory, today=today()).single() is None:
            raise NotFound(label, id_)
    if pin.kind is PinKind.FIXED:
        _seat(tx, pin, gone)
    kept = pin.model_copy(update={"holds": True, "lifted_by": None, "lifted_at": None})
    PINS.put(tx, [kept])
    tx.run(TIE_PIN_CYPHER, id=pin.id).consume()
    events.append(tx, KINDS[pin.kind], pin.by, [pin.id, pin.post, pin.person], {"why": pin.why})
    return kept


def _seat(tx: ManagedTransaction, pin: Pin, gone: Collection[str]) -> None:
    """See that the post, locked before, has a seat left for whom is fixed."""
    post = tx.run(SEATS_TO_PIN_CYPHER, id=pin.post, fixed=PinKind.FIXED.value, today=today()).single(strict=True)
    left = left_of(None, post["headcount"], post["doing"]).places
    others = set(post["fixed"]).difference(post["doing"], gone, [pin.person])
    if pin.person not in post["doing"] and len(others) >= left:
        raise CapacityTaken("Post", pin.post, float(left))


def lift(graph: Graph, scope: Scope, id: str) -> Pin:  # noqa: A002 - the property's own name
    """Take back what was settled of a pair; lifted before, it stays so and nothing is written.

    Raises
    ------
    NotFound
        There is none within the scope.
    """
    return graph.write(partial(lift_in, scope=scope, id=id))[0]


def lift_in(tx: ManagedTransaction, scope: Scope, id: str) -> tuple[Pin, bool]:  # noqa: A002 - the property's own name
    """Do the same as `lift` within a transaction under way, and tell whether the pin held until now."""
    row = tx.run(LOCK_PIN_CYPHER, id=id, root=scope.territory, today=today()).single()
    if row is None:
        raise NotFound(Pin.node_label, id)
    pin = Pin.from_properties(native(row["n"]))
    if not pin.holds:
        return pin, False
    lifted = pin.model_copy(update={"holds": False, "lifted_by": scope.user, "lifted_at": datetime.now(UTC)})
    PINS.put(tx, [lifted])
    events.append(tx, EventKind.PIN_LIFTED, scope.user, [pin.id, pin.post, pin.person])
    return lifted, True


def holding_pins(graph: Graph, scope: Scope) -> list[Pin]:
    """List the pins that hold within the scope, by id."""
    return [Pin.from_properties(row["n"]) for row in graph.rows(HOLDING_PINS_CYPHER, root=scope.territory)]


def pins_of_post(graph: Graph, scope: Scope, post: str) -> list[Pin]:
    """List the pins of one post that hold, by id; none of a post outside the scope."""
    return [Pin.from_properties(row["n"]) for row in graph.rows(PINS_OF_POST_CYPHER, post=post, root=scope.territory)]
