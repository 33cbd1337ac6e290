"""目标看板: the live value of every target for a place, and the rows behind one."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any, Final

from api.answers.target_facts import facts_of
from api.asking import Asking, week_of
from api.cursors import next_cursor, offset_of
from api.errors import BadQuestion, UnknownThing
from api.questions import TargetQuestion, size_of
from api.schemas import Ref
from api.schemas.targets import (
    RowVerdict,
    TargetAnswer,
    TargetCounts,
    TargetItem,
    TargetRow,
    TargetsAnswer,
    TargetVerdict,
    TargetWeek,
)
from graph_model.percentages import percent_words
from graph_model.targets.catalogue import Target, load_catalogue
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live, Row
from graph_model.targets.measures import live_value
from graph_model.targets.values import read_history

WEEKS_SHOWN: Final = 53
PERCENT: Final = "%"
ROW_VERDICTS: Final[Mapping[bool | None, RowVerdict]] = {True: "算数", False: "不算", None: "缺数据"}
ROW_ORDER: Final[Mapping[bool | None, int]] = {False: 0, None: 1, True: 2}
COUNTED: Final[Mapping[TargetVerdict, str]] = {
    "达到": "reached",
    "没达到": "short",
    "待补数据": "pending",
    "缺数据": "missing",
    "不按本区比": "apart",
}

History = Mapping[str, Sequence[Mapping[str, Any]]]


def targets_answer(asked: Asking, place: str | None = None) -> TargetsAnswer:
    """Return every target with its live value for a place.

    Raises
    ------
    UnknownPlace
        The place is not known, or not within the reader's scope.
    """
    at, number = _within(asked, place)
    key = (at.scope.territory, asked.today)
    facts, history = _facts(at), asked.view.kept(("target weeks", *key), lambda: _history(at))
    items = asked.view.worked_out(("targets", *key), lambda: _items(facts, history, at.week))
    numbers = Counter(COUNTED[item.verdict] for item in items)
    return TargetsAnswer(
        place=asked.view.place_ref(number, place),
        as_of=asked.today,
        week=asked.week,
        counts=TargetCounts(**{name: numbers[name] for name in COUNTED.values()}),
        items=items,
    )


def target_answer(asked: Asking, target: str, question: TargetQuestion) -> TargetAnswer:
    """Return one target with a page of its rows, those that do not count first, and its weeks.

    Raises
    ------
    UnknownPlace, UnknownThing, BadQuestion
        There is no such place, target, verdict or cursor.
    """
    at, number = _within(asked, question.place)
    found = load_catalogue().find(target)
    if found is None:
        raise UnknownThing(f"没有编号是“{target}”的目标。请从目标看板点进来。")
    live = live_value(found, _facts(at))
    rows = _chosen(live, question.row)
    size, start = size_of(question.limit, asked.page_size), offset_of(question.cursor)
    history = _history(at, found.id).get(found.id, ())
    return TargetAnswer(
        place=asked.view.place_ref(number, question.place),
        target=item_of(found, live, history, at.week),
        items=[_row(at, row) for row in rows[start : start + size]],
        total=len(rows),
        history=[_week(one, found.unit) for one in history],
        next_cursor=next_cursor(start, size, len(rows)),
    )


def _within(asked: Asking, place: str | None) -> tuple[Asking, int]:
    number = asked.view.find_place(place, asked.scope)
    territory = asked.view.territories.rows[number].id
    return replace(asked, scope=replace(asked.scope, territory=territory)), number


def _facts(asked: Asking) -> Facts:
    return facts_of(asked.graph, asked.view, asked.scope, asked.today)


def _history(asked: Asking, target: str | None = None) -> History:
    """Read the weeks that are shown, of every target or of one."""
    first = week_of(asked.today - timedelta(weeks=WEEKS_SHOWN - 1))
    return read_history(asked.graph, asked.scope, first, asked.week, target)


def _items(facts: Facts, history: History, week: str) -> list[TargetItem]:
    return [
        item_of(target, live_value(target, facts), history.get(target.id, ()), week)
        for target in load_catalogue().targets
    ]


def item_of(target: Target, live: Live, history: Sequence[Mapping[str, Any]], week: str) -> TargetItem:
    """Return a target as answers show it, beside the last earlier week of which a value is known."""
    before = next((one for one in reversed(history) if one["week"] < week and one["value"] is not None), None)
    return TargetItem(
        id=target.id,
        name=target.name,
        document=Ref(id=target.document.id, name=target.document.title),
        section=target.section,
        wording=target.wording,
        number=target.number,
        unit=target.unit,
        asks=f"不少于 {amount(target.number, target.unit)}",
        deadline=target.deadline,
        responsible=list(target.responsible),
        supporting=list(target.supporting),
        reading=target.reading,
        value=live.value,
        value_words=words_of(live.value, target.unit),
        met=live.met,
        rows=len(live.rows),
        unknown=live.unknown,
        verdict=verdict_of(target, live),
        missing=live.missing,
        before=before["value"] if before else None,
        before_week=before["week"] if before else "",
    )


def verdict_of(target: Target, live: Live) -> TargetVerdict:
    """Judge a live value; where unknown rows could turn the verdict it waits for them."""
    if live.value is None:
        return "缺数据"
    if target.whole_province:
        return "不按本区比"
    least, most = live.range if target.unit == PERCENT else (live.value, live.value)
    if least >= target.number:
        return "达到"
    return "没达到" if most < target.number else "待补数据"


def words_of(value: float | None, unit: str) -> str:
    """Write a value with its unit, or that there is none."""
    return "缺数据" if value is None else amount(value, unit)


def amount(value: float, unit: str) -> str:
    """Write a number with its unit.

    >>> amount(99.97, "%"), amount(23.0, "个")
    ('99.9%', '23 个')
    """
    return percent_words(value) if unit == PERCENT else f"{value:g} {unit}"


def of_verdict(items: Sequence[TargetItem], verdict: str) -> list[TargetItem]:
    """Choose the targets of a verdict; all where none is named.

    Raises
    ------
    BadQuestion
        There is no such verdict.
    """
    if verdict and verdict not in COUNTED:
        raise BadQuestion(f"没有“{verdict}”这种结论。可以写：{'、'.join(COUNTED)}。", verdict=verdict)
    return [item for item in items if not verdict or item.verdict == verdict]


def _chosen(live: Live, verdict: str | None) -> list[Row]:
    if verdict and verdict not in ROW_VERDICTS.values():
        raise BadQuestion(f"没有“{verdict}”这种行。可以写：{'、'.join(ROW_VERDICTS.values())}。", verdict=verdict)
    rows = [row for row in live.rows if not verdict or ROW_VERDICTS[row.met] == verdict]
    return sorted(rows, key=lambda row: ROW_ORDER[row.met])


def _row(asked: Asking, row: Row) -> TargetRow:
    place = Ref(id=row.place, name=asked.view.place_name(row.place)) if row.place else None
    return TargetRow(
        kind=row.kind, id=row.id, name=row.name, verdict=ROW_VERDICTS[row.met], note=row.note, place=place, act=row.act
    )


def _week(one: Mapping[str, Any], unit: str) -> TargetWeek:
    told = {name: one[name] for name in ("week", "on", "value", "met", "rows", "unknown")}
    return TargetWeek(**told, value_words=words_of(one["value"], unit))
