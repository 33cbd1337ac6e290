"""Undoes a whole import: what it made is ended with a date, what it changed goes back, and nothing is erased."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache, partial
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_model import events, import_runs, import_steps
from graph_model.driver import Graph, rows_of
from graph_model.entities.terms import EventKind, RunState
from graph_model.import_steps import Step
from graph_model.sealing import MARK, Sealer
from loaders import node_texts
from loaders.comparing import Batch, kind_of, label_of
from loaders.keys import NOUN_OF
from loaders.kinds import KINDS
from loaders.links import PART_OF
from loaders.sweeping import ended_properties
from loaders.transforming import digest_of, digest_with
from loaders.writing import TIE_NAMES, close, properties_of

BOOKKEEPING: Final = frozenset({"run", "digest", "source", "updated_at"})
PLAIN_NAMES: Final = {"note": "备注", "status": "状态", "ended_on": "结束日期"}


class NotUndoable(Exception):
    """An import that cannot be undone, with the reason in the words of staff."""

    def __init__(self, run: str, reason: str) -> None:
        super().__init__(f"{run}: {reason}")
        self.run = run
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Kept:
    """Something that was changed after the import and therefore stays as it is; ``fields`` none for the whole of it."""

    label: str
    id: str
    name: str
    fields: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """Say it in the words of staff."""
        what = "、".join(_field_name(self.label, one) for one in self.fields)
        said = f"{what}后来又改过，没有动" if what else "后来又改过或别处也登记了，没有结束"
        return f"{NOUN_OF.get(self.label, self.label)}“{self.name or self.id}”：{said}"


@dataclass(slots=True)
class Undone:
    """What undoing an import came to; all zero when it had been undone before."""

    run: str
    ended: int = 0
    restored: int = 0
    ties: int = 0
    marks: int = 0
    kept: list[Kept] = field(default_factory=list)

    @property
    def sentence(self) -> str:
        """Say it in the words of staff."""
        if not any((self.ended, self.restored, self.ties, self.kept)):
            return "这一批已经没有可撤销的：先前撤销过，或什么都没有改动。"
        told = f"已撤销：结束了它新增的 {self.ended} 条，{self.restored} 条改回原来的内容，"
        told += f"{self.ties} 条联系恢复或结束；什么都没有删除"
        told += f"；{self.marks} 人的身份标记（党员、志愿者等）留着" if self.marks else ""
        return f"{told}；{len(self.kept)} 条后来又改过，没有动。" if self.kept else f"{told}。"


def undo_import(graph: Graph, run: str, *, sealer: Sealer, user: str, today: date) -> Undone:
    """Undo all an import did, its last transaction first, each in a transaction of its own.

    Broken off half way it goes on when it is called again; called once more it does nothing.

    Raises
    ------
    NotFound
        There is no such import.
    NotUndoable
        It is going on, or was made by a version that did not keep what it changed.
    """
    found = import_runs.IMPORT_RUNS.get(graph, run)
    if import_runs.is_going_on(graph, found, datetime.now(UTC)):
        raise NotUndoable(run, "这一批还在导入。请等它导完再撤销。")
    if not import_steps.has_steps(graph, run) and found.loaded + found.removed:
        raise NotUndoable(run, "这一批是旧版本导入的，当时没有留下原来的内容，不能整批撤销。")
    undone = Undone(run)
    for step in import_steps.steps_to_undo(graph, run):
        graph.write(partial(_undo, id=step, sealer=sealer, user=user, today=today)).join(undone)
    import_runs.IMPORT_RUNS.save(graph, found.model_copy(update={"state": RunState.UNDONE}))
    return undone


@dataclass(slots=True)
class _Part:
    """What undoing one step came to."""

    ended: int = 0
    restored: int = 0
    ties: int = 0
    marks: int = 0
    kept: list[Kept] = field(default_factory=list)

    def join(self, whole: Undone) -> None:
        for name in ("ended", "restored", "ties", "marks"):
            setattr(whole, name, getattr(whole, name) + getattr(self, name))
        known = {(one.id, one.fields) for one in whole.kept}
        whole.kept += [one for one in self.kept if (one.id, one.fields) not in known]


def _undo(tx: ManagedTransaction, id: str, sealer: Sealer, user: str, today: date) -> _Part:  # noqa: A002 - the property's own name
    step, part = import_steps.lock_step(tx, id), _Part()
    if step is None:
        return part
    for label, ties in _by_label(step.ties).items():
        _undo_ties(tx, step, label, ties, today, part)
    for label, nodes in _by_label(step.nodes).items():
        _undo_nodes(tx, step, label, nodes, sealer, part)
    _end_created(tx, step, user, today, part)
    part.marks = sum(map(len, step.marks.values()))
    subjects = [*step.created, *(one["id"] for one in step.nodes)]
    events.append(tx, EventKind.IMPORTED, user, subjects, {"run": step.run, "undone": True})
    import_steps.close_step(tx, id)
    return part


def _by_label(rows: Iterable[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        found[row["label"]].append(row)
    return found


def _undo_ties(  # noqa: PLR0913, PLR0917 - one part of `_undo`, which has these at hand
    tx: ManagedTransaction, step: Step, label: str, ties: Sequence[dict[str, Any]], today: date, part: _Part
) -> None:
    asked = [{name: tie[name] for name in TIE_NAMES} for tie in ties]
    now = {_name(row): row["props"] for row in rows_of(tx.run(node_texts.TIES_CYPHER[label], rows=asked))}
    rows = []
    for tie in reversed(ties):
        current = now.get(_name(tie))
        props = {} if current is None else _tie_as_before(tie, current, step.run, today)
        if props:
            rows.append({name: tie[name] for name in TIE_NAMES} | {"props": props})
    if rows:
        tx.run(node_texts.REWRITE_CYPHER[label], rows=rows).consume()
    part.ties += len(rows)


def _name(row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in TIE_NAMES)


def _tie_as_before(tie: Mapping[str, Any], current: Mapping[str, Any], run: str, today: date) -> dict[str, Any]:
    """Give what a relationship takes back: a new one ends, a changed one is as it was, but for what changed since."""
    if tie["before"] is None:
        is_own = current.get("run") == run and current.get("until") is None
        return {"until": today - timedelta(days=1)} if is_own else {}
    return {
        name: was
        for name, was in tie["before"].items()
        if current.get(name) == tie["after"].get(name) and current.get(name) != was
    }


def _undo_nodes(  # noqa: PLR0913, PLR0917 - one part of `_undo`, which has these at hand
    tx: ManagedTransaction, step: Step, label: str, nodes: Sequence[dict[str, Any]], sealer: Sealer, part: _Part
) -> None:
    now = properties_of(tx, label, [one["id"] for one in nodes])
    rows = []
    for one in nodes:
        current = now.get(one["id"])
        if current is None:
            continue
        props, later = _node_as_before(one, current, step.ledger, sealer)
        if later:
            part.kept.append(Kept(label, one["id"], _called(current), later))
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
        is_ours = _is_same(current.get(name), after[name], sealer)
        if is_ours and current.get(name) != before[name]:
            props[name] = before[name]
        elif not is_ours and name not in BOOKKEEPING and current.get(name) != before[name]:
            later.append(name)
    if "digest" not in props and digest_of(current.get("digest"), ledger) == digest_of(after.get("digest"), ledger):
        mine = digest_of(before.get("digest"), ledger)
        props["digest"] = digest_with(current.get("digest"), ledger, mine)
    return props, tuple(later)


def _is_same(one: object, other: object, sealer: Sealer) -> bool:
    """Whether two values say the same; a seal is another each time it is made."""
    if one == other:
        return True
    sealed = isinstance(one, str) and isinstance(other, str) and one.startswith(MARK) and other.startswith(MARK)
    return sealed and sealer.unseal(str(one)) == sealer.unseal(str(other))


def _end_created(tx: ManagedTransaction, step: Step, user: str, today: date, part: _Part) -> None:
    batch = Batch((), step.ledger, step.run, user, today, "", "")
    by_label: dict[str, list[str]] = defaultdict(list)
    for one in step.created:
        by_label[label_of(one)].append(one)
    for label, ids in sorted(by_label.items()):
        now = properties_of(tx, label, ids)
        own = [one for one in sorted(ids) if one in now and _is_untouched(now[one], step)]
        part.kept += [Kept(label, one, _called(now[one])) for one in ids if one in now and _is_changed(now[one], step)]
        rows = [{"id": one, "props": ended_properties(batch, label, _ending(now[one]))} for one in own]
        if rows:
            moment = datetime.now(UTC).isoformat()
            tx.run(node_texts.CHANGE_CYPHER[label], rows=rows, now=moment).consume()
            held = rows_of(tx.run(node_texts.OPEN_LINKS_CYPHER[label], rows=[{"id": one} for one in own]))
            close(tx, label, [row for row in held if _is_over(label, row, step.ledger)], today)
        part.ended += len(rows)


def _ending(current: Mapping[str, Any]) -> dict[str, Any]:
    return {"digest": current.get("digest"), "status": current.get("status")}


def _is_untouched(current: Mapping[str, Any], step: Step) -> bool:
    """Whether a node is as the import made it: written by nobody since, in no other ledger, not ended."""
    return current.get("ended_on") is None and not _is_changed(current, step)


def _is_changed(current: Mapping[str, Any], step: Step) -> bool:
    if current.get("ended_on") is not None:
        return False
    alone = digest_with(current.get("digest"), step.ledger, None) is None
    return not (alone and current.get("run") == step.run and current["updated_at"] == current["created_at"])


def _is_over(label: str, row: Mapping[str, Any], ledger: str) -> bool:
    """Whether a relationship ends with what the import made; a place stays a part, or who is tied to it is lost."""
    return row["ledger"] == ledger and kind_of(label, row) is not PART_OF


def _called(current: Mapping[str, Any]) -> str:
    return str(current.get("name") or current.get("title") or "")


@lru_cache(maxsize=1)
def _field_names() -> dict[tuple[str, str], str]:
    return {(kind.label, one.field): one.names[0] for kind in reversed(KINDS) for one in reversed(kind.columns)}


def _field_name(label: str, name: str) -> str:
    return PLAIN_NAMES.get(name) or _field_names().get((label, name), name)
