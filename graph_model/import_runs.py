"""Import runs: what was read, when, and what came of it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import Final

from graph_model.driver import Graph
from graph_model.entities.event import Event
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import RunState
from graph_model.errors import GraphError
from graph_model.import_steps import created_by, steps_to_undo
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
RUNNING_IMPORTS_CYPHER: Final = "MATCH (n:ImportRun) WHERE n.state IN ['running', 'undoing'] RETURN n ORDER BY n.id"
LAST_SIGN_CYPHER: Final = """
    MATCH (e:Event) WHERE e.kind = 'imported' AND e.detail CONTAINS $run
    RETURN e AS n ORDER BY e.seq DESC LIMIT 1
"""
SILENCE: Final = timedelta(minutes=10)
"""How long an import may say nothing before it is taken for broken off."""
AT_WORK: Final = frozenset({RunState.RUNNING, RunState.UNDOING})
"""States in which an import writes, or what it wrote is being taken back."""
LATEST_IMPORT_RUNS_CYPHER: Final = "MATCH (n:ImportRun) RETURN n ORDER BY n.created_at DESC, n.id DESC LIMIT $limit"

IMPORT_RUNS: Final = Nodes(ImportRun, SAVE_IMPORT_RUNS_CYPHER, FIND_IMPORT_RUNS_CYPHER)


def begin(graph: Graph, run: ImportRun) -> ImportRun:
    """Record that an import has begun; an id that is known is taken up again."""
    begun = run.model_copy(update={"state": RunState.RUNNING, "started_at": datetime.now(UTC), "failure": ""})
    IMPORT_RUNS.save(graph, begun)
    return begun


def finish(graph: Graph, run: ImportRun) -> ImportRun:
    """Record how an import ended; readers know by then, because each batch told of what it changed."""
    ended = run.model_copy(update={"state": RunState.FINISHED, "finished_at": datetime.now(UTC)})
    IMPORT_RUNS.save(graph, ended)
    return ended


def stop(graph: Graph, run: str, rows: int) -> None:
    """Record that an import was stopped, once so many rows were read; what it wrote stays, and may be undone."""
    _break_off(graph, run, RunState.STOPPED, rows)


def fail(graph: Graph, run: str, rows: int, failure: str) -> None:
    """Record that an import broke off, once so many rows were read, and why; what it wrote stays."""
    _break_off(graph, run, RunState.FAILED, rows, failure)


def _break_off(graph: Graph, run: str, state: RunState, rows: int, failure: str = "") -> None:
    known = IMPORT_RUNS.find(graph, run)
    if known is None or known.state is not RunState.RUNNING:
        return
    figures = {"state": state, "finished_at": datetime.now(UTC), "rows": rows, "failure": failure}
    IMPORT_RUNS.save(graph, known.model_copy(update=figures | {"loaded": len(created_by(graph, run))}))


@contextmanager
def undoing(graph: Graph, run: ImportRun) -> Iterator[None]:
    """Record that what an import wrote is being taken back for the length of the block, then what is left of it."""
    former = run.former if run.state is RunState.UNDOING else run.state
    IMPORT_RUNS.save(graph, run.model_copy(update={"state": RunState.UNDOING, "former": former}))
    try:
        yield
    except BaseException:
        with suppress(GraphError):  # the graph is away: what broke the undoing off is raised and told
            end_undoing(graph, run.id)
        raise
    end_undoing(graph, run.id)


def end_undoing(graph: Graph, run: str) -> None:
    """Record that an undoing ended, at its end or before: where something is left, the import is what it was before."""
    known = IMPORT_RUNS.find(graph, run)
    if known is None or known.state is not RunState.UNDOING:
        return
    after = (known.former or RunState.FINISHED) if steps_to_undo(graph, run) else RunState.UNDONE
    IMPORT_RUNS.save(graph, known.model_copy(update={"state": after, "former": None}))


def under_way(graph: Graph, now: datetime) -> bool:
    """Whether an import goes on: one not finished that began, or changed something, within the last minutes.

    One that was broken off never says so; it counts no more once it has been silent for `SILENCE`.
    """
    running = (ImportRun.from_properties(row["n"]) for row in graph.rows(RUNNING_IMPORTS_CYPHER))
    return any(is_going_on(graph, run, now) for run in running)


def going_on(graph: Graph, runs: Iterable[str], now: datetime) -> frozenset[str]:
    """Tell which of some imports go on, or are being undone."""
    known = IMPORT_RUNS.find_all(graph, sorted(runs))
    return frozenset(run.id for run in known if is_going_on(graph, run, now))


def is_going_on(graph: Graph, run: ImportRun, now: datetime) -> bool:
    """Whether an import, or the undoing of one, has not ended and has not been silent for `SILENCE`."""
    sign = _last_sign(graph, run) if run.state in AT_WORK else None
    return sign is not None and sign >= now - SILENCE


def _last_sign(graph: Graph, run: ImportRun) -> datetime | None:
    told = [Event.from_properties(row["n"]).at for row in graph.rows(LAST_SIGN_CYPHER, run=f'"run":"{run.id}"')]
    begun = run.updated_at if run.state is RunState.UNDOING else run.started_at
    return max((at for at in (*told, begun) if at is not None), default=None)


def latest(graph: Graph, limit: int = 20) -> list[ImportRun]:
    """List the latest imports, newest first."""
    return [ImportRun.from_properties(row["n"]) for row in graph.rows(LATEST_IMPORT_RUNS_CYPHER, limit=limit)]
