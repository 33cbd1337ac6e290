"""这批改了什么: what an import wrote over, cell by cell, with what stood there, who had written it, and what counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, partial
from typing import Final

from neo4j import ManagedTransaction

from api.answers.things import FINDERS, KINDS
from api.asking import Asking
from api.schemas import ImportChange, ImportChanges, ImportTie, Ref
from graph_model import import_runs, import_steps
from graph_model.labels import NODES, TIES
from graph_model.nodes import ScopedNodes
from graph_model.sealing import Sealer
from graph_model.taxonomy import load_taxonomy
from loaders.changed import Changed, TieChanged, changes_of, ties_of
from loaders.comparing import label_of
from loaders.spoken import spoken
from loaders.undone import called, field_name
from loaders.writing import properties_of

MOST: Final = 500
ORDER: Final = ("结束", "改写", "新增")
BEYOND: Final = "（管辖范围以外）"
UNNAMED: Final = "（没有名称）"


def run_changes(asked: Asking, sealer: Sealer, run: str) -> ImportChanges:
    """List what an import changed of what was there, what another ledger had written first; at most `MOST` lines.

    Of people and lists beyond the reader's scope nothing is listed; they are counted.

    Raises
    ------
    NotFound
        There is no such import.
    """
    found = import_runs.IMPORT_RUNS.get(asked.graph, run)
    steps = list(import_steps.changing_steps(asked.graph, run))
    changes = sorted(changes_of(steps, sealer), key=lambda one: not one.is_from_another)
    first = changes[:MOST]
    ties = sorted(ties_of(steps), key=lambda one: ORDER.index(one.what))
    listed = ties[:MOST]
    nodes = [(one.label, one.id) for one in first] + [(one.label, one.id) for one in listed]
    names = _names(asked, [*nodes, *((label_of(one.other), one.other) for one in listed)])
    return ImportChanges(
        run=run,
        file=found.file,
        sentence=_sentence(changes, ties, sum(one.id not in names for one in first)),
        total=len(changes),
        from_others=sum(one.is_from_another for one in changes),
        items=[_item(one, names[one.id]) for one in first if one.id in names],
        ties_total=len(ties),
        ties=[_tie(one, names) for one in listed if one.id in names],
    )


def _told_of_ties(ties: Sequence[TieChanged]) -> str:
    counts = Counter(one.what for one in ties)
    told = "、".join(f"{what} {counts[what]:,} 条" for what in ORDER if counts[what])
    more = f"，列出前 {MOST:,} 条" if len(ties) > MOST else ""
    return f"另有 {len(ties):,} 条联系（居住、任职、技能等）变了：{told}{more}。" if ties else ""


def _sentence(changes: Sequence[Changed], ties: Sequence[TieChanged], beyond: int) -> str:
    total, others = len(changes), sum(one.is_from_another for one in changes)
    tied = _told_of_ties(ties)
    if not total:
        return f"这批没有改写原来的内容。{tied}"
    by_others = f"其中 {others:,} 处上次是别的台账写的，两处说法不同，以这批为准"
    told = f"这批改写了原来的 {total:,} 处，{by_others if others else '没有两本台账说法不同的'}"
    told += f"；下面是前 {MOST:,} 处" if total > MOST else ""
    return f"{told}{f'；{beyond:,} 处在管辖范围以外，没有列出' if beyond else ''}。{tied}"


def _item(one: Changed, name: str) -> ImportChange:
    return ImportChange(
        kind=KINDS.get(one.label, ""),
        kind_label=NODES.get(one.label, one.label),
        thing=Ref(id=one.id, name=name),
        field=field_name(one.label, one.name),
        before=spoken(one.label, one.name, one.before),
        after=spoken(one.label, one.name, one.after),
        before_from=one.written_by or "在系统里登记的",
        after_from=one.now_by,
        from_another=one.is_from_another,
    )


def _tie(one: TieChanged, names: Mapping[str, str]) -> ImportTie:
    other = label_of(one.other)
    return ImportTie(
        kind=KINDS.get(one.label, ""),
        kind_label=NODES.get(one.label, one.label),
        thing=Ref(id=one.id, name=names[one.id]),
        tie=TIES.get(one.type, one.type),
        other_kind=KINDS.get(other, ""),
        other=Ref(id=one.other, name=names.get(one.other, BEYOND)),
        what=one.what,
    )


def _names(asked: Asking, nodes: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Name the records by id: people and lists if they are within the reader's scope, and all that is neither."""
    ids: dict[str, set[str]] = {}
    for label, one in nodes:
        ids.setdefault(label, set()).add(one)
    names: dict[str, str] = {}
    for label, mine in sorted(ids.items()):
        names |= _terms_called(label) or _names_of(asked, label, sorted(mine))
    return names


@cache
def _terms_called(label: str) -> dict[str, str]:
    """Name the skills and the categories; none for any other label."""
    if label == "Skill":
        return {id_: one.label for id_, one in load_taxonomy().skills.items()}
    return {id_: one.label for id_, one in load_taxonomy().categories.items()} if label == "Category" else {}


def _names_of(asked: Asking, label: str, ids: list[str]) -> dict[str, str]:
    finder = FINDERS.get(KINDS.get(label, ""))
    if isinstance(finder, ScopedNodes):
        return {one.id: called(one.model_dump()) or UNNAMED for one in finder.find_all(asked.graph, asked.scope, ids)}
    return asked.graph.read(partial(_called, label=label, ids=ids))


def _called(tx: ManagedTransaction, label: str, ids: Sequence[str]) -> dict[str, str]:
    return {id_: called(props) or UNNAMED for id_, props in properties_of(tx, label, ids).items()}
