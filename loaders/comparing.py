"""Compares what a changed row says with the relationships that hold: which to write, which to end."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from loaders.batch import Batch, link_row, provenance
from loaders.entities import ENTITIES
from loaders.links import (
    CALLS,
    LINK_KINDS,
    OFFERED_BY_PERSON,
    OFFERED_BY_TEAM,
    OFFERED_BY_UNIT,
    PROJECT_IN,
    PROJECT_LED_BY,
    PROJECT_SUPPORTED_BY,
    LinkKind,
)
from loaders.records import Link, Record

OFFERED: Final = frozenset({OFFERED_BY_UNIT, OFFERED_BY_TEAM, OFFERED_BY_PERSON})
SHOWN_WHOLE: Final[Mapping[str, tuple[LinkKind, ...]]] = {
    "led_by": (PROJECT_LED_BY,),
    "supported_by": (PROJECT_SUPPORTED_BY,),
    "owner": (OFFERED_BY_UNIT, OFFERED_BY_TEAM),
    "called": (CALLS,),
}
"""By column of a form, relationships of which it shows all; of places it shows one, of persons those one may see."""


def compared(
    batch: Batch, record: Record, held: Sequence[dict[str, Any]]
) -> tuple[list[tuple[LinkKind, dict[str, Any]]], list[dict[str, Any]]]:
    """Rows to write for one changed record, and the held relationships that end."""
    rest = list(held)
    fresh: list[Link] = []
    told = provenance(batch, record)
    rows: list[tuple[LinkKind, dict[str, Any]]] = []
    for link in record.links:
        same = held_already(link, record.id, rest)
        if same is None:
            fresh.append(link)
            continue
        rest.remove(same)
        row = link_row(link, told)
        rows.append((link.kind, row | {"key": same["key"], "given": {"until": None} | row["given"]}))
    groups = {group_of(link.kind, link.props.get("capacity")) for link in record.links}
    ended = [row for row in rest if _ends(batch, record.label, row, groups)]
    ended += [row for row in _corrected(record, rest, fresh) if row not in ended]
    replaced = {group_of(kind, row["capacity"]) for row in ended if (kind := kind_of(record.label, row))}
    for link in fresh:
        row = link_row(_dated(link, batch, replaced), told)
        rows.append((link.kind, row | {"given": {"until": None} | row["given"]}))
    return rows, ended


def held_already(link: Link, subject: str, held: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the relationship that holds and is the one a row tells of, None when there is none."""
    other = link.end if link.start == subject else link.start
    told = link.kind.told_apart_by
    same = [
        row
        for row in held
        if row["type"] == link.kind.type
        and row["other"] == other
        and all(row[name] == link.props.get(name) for name in told)
    ]
    since = link.props.get("since")
    exact = [row for row in same if since is None or row["since"] == since]
    return exact[0] if exact else None


def _dated(link: Link, batch: Batch, replaced: set[tuple[str, Any]]) -> Link:
    """Give a relationship that replaces an ended one begins today unless the ledger says when."""
    dated = "since" in link.kind.ties.keyed_by and "since" not in link.props
    if dated and group_of(link.kind, link.props.get("capacity")) in replaced:
        return link._replace(props=link.props | {"since": batch.today})
    return link


def _ends(batch: Batch, label: str, row: Mapping[str, Any], groups: set[tuple[str, Any]]) -> bool:
    kind = kind_of(label, row)
    if kind is None or kind.holds == "kept":
        return False
    own: bool = row["ledger"] == batch.ledger
    return own or (kind.holds == "one" and group_of(kind, row["capacity"]) in groups)


def _corrected(record: Record, rest: Sequence[dict[str, Any]], fresh: Sequence[Link]) -> list[dict[str, Any]]:
    """Held relationships that a row of a form of ours no longer names, whichever ledger wrote them."""
    if not record.returned:
        return []
    kinds = [kind_of(record.label, row) for row in rest]
    over = _told_anew(record)
    if "place" in record.returned and kinds.count(PROJECT_IN) == 1 and any(one.kind is PROJECT_IN for one in fresh):
        over.add(PROJECT_IN)
    offers = [one for one in record.links if one.kind in OFFERED]
    if "owner" in record.returned and offers and all(one in fresh for one in offers):
        over.add(OFFERED_BY_PERSON)
    return [row for row, kind in zip(rest, kinds, strict=True) if kind in over]


def _told_anew(record: Record) -> set[LinkKind]:
    """Kinds of relationship of which a form shows all there are, where its cell is empty or names one at least."""
    named = {link.kind for link in record.links}
    return {
        kind
        for column, kinds in SHOWN_WHOLE.items()
        if column in record.returned and (not record.returned[column] or named & (OFFERED | {*kinds}))
        for kind in kinds
    }


def group_of(kind: LinkKind, capacity: str | None) -> tuple[str, Any]:
    """Give what relationships of which a node has one at a time share; all that say who raised a need share one."""
    return (kind.type if kind.type == "RAISES" else kind.name, capacity)


def kind_of(label: str, row: Mapping[str, Any]) -> LinkKind | None:
    """Kind of a held relationship, seen from a node of ``label``; None when ledgers do not write it."""
    return KIND_BY_ENDS.get((label, row["type"], label_of(row["other"])))


@lru_cache(maxsize=100_000)
def label_of(node: str) -> str:
    """Label of a node by the prefix of its id; territories have none."""
    return LABEL_BY_PREFIX.get(node.split("-", 1)[0], "Territory")


KIND_BY_ENDS: Final = {
    (kind.start, kind.type, kind.end) if kind.subject == "start" else (kind.end, kind.type, kind.start): kind
    for kind in LINK_KINDS.values()
}
LABEL_BY_PREFIX: Final = {entity.prefix.rstrip("-"): label for label, entity in ENTITIES.items() if entity.prefix} | {
    "skill": "Skill",
    "category": "Category",
    "wish": "Need",
}
