"""Writes batches of records: each batch is one transaction of nodes, relationships and the event that tells of them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Any, Final

from neo4j import ManagedTransaction, Result

from graph_model import events, nodes
from graph_model.driver import Graph, rows_of
from graph_model.entities.terms import EventKind, OrganisationKind, Role
from graph_model.errors import DuplicateKey
from graph_model.import_steps import Step
from graph_model.labels import KIND_LABELS
from graph_model.role_labels import put_mark
from loaders import homed_texts, link_texts, node_texts
from loaders.batch import Batch, Creation, by_label, creation
from loaders.comparing import compared
from loaders.digests import digest_of, digest_with
from loaders.lending import lent
from loaders.links import LIVES_IN, LinkKind
from loaders.overtaking import overtaken
from loaders.records import Record

MARKS: Final[Mapping[str, Role | OrganisationKind]] = {role.value: role for role in Role} | {
    label: kind for kind, label in KIND_LABELS.items()
}
BACK_AGAIN: Final[Mapping[str, str]] = {
    "Person": "active",
    "Resource": "open",
    "Need": "open",
    "Problem": "open",
    "Project": "open",
    "Post": "open",
    "Whistle": "open",
}
"""Status of what a ledger lists again where none was noted when it ended."""
NAMED_BY: Final = frozenset({"name", "number", "number_key", "phone_key"})
"""By what a person is called and found: the row of a record that was merged says that of its own alone."""
MAX_ROWS: Final = 10_000
TIE_NAMES: Final = ("id", "type", "key", "other")
"""What names a relationship of a node: the node, its type and key, and the other end."""


class EndMissing(Exception):
    """A relationship lacked one of its nodes; the batch was not written."""

    def __init__(self, kind: str, expected: int, written: int) -> None:
        super().__init__(f"{kind}: {written} of {expected} written")
        self.kind = kind
        self.expected = expected
        self.written = written


@dataclass(slots=True)
class BatchResult:
    """What became of a batch.

    ``unmarked`` holds, by label, the ids that still lack a role label; ``overtaken`` the ids of unchanged rows of which
    another ledger has told something else since, each with that ledger.
    """

    created: int = 0
    changed: int = 0
    unchanged: int = 0
    subjects: list[str] = field(default_factory=list)
    unmarked: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    overtaken: dict[str, str] = field(default_factory=dict)
    step: Step = field(default_factory=Step)


def write_batches(graph: Graph, batches: Sequence[Batch]) -> BatchResult:
    """Write batches in one transaction, all of them or nothing, then add each role label in another.

    What nobody had heard of when the import began is taken to be new without asking; where somebody made one of them
    since, its id is refused, nothing is written, and all are asked for.
    """
    try:
        result = graph.write(partial(put_batches, batches=batches))
    except DuplicateKey:
        asking = [replace(batch, asks=True) for batch in batches]
        result = graph.write(partial(put_batches, batches=asking))
    for label, ids in sorted(result.unmarked.items()):
        graph.write(partial(_mark, batch=batches[0], label=label, ids=ids))
    return result


def _mark(tx: ManagedTransaction, batch: Batch, label: str, ids: Sequence[str]) -> None:
    """Add a label to nodes that lack it, and tell of it; who read the lists in between reads them again."""
    put_mark(tx, MARKS[label], ids)
    seq = events.append(tx, EventKind.IMPORTED, batch.user, ids, _detail(batch) | {"labels": [label]})
    Step(marks={label: list(ids)}).append(tx, batch.run, batch.ledger, seq)


def _detail(batch: Batch) -> dict[str, object]:
    return {"run": batch.run, "file": batch.file, "sheet": batch.sheet, "ledger": batch.ledger}


def put_batches(tx: ManagedTransaction, batches: Sequence[Batch]) -> BatchResult:
    """Write batches within a transaction under way; the event comes last."""
    result = BatchResult()
    for batch in batches:
        _put(tx, batch, result)
    if result.subjects:
        seq = events.append(tx, EventKind.IMPORTED, batches[0].user, result.subjects, _detail(batches[0]))
        result.step.append(tx, batches[0].run, batches[0].ledger, seq)
        result.step = Step()
    return result


def _put(tx: ManagedTransaction, batch: Batch, result: BatchResult) -> None:
    """Nodes of every label first, then the relationships between them."""
    now = datetime.now(UTC).isoformat()
    rows: dict[LinkKind, list[dict[str, Any]]] = defaultdict(list)
    added: dict[LinkKind, list[dict[str, Any]]] = defaultdict(list)
    changed: dict[str, list[Record]] = {}
    homed: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for label, records in by_label(batch.records).items():
        known = _known(tx, batch, label, records)
        new = [record for record in records if record.id not in known]
        fresh = batch.laid_out[label] if label in batch.laid_out and not known else creation(batch, new)
        _create(tx, fresh, now)
        changed[label] = _change(tx, batch, label, [one for one in records if one.id in known], known, now, result)
        homed |= fresh.homed
        for kind, made in fresh.links.items():
            added[kind] += made
        result.created += len(new)
        result.subjects += [record.id for record in new]
        result.step.created += [record.id for record in new]
    for label, records in changed.items():
        for kind, found in reconciled(tx, batch, label, records, result.step).items():
            rows[kind] += found
    _create_homed(tx, homed, now)
    for kind, found in added.items():
        _link_new(tx, kind, found)
    for kind, found in rows.items():
        _link(tx, kind, found)


def _known(tx: ManagedTransaction, batch: Batch, label: str, records: Sequence[Record]) -> dict[str, Mapping[str, Any]]:
    """Give what the graph says of records, by id."""
    asked = [{"id": one.id} for one in records if batch.asks or not one.unheard_of]
    if not asked:
        return {}
    with lent(asked) as rows:
        return {row["id"]: row for row in rows_of(tx.run(node_texts.FIND_CYPHER[label], rows=rows))}


def _create_homed(tx: ManagedTransaction, homed: Mapping[str, Mapping[str, list[dict[str, Any]]]], now: str) -> None:
    """Make persons with the tie to where they live, home by home in the order of the homes."""
    for labels, homes in sorted(homed.items()):
        with lent({"end": end, "rows": homes[end]} for end in sorted(homes)) as rows:
            written = tx.run(homed_texts.CREATE_HOMED_CYPHER[labels], rows=rows, now=now)
            _expect(LIVES_IN, sum(map(len, homes.values())), written)


def _create(tx: ManagedTransaction, creation: Creation, now: str) -> None:
    for labels, rows in sorted(creation.nodes.items()):
        with lent(rows) as given:
            tx.run(node_texts.CREATE_CYPHER[labels], rows=given, now=now).consume()


def _change(  # noqa: PLR0913, PLR0917 - one step of `_put`, which has these at hand
    tx: ManagedTransaction,
    batch: Batch,
    label: str,
    records: Sequence[Record],
    known: Mapping[str, Mapping[str, Any]],
    now: str,
    result: BatchResult,
) -> list[Record]:
    """Write the rows that differ from what this ledger said before; their nodes stay locked until the commit."""
    changed = [one for one in records if digest_of(known[one.id]["digest"], batch.ledger) != one.digest]
    ranked = sorted(changed, key=lambda one: one.id)
    before = properties_of(tx, label, [one.id for one in ranked]) if ranked else {}
    rows: list[dict[str, Any]] = [
        {"id": one.id, "props": _changes(batch, one, known[one.id]) | _still_called(one, before[one.id])}
        for one in ranked
    ]
    if rows:
        result.step.nodes += [change_of(label, row, before[row["id"]]) for row in rows]
        tx.run(node_texts.CHANGE_CYPHER[label], rows=rows, now=now).consume()
    for record in records:
        for missing in set(record.labels) - set(known[record.id]["labels"]):
            result.unmarked[missing].append(record.id)
    ids = {one.id for one in changed}
    unchanged = [one for one in records if one.id not in ids]
    result.overtaken |= overtaken(tx, batch, label, unchanged, known)
    result.changed += len(changed)
    result.unchanged += len(records) - len(changed)
    result.subjects += [record.id for record in changed]
    return changed


def properties_of(tx: ManagedTransaction, label: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Give all that some nodes say, by id."""
    found = rows_of(tx.run(node_texts.WHOLE_CYPHER[label], rows=[{"id": one} for one in ids]))
    return {row["id"]: row["props"] for row in found}


def change_of(label: str, row: Mapping[str, Any], before: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a step keeps of a node: each property written, as it was and as it becomes."""
    names = [*row["props"], "updated_at"]
    was = {name: before.get(name) for name in names}
    return {"label": label, "id": row["id"], "before": was, "after": dict(row["props"])}


def _changes(batch: Batch, record: Record, known: Mapping[str, Any]) -> dict[str, Any]:
    props = dict(record.props)
    if record.known_as and record.known_as != record.id:
        props = {name: value for name, value in props.items() if name not in NAMED_BY}
    if known["ended_on"] is not None:
        props = _back(record.label, known["status_before"]) | props
    return props | {"run": batch.run, "digest": digest_with(known["digest"], batch.ledger, record.digest)}


def _still_called(record: Record, before: Mapping[str, Any]) -> dict[str, Any]:
    """Give what a unit is called by its row, and by staff as well: no ledger takes their word back."""
    told = before.get("told_aliases")
    if not told or "aliases" not in record.props:
        return {}
    return {"aliases": [*dict.fromkeys([*record.props["aliases"], *told])]}


def _back(label: str, status: str | None) -> dict[str, Any]:
    """Give what a node that had ended takes back when a ledger lists it again: the status it had before."""
    again: dict[str, Any] = {"ended_on": None, "status_before": None}
    if label == "Territory":
        return again | {"valid_until": None}
    return again | ({"status": status or BACK_AGAIN[label]} if label in BACK_AGAIN else {})


def _link_new(tx: ManagedTransaction, kind: LinkKind, rows: Sequence[dict[str, Any]]) -> None:
    """Write relationships of nodes made in this transaction, end by end; those no text writes out are merged."""
    text = link_texts.CREATE_LINK_CYPHER.get(kind.name)
    if text is None or not all(row["given"].keys() <= link_texts.GIVEN for row in rows):
        _link(tx, kind, rows)
        return
    for part in nodes.batches(rows, MAX_ROWS):
        with lent(_by_end(part)) as given:
            _expect(kind, len(part), tx.run(text, rows=given))


def _by_end(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give rows together by the end they share, in the order of the ends: two imports lock them in one order."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["end"], []).append(row)
    return [{"end": end, "rows": found[end]} for end in sorted(found)]


def _link(tx: ManagedTransaction, kind: LinkKind, rows: Sequence[dict[str, Any]]) -> None:
    for part in nodes.batches(rows, MAX_ROWS):
        with lent(part) as given:
            _expect(kind, len(part), tx.run(kind.ties.save_cypher, rows=given))


def _expect(kind: LinkKind, expected: int, result: Result) -> None:
    written = result.single(strict=True)["found"]
    if written != expected:
        raise EndMissing(kind.name, expected, written)


def reconciled(
    tx: ManagedTransaction, batch: Batch, label: str, records: Sequence[Record], step: Step
) -> dict[LinkKind, list[dict[str, Any]]]:
    """Compare what changed rows say with the relationships that hold: end what no longer does, give what to write."""
    if not records:
        return {}
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(tx.run(node_texts.OPEN_LINKS_CYPHER[label], rows=[{"id": record.id} for record in records])):
        held[row["id"]].append(row)
    rows: dict[LinkKind, list[dict[str, Any]]] = defaultdict(list)
    ended: list[dict[str, Any]] = []
    written: list[tuple[str, LinkKind, dict[str, Any]]] = []
    for record in records:
        wanted, over = compared(batch, record, held[record.id])
        for kind, row in wanted:
            rows[kind].append(row)
            written.append((record.id, kind, row))
        ended += over
    step.ties += _ties_of(tx, label, written) + closings(label, ended, batch.today)
    close(tx, label, ended, batch.today)
    return rows


def _ties_of(
    tx: ManagedTransaction, label: str, written: Sequence[tuple[str, LinkKind, dict[str, Any]]]
) -> list[dict[str, Any]]:
    """Give what a step keeps of the relationships about to be written: all they said, None where there was none."""
    ties = [
        {
            "label": label,
            "id": node,
            "type": kind.type,
            "key": row["key"],
            "other": row["end"] if row["start"] == node else row["start"],
            "before": None,
            "after": row["given"],
        }
        for node, kind, row in written
    ]
    if ties:
        asked = [{name: tie[name] for name in TIE_NAMES} for tie in ties]
        known = {
            tuple(row[name] for name in TIE_NAMES): row["props"]
            for row in rows_of(tx.run(node_texts.TIES_CYPHER[label], rows=asked))
        }
        for tie in ties:
            was = known.get(tuple(tie[name] for name in TIE_NAMES))
            tie["before"] = None if was is None else {name: was.get(name) for name in tie["after"]}
    return ties


def closings(label: str, held: Sequence[Mapping[str, Any]], today: date) -> list[dict[str, Any]]:
    """Give what a step keeps of relationships about to end."""
    last = today - timedelta(days=1)
    same = ({name: row[name] for name in TIE_NAMES} for row in held)
    return [{"label": label, **one, "before": {"until": None}, "after": {"until": last}} for one in same]


def close(tx: ManagedTransaction, label: str, held: Sequence[Mapping[str, Any]], today: date) -> None:
    """End relationships: yesterday is their last day."""
    rows = [{"id": row["id"], "type": row["type"], "key": row["key"], "other": row["other"]} for row in held]
    if rows:
        tx.run(node_texts.CLOSE_CYPHER[label], rows=rows, until=today - timedelta(days=1)).consume()
