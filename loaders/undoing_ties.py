"""Takes the relationships of a step of an import back: new ones end, ended ones hold again where nothing else does."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from neo4j import ManagedTransaction

from graph_model.driver import rows_of
from graph_model.import_steps import Step
from loaders import node_texts
from loaders.comparing import group_of, kind_of
from loaders.undone import Kept, Part, called
from loaders.writing import TIE_NAMES, properties_of

Name = tuple[Any, ...]
Change = tuple[dict[str, Any], dict[str, Any]]
"""All that a relationship says, its names among it, and what of that is to be written."""


def undo_ties(  # noqa: PLR0913, PLR0917 - one part of undoing a step, which has these at hand
    tx: ManagedTransaction, step: Step, label: str, ties: Sequence[dict[str, Any]], today: date, part: Part
) -> None:
    """Take back what a step did to the relationships of nodes of one label."""
    asked = [{name: tie[name] for name in TIE_NAMES} for tie in ties]
    now = {_name(row): row["props"] for row in rows_of(tx.run(node_texts.TIES_CYPHER[label], rows=asked))}
    changes: list[Change] = []
    for tie in reversed(ties):
        current = now.get(_name(tie))
        props = {} if current is None else _as_before(tie, current, step.run, today)
        if current is not None and props:
            changes.append((current | {name: tie[name] for name in TIE_NAMES}, props))
    rows = _without_rivals(tx, label, changes, part)
    if rows:
        tx.run(node_texts.REWRITE_CYPHER[label], rows=rows).consume()
    part.ties += len(rows)


def _name(row: Mapping[str, Any]) -> Name:
    return tuple(row[name] for name in TIE_NAMES)


def _as_before(tie: Mapping[str, Any], current: Mapping[str, Any], run: str, today: date) -> dict[str, Any]:
    """Give what a relationship takes back: a new one ends, a changed one is as it was, but for what changed since."""
    if tie["before"] is None:
        is_own = current.get("run") == run and current.get("until") is None
        return {"until": today - timedelta(days=1)} if is_own else {}
    return {
        name: was
        for name, was in tie["before"].items()
        if current.get(name) == tie["after"].get(name) and current.get(name) != was
    }


def _without_rivals(tx: ManagedTransaction, label: str, changes: Sequence[Change], part: Part) -> list[dict[str, Any]]:
    """Give the rows to write; one of a kind held once stays ended where another has come since, which is told."""
    back = [tie for tie, props in changes if _reopens(props) and _is_held_once(label, tie)]
    over = {_name(tie) for tie, props in changes if props.get("until") is not None}
    rivals = _rivalled(tx, label, back, over) if back else set()
    _tell(tx, label, [tie for tie in back if _name(tie) in rivals], part)
    rows = []
    for tie, props in changes:
        kept = {name: one for name, one in props.items() if name != "until" or _name(tie) not in rivals}
        if kept:
            rows.append({name: tie[name] for name in TIE_NAMES} | {"props": kept})
    return rows


def _reopens(props: Mapping[str, Any]) -> bool:
    return "until" in props and props["until"] is None


def _is_held_once(label: str, tie: Mapping[str, Any]) -> bool:
    kind = kind_of(label, tie)
    return kind is not None and kind.holds == "one"


def _rivalled(tx: ManagedTransaction, label: str, back: Sequence[dict[str, Any]], over: set[Name]) -> set[Name]:
    """Name those of ended relationships instead of which the node now has another, but for those that end now."""
    asked = [{"id": one} for one in dict.fromkeys(tie["id"] for tie in back)]
    held = rows_of(tx.run(node_texts.OPEN_LINKS_CYPHER[label], rows=asked))
    taken = {_group(label, row) for row in held if _is_held_once(label, row) and _name(row) not in over}
    return {_name(tie) for tie in back if _group(label, tie) in taken}


def _group(label: str, tie: Mapping[str, Any]) -> tuple[Any, ...]:
    kind = kind_of(label, tie)
    return (tie["id"], *(group_of(kind, tie.get("capacity")) if kind else ()))


def _tell(tx: ManagedTransaction, label: str, left: Iterable[dict[str, Any]], part: Part) -> None:
    types = {tie["id"]: tie["type"] for tie in left}
    now = properties_of(tx, label, sorted(types)) if types else {}
    part.kept += [Kept(label, one, called(now[one]), (types[one],)) for one in sorted(types)]
