"""清单成表: the lists as the forms staff hand in, within a place, ready to be printed and to come back."""
# ruff: noqa: E501 - the columns of a form stand together

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path as FilePath
from typing import Final

from api.answers.consented import Unseal
from api.answers.form_order import Key, by_name, by_number
from api.answers.record_forms import RECORD_FORMS, day_words, place_words
from api.answers.service_record import PARTS, SERVICE_FORM, WHO, service_sheets
from api.answers.signed_forms import SIGNED_COLUMNS, SIGNED_FORMS, WHISTLE_FORM
from api.answers.week_form import COLUMNS as WEEK_COLUMNS
from api.answers.week_form import WEEK_FORM, week_sheet
from api.asking import Asking
from api.errors import BadQuestion, UnknownThing
from graph_model import form_rows
from graph_model.driver import Graph
from graph_model.entities.terms import ListKind, ListStatus, Purpose, Reach
from graph_model.labels import chinese, parse
from graph_model.listings import Listed, count_listed, find_listed
from graph_model.scope import Scope
from graph_model.sealing import Sealer
from graph_model.service_records import note_taken
from graph_model.slots import slots_text
from loaders.cleaning import masked
from loaders.filling import Fields, check_template, filled
from loaders.form_sheets import FormColumn, FormSheet, Value, form_workbook

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


def _around(name: str) -> Write:
    """Tell in one cell what stands around a line in the graph."""
    return lambda _, row: "、".join(row.around.get(name, ()))


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
    ListKind.NEED: (NUMBER, Column("需求名称", 26, _plain("title")), *NEED[:-1], Column("对应问题", 16, _around("problems")), NOTE),
    ListKind.WISH: (NUMBER, Column("心愿名称", 26, _plain("title")), Column("心愿内容", 40, _words("description")), *NEED[1:]),
    ListKind.PROBLEM: (
        NUMBER, Column("问题名称", 26, _plain("title")), Column("问题内容", 40, _words("description")), CATEGORY, PLACE,
        Column("问题来源", 14, _words("origin")), URGENCY, DEADLINE, STATUS, NOTE,
    ),
    ListKind.PROJECT: (
        NUMBER, Column("项目名称", 26, _plain("title")), Column("任务举措及具体指标", 44, _words("measure")), Column("目标", 16, _words("target")),
        CATEGORY, PLACE, Column("责任单位", 22, _owners), Column("配合单位", 22, _around("supporters")), Column("对应需求", 16, _around("needs")),
        Column("所属行动", 16, _words("topic")), Column("预算", 10, _plain("budget")), DEADLINE, STATUS, NOTE,
    ),
}  # fmt: skip
AROUND: Final[Mapping[ListKind, Mapping[str, Callable[[Graph, Scope], Mapping[str, tuple[str, ...]]]]]] = {
    ListKind.NEED: {"problems": form_rows.problems_of_needs},
    ListKind.PROJECT: {"supporters": form_rows.supporters_of_projects, "needs": form_rows.needs_of_projects},
}
"""By list: what else its form tells of each line, by name."""
THREE_LISTS: Final = (ListKind.RESOURCE, ListKind.NEED, ListKind.PROJECT)
FROM_PROBLEMS: Final = (ListKind.PROBLEM, ListKind.NEED, ListKind.PROJECT)
"""The other grammar of the three lists: a problem leads to needs, which projects answer."""
FORMS: Final[Mapping[str, tuple[ListKind, ...]]] = {
    "三张清单": THREE_LISTS,
    "问题需求项目三张清单": FROM_PROBLEMS,
    "资源清单": (ListKind.RESOURCE,),
    "需求清单": (ListKind.NEED,),
    "项目清单": (ListKind.PROJECT,),
    "问题清单": (ListKind.PROBLEM,),
    "微心愿": (ListKind.WISH,),
}
FORM_NAMES: Final = (*FORMS, *RECORD_FORMS, *SIGNED_FORMS, WEEK_FORM, SERVICE_FORM)
SIGNED_NAMES: Final = frozenset({*SIGNED_FORMS, WEEK_FORM, SERVICE_FORM})
"""Forms that are signed on paper; they are also given as documents, which are passed over when they are imported."""
KEPT_NAMES: Final = SIGNED_NAMES - {WHISTLE_FORM}
"""Forms that are signed and kept: their workbooks are passed over too."""
WORKBOOK, DOCUMENT = "xlsx", "docx"
FORM_OF: Final = {kinds[0].value: name for name, kinds in FORMS.items() if len(kinds) == 1}


@dataclass(frozen=True, slots=True)
class FormQuestion:
    """Which form is asked for: within which place, of whom, and for which purpose, where it tells of persons."""

    form: str
    place: str | None = None
    who: str | None = None
    purpose: str | None = None


def form_answer(
    asked: Asking, question: FormQuestion, sealer: Sealer, template: FilePath | None = None, ending: str = WORKBOOK
) -> tuple[str, bytes]:
    """Return the name and the bytes of a form, within a place, or of a site's own template filled.

    Whoever is named in it in full is noted as looked at, once it is made.

    Raises
    ------
    UnknownThing, UnknownPlace
        There is no such form, no such place, or nobody of whom it should tell.
    BadQuestion
        There is no such purpose, the form tells of nobody in particular, or is too long for a document.
    loaders.sheets.UnreadableFile
        The template cannot be filled.
    """
    form = question.form
    if form not in FORM_NAMES:
        raise UnknownThing(f"没有“{form}”这种表。可以是：{'、'.join(FORM_NAMES)}。")
    there, place = asked_there(asked, question)
    if template is not None:
        check_template(template)
    name, sheets, named = _sheets(there, question, place, sealer.unseal, by_hand=template is None)
    whole = f"{name}{form}-{asked.today.isoformat()}"
    if template is None:
        made = f"{whole}.{ending}", _whole_form(f"{name}{form}", sheets, sealer, asked.today, ending)
    else:
        made = f"{whole}{template.suffix.lower()}", filled(template, _fields(there, name, sheets), asked.today)
    if named:
        note_taken(asked.graph, there.scope, form, named)
    return made


def _whole_form(title: str, sheets: Sequence[FormSheet], sealer: Sealer, day: date, ending: str) -> bytes:
    if ending == WORKBOOK:
        return form_workbook(sheets, key_of(sealer), day)
    from api.reports.form_docx import form_document  # noqa: PLC0415 what writes is loaded when first wanted

    return form_document(title, sheets, day)


def _fields(there: Asking, name: str, sheets: Sequence[FormSheet]) -> Fields:
    """Return what a template may name besides the columns of the form: of whom, which day, which week it tells."""
    day = there.today
    once: dict[str, Value] = {
        "名称": name,
        "导出日期": day,
        "今天": day,
        "今天日期": day,
        "填报日期": day,
        "填表日期": day,
        "年": day.year,
        "月": day.month,
        "日": day.day,
        "周": there.week,
    }
    once |= {"标题": sheets[0].title, "说明": sheets[0].notice}
    return Fields(sheets, once)


def asked_there(asked: Asking, question: FormQuestion) -> tuple[Asking, str]:
    """Return the question narrowed to the place and the purpose it names, and the name of the place.

    Raises
    ------
    UnknownPlace, BadQuestion
        There is no such place, or no such purpose.
    """
    place = asked.view.territories.rows[asked.view.find_place(question.place, asked.scope)]
    purpose = purpose_of(asked, question.purpose)
    return replace(asked, scope=replace(asked.scope, territory=place.id, purpose=purpose)), place.name


def purpose_of(asked: Asking, words: str | None) -> Purpose:
    """Return the purpose that is stated, else the one the reader asks for anyway.

    Raises
    ------
    BadQuestion
        There is no such purpose.
    """
    found = parse(Purpose, words) if words else asked.scope.purpose
    if found is None:
        raise BadQuestion(
            f"没有“{words}”这种用途。可以是：{'、'.join(chinese(one) for one in Purpose)}。", field="purpose"
        )
    return found


def _sheets(
    there: Asking, question: FormQuestion, place: str, unseal: Unseal, *, by_hand: bool
) -> tuple[str, Sequence[FormSheet], Sequence[str]]:
    """Return of whom or where a form tells, its sheets, and the ids of the persons it names in full."""
    form = question.form
    if form == SERVICE_FORM:
        return service_sheets(there, question.who, place, unseal, by_hand=by_hand)
    if question.who:
        raise of_nobody(form)
    if form == WEEK_FORM:
        sheet, named = week_sheet(there, place, day_words(there.today))
        return place, [sheet], named
    sheets = [list_sheet(there, kind, place) for kind in FORMS.get(form, ())]
    return place, sheets or [_record_sheet(there, form, place)], ()


def of_nobody(form: str) -> BadQuestion:
    """Return the refusal to tell of somebody in a file that tells of a place."""
    return BadQuestion(f"“{form}”按地方导出，不能写是谁；写明是谁的只有{SERVICE_FORM}、日历和名片。", field="who")


def _record_sheet(asked: Asking, form: str, place: str) -> FormSheet:
    if form in SIGNED_FORMS:
        return SIGNED_FORMS[form](asked, place, day_words(asked.today))
    columns, rows_of = RECORD_FORMS[form]
    rows = rows_of(asked)
    return FormSheet(form, f"{place}{form}", _notice(asked, len(rows)), columns, rows)


def _notice(asked: Asking, count: int) -> str:
    return f"导出日期：{day_words(asked.today)}　共 {count} 条；电话和联系人不导出，个人姓名和长号码已隐去。"


def list_sheet(asked: Asking, kind: ListKind, place: str) -> FormSheet:
    """Return the sheet of one list within the scope."""
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
    found = (row for page in pages for row in find_listed(asked.graph, asked.scope, kind, page))
    around = {name: told(asked.graph, asked.scope) for name, told in AROUND.get(kind, {}).items()}
    return sorted((_with_around(row, around) for row in found), key=_order)


def _with_around(row: Listed, around: Mapping[str, Mapping[str, tuple[str, ...]]]) -> Listed:
    own = row.properties["id"]
    return replace(row, around={name: said.get(own, ()) for name, said in around.items()}) if around else row


def _order(row: Listed) -> Key:
    """Put a list in the order of its numbers; what has none by place and name."""
    said = row.properties
    return *by_number(said.get("number")), row.place, by_name(said.get("title")), said["id"]


def heads_of(form: str) -> dict[str, tuple[str, ...]]:
    """Give by sheet of a form the heads of its columns, as a template names them; months are told by their numbers."""
    if form in FORMS:
        return {FORM_OF[kind.value]: tuple(one.head for one in COLUMNS[kind]) for kind in FORMS[form]}
    if form == SERVICE_FORM:
        return {part.name: tuple(one.head for one in (*WHO, *part.columns)) for part in PARTS}
    columns = RECORD_FORMS[form][0] if form in RECORD_FORMS else SIGNED_COLUMNS.get(form, WEEK_COLUMNS)
    return {form: tuple(one.head for one in columns)}


def key_of(sealer: Sealer) -> bytes:
    """Give the key by which rows that come back are known; imports make theirs the same way."""
    return sealer.identity_key("digest").encode()[:32]
