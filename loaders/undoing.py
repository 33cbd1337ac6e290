"""Undoes a whole import: what it made is ended with a date, what it changed goes back, and nothing is erased."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import partial
from time import monotonic
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_model import events, import_runs, import_steps
from graph_model.driver import Graph, rows_of
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import EventKind, RunState
from graph_model.import_steps import Step
from graph_model.person_merges import merged_persons
from graph_model.sealing import Sealer
from loaders import node_texts
from loaders.batch import Batch
from loaders.comparing import kind_of, label_of
from loaders.digests import digest_back, digest_of, digest_with
from loaders.links import PART_OF
from loaders.pace import Pace, Progress
from loaders.sweeping import ended_properties
from loaders.undoing_ties import undo_ties
from loaders.undone import Kept, Part, Undone, called
from loaders.writing import close, properties_of

BOOKKEEPING: Final = frozenset({"run", "digest", "source", "updated_at"})
ASIDE: Final = ["DECLINED", "IN_RUN", "OF", "PROPOSES"]
"""Relationships of what was proposed or turned down: nobody holds anything by them."""

GOING_ON: Final = {
    RunState.RUNNING: "这一批还在导入。请等它导完再撤销。",
    RunState.UNDOING: "这一批正在撤销。请等它撤销完；断在半路的，过十分钟可以再撤销一次。",
}


class NotUndoable(Exception):
    """An import that cannot be undone, with the reason in the words of staff."""

    def __init__(self, run: str, reason: str) -> None:
        super().__init__(f"{run}: {reason}")
        self.run = run
        self.reason = reason


def undo_import(  # noqa: PLR0913 - what an undoing needs
    graph: Graph,
    run: str,
    *,
    sealer: Sealer,
    user: str,
    today: date,
    progress: Callable[[Progress], None] | None = None,
) -> Undone:
    """Undo all an import did, its last transaction first, each in a transaction of its own.

    Broken off half way it goes on when it is called again; called once more it does nothing. A step of which something
    had to be left, since it was changed later, stays to be undone: when the later import is undone first, it goes back.

    ``progress`` is called before each step, and may stop it by `Stopped`: what was taken back by then stays so.

    Raises
    ------
    NotFound
        There is no such import.
    NotUndoable
        It is going on or being undone, was made by a version that did not keep what it changed, or somebody it made
        was merged into another record since, which has to be taken back first.
    """
    found = import_runs.IMPORT_RUNS.get(graph, run)
    _refuse_unless_undoable(graph, found)
    undone, steps = Undone(run=run), import_steps.steps_to_undo(graph, run)
    with import_runs.undoing(graph, found):
        for step in _told(steps, found, progress):
            undone.add(graph.write(partial(_undo, id=step, sealer=sealer, user=user, today=today)))
    return undone


def _told(steps: Sequence[str], run: ImportRun, progress: Callable[[Progress], None] | None) -> Iterator[str]:
    """Give steps, telling before each how many are done."""
    pace = Pace(len(steps), enough=1)
    for done, step in enumerate(steps):
        pace.step(done, monotonic())
        if progress:
            progress(Progress(run.file, "", done, len(steps), pace.rows_per_second, pace.seconds_left, run.id))
        yield step


def _refuse_unless_undoable(graph: Graph, found: ImportRun) -> None:
    run = found.id
    if import_runs.is_going_on(graph, found, datetime.now(UTC)):
        raise NotUndoable(run, GOING_ON[found.state])
    if not import_steps.has_steps(graph, run) and found.loaded + found.removed:
        raise NotUndoable(run, "这一批是旧版本导入的，当时没有留下原来的内容，不能整批撤销。")
    merged = merged_persons(graph)
    if merged and not merged.keys().isdisjoint(import_steps.created_by(graph, run)):
        raise NotUndoable(run, "这一批里有人后来并到了别的记录。请先撤销合并，再撤销这一批。")


def _undo(tx: ManagedTransaction, id: str, sealer: Sealer, user: str, today: date) -> Part:  # noqa: A002 - the property's own name
    step, part = import_steps.lock_step(tx, id), Part()
    if step is None:
        return part
    for label, ties in _by_label(step.ties).items():
        undo_ties(tx, step, label, ties, today, part)
    for label, nodes in _by_label(step.nodes).items():
        _undo_nodes(tx, step, label, nodes, sealer, part)
    _end_created(tx, step, user, today, part)
    part.marks = sum(map(len, step.marks.values()))
    if part.ended or part.restored or part.ties:
        subjects = [*step.created, *(one["id"] for one in step.nodes)]
        events.append(tx, EventKind.IMPORTED, user, subjects, {"run": step.run, "undone": True})
    if part.is_whole:
        import_steps.close_step(tx, id)
    else:
        import_steps.keep_rest(tx, id, step.without(step.nodes_told_of - part.left))
    return part


def _by_label(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["label"]].append(row)
    return found


def _undo_nodes(  # noqa: PLR0913, PLR0917 - one part of `_undo`, which has these at hand
    tx: ManagedTransaction, step: Step, label: str, nodes: Sequence[dict[str, Any]], sealer: Sealer, part: Part
) -> None:
    now = properties_of(tx, label, [one["id"] for one in nodes])
    rows = []
    for one in nodes:
        current = now.get(one["id"])
        if current is None:
            continue
        props, later = _node_as_before(one, current, step.ledger, sealer)
        if later:
            part.kept.append(Kept(label, one["id"], called(current), later))
        elif _is_told_since(one, current, step.ledger):
            part.waiting.append(one["id"])
        if props:
            moment = current["updated_at"] if later else one["before"]["updated_at"]
            rows.append({"id": one["id"], "props": props, "updated_at": moment.isoformat()})
    if rows:
        tx.run(node_texts.RESTORE_CYPHER[label], rows=sorted(rows, key=lambda row: str(row["id"]))).consume()
    part.restored += len(rows)


def _node_as_before(
    one: Mapping[str, Any], current: Mapping[str, Any], ledger: str, sealer: Sealer
) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Give the properties a node takes back, and those that were changed since."""
    before, after = one["before"], one["after"]
    props, later = {}, []
    for name in after:
        is_ours = sealer.say_the_same(current.get(name), after[name])
        if is_ours and current.get(name) != before[name]:
            props[name] = before[name]
        elif not is_ours and name not in BOOKKEEPING and current.get(name) != before[name]:
            later.append(name)
    if "digest" not in props and digest_of(current.get("digest"), ledger) == digest_of(after.get("digest"), ledger):
        mine = digest_of(before.get("digest"), ledger)
        props["digest"] = digest_back(current.get("digest"), ledger, mine)
    return props, tuple(later)


def _is_told_since(one: Mapping[str, Any], current: Mapping[str, Any], ledger: str) -> bool:
    """Whether the same ledger has told of a node anew, so that a later import stands between it and what it was."""
    known = {digest_of(one[side].get("digest"), ledger) for side in ("before", "after")}
    return digest_of(current.get("digest"), ledger) not in known


def _end_created(tx: ManagedTransaction, step: Step, user: str, today: date, part: Part) -> None:
    batch = Batch((), step.ledger, step.run, user, today, "", "")
    by_label: dict[str, list[str]] = defaultdict(list)
    for one in step.created:
        by_label[label_of(one)].append(one)
    for label, ids in sorted(by_label.items()):
        now = {one: props for one, props in properties_of(tx, label, ids).items() if props.get("ended_on") is None}
        used = _used_since(tx, label, now, step, today)
        left = [one for one in ids if one in now and (one in used or _is_changed(now[one], step))]
        part.kept += [Kept(label, one, called(now[one])) for one in left]
        _end(tx, batch, label, {one: now[one] for one in sorted(now.keys() - left)})
        part.ended += len(now) - len(left)


def _used_since(tx: ManagedTransaction, label: str, ids: Iterable[str], step: Step, today: date) -> set[str]:
    """Tell to which of the nodes an import made others have tied themselves or something since."""
    asked = {"rows": [{"id": one} for one in ids], "run": step.run, "today": today, "aside": ASIDE}
    return {row["id"] for row in rows_of(tx.run(node_texts.TIED_CYPHER[label], asked))}


def _end(tx: ManagedTransaction, batch: Batch, label: str, own: Mapping[str, Mapping[str, Any]]) -> None:
    rows = [{"id": one, "props": ended_properties(batch, label, _ending(now))} for one, now in own.items()]
    if rows:
        moment = datetime.now(UTC).isoformat()
        tx.run(node_texts.CHANGE_CYPHER[label], rows=rows, now=moment).consume()
        held = rows_of(tx.run(node_texts.OPEN_LINKS_CYPHER[label], rows=[{"id": one} for one in own]))
        close(tx, label, [row for row in held if _is_over(label, row, batch.ledger)], batch.today)


def _ending(current: Mapping[str, Any]) -> dict[str, Any]:
    return {"digest": current.get("digest"), "status": current.get("status")}


def _is_changed(current: Mapping[str, Any], step: Step) -> bool:
    """Whether a node is not as the import made it: written by somebody since, or told of in another ledger."""
    alone = digest_with(current.get("digest"), step.ledger, None) is None
    return not (alone and current.get("run") == step.run and current["updated_at"] == current["created_at"])


def _is_over(label: str, row: Mapping[str, Any], ledger: str) -> bool:
    """Whether a relationship ends with what the import made; a place stays a part, or who is tied to it is lost."""
    return row["ledger"] == ledger and kind_of(label, row) is not PART_OF
