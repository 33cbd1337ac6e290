"""Ends, with a date, what a ledger declared complete no longer lists; nothing is erased, and no outcome rewritten."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph, rows_of
from graph_model.entities.terms import EventKind
from graph_model.import_steps import Step
from graph_model.nodes import batches
from loaders import node_texts
from loaders.batch import Batch
from loaders.comparing import kind_of
from loaders.digests import digest_with
from loaders.links import PART_OF
from loaders.writing import change_of, close, closings, properties_of

SWEPT_AT_ONCE: Final = 2_000
ENDED: Final[dict[str, str]] = {
    "Person": "paused",
    "Resource": "cancelled",
    "Need": "cancelled",
    "Problem": "cancelled",
    "Project": "cancelled",
    "Post": "cancelled",
    "Whistle": "cancelled",
}
"""Status of what was going on when it ended."""
GOING_ON: Final = frozenset({None, "draft", "open", "in_progress", "paused", "active"})
SETTLED: Final = frozenset({"done", "cancelled"})
"""Outcomes of what stands on a list: such a line keeps its status, its place and whoever did it."""


def sweep(graph: Graph, batch: Batch, label: str, seen: set[str]) -> int:
    """End what this ledger said of nodes it no longer lists, and tell of how many; ``batch`` carries run and user.

    What was done or called off before stays as it was.
    """
    said = graph.rows(node_texts.SAID_CYPHER[label], ledger=f"{batch.ledger}=")
    gone = sorted((row for row in said if row["id"] not in seen), key=lambda row: str(row["id"]))
    ending = [row for row in gone if not _settled(label, row)]
    for part in batches(ending, SWEPT_AT_ONCE):
        graph.write(partial(_end, batch=batch, label=label, gone=part))
    return len(ending)


def _settled(label: str, row: Mapping[str, Any]) -> bool:
    return label in ENDED and row["status"] in SETTLED


def _end(tx: ManagedTransaction, batch: Batch, label: str, gone: Sequence[dict[str, Any]]) -> None:
    rows = [{"id": row["id"], "props": ended_properties(batch, label, row)} for row in gone]
    before = properties_of(tx, label, [row["id"] for row in rows])
    tx.run(node_texts.CHANGE_CYPHER[label], rows=rows, now=datetime.now(UTC).isoformat()).consume()
    held = rows_of(tx.run(node_texts.OPEN_LINKS_CYPHER[label], rows=[{"id": row["id"]} for row in gone]))
    over = [row for row in held if row["ledger"] == batch.ledger and _may_end(label, row)]
    close(tx, label, over, batch.today)
    detail: dict[str, object] = {
        "run": batch.run,
        "file": batch.file,
        "sheet": batch.sheet,
        "ledger": batch.ledger,
        "ended": True,
    }
    seq = events.append(tx, EventKind.IMPORTED, batch.user, [row["id"] for row in gone], detail)
    step = Step(
        nodes=[change_of(label, row, before[row["id"]]) for row in rows], ties=closings(label, over, batch.today)
    )
    step.append(tx, batch.run, batch.ledger, seq)


def _may_end(label: str, row: dict[str, Any]) -> bool:
    """Tell whether a tie ends with its node; a place that is gone stays a part, or whoever is tied to it is lost."""
    kind = kind_of(label, row)
    return kind is not None and kind.holds != "kept" and kind is not PART_OF


def ended_properties(batch: Batch, label: str, row: Mapping[str, Any]) -> dict[str, Any]:
    """Give changes of a node this ledger dropped; it ends itself when no other ledger lists it."""
    left = digest_with(row["digest"], batch.ledger, None)
    if left is not None:
        return {"digest": left}
    yesterday = batch.today - timedelta(days=1)
    ended = {"valid_until": yesterday} if label == "Territory" else _ended_status(label, row["status"])
    return {"digest": None, "ended_on": yesterday, **ended}


def _ended_status(label: str, status: str | None) -> dict[str, Any]:
    """Give the status of what ends, and remember the one before; who died or moved away stays told so."""
    if label not in ENDED:
        return {}
    return {"status": ENDED[label] if status in GOING_ON else status, "status_before": status}
