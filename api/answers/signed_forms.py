"""打印签字的表: whistles with who answered them, and what social organisations did month by month."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from itertools import groupby
from typing import Any, Final

from api.answers.form_order import by_name
from api.answers.record_forms import place_words
from api.asking import Asking
from graph_model import form_rows
from graph_model.entities.terms import ListStatus, SocialCategory
from graph_model.labels import chinese
from graph_model.targets.months import first_of_month, months_before
from loaders.cleaning import masked
from loaders.form_sheets import FormColumn, FormSheet, Value

MONTHS: Final = 12
CENTURY: Final = 2
"""Digits of a year that narrow heads leave out: 25年12月."""
WHISTLE_FORM: Final = "吹哨报到记录"
STATUSES: Final = tuple(chinese(one) for one in ListStatus)
WHISTLES: Final = (
    FormColumn("吹哨事项", 30),
    FormColumn("情况说明", 38),
    FormColumn("吹哨单位", 24),
    FormColumn("吹哨日期", 12),
    FormColumn("办理时限", 12),
    FormColumn("应哨单位和报到日期", 32),
    FormColumn("办结日期", 12),
    FormColumn("状态", 11, STATUSES),
    FormColumn("吹哨方评价", 12, ("满意", "基本满意", "不满意")),
    FormColumn("签字", 14),
    FormColumn("备注", 24),
)
SOCIAL: Final = (FormColumn("社会组织", 30), FormColumn("类别", 10), FormColumn("所在社区", 26))
SOCIAL_END: Final = (FormColumn("合计", 7), FormColumn("没有活动的月份", 30), FormColumn("负责人签字", 14))


def whistle_sheet(asked: Asking, place: str, day: str) -> FormSheet:
    """Return the sheet of 吹哨报到记录: what was asked of which units, when each reported, how it ended.

    It is signed on paper, and a workbook of it comes back as a ledger: who reported since is written there.
    """
    rows = [(row["item"]["id"], _whistle(asked, row)) for row in form_rows.whistles_of_form(asked.graph, asked.scope)]
    notice = f"导出日期：{day}　共 {len(rows)} 次"
    return FormSheet(WHISTLE_FORM, f"{place}街社吹哨、部门报到记录", notice, WHISTLES, rows)


def _whistle(asked: Asking, row: Mapping[str, Any]) -> tuple[Value, ...]:
    item = row["item"]
    called = [f"{name}（{answered or '未报到'}）" for name, answered in sorted(row["called"], key=str)]
    return (
        item["title"],
        masked(item.get("description") or ""),
        place_words(asked, row["place"]),
        item["blown_on"],
        item.get("deadline"),
        "、".join(called),
        item.get("closed_on"),
        chinese(ListStatus(item.get("status", ListStatus.OPEN))),
        "",
        "",
        masked(item.get("note") or ""),
    )


def social_sheet(asked: Asking, place: str, day: str) -> FormSheet:
    """Return the sheet of 社会组织月度活动: how often each was active in each of the last twelve months."""
    months = [months_before(asked.today, back) for back in reversed(range(MONTHS))]
    found = form_rows.social_of_form(asked.graph, asked.scope, months[0], asked.today)
    found.sort(key=lambda row: (row["place"], by_name(row["unit"]["name"]), row["unit"]["id"]))
    rows = [(row["unit"]["id"], _social(asked, row, months)) for row in found]
    columns = (*SOCIAL, *(FormColumn(_month_words(month)[CENTURY:], 8) for month in months), *SOCIAL_END)
    notice = f"导出日期：{day}　共 {len(rows)} 家；每月活动不少于 1 次，{_month_words(months[-1])}截至导出那天"
    return FormSheet("社会组织月度活动", f"{place}社会组织月度活动情况", notice, columns, rows, signed=True)


def _social(asked: Asking, row: Mapping[str, Any], months: list[date]) -> tuple[Value, ...]:
    times = Counter(first_of_month(date.fromisoformat(day[:10])) for day in row["days"])
    category = row["unit"].get("category")
    return (
        row["unit"]["name"],
        chinese(SocialCategory(category)) if category else "",
        place_words(asked, row["place"]),
        *(times[month] for month in months),
        times.total(),
        _gaps([month for month in months if not times[month]]),
        "",
    )


def _gaps(months: list[date]) -> str:
    """Return months in words, the year said once: 2025年11、12月；2026年1月."""
    years = groupby(months, key=lambda month: month.year)
    return "；".join(f"{year}年{'、'.join(str(month.month) for month in some)}月" for year, some in years)


def _month_words(month: date) -> str:
    return f"{month.year}年{month.month}月"


SIGNED_FORMS: Final[Mapping[str, Callable[[Asking, str, str], FormSheet]]] = {
    WHISTLE_FORM: whistle_sheet,
    "社会组织月度活动": social_sheet,
}
SIGNED_COLUMNS: Final[Mapping[str, tuple[FormColumn, ...]]] = {
    WHISTLE_FORM: WHISTLES,
    "社会组织月度活动": (*SOCIAL, *SOCIAL_END),
}
