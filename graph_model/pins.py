"""Pins: helpers whom staff fixed on a work or barred from it, until they lift it; every word leaves an event.

A post takes persons, a need anybody. A pin is seen and lifted where its work is, wherever that moves. Locks are taken
in the order of `decision_texts`: the helper, then the work, then the pin, then the event counter.
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
from graph_model.entities import Need, Organisation, Person, Post, Resource, Team
from graph_model.entities.pin import Pin
from graph_model.entities.terms import EventKind, PinKind
from graph_model.errors import CapacityTaken, NotFound
from graph_model.nodes import ScopedNodes
from graph_model.scope import PERSON_WITHIN_CLAUSE, REACHES_CLAUSE, THING_WITHIN_CLAUSE, Scope

PIN_WITHIN_CLAUSE: Final = " EXISTS { MATCH (n)-[:OF]->()-[at:IN]" + REACHES_CLAUSE + "} "
"""The work of the pin `n` is in the subtree of `$root` on the day `$today`."""

SAVE_PINS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Pin {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now), n.at = datetime(row.moments.at),
        n.lifted_at = datetime(row.moments.lifted_at)
"""
FIND_PINS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:Pin {id: id}) WHERE " + PIN_WITHIN_CLAUSE + " RETURN n"
OF_WORK_CYPHER: Final = {
    "Post": "MATCH (n:Pin {id: $id}) MATCH (w:Post {id: n.post}) MERGE (n)-[:OF]->(w)",
    "Need": "MATCH (n:Pin {id: $id}) MATCH (w:Need {id: n.post}) MERGE (n)-[:OF]->(w)",
}
OF_HELPER_CYPHER: Final = {
    "Person": "MATCH (n:Pin {id: $id}) MATCH (h:Person {id: n.person}) MERGE (n)-[:PROPOSES]->(h)",
    "Team": "MATCH (n:Pin {id: $id}) MATCH (h:Team {id: n.person}) MERGE (n)-[:PROPOSES]->(h)",
    "Organisation": "MATCH (n:Pin {id: $id}) MATCH (h:Organisation {id: n.person}) MERGE (n)-[:PROPOSES]->(h)",
    "Resource": "MATCH (n:Pin {id: $id}) MATCH (h:Resource {id: n.person}) MERGE (n)-[:PROPOSES]->(h)",
}
HELPER_TO_PIN_CYPHER: Final = {
    "Person": "MATCH (n:Person {id: $id}) WHERE " + PERSON_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n.id AS id",
    "Team": "MATCH (n:Team {id: $id}) SET n.lock = 1 RETURN n.id AS id",
    "Organisation": "MATCH (n:Organisation {id: $id}) SET n.lock = 1 RETURN n.id AS id",
    "Resource": "MATCH (n:Resource {id: $id}) SET n.lock = 1 RETURN n.id AS id",
}
WORK_TO_PIN_CYPHER: Final = {
    "Post": "MATCH (n:Post {id: $id}) WHERE " + THING_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n.id AS id",
    "Need": "MATCH (n:Need {id: $id}) WHERE " + THING_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n.id AS id",
}
AT_WORK_CLAUSE: Final = """
        [(n)<-[r:FILLS|ASSIGNED_TO]-(h)
            WHERE coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today | h.id] AS doing,
        [(n)<-[:OF]-(p:Pin) WHERE p.holds AND p.kind = $fixed | p.person] AS fixed
"""
"""Who does the work `n` on the day `$today`, and who is fixed on it."""
SEATS_TO_PIN_CYPHER: Final = {
    "Post": "MATCH (n:Post {id: $id}) RETURN n.headcount AS headcount, null AS quantity," + AT_WORK_CLAUSE,
    "Need": "MATCH (n:Need {id: $id}) RETURN 1 AS headcount, CASE WHEN n.unit IS NULL THEN null ELSE n.quantity END"
    " AS quantity," + AT_WORK_CLAUSE,
}
LOCK_PIN_CYPHER: Final = "MATCH (n:Pin {id: $id}) WHERE " + PIN_WITHIN_CLAUSE + " SET n.lock = 1 RETURN n"
HOLDING_PINS_CYPHER: Final = "MATCH (n:Pin {holds: true}) WHERE " + PIN_WITHIN_CLAUSE + " RETURN n ORDER BY n.id"
OF_ONE_CLAUSE: Final = "<-[:OF]-(n:Pin {holds: true}) WHERE" + PIN_WITHIN_CLAUSE + "RETURN n ORDER BY n.id"
PINS_OF_WORK_CYPHER: Final = {
    "Post": "MATCH (:Post {id: $work})" + OF_ONE_CLAUSE,
    "Need": "MATCH (:Need {id: $work})" + OF_ONE_CLAUSE,
}

PINS: Final = ScopedNodes(Pin, SAVE_PINS_CYPHER, FIND_PINS_CYPHER)
PINNED: Final = (Person, Team, Organisation, Resource, Post, Need)
KINDS: Final = {PinKind.FIXED: EventKind.PIN_FIXED, PinKind.BARRED: EventKind.PIN_BARRED}


def id_of(work: str, helper: str) -> str:
    """Return the id of the pin of a pair."""
    return f"{Pin.prefix}{work}:{helper}"


def settle(graph: Graph, scope: Scope, pin: Pin, gone: Collection[str] = ()) -> Pin:
    """Fix a helper on a work or bar them, whatever was settled of the pair before, and return the pin.

    Whoever was fixed on the work and is among `gone`, or does it by now, keeps no seat from anybody else. A counted
    need has no seats: the week gives it units of those who are fixed on it in its unit.

    Raises
    ------
    NotFound
        The work or a person is not within the scope, or there is no such helper.
    CapacityTaken
        As many others are fixed on the work as it has seats left.
    """
    return graph.write(partial(settle_in, scope=scope, pin=pin, gone=gone))


def settle_in(tx: ManagedTransaction, scope: Scope, pin: Pin, gone: Collection[str] = ()) -> Pin:
    """Do the same as `settle` within a transaction under way."""
    helper, work = label_of(pin.person), label_of(pin.post)
    for texts, label, id_ in ((HELPER_TO_PIN_CYPHER, helper, pin.person), (WORK_TO_PIN_CYPHER, work, pin.post)):
        if label not in texts or tx.run(texts[label], id=id_, root=scope.territory, today=today()).single() is None:
            raise NotFound(label, id_)
    if pin.kind is PinKind.FIXED:
        _seat(tx, pin, work, gone)
    kept = pin.model_copy(update={"holds": True, "lifted_by": None, "lifted_at": None})
    PINS.put(tx, [kept])
    tx.run(OF_WORK_CYPHER[work], id=pin.id).consume()
    tx.run(OF_HELPER_CYPHER[helper], id=pin.id).consume()
    events.append(tx, KINDS[pin.kind], pin.by, [pin.id, pin.post, pin.person], {"why": pin.why})
    return kept


def label_of(id_: str) -> str:
    """Return the label of a helper or a work by what its id begins with; nothing for any other id."""
    return next((one.node_label for one in PINNED if id_.startswith(one.prefix)), "")


def _seat(tx: ManagedTransaction, pin: Pin, label: str, gone: Collection[str]) -> None:
    """See that the work, locked before, has a seat left for whom is fixed."""
    asked = tx.run(SEATS_TO_PIN_CYPHER[label], id=pin.post, fixed=PinKind.FIXED.value, today=today())
    work = asked.single(strict=True)
    left = left_of(None, work["headcount"], work["doing"]).places
    others = set(work["fixed"]).difference(work["doing"], gone, [pin.person])
    if work["quantity"] is None and pin.person not in work["doing"] and len(others) >= left:
        raise CapacityTaken(label, pin.post, float(left))


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


def pins_of_work(graph: Graph, scope: Scope, work: str) -> list[Pin]:
    """List the pins of one work that hold, by id; none of a work outside the scope."""
    text = PINS_OF_WORK_CYPHER[label_of(work)]
    return [Pin.from_properties(row["n"]) for row in graph.rows(text, work=work, root=scope.territory)]
