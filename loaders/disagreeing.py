"""Tells where a ledger says something else than another one had: whose word counts, why, and where the other stands."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final, NamedTuple

from graph_model.driver import Graph
from graph_model.errors import SealBroken
from graph_model.labels import TIES
from graph_model.nodes import batches
from graph_model.sealing import MARK
from loaders import node_texts
from loaders.changed import NOT_SAID
from loaders.comparing import group_of, kind_of, label_of
from loaders.digests import digest_of, last_ledger, ledgers_of
from loaders.findings import Finding, Severity
from loaders.overtaking import ASIDE
from loaders.records import Record
from loaders.sheet_job import SheetJob
from loaders.sheet_report import SheetReport
from loaders.spoken import SEALED, spoken
from loaders.undone import called, field_name
from loaders.writing import NAMED_BY, properties_of

PART: Final = 1_000
"""Records that are looked at together before they are written."""
MOST: Final = 1_000
"""Disagreements of a sheet that are told one by one."""
COUNTS: Final = "因为后导入的算数"
ADVICE: Final = "如应以那里的为准，请把这一格改成一样再导入"
Group = tuple[str, Any]


class Claims(NamedTuple):
    """What was said of a record before: the values, whom it is tied to one at a time, each with where that stands."""

    values: dict[str, tuple[Any, str]]
    ties: dict[Group, tuple[str, str]]


class Quarrel(NamedTuple):
    """One thing that two ledgers say differently: what it is called, both words, and where the other stands."""

    column: str | None
    title: str
    before: str
    after: str
    where: str


@dataclass
class Disagreements:
    """Looks at the records of a sheet on their way, and tells of each value that another ledger says otherwise.

    ``told`` holds what earlier sheets of the same trial said, which the graph does not know; None where it does.
    ``again`` are the labels of which later sheets speak again, ``names`` what units and places are called, by id.
    """

    graph: Graph
    job: SheetJob
    report: SheetReport
    told: dict[tuple[str, str], Claims] | None = None
    again: frozenset[str] = frozenset()
    names: dict[str, str] = field(default_factory=dict)

    def watched(self, records: Iterable[Record]) -> Iterator[Record]:
        """Give records, each after what it says was compared with what is known."""
        for part in batches(records, PART):
            by_label: dict[str, list[Record]] = defaultdict(list)
            for one in part:
                if not (one.only_links or one.returned):
                    by_label[one.label].append(one)
            for label, mine in by_label.items():
                self._compare(label, mine)
            yield from part
        if self.report.disagreements > MOST:
            self._tell_rest()

    def _compare(self, label: str, records: Sequence[Record]) -> None:
        heard_of = [one for one in records if not one.unheard_of]
        known = self._known(label, heard_of)
        earlier = {one.id: (self.told or {}).get((label, one.id)) for one in heard_of}
        said = {one.id: found for one in heard_of if (found := _over(earlier[one.id], known.get(one.id)))}
        spoken_of = [one for one in heard_of if one.id in said]
        self._learn_names({node for one in spoken_of for node in self._ends(one, said[one.id])})
        for record in spoken_of:
            for one in self._quarrels(record, said[record.id]):
                self._tell(record, one)
        if self.told is None:
            return
        if label != "Person":
            self.names.update({one.id: called(one.props) for one in records})
        if label in self.again:
            for record in records:
                now = _over(self._said_by(record), earlier.get(record.id))
                self.told[label, record.id] = now or Claims({}, {})

    def _known(self, label: str, records: Sequence[Record]) -> dict[str, Claims]:
        """Give what the graph has of records that another ledger wrote last."""
        rows = [{"id": one.id} for one in records]
        found = {row["id"]: row["digest"] for row in self._rows(node_texts.FIND_CYPHER[label], rows)} if rows else {}
        others = [{"id": one.id} for one in records if self._is_of_another(one, found.get(one.id))]
        if not others:
            return {}
        said = {
            row["id"]: Claims({name: (value, _source(row["props"])) for name, value in row["props"].items()}, {})
            for row in self._rows(node_texts.WHOLE_CYPHER[label], others)
        }
        for row in self._rows(node_texts.OPEN_LINKS_CYPHER[label], others):
            kind = kind_of(label, row)
            if kind is not None and kind.holds == "one" and row["ledger"] not in (None, self.job.ledger):
                said[row["id"]].ties[group_of(kind, row["capacity"])] = row["other"], row["source"] or ""
        return said

    def _rows(self, text: Any, rows: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:  # noqa: ANN401 - a constant text
        return self.graph.rows(text, rows=list(rows))

    def _is_of_another(self, record: Record, stored: str | None) -> bool:
        """Whether another ledger wrote a record last, and this one says something new of it."""
        mine = self.job.ledger
        if last_ledger(stored) == mine or not ledgers_of(stored) - {mine}:
            return False
        return digest_of(stored, mine) != self.job.digest(record)

    def _said_by(self, record: Record) -> Claims:
        source = self.job.source(record.row)
        values = {name: (value, source) for name, value in (record.props | record.sealed).items() if value is not None}
        held = ((link, link.end if link.start == record.id else link.start) for link in record.links)
        ties = {
            group_of(link.kind, link.props.get("capacity")): (other, source)
            for link, other in held
            if link.kind.holds == "one"
        }
        return Claims(values, ties)

    def _quarrels(self, record: Record, said: Claims) -> Iterator[Quarrel]:
        mine, label = self._said_by(record), record.label
        aside = ASIDE | NOT_SAID | (NAMED_BY if record.known_as not in ("", record.id) else frozenset())
        for name, (value, _) in mine.values.items():
            before, where = said.values.get(name, (None, ""))
            if name in aside or not where or before in (None, "", []) or self._is_same(value, before):
                continue
            secret = name in record.sealed
            words = [SEALED if secret else spoken(label, name, one) for one in (before, value)]
            column = self.job.column_of(name) if name in self.job.headers else None
            yield Quarrel(column, column or field_name(label, name), words[0], words[1], where)
        for group, (other, _) in mine.ties.items():
            before, where = said.ties.get(group, (other, ""))
            if before != other and where:
                yield Quarrel(
                    None,
                    TIES.get(_type(record, group), group[0]),
                    self.names.get(before, before),
                    self.names.get(other, other),
                    where,
                )

    def _is_same(self, mine: Any, before: Any) -> bool:  # noqa: ANN401 - any value of the graph
        """Whether two values say the same; of one sealed with another key nobody can tell, and nothing is said."""
        if not (isinstance(before, str) and before.startswith(MARK)):
            return bool(mine == before)
        try:
            return bool(self.job.sealer.unseal(before) == mine)
        except SealBroken:
            return True

    def _ends(self, record: Record, said: Claims) -> Iterator[str]:
        """Give whom a record and what was said of it tie it to differently."""
        for group, (other, _) in self._said_by(record).ties.items():
            before, _ = said.ties.get(group, (other, ""))
            if before != other:
                yield from (before, other)

    def _learn_names(self, nodes: set[str]) -> None:
        """Learn what those are called of whom it is not known yet."""
        by_label: dict[str, list[str]] = defaultdict(list)
        for node in sorted(nodes - self.names.keys()):
            by_label[label_of(node)].append(node)
        for label, ids in by_label.items():
            found = self.graph.read(partial(properties_of, label=label, ids=ids))
            self.names.update({node: called(props) for node, props in found.items()})

    def _tell(self, record: Record, one: Quarrel) -> None:
        self.report.disagreements += 1
        if self.report.disagreements > MOST:
            return
        said = "" if SEALED in (one.before, one.after) else f"：那里写的是“{one.before}”，这里是“{one.after}”"
        outcome = f"{'导入后' if self.job.dry_run else ''}以这里的为准，{COUNTS}"
        reason = f"{one.title}与{_placed(one.where)}说的不同{said}；{outcome}"
        value = "" if one.after == SEALED else one.after
        at = (self.job.file, self.job.sheet, record.row, one.column)
        self.job.report(Finding(Severity.WARNING, *at, value, reason, ADVICE))

    def _tell_rest(self) -> None:
        rest = self.report.disagreements - MOST
        reason = f"另有 {rest:,} 处与别的台账说的不同，没有逐条列出"
        advice = "导入以后可在“这批改了什么”里看"
        self.job.report(Finding(Severity.NOTE, self.job.file, self.job.sheet, None, None, "", reason, advice))


def _over(later: Claims | None, earlier: Claims | None) -> Claims | None:
    """Give what was said by both, the later word for what both speak of."""
    if later is None or earlier is None:
        return later or earlier
    return Claims(earlier.values | later.values, earlier.ties | later.ties)


def _type(record: Record, group: Group) -> str:
    return next(one.kind.type for one in record.links if group_of(one.kind, one.props.get("capacity")) == group)


def _source(props: Mapping[str, Any]) -> str:
    return str(props.get("source") or "")


def _placed(source: str) -> str:
    """Say where a row stands, as staff would look for it."""
    place, _, row = source.rpartition("!")
    file, _, sheet = place.rpartition("#")
    return f"“{' · '.join(filter(None, (file, sheet)))}”第 {row} 行"
