"""Mappings of ledgers: kept when staff correct how a layout is read, taken back by one word; both leave an event."""

from functools import partial
from typing import Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph, native
from graph_model.entities.ledger_mapping import LedgerMapping
from graph_model.entities.terms import EventKind
from graph_model.nodes import Nodes
from graph_model.scope import Scope

SAVE_LEDGER_MAPPINGS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:LedgerMapping {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now), n.at = datetime(row.moments.at)
"""
FIND_LEDGER_MAPPINGS_CYPHER: Final = "UNWIND $ids AS id MATCH (n:LedgerMapping {id: id}) RETURN n"
HOLDING_LEDGER_MAPPINGS_CYPHER: Final = "MATCH (n:LedgerMapping) WHERE n.holds = true RETURN n ORDER BY n.id"
LOCK_LEDGER_MAPPING_CYPHER: Final = "MATCH (n:LedgerMapping {id: $id}) SET n.lock = 1 RETURN n"

LEDGER_MAPPINGS: Final = Nodes(LedgerMapping, SAVE_LEDGER_MAPPINGS_CYPHER, FIND_LEDGER_MAPPINGS_CYPHER)


def keep(graph: Graph, scope: Scope, mapping: LedgerMapping) -> LedgerMapping:
    """Remember how a layout is read from now on, in the name of who asks, whatever was settled of it before."""
    kept = mapping.model_copy(update={"by": scope.user, "holds": True})
    graph.write(partial(_keep, mapping=kept))
    return kept


def _keep(tx: ManagedTransaction, mapping: LedgerMapping) -> None:
    LEDGER_MAPPINGS.put(tx, [mapping])
    read_as: dict[str, object] = {
        "kind": mapping.kind,
        "columns": dict(zip(mapping.headers, mapping.fields, strict=True)),
    }
    events.append(tx, EventKind.MAPPING_KEPT, mapping.by, [mapping.id], read_as)


def take_back(graph: Graph, scope: Scope, id: str) -> bool:  # noqa: A002 - the property's own name
    """Read a layout by itself again; tells whether anything was settled of it."""
    return graph.write(partial(_take_back, scope=scope, id=id))


def _take_back(tx: ManagedTransaction, scope: Scope, id: str) -> bool:  # noqa: A002 - the property's own name
    row = tx.run(LOCK_LEDGER_MAPPING_CYPHER, id=id).single()
    mapping = LedgerMapping.from_properties(native(row["n"])) if row else None
    if mapping is None or not mapping.holds:
        return False
    LEDGER_MAPPINGS.put(tx, [mapping.model_copy(update={"holds": False})])
    events.append(tx, EventKind.MAPPING_TAKEN_BACK, scope.user, [id], {"kind": mapping.kind})
    return True


def holding_mappings(graph: Graph) -> list[LedgerMapping]:
    """List what holds of all layouts, by id; it is about forms, so it is the same for everybody."""
    return [LedgerMapping.from_properties(row["n"]) for row in graph.rows(HOLDING_LEDGER_MAPPINGS_CYPHER)]
