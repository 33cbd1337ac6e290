"""Batches of records, and the rows that nodes and relationships are written from."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from loaders.entities import defaults
from loaders.links import LinkKind
from loaders.records import Link, Record, distinct


@dataclass(frozen=True, slots=True)
class Creation:
    """Rows that new records are written from: those of nodes by their labels, those of relationships by kind."""

    nodes: dict[str, list[dict[str, Any]]]
    links: dict[LinkKind, list[dict[str, Any]]]


@dataclass(frozen=True, slots=True)
class Batch:
    """Records of one ledger, written together; ``run`` tags what they write, ``user`` is who imports.

    ``laid_out`` holds by label what its records are created from, worked out before it is known whether they are new.
    """

    records: Sequence[Record]
    ledger: str
    run: str
    user: str
    today: date
    file: str
    sheet: str
    laid_out: Mapping[str, Creation] = field(default_factory=dict)

    def source(self, record: Record) -> str:
        """Where a record stood: file, sheet, row."""
        return f"{self.file}#{self.sheet}!{record.row}"


def link_row(link: Link, batch: Batch, record: Record) -> dict[str, Any]:
    """Give the row a relationship is written from, with its provenance."""
    given = link.props | {"source": batch.source(record), "run": batch.run, "ledger": batch.ledger}
    return {"start": link.start, "end": link.end, "key": link.kind.ties.key_of(link.props), "given": given}


def laid_out(batch: Batch) -> Batch:
    """Give a batch with what its records are created from, should all of them be new."""
    return replace(batch, laid_out={label: creation(batch, found) for label, found in by_label(batch.records).items()})


def creation(batch: Batch, records: Iterable[Record]) -> Creation:
    """Give the rows that records of one label are created from."""
    nodes: dict[str, list[dict[str, Any]]] = defaultdict(list)
    links: dict[LinkKind, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        given = {name: value for name, value in record.props.items() if value is not None}
        kept = {"run": batch.run, "digest": f"{batch.ledger}={record.digest}"}
        props = defaults(record.label) | record.guessed | given | kept
        nodes[":".join([record.label, *sorted(record.labels)])].append({"id": record.id, "props": props})
        for link in distinct(record.links):
            links[link.kind].append(link_row(link, batch, record))
    return Creation(nodes, links)


def by_label(records: Iterable[Record]) -> dict[str, list[Record]]:
    """Give records by their label, in order."""
    found: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        found[record.label].append(record)
    return found
