"""Annex 2 重点项目表 in its own shape, with a column of how things stand, as a workbook or a document."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from io import BytesIO
from itertools import groupby
from typing import Any, Final, Literal

import xlsxwriter
from starlette.responses import Response

from api.reports.media import DOCX, XLSX
from api.schemas import TargetItem, TargetsAnswer
from graph_model.targets.catalogue import AnnexRow, load_catalogue
from loaders.returning import NO_LEDGER
from loaders.row_heights import row_height

AnnexForm = Literal["xlsx", "docx"]
TITLE: Final = "党建引领社区治理重点项目表"
COLUMNS: Final = ("序号", "项目名称", "任务举措及具体指标", "责任单位", "配合单位", "目前情况")
WIDTHS: Final = (5, 14, 48, 14, 18, 46)
"""Characters; all of them fit a page of A4 across with words of 8 points and more."""
AIR: Final = 10.0
"""Points left free in a row: not every table program breaks lines at the same place."""
NO_NUMBER: Final = "这一条没有定数。"
BODY: Final = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体", "font_size": 11}


def annex_workbook(answer: TargetsAnswer) -> bytes:
    """Return the workbook; equal answers give equal bytes."""
    stream = BytesIO()
    look = {"font_name": BODY["font_name"], "font_size": BODY["font_size"]}
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "default_format_properties": look,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": TITLE, "created": _midnight(answer)})
        sheet = book.add_worksheet("重点项目表")
        _write_head(book, sheet, answer)
        _write_rows(book, sheet, {item.id: item for item in answer.items})
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.4, 0.4, 0.5, 0.6)
        sheet.repeat_rows(2)
        sheet.freeze_panes(3, 0)
    return stream.getvalue()


def _midnight(answer: TargetsAnswer) -> datetime:
    return datetime(answer.as_of.year, answer.as_of.month, answer.as_of.day)  # noqa: DTZ001 a stamp without a zone


def _write_head(book: Any, sheet: Any, answer: TargetsAnswer) -> None:  # noqa: ANN401 xlsxwriter is untyped
    title = book.add_format({"bold": True, "font_size": 16, "align": "center", "font_name": "宋体"})
    head = book.add_format({**BODY, "bold": True, "align": "center", "bg_color": "#F0F2F5"})
    for place, width in enumerate(WIDTHS):
        sheet.set_column(place, place, width)
    sheet.merge_range(0, 0, 0, len(COLUMNS) - 1, title_of(answer), title)
    sheet.write_string(1, 0, notice_of(answer))
    sheet.write_row(2, 0, COLUMNS, head)


def _write_rows(book: Any, sheet: Any, items: dict[str, TargetItem]) -> None:  # noqa: ANN401 xlsxwriter is untyped
    body, middle = book.add_format(BODY), book.add_format({**BODY, "align": "center"})
    row = 3
    for project in projects_of():
        _write_project(sheet, row, row + len(project) - 1, (project[0].number, project[0].name), middle)
        for task in project:
            cells = cells_of(task, items)
            sheet.set_row(row, row_height(cells, WIDTHS[2:], AIR))
            sheet.write_row(row, 2, cells, body)
            row += 1


def _write_project(sheet: Any, first: int, last: int, cells: tuple[int, str], middle: Any) -> None:  # noqa: ANN401
    for column, value in enumerate(cells):
        if last > first:
            sheet.merge_range(first, column, last, column, value, middle)
        else:
            sheet.write(first, column, value, middle)


def title_of(answer: TargetsAnswer) -> str:
    """Write the heading of the table."""
    return f"{answer.place.name}{TITLE}"


def notice_of(answer: TargetsAnswer) -> str:
    """Write which day the last column tells of."""
    return f"附件2　　目前情况截至 {answer.as_of.isoformat()}，由共建图谱从台账算出；缺数据的写明缺什么。{NO_LEDGER}"


def projects_of() -> Iterator[list[AnnexRow]]:
    """Give the rows of the annex project by project."""
    for _, tasks in groupby(load_catalogue().annex, key=lambda one: one.number):
        yield list(tasks)


def cells_of(task: AnnexRow, items: Mapping[str, TargetItem]) -> tuple[str, str, str, str]:
    """Give what stands in a row of the table right of the project's name."""
    return task.task, task.responsible, task.supporting, standing(task, items)


def standing(task: AnnexRow, items: Mapping[str, TargetItem]) -> str:
    """Write how a row of the annex stands: a line for each of its numbers."""
    lines = [line_of(items[target.id]) for target in load_catalogue().of_annex(task.id)]
    return "\n".join(lines) or NO_NUMBER


def line_of(item: TargetItem) -> str:
    """Write how one number stands, as 名称：23 个（不少于 20 个，达到）."""
    if item.value is None:
        return f"{item.name}：缺数据，要导入{item.missing}"
    unknown = f"，另有{item.unknown}条缺数据" if item.unknown else ""
    return f"{item.name}：{item.value_words}（{item.asks}，{item.verdict}{unknown}）"


def _document(answer: TargetsAnswer) -> bytes:
    from api.reports.annex_docx import annex_document  # noqa: PLC0415 what writes is loaded when first wanted

    return annex_document(answer)


WRITERS: Final[Mapping[str, Callable[[TargetsAnswer], bytes]]] = {"xlsx": annex_workbook, "docx": _document}
MEDIA: Final[Mapping[str, str]] = {"xlsx": XLSX, "docx": DOCX}


def annex_file(answer: TargetsAnswer, form: AnnexForm) -> Response:
    """Return the annex as a file to be saved."""
    told = {"Content-Disposition": f'attachment; filename="annex-2.{form}"'}
    return Response(WRITERS[form](answer), media_type=MEDIA[form], headers=told)
