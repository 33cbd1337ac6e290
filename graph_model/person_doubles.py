"""Records that may be of one person: kept with the weight of each field until staff say that they are, or are not."""

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final, NamedTuple

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.day import today
from graph_model.driver import Graph, native
from graph_model.entities.person_double import PersonDouble
from graph_model.entities.terms import DoubleState, EventKind
from graph_model.errors import NotFound
from graph_model.nodes import BATCH, Nodes, batches
from graph_model.scope import PERSON_WITHIN_CLAUSE, Scope

SAVE_PERSON_DOUBLES_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:PersonDouble {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now), n.at = coalesce(datetime(row.moments.at), n.at)
"""
FIND_PERSON_DOUBLES_CYPHER: Final = "UNWIND $ids AS id MATCH (n:PersonDouble {id: id}) RETURN n"
PAIRS_OF_DOUBLES_CYPHER: Final = """
    MATCH (n:PersonDouble) WHERE n.state IN $states
    RETURN n.id AS id, n.one AS one, n.other AS other, n.weight AS weight, n.state AS state,
        n.is_certain AS is_certain
    ORDER BY n.weight DESC, n.id
"""
LOCK_DOUBLE_CYPHER: Final = "MATCH (n:PersonDouble {id: $id}) SET n.lock = 1 RETURN n"
IS_WITHIN_CYPHER: Final = "MATCH (n:Person {id: $id}) WHERE " + PERSON_WITHIN_CLAUSE + " RETURN n.id AS id"
FORGET_DOUBLES_CYPHER: Final = "UNWIND $ids AS id MATCH (n:PersonDouble {id: id}) WHERE n.state = 'pending' DELETE n"

PERSON_DOUBLES: Final = Nodes(PersonDouble, SAVE_PERSON_DOUBLES_CYPHER, FIND_PERSON_DOUBLES_CYPHER)
WAITING: Final = (DoubleState.PENDING, DoubleState.LATER)


class Pair(NamedTuple):
    """Which two persons, and nothing about them."""

    id: str
    one: str
    other: str
    weight: float
    state: str
    is_certain: bool


def id_of(one: str, other: str) -> str:
    """Return the id of a pair, whichever way round it is named."""
    first, second = sorted((one, other))
    return f"{PersonDouble.prefix}{first}:{second}"


def pairs_of(graph: Graph, states: Iterable[DoubleState] = WAITING) -> list[Pair]:
    """List which pairs are in some states, the surest first: ids alone, of which the reader may see some."""
    rows = graph.rows(PAIRS_OF_DOUBLES_CYPHER, states=[one.value for one in states])
    return [Pair(**row) for row in rows]


def keep(graph: Graph, found: Sequence[PersonDouble], gone: Collection[str]) -> None:
    """Keep pairs that were found, and forget those still waiting that no longer look alike."""
    for batch in batches(found, BATCH):
        graph.write(partial(PERSON_DOUBLES.put, entities=batch))
    for ids in batches(sorted(gone), BATCH):
        graph.write(partial(_forget, ids=ids))


def _forget(tx: ManagedTransaction, ids: list[str]) -> None:
    tx.run(FORGET_DOUBLES_CYPHER, ids=ids).consume()


def judge_in(tx: ManagedTransaction, scope: Scope, one: str, other: str, state: DoubleState) -> PersonDouble:
    """Note what staff say of a pair, found or not, within a transaction under way; the event comes last.

    Raises
    ------
    NotFound
        One of the two is not within the scope.
    """
    for person in sorted((one, other)):
        if tx.run(IS_WITHIN_CYPHER, id=person, root=scope.territory, today=today()).single() is None:
            raise NotFound("Person", person)
    judged = noted_in(tx, scope, one, other, state)
    events.append(tx, EventKind.DOUBLE_JUDGED, scope.user, [judged.id, one, other], {"state": state.value})
    return judged


def noted_in(tx: ManagedTransaction, scope: Scope, one: str, other: str, state: DoubleState) -> PersonDouble:
    """Write what was said of a pair; who calls tells of it by an event."""
    first, second = sorted((one, other))
    row = tx.run(LOCK_DOUBLE_CYPHER, id=id_of(one, other)).single()
    known = PersonDouble.from_properties(native(row["n"])) if row else None
    plain = known or PersonDouble(id=id_of(one, other), one=first, other=second)
    judged = plain.model_copy(update={"state": state, "by": scope.user, "at": datetime.now(UTC)})
    PERSON_DOUBLES.put(tx, [judged])
    return judged
