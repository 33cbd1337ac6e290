"""Batches of records, and the rows that nodes and relationships are written from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from loaders import homed_texts, link_texts
from loaders.entities import defaults
from loaders.links import LIVES_IN, LinkKind
from loaders.records import Link, Record, distinct


@dataclass(frozen=True, slots=True)
class Creation:
    """Rows that new records are written from: those of nodes by their labels, those of relationships by kind.

    ``homed`` holds persons that are made together with the tie to their home, by their labels and that home.
    """

    nodes: dict[str, list[dict[str, Any]]]
    links: dict[LinkKind, list[dict[str, Any]]]
    homed: dict[str, dict[str, list[dict[str, Any]]]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one ledger, written together; ``run`` tags what they write, ``user`` is who imports.

    ``laid_out`` holds by label what its records are created from, worked out before it is known whether they are new.
    Where ``asks`` the graph is asked of every record, also of those nobody had heard of when the import began.
    """

    records: Sequence[Record]
    ledger: str
    run: str
    user: str
    today: date
    file: str
    sheet: str
    laid_out: Mapping[str, Creation] = field(default_factory=dict)
    asks: bool = False

    def source(self, record: Record) -> str:
        """Where a record stood: file, sheet, row."""
        return f"{self.file}#{self.sheet}!{record.row}"


def provenance(batch: Batch, record: Record) -> dict[str, str]:
    """Give what every relationship of a record says of where it was read."""
    return {"source": batch.source(record), "run": batch.run, "ledger": batch.ledger}


def link_row(link: Link, told: Mapping[str, str]) -> dict[str, Any]:
    """Give the row a relationship is written from, with its provenance."""
    key = link.kind.ties.key_of(link.props)
    return {"start": link.start, "end": link.end, "key": key, "given": {**link.props, **told}}


def laid_out(batch: Batch) -> Batch:
    """Give a batch with what its records are created from, should all of them be new."""
    return replace(batch, laid_out={label: creation(batch, found) for label, found in by_label(batch.records).items()})


def creation(batch: Batch, records: Iterable[Record]) -> Creation:
    """Give the rows that records of one label are created from."""
    made = Creation(defaultdict(list), defaultdict(list), defaultdict(lambda: defaultdict(list)))
    for record in records:
        labels = ":".join([record.label, *sorted(record.labels)])
        row = {"id": record.id, "props": _props_of(batch, record)}
        told = provenance(batch, record)
        ties = [(link.kind, link_row(link, told)) for link in distinct(record.links)]
        home = _only_home(ties) if labels in homed_texts.CREATE_HOMED_CYPHER else None
        if home is None or not _is_written_out(row, home):
            made.nodes[labels].append(row)
        else:
            row |= {"key": home["key"], "given": home["given"]}
            made.homed[labels][home["end"]].append(row)
            ties = [(kind, tie) for kind, tie in ties if tie is not home]
        for kind, tie in ties:
            made.links[kind].append(tie)
    return made


def _props_of(batch: Batch, record: Record) -> dict[str, Any]:
    """Give all that a new node says."""
    given = {name: value for name, value in record.props.items() if value is not None}
    digest = f"{batch.ledger}={record.digest}"
    return {**defaults(record.label), **record.guessed, **given, "run": batch.run, "digest": digest}


def _only_home(ties: Sequence[tuple[LinkKind, dict[str, Any]]]) -> dict[str, Any] | None:
    """Give the row of the tie to where a person lives; None when there is none, or more than one."""
    homes = [tie for kind, tie in ties if kind is LIVES_IN]
    return homes[0] if len(homes) == 1 else None


def _is_written_out(row: Mapping[str, Any], home: Mapping[str, Any]) -> bool:
    """Whether the text that makes a person at home has a place for all that these say."""
    return homed_texts.SAID.issuperset(row["props"]) and link_texts.GIVEN.issuperset(home["given"])


def by_label(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Give records by their label, in order."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.label].append(record)
    return found
