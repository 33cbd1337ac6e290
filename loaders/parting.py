"""Takes a merge of two records back: each is what it was, but for what was changed since, which stays as it is now."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import orjson
from neo4j import ManagedTransaction

from graph_model import events, person_doubles
from graph_model.day import today
from graph_model.driver import native, rows_of
from graph_model.entities.person_merge import PersonMerge
from graph_model.entities.terms import DoubleState, EventKind, Role
from graph_model.errors import NotFound
from graph_model.import_steps import unpacked
from graph_model.person_merges import (
    DROP_TIES_CYPHER,
    LATER_MERGE_CYPHER,
    LOCK_MERGE_CYPHER,
    LOCK_MERGED_CYPHER,
    LOCK_PERSON_CYPHER,
    PERSON_MERGES,
    TIES_TO_CYPHER,
    UNMARK_CYPHER,
    WRITE_PERSONS_CYPHER,
    WRITE_TIES_CYPHER,
)
from graph_model.scope import Scope
from loaders.merging import FOLLOWED, NotOnePerson, Props, follow, move, ties_from

BOOKKEEPING: Final = frozenset({"digest", "updated_at"})


@dataclass(slots=True)
class Parted:
    """A merge that was taken back; ``kept`` names the properties that were changed since and stay."""

    merge: PersonMerge
    kept: list[str] = field(default_factory=list)
    again: bool = False


def part_in(tx: ManagedTransaction, scope: Scope, id: str) -> Parted:  # noqa: A002 - the property's own name
    """Take a merge back within a transaction under way; done before, nothing is written.

    Raises
    ------
    NotFound
        There is none of a person within the scope.
    NotOnePerson
        The record that stayed was merged into yet another since, or another into it: that comes first.
    """
    row = tx.run(LOCK_MERGE_CYPHER, id=id).single()
    if row is None:
        raise NotFound(PersonMerge.node_label, id)
    merge = PersonMerge.from_properties(native(row["n"]))
    if not merge.holds:
        return Parted(merge, again=True)
    stays = _stays(tx, scope, merge)
    changes: dict[str, Any] = unpacked(orjson.loads(merge.changes))
    parted = Parted(merge.model_copy(update={"holds": False, "undone_by": scope.user, "undone_at": datetime.now(UTC)}))
    _ties_back(tx, merge, changes)
    _props_back(tx, merge, changes, stays, parted)
    for role in map(Role, changes["marks"]):
        tx.run(UNMARK_CYPHER[role], id=merge.stays).consume()
    PERSON_MERGES.put(tx, [parted.merge])
    person_doubles.noted_in(tx, scope, merge.stays, merge.goes, DoubleState.PENDING)
    events.append(tx, EventKind.MERGE_UNDONE, scope.user, [merge.stays, merge.goes, merge.id])
    return parted


def _stays(tx: ManagedTransaction, scope: Scope, merge: PersonMerge) -> Props:
    """Lock both and give what the record that stayed says now."""
    here = tx.run(LOCK_PERSON_CYPHER, id=merge.stays, root=scope.territory, today=today()).single()
    if here is None:
        into = tx.run(LOCK_MERGED_CYPHER, id=merge.stays).single()
        if into is not None and into["props"].get("merged_into"):
            raise NotOnePerson("留下的那条后来又并到了别的记录。请先撤销后来的合并。")
        raise NotFound("Person", merge.stays)
    if tx.run(LATER_MERGE_CYPHER, stays=merge.stays, id=merge.id, at=merge.at.isoformat()).single() is not None:
        raise NotOnePerson("后来又有记录并到这一条。请先撤销后来的合并。")
    tx.run(LOCK_MERGED_CYPHER, id=merge.goes).consume()
    return {name: native(value) for name, value in here["props"].items()}


def _ties_back(tx: ManagedTransaction, merge: PersonMerge, changes: Mapping[str, Any]) -> None:
    """Move what was moved back, as it is now; give what both had to each again; suggestions and pins follow."""
    now = {_name(tie): tie["props"] for tie in ties_from(tx, merge.stays)}
    rows = []
    for one in changes["moved"]:
        props = now.get(_name(one), {})
        if props.get("merged_from") == merge.goes:
            rows.append(one | {"props": {"merged_from": one["came_from"]} | _over_back(one, props)})
    move(tx, merge.stays, merge.goes, rows)
    tx.run(DROP_TIES_CYPHER, rows=[_row(one, merge.stays) for one in rows]).consume()
    moved_back = {_name(one) for one in rows}
    _copies_back(tx, merge, changes["dropped"], {name: now[name] for name in now if name not in moved_back})
    filled = [_row(one, merge.stays) | {"props": _as_before(one, now.get(_name(one), {}))} for one in changes["filled"]]
    tx.run(WRITE_TIES_CYPHER, rows=[row for row in filled if row["props"]]).consume()
    about = {row["other"] for row in rows_of(tx.run(TIES_TO_CYPHER, id=merge.stays)) if row["type"] == "PROPOSES"}
    followed = {label: [one for one in changes["followed"].get(label, ()) if one in about] for label in FOLLOWED}
    follow(tx, merge.stays, merge.goes, {label: ids for label, ids in followed.items() if ids})


def _over_back(one: Mapping[str, Any], now: Mapping[str, Any]) -> Props:
    """Let a relationship the merge ended hold again, unless somebody has ended it on another day since."""
    over = one["over"]
    return {"until": None} if "until" in over and now.get("until") == over["until"] else {}


def _copies_back(
    tx: ManagedTransaction, merge: PersonMerge, dropped: Sequence[Props], now: Mapping[Any, Props]
) -> None:
    """Give what both records had to the one that went, as it was, by way of what the other has still.

    The relationship of the same key comes first, then any to the same other end; ``now`` has none that moved back.
    """
    rows = []
    for one in dropped:
        alike = (name for name in now if _ends(name) == (one["type"], one["other"]))
        held = _name(one) if _name(one) in now else next(alike, None)
        if held is not None:
            gone = dict.fromkeys(now[held].keys() - one["props"].keys())
            rows.append({"type": held[0], "other": held[1], "key": held[2], "props": gone | one["props"]})
    move(tx, merge.stays, merge.goes, rows)


def _ends(name: tuple[str, str, str]) -> tuple[str, str]:
    return name[0], name[1]


def _name(tie: Mapping[str, Any]) -> tuple[str, str, str]:
    return tie["type"], tie["other"], tie["key"]


def _row(tie: Mapping[str, Any], start: str) -> Props:
    return {"type": tie["type"], "other": tie["other"], "key": tie["key"], "from": start}


def _as_before(change: Mapping[str, Any], now: Mapping[str, Any]) -> Props:
    """Give what takes its former value again: all that is as the merge left it."""
    return {name: was for name, was in change["before"].items() if now.get(name) == change["after"].get(name)}


def _props_back(
    tx: ManagedTransaction, merge: PersonMerge, changes: Mapping[str, Any], stays: Props, parted: Parted
) -> None:
    back = _as_before(changes["stays"], stays)
    parted.kept = sorted(changes["stays"]["before"].keys() - back.keys() - BOOKKEEPING)
    rows = [{"id": merge.stays, "props": back}, {"id": merge.goes, "props": changes["goes"]["before"]}]
    tx.run(WRITE_PERSONS_CYPHER, rows=rows, now=datetime.now(UTC).isoformat()).consume()
