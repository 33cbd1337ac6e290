"""清单成表: the lists as the forms staff hand in, within a place, ready to be printed and to come back."""
# ruff: noqa: E501 - the columns of a form stand together

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from api.answers.record_forms import RECORD_FORMS, place_words
from api.answers.week_form import WEEK_FORM, week_sheet
from api.asking import Asking
from api.errors import UnknownThing
from graph_model.entities.terms import ListKind, ListStatus, Reach
from graph_model.labels import chinese
from graph_model.listings import Listed, count_listed, find_listed
from graph_model.slots import slots_text
from loaders.form_sheets import FormColumn, FormSheet, Value, form_workbook
from loaders.notes import masked

AT_ONCE: Final = 1_000
STATUSES: Final = tuple(chinese(one) for one in ListStatus)
URGENCIES: Final = ("不急", "一般", "较急", "紧急", "特急")
Write = Callable[[Asking, Listed], Value]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list: its head and width, how a line fills it, and the words to choose from."""

    head: str
    width: float
    write: Write
    choices: tuple[str, ...] = ()


def _plain(name: str) -> Write:
    return lambda _, row: row.properties.get(name)


def _words(name: str) -> Write:
    """Words of staff, with the middle of every long number hidden."""
    return lambda _, row: masked(str(row.properties.get(name) or ""))


def _place(asked: Asking, row: Listed) -> str:
    return place_words(asked, row.place)


def _status(_: Asking, row: Listed) -> str:
    return chinese(ListStatus(row.properties.get("status", ListStatus.OPEN)))


def _urgency(_: Asking, row: Listed) -> str:
    found = row.properties.get("urgency")
    return URGENCIES[found - 1] if found else ""


def _slots(_: Asking, row: Listed) -> str:
    found = row.properties.get("slots")
    return "" if found is None else slots_text(found)


def _reach(_: Asking, row: Listed) -> str:
    found = row.properties.get("reach")
    return chinese(Reach(found)) if found else ""


def _category(_: Asking, row: Listed) -> str:
    return row.category or ""


def _owner(_: Asking, row: Listed) -> str:
    return row.owner or row.properties.get("raised_by") or row.properties.get("owner") or ""


def _owners(asked: Asking, row: Listed) -> str:
    """All owners of a line, so that those a row that comes back leaves out are known to be left out."""
    return "、".join(row.owners) or _owner(asked, row)


def _number(asked: Asking, row: Listed) -> Value:  # noqa: ARG001 - as every column is filled
    return row.properties.get("number") or ""


NUMBER: Final = Column("编号", 12, _number)
CATEGORY: Final = Column("类别", 12, _category)
PLACE: Final = Column("所属社区", 24, _place)
STATUS: Final = Column("状态", 10, _status, STATUSES)
URGENCY: Final = Column("紧急程度", 10, _urgency, URGENCIES)
DEADLINE: Final = Column("截止日期", 12, _plain("deadline"))
NOTE: Final = Column("备注", 24, _words("note"))
NEED: Final = (
    Column("需求内容", 40, _words("description")), CATEGORY, PLACE, Column("提出单位", 22, _owner), Column("服务对象", 16, _words("beneficiaries")),
    Column("数量", 8, _plain("quantity")), Column("计量单位", 8, _plain("unit")), Column("需要人数", 8, _plain("headcount")), URGENCY, DEADLINE,
    Column("服务时间", 18, _slots), STATUS, NOTE,
)  # fmt: skip
COLUMNS: Final[Mapping[ListKind, tuple[Column, ...]]] = {
    ListKind.RESOURCE: (
        NUMBER, Column("资源名称", 26, _plain("title")), Column("资源内容", 40, _words("description")), CATEGORY, PLACE, Column("提供单位", 24, _owners),
        Column("数量", 8, _plain("capacity")), Column("计量单位", 8, _plain("unit")), Column("开始日期", 12, _plain("window_from")),
        Column("结束日期", 12, _plain("window_until")), Column("服务时间", 18, _slots), Column("服务范围", 10, _reach, tuple(chinese(one) for one in Reach)),
        STATUS, NOTE,
    ),
    ListKind.NEED: (NUMBER, Column("需求名称", 26, _plain("title")), *NEED),
    ListKind.WISH: (NUMBER, Column("心愿名称", 26, _plain("title")), Column("心愿内容", 40, _words("description")), *NEED[1:]),
    ListKind.PROBLEM: (
        NUMBER, Column("问题名称", 26, _plain("title")), Column("问题内容", 40, _words("description")), CATEGORY, PLACE,
        Column("问题来源", 14, _words("origin")), URGENCY, DEADLINE, STATUS, NOTE,
    ),
    ListKind.PROJECT: (
        NUMBER, Column("项目名称", 26, _plain("title")), Column("任务举措及具体指标", 44, _words("measure")), Column("目标", 16, _words("target")),
        CATEGORY, PLACE, Column("责任单位", 22, _owners), Column("所属行动", 16, _words("topic")), Column("预算", 10, _plain("budget")), DEADLINE, STATUS, NOTE,
    ),
}  # fmt: skip
THREE_LISTS: Final = (ListKind.RESOURCE, ListKind.NEED, ListKind.PROJECT)
FORMS: Final[Mapping[str, tuple[ListKind, ...]]] = {
    "三张清单": THREE_LISTS,
    "资源清单": (ListKind.RESOURCE,),
    "需求清单": (ListKind.NEED,),
    "项目清单": (ListKind.PROJECT,),
    "问题清单": (ListKind.PROBLEM,),
    "微心愿": (ListKind.WISH,),
}
FORM_NAMES: Final = (*FORMS, *RECORD_FORMS, WEEK_FORM)
FORM_OF: Final = {kinds[0].value: name for name, kinds in FORMS.items() if len(kinds) == 1}


def form_answer(asked: Asking, form: str, place: str | None, key: bytes) -> tuple[str, bytes]:
    """Return the name and the bytes of the workbook of a form, within a place.

    Raises
    ------
    UnknownThing, UnknownPlace
        There is no such form, or no such place.
    """
    if form not in FORM_NAMES:
        raise UnknownThing(f"没有“{form}”这种表。可以是：{'、'.join(FORM_NAMES)}。")
    number = asked.view.find_place(place, asked.scope)
    name = asked.view.territories.rows[number].name
    there = replace(asked, scope=replace(asked.scope, territory=asked.view.territories.rows[number].id))
    sheets = [_sheet(there, kind, name) for kind in FORMS.get(form, ())] or [_record_sheet(there, form, name)]
    return f"{name}{form}-{asked.today.isoformat()}.xlsx", form_workbook(sheets, key, asked.today)


def _record_sheet(asked: Asking, form: str, place: str) -> FormSheet:
    if form == WEEK_FORM:
        return week_sheet(asked, place, _said(asked.today))
    columns, rows_of = RECORD_FORMS[form]
    rows = rows_of(asked)
    return FormSheet(form, f"{place}{form}", _notice(asked, len(rows)), columns, rows)


def _notice(asked: Asking, count: int) -> str:
    return f"导出日期：{_said(asked.today)}　共 {count} 条；电话和联系人不导出，个人姓名和长号码已隐去。"


def _sheet(asked: Asking, kind: ListKind, place: str) -> FormSheet:
    columns, rows = COLUMNS[kind], _rows(asked, kind)
    name = FORM_OF[kind.value]
    return FormSheet(
        name=name,
        title=f"{place}{name}",
        notice=_notice(asked, len(rows)),
        columns=tuple(FormColumn(one.head, one.width, one.choices) for one in columns),
        rows=[(row.properties["id"], [one.write(asked, row) for one in columns]) for row in rows],
    )


def _rows(asked: Asking, kind: ListKind) -> list[Listed]:
    total = count_listed(asked.graph, asked.scope, kind)
    pages = (range(begin, begin + AT_ONCE) for begin in range(0, total, AT_ONCE))
    return [row for page in pages for row in find_listed(asked.graph, asked.scope, kind, page)]


def _said(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"


def key_of(identity_key: Callable[[str], str]) -> bytes:
    """Give the key by which rows that come back are known; imports make theirs the same way."""
    return identity_key("digest").encode()[:32]
