"""Steps of an import: what each of its transactions made and changed, with the values from before, so it can be undone.

A step is written in the very transaction it tells of. What it made it names by id alone, all ids in one text, which
servers store quicker than a list; of what it changed it keeps the properties as they were and as they became.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any, Final

import orjson
from neo4j import ManagedTransaction, Record

from graph_model.driver import Graph

APPEND_STEP_CYPHER: Final = """
    CREATE (s:ImportStep {id: $id})
    SET s.run = $run, s.ledger = $ledger, s.seq = $seq, s.created = $created, s.changes = $changes, s.undone = false
"""
STEPS_TO_UNDO_CYPHER: Final = """
    MATCH (s:ImportStep {run: $run}) WHERE s.undone = false RETURN s.id AS id ORDER BY s.seq DESC
"""
STEPS_OF_RUN_CYPHER: Final = "MATCH (s:ImportStep {run: $run}) RETURN count(s) AS steps"
CREATED_BY_RUN_CYPHER: Final = (
    "MATCH (s:ImportStep {run: $run}) WHERE s.undone = false RETURN s.created AS created ORDER BY s.seq"
)
RUNS_TO_UNDO_CYPHER: Final = """
    UNWIND $runs AS run
    MATCH (s:ImportStep {run: run}) WHERE s.undone = false
    RETURN DISTINCT run
"""
CHANGING_STEPS_CYPHER: Final = """
    MATCH (s:ImportStep {run: $run}) WHERE s.undone = false AND s.changes <> ''
    RETURN s.run AS run, s.ledger AS ledger, s.created AS created, s.changes AS changes ORDER BY s.seq
"""
LOCK_STEP_CYPHER: Final = """
    MATCH (s:ImportStep {id: $id}) SET s.lock = 1
    RETURN s.run AS run, s.ledger AS ledger, s.created AS created, s.changes AS changes, s.undone AS undone
"""
KEEP_REST_CYPHER: Final = "MATCH (s:ImportStep {id: $id}) SET s.created = $created, s.changes = $changes"
STEP_UNDONE_CYPHER: Final = "MATCH (s:ImportStep {id: $id}) SET s.undone = true"
DAY: Final = "$day"
MOMENT: Final = "$moment"


@dataclass(slots=True)
class Step:
    """What one transaction of an import did.

    ``created`` are ids; ``nodes`` say label, id and the properties ``before`` and ``after``; ``ties`` the same of
    relationships, with ``before`` None for one that is new; ``marks`` the labels added to nodes that were there.
    """

    ledger: str = ""
    created: list[str] = field(default_factory=list)
    nodes: list[dict[str, Any]] = field(default_factory=list)
    ties: list[dict[str, Any]] = field(default_factory=list)
    marks: dict[str, list[str]] = field(default_factory=dict)
    run: str = ""

    def append(self, tx: ManagedTransaction, run: str, ledger: str, seq: int) -> None:
        """Write the step as the one of event number ``seq``."""
        facts = {"id": f"step-{seq}", "run": run, "ledger": ledger, "seq": seq}
        tx.run(APPEND_STEP_CYPHER, facts | self.kept).consume()

    def without(self, done: Container[str]) -> "Step":
        """Give what is left when all that was done to these nodes is undone."""
        return Step(
            self.ledger,
            [one for one in self.created if one not in done],
            [one for one in self.nodes if one["id"] not in done],
            [one for one in self.ties if one["id"] not in done],
            run=self.run,
        )

    @property
    def nodes_told_of(self) -> set[str]:
        """Ids of all nodes it made, changed or tied."""
        return {*self.created, *(one["id"] for one in (*self.nodes, *self.ties))}

    @property
    def kept(self) -> dict[str, str]:
        """What the graph holds of it."""
        changed = {"nodes": self.nodes, "ties": self.ties, "marks": self.marks}
        changes = orjson.dumps(packed(changed)).decode() if any(changed.values()) else ""
        return {"created": " ".join(self.created), "changes": changes}


def steps_to_undo(graph: Graph, run: str) -> list[str]:
    """List the ids of the steps of a run that are not undone, the last one first."""
    return [row["id"] for row in graph.rows(STEPS_TO_UNDO_CYPHER, run=run)]


def created_by(graph: Graph, run: str) -> set[str]:
    """Give the ids of all that a run made and that is not undone."""
    return {one for row in graph.rows(CREATED_BY_RUN_CYPHER, run=run) for one in row["created"].split()}


def runs_to_undo(graph: Graph, runs: Sequence[str]) -> set[str]:
    """Tell which of some runs did something that is not undone."""
    return {row["run"] for row in graph.rows(RUNS_TO_UNDO_CYPHER, runs=list(runs))}


def has_steps(graph: Graph, run: str) -> bool:
    """Whether a run kept what it did; those of older versions did not."""
    return any(row["steps"] for row in graph.rows(STEPS_OF_RUN_CYPHER, run=run))


def lock_step(tx: ManagedTransaction, id: str) -> Step | None:  # noqa: A002 - the property's own name
    """Take a step to undo it, None when somebody did so before."""
    row = tx.run(LOCK_STEP_CYPHER, id=id).single(strict=True)
    if row["undone"]:
        return None
    return _step(row)


def changing_steps(graph: Graph, run: str) -> Iterator[Step]:
    """Yield the steps of a run that changed what was there before, in their order."""
    return map(_step, graph.rows(CHANGING_STEPS_CYPHER, run=run))


def _step(row: Mapping[str, Any] | Record) -> Step:
    changed = unpacked(orjson.loads(row["changes"])) if row["changes"] else {}
    return Step(row["ledger"], row["created"].split(), run=row["run"], **changed)


def keep_rest(tx: ManagedTransaction, id: str, rest: Step) -> None:  # noqa: A002 - the property's own name
    """Leave of a step what could not be undone yet: what was is done once, whatever is imported after it."""
    tx.run(KEEP_REST_CYPHER, {"id": id} | rest.kept).consume()


def close_step(tx: ManagedTransaction, id: str) -> None:  # noqa: A002 - the property's own name
    """Note that a step is undone."""
    tx.run(STEP_UNDONE_CYPHER, id=id).consume()


def packed(value: Any) -> Any:  # noqa: ANN401 - any value of the graph
    """Turn days and moments into what JSON can hold and gives back as they were."""
    if isinstance(value, datetime):
        return {MOMENT: value.astimezone(UTC).isoformat()}
    if isinstance(value, date):
        return {DAY: value.isoformat()}
    if isinstance(value, Mapping):
        return {name: packed(one) for name, one in value.items()}
    return list(_each(value)) if isinstance(value, list | tuple) else value


def _each(values: list[Any] | tuple[Any, ...]) -> Iterator[Any]:
    return (packed(one) for one in values)


def unpacked(value: Any) -> Any:  # noqa: ANN401 - any value of the graph
    """Turn what `packed` gave back into days and moments."""
    if isinstance(value, dict):
        if DAY in value:
            return date.fromisoformat(value[DAY])
        if MOMENT in value:
            return datetime.fromisoformat(value[MOMENT])
        return {name: unpacked(one) for name, one in value.items()}
    return [unpacked(one) for one in value] if isinstance(value, list) else value
