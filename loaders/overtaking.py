"""Finds the rows that say what they said before, of which another ledger has since told the graph something else."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Final

import orjson
from neo4j import ManagedTransaction

from graph_model.driver import Graph, rows_of
from loaders import node_texts
from loaders.batch import Batch
from loaders.comparing import held_already
from loaders.digests import last_ledger
from loaders.findings import Finding, Severity
from loaders.records import Record

if TYPE_CHECKING:
    from loaders.sheet_report import SheetReport

ASIDE: Final = frozenset({"note", "source", "aliases", "number_key", "phone_key", "identity"})
"""What several ledgers keep of one thing side by side, so that a difference tells of no change."""
TELLING: Final = ("certificate", "valid_until")
"""Properties of a relationship that holds by which it says something else than a row."""
UNKNOWN: Final = ""
"""Stands for the ledger that wrote last where it is not known which of several did."""
SHEETS_CYPHER: Final = """
    UNWIND $ledgers AS ledger
    MATCH (s:ImportStep {ledger: ledger})
    WITH ledger, max(s.seq) AS seq
    MATCH (e:Event {id: 'event-' + toString(seq)})
    RETURN ledger, e.detail AS detail
"""
ADVICE: Final = (
    "这些行以后来的为准；要以这本为准，请把这几行改成现在的情况（补上一格也算改）再导入，或导出清单，改好原样导入"
)


def overtaken(
    tx: ManagedTransaction, batch: Batch, label: str, unchanged: Sequence[Record], known: Mapping[str, Any]
) -> dict[str, str]:
    """Of rows that say the same as last time, give those the graph differs from, with the ledger that wrote last.

    Only what another ledger wrote last is looked at, or may have; where that is not known, the ledger is ``UNKNOWN``.
    """
    writers = {one.id: last_ledger(known[one.id]["digest"]) or UNKNOWN for one in unchanged if not one.only_links}
    later = {one: ledger for one, ledger in writers.items() if ledger != batch.ledger}
    if not later:
        return {}
    rows = [{"id": one} for one in later]
    now = {row["id"]: row["props"] for row in rows_of(tx.run(node_texts.WHOLE_CYPHER[label], rows=rows))}
    held: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in rows_of(tx.run(node_texts.OPEN_LINKS_CYPHER[label], rows=rows)):
        held[row["id"]].append(row)
    asked = (one for one in unchanged if one.id in later)
    return {one.id: later[one.id] for one in asked if _differs(one, now[one.id], held[one.id])}


def _differs(record: Record, now: Mapping[str, Any], held: Sequence[dict[str, Any]]) -> bool:
    """Whether the graph holds something else than the row says; of what the row does not say nothing is asked."""
    aside = ASIDE | record.sealed.keys()
    if record.known_as and record.known_as != record.id:
        aside |= {"name", "number"}
    if any(now.get(name) != value for name, value in record.props.items() if name not in aside):
        return True
    return any(_is_other(link.props, held_already(link, record.id, held)) for link in record.links)


def _is_other(said: Mapping[str, Any], held: Mapping[str, Any] | None) -> bool:
    return held is None or any(held[name] != said[name] for name in TELLING if name in said)


def tell_overtaken(graph: Graph, report: "SheetReport") -> None:
    """Add one note to a sheet with such rows: how many they are, whose word holds, and how to make this one hold."""
    if not report.overtaken:
        return
    ledgers = sorted(set(report.overtaken.values()) - {UNKNOWN})
    told = {row["ledger"]: _sheet_of(row["detail"]) for row in graph.rows(SHEETS_CYPHER, ledgers=ledgers)}
    named = [f"“{told[one]}”" for one in ledgers if one in told]
    names = "、".join([*named, "另一本台账"] if len(told) < len(set(report.overtaken.values())) else named)
    reason = f"{len(report.overtaken)} 行与上次导入时说的一样，但后来被{names}改过"
    report.overtaken_note = Finding(Severity.NOTE, report.file, report.sheet, None, None, "", reason, ADVICE)
    report.findings.append(report.overtaken_note)


def _sheet_of(detail: str) -> str:
    told = orjson.loads(detail)
    return f"{told['file']} · {told['sheet']}"
