"""Weekly match runs: begun, saved in batches that a crash can resume, finished once."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from types import MappingProxyType
from typing import Any, Final, LiteralString

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph, native
from graph_model.entities.match_run import MatchRun
from graph_model.entities.run_proof import RunProof
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import EventKind, HelperKind, RunState, WorkKind
from graph_model.errors import RunTaken
from graph_model.nodes import Nodes, batches, row_of
from graph_model.run_proofs import FORGET_PROOF_CYPHER, PIECES_AT_ONCE, RUN_PROOFS
from graph_model.run_seals import RunSeal
from graph_model.scope import UP_CLAUSE, Scope

SAVE_MATCH_RUNS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:MatchRun {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now),
        n.started_at = coalesce(datetime(row.moments.started_at), n.started_at),
        n.finished_at = coalesce(datetime(row.moments.finished_at), n.finished_at)
"""
FIND_MATCH_RUNS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:MatchRun {id: id})
    RETURN n
"""
LOCK_RUN_CYPHER: Final = """
    MERGE (n:MatchRun {id: $id})
    SET n.lock = 1
    WITH n
    RETURN n
"""
FORGET_SUGGESTIONS_CYPHER: Final = """
    MATCH (s:Suggestion {in_run: $id})
    WITH s LIMIT 2000
    DETACH DELETE s
    RETURN count(*) AS gone
"""
SAVE_SUGGESTIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:Suggestion {id: row.id})
    ON CREATE SET n += row.defaults, n += row.given, n.created_at = datetime($now), n.updated_at = datetime($now),
        n.decided_at = datetime(row.moments.decided_at)
"""
PUT_IN_RUN_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (m:MatchRun {id: row.run})
    MATCH (t:Territory {id: row.community})
    MERGE (n)-[:IN_RUN]->(m)
    MERGE (n)-[:IN]->(t)
"""
OF_POSTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (w:Post {id: row.work})
    MERGE (n)-[:OF]->(w)
"""
OF_NEEDS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (w:Need {id: row.work})
    MERGE (n)-[:OF]->(w)
"""
PROPOSES_PERSONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (h:Person {id: row.helper})
    MERGE (n)-[:PROPOSES]->(h)
"""
PROPOSES_TEAMS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (h:Team {id: row.helper})
    MERGE (n)-[:PROPOSES]->(h)
"""
PROPOSES_ORGANISATIONS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (h:Organisation {id: row.helper})
    MERGE (n)-[:PROPOSES]->(h)
"""
PROPOSES_RESOURCES_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (n:Suggestion {id: row.id})
    MATCH (h:Resource {id: row.helper})
    MERGE (n)-[:PROPOSES]->(h)
"""
RUN_OF_WEEK_CYPHER: Final = (
    "MATCH (:Territory {id: $root})-[up:PART_OF*0..6]->(t:Territory) WHERE"
    + UP_CLAUSE
    + """
    MATCH (n:MatchRun {id: $week + ':' + t.id})
    WHERE n.state = 'finished'
    RETURN n ORDER BY size(up), n.id LIMIT 1
    """
)
RUN_BEFORE_CYPHER: Final = """
    MATCH (n:MatchRun)
    WHERE n.territory = $territory AND n.week < $week AND n.state = 'finished'
    RETURN n ORDER BY n.week DESC, n.id LIMIT 1
"""
SUGGESTIONS_OF_RUN_CYPHER: Final = (
    "MATCH (n:Suggestion {in_run: $id})-[:IN]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """
    RETURN n ORDER BY n.id
    """
)

MATCH_RUNS: Final = Nodes(MatchRun, SAVE_MATCH_RUNS_CYPHER, FIND_MATCH_RUNS_CYPHER)
SUGGESTIONS_AT_ONCE: Final = 1000
CLEARING: Final = "clearing for "
OF_WORK: Final[Mapping[WorkKind, LiteralString]] = MappingProxyType(
    {WorkKind.POST: OF_POSTS_CYPHER, WorkKind.NEED: OF_NEEDS_CYPHER}
)
PROPOSES: Final[Mapping[HelperKind, LiteralString]] = MappingProxyType(
    {
        HelperKind.PERSON: PROPOSES_PERSONS_CYPHER,
        HelperKind.TEAM: PROPOSES_TEAMS_CYPHER,
        HelperKind.ORGANISATION: PROPOSES_ORGANISATIONS_CYPHER,
        HelperKind.RESOURCE: PROPOSES_RESOURCES_CYPHER,
    }
)


def save_run(
    graph: Graph,
    run: MatchRun,
    suggestions: Iterable[Suggestion],
    proof: Iterable[RunProof] = (),
    last: Callable[[ManagedTransaction], None] | None = None,
) -> MatchRun:
    """Save a run with its suggestions and the pieces of its proof, and return it as it stands.

    A run that was finished before is left untouched. What `last` writes is there when the run is finished, and not
    before.

    After a crash the same call goes on where it stopped; if the inputs have changed since, what was saved of the
    unfinished run is forgotten first. Suggestions become visible when the run is finished.

    Raises
    ------
    RunTaken
        Another process began the same run on other inputs meanwhile; its suggestions stand, none of these do.
    """
    put_run(graph, run, suggestions, proof)
    return finish(graph, run, last)


def put_run(graph: Graph, run: MatchRun, suggestions: Iterable[Suggestion], proof: Iterable[RunProof] = ()) -> None:
    """Save all of a run but its end, which is `finish`; nothing of one that is finished or taken over."""
    if begin(graph, run).state is RunState.FINISHED:
        return
    for pieces in batches(proof, PIECES_AT_ONCE):
        if not graph.write(partial(_put_if_held, run=run, put=partial(RUN_PROOFS.put, entities=pieces))):
            return
    for batch in batches(suggestions, SUGGESTIONS_AT_ONCE):
        if not graph.write(partial(_put_if_held, run=run, put=partial(put_suggestions, suggestions=batch))):
            return


def begin(graph: Graph, run: MatchRun) -> MatchRun:
    """Record a run as running on these inputs, unless it is finished already."""
    known = graph.write(partial(_begin, run=run))
    if known is None:
        return run
    if known.state is RunState.RUNNING and known.inputs != run.inputs:
        while graph.write(partial(_forget, run=run)):
            pass
        graph.write(partial(_take_over, run=run))
    return known


def _begin(tx: ManagedTransaction, run: MatchRun) -> MatchRun | None:
    """Give the run that is there, or None after recording this one; one on other inputs loses its hold at once."""
    known = _locked(tx, run)
    if "week" not in known:
        started = run.model_copy(update={"state": RunState.RUNNING, "started_at": run.started_at or datetime.now(UTC)})
        MATCH_RUNS.put(tx, [started])
        return None
    found = MatchRun.from_properties(known)
    if found.state is RunState.RUNNING and found.inputs != run.inputs:
        MATCH_RUNS.put(tx, [found.model_copy(update={"inputs": _clearing(run)})])
    return found


def _clearing(run: MatchRun) -> str:
    """Give the inputs a run is said to have while the remains of earlier ones are forgotten; a crash finds it so."""
    return f"{CLEARING}{run.inputs}"


def _locked(tx: ManagedTransaction, run: MatchRun) -> dict[str, Any]:
    """Lock a run until the transaction ends and read its properties."""
    found: dict[str, Any] = native(tx.run(LOCK_RUN_CYPHER, id=run.id).single(strict=True)["n"])
    return found


def _holds(known: Mapping[str, Any], inputs: str | None) -> bool:
    return known.get("state") == RunState.RUNNING and known.get("inputs") == inputs


def _forget(tx: ManagedTransaction, run: MatchRun) -> int:
    """Forget some of the remains, and say how many; none when the run is no longer this one's to clear."""
    if not _holds(_locked(tx, run), _clearing(run)):
        return 0
    gone = int(tx.run(FORGET_SUGGESTIONS_CYPHER, id=run.id).single(strict=True)["gone"])
    return gone + int(tx.run(FORGET_PROOF_CYPHER, id=run.id).single(strict=True)["gone"])


def _take_over(tx: ManagedTransaction, run: MatchRun) -> None:
    if _holds(_locked(tx, run), _clearing(run)):
        MATCH_RUNS.put(tx, [run.model_copy(update={"state": RunState.RUNNING})])


def _put_if_held(tx: ManagedTransaction, run: MatchRun, put: Callable[[ManagedTransaction], None]) -> bool:
    """Write something of a run while it is running on the same inputs, and say whether it was."""
    if not _holds(_locked(tx, run), run.inputs):
        return False
    put(tx)
    return True


def put_suggestions(tx: ManagedTransaction, suggestions: Sequence[Suggestion]) -> None:
    """Write suggestions with their ties within a transaction under way; those that are there stay as they are."""
    rows = [row_of(suggestion) for suggestion in suggestions]
    tx.run(SAVE_SUGGESTIONS_CYPHER, rows=rows, now=datetime.now(UTC).isoformat()).consume()
    tx.run(PUT_IN_RUN_CYPHER, rows=ends_of(suggestions)).consume()
    for work_kind, of_work in OF_WORK.items():
        some = [one for one in suggestions if one.work_kind is work_kind]
        tx.run(of_work, rows=ends_of(some)).consume()
    for helper_kind, proposes in PROPOSES.items():
        some = [one for one in suggestions if one.helper is not None and one.helper_kind is helper_kind]
        tx.run(proposes, rows=ends_of(some)).consume()


def ends_of(suggestions: Iterable[Suggestion]) -> list[dict[str, str | None]]:
    """Give only what suggestions are tied to: reasons and parts, which are long, travel once."""
    return [
        {"id": one.id, "run": one.in_run, "community": one.community, "work": one.work, "helper": one.helper}
        for one in suggestions
    ]


def finish(
    graph: Graph, run: MatchRun, last: Callable[[ManagedTransaction], None] | None = None, seal: RunSeal | None = None
) -> MatchRun:
    """Record a run as finished, with what is written `last` and one event, which keeps its seal; once for all.

    Raises
    ------
    RunTaken
        It is running on other inputs than these.
    """
    return graph.write(partial(_finish, run=run, last=last, seal=seal))


def _finish(
    tx: ManagedTransaction, run: MatchRun, last: Callable[[ManagedTransaction], None] | None, seal: RunSeal | None
) -> MatchRun:
    known = _locked(tx, run)
    if known.get("state") == RunState.FINISHED:
        return MatchRun.from_properties(known)
    if not _holds(known, run.inputs):
        raise RunTaken(run.id, run.inputs, known.get("inputs"))
    finished_at = run.finished_at or datetime.now(UTC)
    finished = run.model_copy(update={"state": RunState.FINISHED, "finished_at": finished_at})
    MATCH_RUNS.put(tx, [finished])
    if last is not None:
        last(tx)
    events.append(tx, EventKind.RUN_FINISHED, run.by or "", [run.id], seal.to_plain() if seal else None)
    return finished


def find_run(graph: Graph, scope: Scope, week: str) -> MatchRun | None:
    """Find the finished run of a week that covers the scope: its own, else that of the nearest territory above."""
    rows = graph.rows(RUN_OF_WEEK_CYPHER, root=scope.territory, week=week)
    return MatchRun.from_properties(rows[0]["n"]) if rows else None


def find_run_before(graph: Graph, run: MatchRun) -> MatchRun | None:
    """Find the latest finished run of the same territory in an earlier week."""
    rows = graph.rows(RUN_BEFORE_CYPHER, territory=run.territory, week=run.week)
    return MatchRun.from_properties(rows[0]["n"]) if rows else None


def suggestions_of(graph: Graph, scope: Scope, run: str) -> list[Suggestion]:
    """List the suggestions of a run that are within the scope today, by id."""
    rows = graph.rows(SUGGESTIONS_OF_RUN_CYPHER, id=run, root=scope.territory)
    return [Suggestion.from_properties(row["n"]) for row in rows]
