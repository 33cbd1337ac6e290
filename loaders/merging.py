"""Merges two records of one person: one stays, the other's relationships move over, and its id keeps answering.

Nothing is erased: what goes keeps its own properties and points to what stays. All that is written is kept with the
merge, as it was and as it became, so that `loaders.parting` can take it back and leave what was changed since.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import orjson
from neo4j import ManagedTransaction

from graph_model import events, person_doubles
from graph_model.day import today
from graph_model.driver import native, rows_of
from graph_model.entities.person import Person
from graph_model.entities.person_merge import PersonMerge
from graph_model.entities.terms import DoubleState, EventKind, Role
from graph_model.errors import NotFound
from graph_model.import_steps import packed
from graph_model.person_merges import (
    DROP_TIES_CYPHER,
    LOCK_PERSON_CYPHER,
    MOVE_CYPHER,
    PERSON_MERGES,
    PINS_TO_CYPHER,
    SUGGESTIONS_TO_CYPHER,
    TIES_FROM_CYPHER,
    TIES_TO_CYPHER,
    WRITE_PERSONS_CYPHER,
    WRITE_TIES_CYPHER,
    id_of,
)
from graph_model.role_labels import put_mark
from graph_model.scope import Scope
from loaders.comparing import group_of, kind_of
from loaders.digests import digests_of_both
from loaders.identity.names import called

Props = dict[str, Any]
LABEL: Final = "Person"
NAMING: Final = frozenset({"id", "created_at", "updated_at", "source", "run", "digest", "sample", "name", "roles"})
KEYS: Final = ("number", "number_key", "phone_key", "employer")
"""What ledgers write of a person beside the fields of the model."""
OWN_TO_A_TIE: Final = frozenset({"key", "since", "until", "source", "run", "ledger", "lock"})
LONGEST_NOTE: Final = 2_000
FOLLOWED: Final = {"Suggestion": SUGGESTIONS_TO_CYPHER, "Pin": PINS_TO_CYPHER}


class NotOnePerson(Exception):
    """Two records that cannot be merged, with the reason in the words of staff."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Known:
    """A locked person: properties, roles, and the relationships that start at them."""

    id: str
    props: Props
    roles: frozenset[str]
    ties: list[Props]


@dataclass(slots=True)
class Changes:
    """What a merge writes.

    ``stays`` and ``goes`` hold ``before`` and ``after`` of properties; ``moved`` the relationships that move, with what
    is written over them; ``dropped`` those that what stays has already, whole; ``filled`` what those lacked and are
    given, before and after; ``followed`` the suggestions and pins by label; ``marks`` the roles added.
    """

    stays: Props = field(default_factory=dict)
    goes: Props = field(default_factory=dict)
    moved: list[Props] = field(default_factory=list)
    dropped: list[Props] = field(default_factory=list)
    filled: list[Props] = field(default_factory=list)
    followed: dict[str, list[str]] = field(default_factory=dict)
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What the graph holds of it."""
        return orjson.dumps(packed({name: getattr(self, name) for name in Changes.__dataclass_fields__})).decode()


def merge_in(tx: ManagedTransaction, scope: Scope, one: str, other: str) -> PersonMerge:
    """Merge two records within a transaction under way; which of the two stays is told by `rank`.

    Raises
    ------
    NotFound
        One of the two is not within the scope.
    NotOnePerson
        They are the same record, have two ID numbers, or are tied in a way nobody knows how to move.
    """
    if one == other:
        raise NotOnePerson("这是同一条记录，不用合并。")
    known = {person: _locked(tx, scope, person) for person in sorted((one, other))}
    goes, stays = sorted(known.values(), key=lambda person: rank(person.props))
    numbers = {person.props.get("identity") for person in known.values()} - {None}
    if len(numbers) > 1:
        raise NotOnePerson("两条记录的身份证号不同，不能合并。是登记错了，请先改正台账再导入。")
    changes = _changes(tx, stays, goes)
    _write(tx, stays, goes, changes)
    merge = PersonMerge(
        id=id_of(goes.id, stays.id),
        stays=stays.id,
        goes=goes.id,
        by=scope.user,
        at=datetime.now(UTC),
        changes=changes.text,
        holds=True,
        undone_by=None,
        undone_at=None,
    )
    PERSON_MERGES.put(tx, [merge])
    person_doubles.noted_in(tx, scope, one, other, DoubleState.SAME)
    events.append(tx, EventKind.PERSONS_MERGED, scope.user, [stays.id, goes.id, merge.id])
    return merge


def rank(props: Mapping[str, Any]) -> tuple[Any, ...]:
    """Tell what makes a record the one that stays: a full name, an ID number, more facts, age; the id at last."""
    since = props.get("created_at")
    age = -since.timestamp() if isinstance(since, datetime) else 0.0
    facts = sum(value is not None for value in props.values())
    return (called(str(props["name"])) is None, props.get("identity") is not None, facts, age, props["id"])


def _locked(tx: ManagedTransaction, scope: Scope, person: str) -> Known:
    row = tx.run(LOCK_PERSON_CYPHER, id=person, root=scope.territory, today=today()).single()
    if row is None:
        raise NotFound(LABEL, person)
    props = {name: native(value) for name, value in row["props"].items() if name != "lock"}
    roles = frozenset(row["labels"]) & {role.value for role in Role}
    return Known(person, props, roles, ties_from(tx, person))


def ties_from(tx: ManagedTransaction, person: str) -> list[Props]:
    """Give the relationships that start at a person, with all they say."""
    return rows_of(tx.run(TIES_FROM_CYPHER, id=person))


def _changes(tx: ManagedTransaction, stays: Known, goes: Known) -> Changes:
    changes = Changes(stays=_taken(stays.props, goes.props), marks=sorted(goes.roles - stays.roles))
    gone = {"merged_into": stays.id, "digest": None, "ended_on": today() - timedelta(days=1)}
    changes.goes = {"before": {name: goes.props.get(name) for name in gone}, "after": gone}
    for tie in goes.ties:
        _place(changes, stays, goes.id, tie)
    for row in rows_of(tx.run(TIES_TO_CYPHER, id=goes.id)):
        label = next((label for label in FOLLOWED if label in row["labels"]), None)
        if row["type"] != "PROPOSES" or label is None:
            raise NotOnePerson(f"另一条记录有一种不会移动的联系（{row['type']}），没有合并。")
        changes.followed.setdefault(label, []).append(row["other"])
    return changes


def _taken(stays: Mapping[str, Any], goes: Mapping[str, Any]) -> Props:
    """Give what the record that stays lacks and takes over; a refusal of either counts, and notes are joined."""
    names = [name for name in (*Person.model_fields, *KEYS) if name not in NAMING]
    after = {name: goes[name] for name in names if stays.get(name) is None and goes.get(name) is not None}
    if goes.get("consent") is False and stays.get("consent"):
        after["consent"] = False
    if goes.get("do_not_assign") and not stays.get("do_not_assign"):
        after["do_not_assign"] = True
    if goes.get("status") in {"moved_away", "deceased"} and stays.get("status") in {"active", "paused"}:
        after["status"] = goes["status"]
    notes = [str(one["note"]) for one in (stays, goes) if one.get("note")]
    if len(set(notes)) > 1:
        after["note"] = "；".join(notes)[:LONGEST_NOTE]
    digest = digests_of_both(stays.get("digest"), goes.get("digest"))
    if digest != stays.get("digest"):
        after["digest"] = digest
    return {"before": {name: stays.get(name) for name in after}, "after": after}


def _place(changes: Changes, stays: Known, goes: str, tie: Props) -> None:
    """Say what becomes of one relationship: it moves, it moves and ends, or what stays has it already."""
    if tie["type"] not in MOVE_CYPHER:
        raise NotOnePerson(f"另一条记录有一种不会移动的联系（{tie['type']}），没有合并。")
    same = next((held for held in stays.ties if _is_same(held, tie)), None)
    if same is not None:
        changes.dropped.append(tie)
        filled = _filled(same["props"], tie["props"]) | _reopened(stays, same, tie)
        if filled:
            before = {name: same["props"].get(name) for name in filled}
            changes.filled.append(_named(same) | {"before": before, "after": filled})
        return
    over: Props = {"merged_from": goes}
    if _is_open(tie) and any(_is_open(held) and _excludes(held, tie) for held in stays.ties):
        over["until"] = today() - timedelta(days=1)
    changes.moved.append(_named(tie) | {"over": over, "came_from": tie["props"].get("merged_from")})


def _named(tie: Mapping[str, Any]) -> Props:
    return {name: tie[name] for name in ("type", "other", "key")}


def _is_same(held: Props, tie: Props) -> bool:
    """Whether two relationships say the same: one key, or both open and differing in the day they began alone."""
    if _named(held) == _named(tie):
        return True
    kind = kind_of(LABEL, tie)
    alike = (held["type"], held["other"]) == (tie["type"], tie["other"])
    if kind is None or not alike or not (_is_open(held) and _is_open(tie)):
        return False
    return all(held["props"].get(name) == tie["props"].get(name) for name in kind.told_apart_by)


def _is_open(tie: Props) -> bool:
    return tie["props"].get("until") is None


def _excludes(held: Props, tie: Props) -> bool:
    """Whether a person has only one of two relationships at a time, as two homes."""
    kinds = [kind_of(LABEL, one) for one in (held, tie)]
    groups = [
        group_of(kind, one["props"].get("capacity")) for kind, one in zip(kinds, (held, tie), strict=True) if kind
    ]
    return all(kind is not None and kind.holds == "one" for kind in kinds) and groups[0] == groups[-1]


def _filled(held: Props, tie: Props) -> Props:
    """Give what a relationship that both have says in one of them alone; of two levels the higher."""
    told = {name: value for name, value in tie.items() if name not in OWN_TO_A_TIE and held.get(name) is None}
    level, known = tie.get("level"), held.get("level")
    if isinstance(level, int) and isinstance(known, int) and level > known:
        told["level"] = level
    return {name: value for name, value in told.items() if value is not None}


def _reopened(stays: Known, same: Props, tie: Props) -> Props:
    """Let one that had ended hold again where the other record has it still, unless another of its kind holds now."""
    if not _is_open(tie) or _is_open(same):
        return {}
    if any(_is_open(held) and (_excludes(held, tie) or _is_same(held, tie)) for held in stays.ties):
        return {}
    return {"until": None, "ledger": tie["props"].get("ledger"), "run": tie["props"].get("run")}


def _write(tx: ManagedTransaction, stays: Known, goes: Known, changes: Changes) -> None:
    move(tx, goes.id, stays.id, [one | {"props": one["over"]} for one in changes.moved])
    rows = [_named(tie) | {"from": goes.id} for tie in goes.ties]
    tx.run(DROP_TIES_CYPHER, rows=rows).consume()
    filled = [_named(one) | {"from": stays.id, "props": one["after"]} for one in changes.filled]
    tx.run(WRITE_TIES_CYPHER, rows=filled).consume()
    follow(tx, goes.id, stays.id, changes.followed)
    rows = [{"id": stays.id, "props": changes.stays["after"]}, {"id": goes.id, "props": changes.goes["after"]}]
    tx.run(WRITE_PERSONS_CYPHER, rows=rows, now=datetime.now(UTC).isoformat()).consume()
    for mark in changes.marks:
        put_mark(tx, Role(mark), [stays.id])


def move(tx: ManagedTransaction, start: str, to: str, ties: Iterable[Mapping[str, Any]]) -> None:
    """Copy relationships of one person to another, each with its ``props`` written over what it said."""
    by_type: dict[str, list[Props]] = {}
    for tie in ties:
        by_type.setdefault(tie["type"], []).append(_named(tie) | {"from": start, "to": to, "props": tie["props"]})
    for name, rows in sorted(by_type.items()):
        tx.run(MOVE_CYPHER[name], rows=rows).consume()


def follow(tx: ManagedTransaction, start: str, to: str, followed: Mapping[str, Sequence[str]]) -> None:
    """Let what was proposed or settled about one person be about another."""
    for label, ids in sorted(followed.items()):
        tx.run(FOLLOWED[label], rows=[{"id": one, "from": start, "to": to} for one in ids]).consume()
