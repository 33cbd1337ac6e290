"""Whistles 吹哨报到: what a street or community called departments for, who was called and when each reported."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final

from graph_model.entities.terms import ListStatus
from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import CellProblem, Severity
from loaders.kinds import everyday
from loaders.kinds.base import PARTS, LedgerKind, col, remark, sample, term
from loaders.kinds.items import STATUSES
from loaders.records import Record

ANSWERED: Final = re.compile(r"^(?P<unit>[^（(]+)[（(](?P<when>[^（）()]+)[)）]$")
NOT_YET: Final = re.compile(r"未(?!成年|来)|没|待|^暂?无(?:$|[人回应])")
"""How a date is denied: 未报到."""
OF_A_DAY: Final = re.compile(r"\d{4}年|\d月|\d[./-]\d|到|已|[当次即]日|当天")
"""What words behind a unit have that tell when it came, were it in vain: 2026年11月31日, 已到."""


def records(entry: Entry) -> Iterable[Record]:
    """Give a whistle with who blew it and the units it called."""
    title, on = entry.get("title"), entry.get("blown_on")
    if not title or on is None:
        entry.finding(Severity.ERROR, "title" if not title else "blown_on", "没有吹哨事项或日期", "请补上事项和日期")
        return ()
    place = entry.place("place")
    record = entry.record(
        "Whistle", _id(entry, str(title), place), "title", "description", "blown_on", "deadline", "closed_on", "status"
    )
    record.tie(links.BLOWN_BY, place)
    for unit, answered in _called(entry):
        record.tie(links.CALLS, unit, answered_at=answered)
    return (record,)


def _id(entry: Entry, title: str, place: str | None) -> str:
    if entry.own_id and entry.own_id.startswith(keys.PREFIX_OF["Whistle"]):
        return entry.own_id
    return keys.node_id("Whistle", title, entry.get("blown_on"), place)


def _called(entry: Entry) -> Iterator[tuple[str | None, date | None]]:
    """Give the units that were called, each once, with the day it reported, where that is told."""
    seen: set[str] = set()
    for words in entry.get("called", ()):
        found = _answered(words)
        unit = entry.reference("Organisation", "called", found["unit"].strip() if found else words)
        if unit is not None and unit not in seen:
            seen.add(unit)
            yield unit, _day(entry, found["when"]) if found else entry.get("answered_on")


def _answered(words: str) -> re.Match[str] | None:
    """Part a unit from when it reported; brackets of any other sense are of its name: 市监局（东山所）."""
    found = ANSWERED.match(words)
    if found is None or NOT_YET.search(found["when"]) or OF_A_DAY.search(found["when"]) or _is_day(found["when"]):
        return found
    return None


def _is_day(words: str) -> bool:
    try:
        cleaning.day(words)
    except CellProblem:
        return False
    return True


def _day(entry: Entry, words: str) -> date | None:
    """Give the day written behind a unit; none where it says that nobody came."""
    if NOT_YET.search(words):
        return None
    try:
        return cleaning.day(words)
    except CellProblem as problem:
        entry.finding(Severity.WARNING, "called", f"报到日期“{words}”：{problem.reason}", problem.advice, words)
        return None


KIND: Final = LedgerKind(
    key="whistles",
    name="吹哨报到台账",
    order=71,
    label="Whistle",
    titles=("吹哨", "吹哨报到", "街社吹哨", "部门报到"),
    columns=(
        col("title", "吹哨事项", "吹哨问题", "吹哨内容", "哨单", "哨单名称", "哨单内容", "吹哨事由", read=cleaning.title, content="subject"),
        col("description", "情况说明", "事项说明", "具体情况", "问题描述", "情况描述", "具体内容"),
        col("street", "所属街道", "街道", "镇街", "吹哨街道"),
        col("place", "吹哨单位", "吹哨社区", "吹哨方", "吹哨人", "哨源", "哨源单位", "吹哨主体", "发起单位", "发起社区", "所属社区", "社区", "社区名称", content="place"),
        col("blown_on", "吹哨日期", "吹哨时间", "发起日期", "发起时间", "发哨日期", "发哨时间", read=cleaning.day, of_the_year=True, content="day"),
        col("deadline", "办理时限", "办结时限", "截止日期", "完成时限", "期限", read=cleaning.day, of_the_year=True),
        col("called", "应哨单位和报到日期", "应哨单位", "报到单位", "报到部门", "应哨部门", "响应部门", "响应单位", "被吹哨单位", read=PARTS),
        col("answered_on", "报到日期", "报到时间", "应哨日期", "应哨时间", "响应日期", "响应时间", "到场时间", "到场日期", "到岗时间", read=cleaning.day, of_the_year=True),
        col("closed_on", "办结日期", "办结时间", "完成日期", "销号日期", read=cleaning.day, of_the_year=True),
        col("status", "状态", "办理状态", "进展", "当前状态", "办结情况", read=term(ListStatus, STATUSES)),
        col("outcome", "吹哨方评价", "吹哨评价", "办理结果", "处置情况", "处置结果", "签字", kept=True),
        remark(),
        sample(),
    ),
    needs=(("title",), ("blown_on",)),
    same=(("title", "blown_on", "place"),),
    records=records,
    everyday=everyday.WHISTLE,
)  # fmt: skip
