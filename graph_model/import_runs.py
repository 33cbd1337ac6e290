"""Import runs: what was read, when, and what came of it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import EventKind, RunState
from graph_model.nodes import Nodes

SAVE_IMPORT_RUNS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:ImportRun {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now),
        n.started_at = coalesce(datetime(row.moments.started_at), n.started_at),
        n.finished_at = coalesce(datetime(row.moments.finished_at), n.finished_at)
"""
FIND_IMPORT_RUNS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:ImportRun {id: id})
    RETURN n
"""
LATEST_IMPORT_RUNS_CYPHER: Final = "MATCH (n:ImportRun) RETURN n ORDER BY n.created_at DESC, n.id DESC LIMIT $limit"

IMPORT_RUNS: Final = Nodes(ImportRun, SAVE_IMPORT_RUNS_CYPHER, FIND_IMPORT_RUNS_CYPHER)


def begin(graph: Graph, run: ImportRun) -> ImportRun:
    """Record that an import has begun; an id that is known is taken up again."""
    begun = run.model_copy(update={"state": RunState.RUNNING, "started_at": datetime.now(UTC)})
    IMPORT_RUNS.save(graph, begun)
    return begun


def finish(graph: Graph, run: ImportRun, subjects: Sequence[str] = ()) -> ImportRun:
    """Record how an import ended, with an event that tells readers to load anew."""
    ended = run.model_copy(update={"state": RunState.FINISHED, "finished_at": datetime.now(UTC)})
    graph.write(partial(_finish, run=ended, subjects=subjects))
    return ended


def _finish(tx: ManagedTransaction, run: ImportRun, subjects: Sequence[str]) -> None:
    IMPORT_RUNS.put(tx, [run])
    detail: dict[str, object] = {"run": run.id, "file": run.file, "loaded": run.loaded, "removed": run.removed}
    events.append(tx, EventKind.IMPORTED, run.by or "", subjects, detail)


def latest(graph: Graph, limit: int = 20) -> list[ImportRun]:
    """List the latest imports, newest first."""
    return [ImportRun.from_properties(row["n"]) for row in graph.rows(LATEST_IMPORT_RUNS_CYPHER, limit=limit)]
