"""Templates to fill, the rows they are filled with, and the filled ones read back."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import openpyxl

from loaders.filling import Fields, filled
from loaders.form_sheets import FormColumn, FormSheet, Value

DAY = date(2026, 11, 22)
COLUMNS = tuple(FormColumn(head, 10) for head in ("活动名称", "日期", "时长（小时）"))
ROWS: tuple[tuple[Value, ...], ...] = (
    ("上门修灯", date(2026, 9, 5), 2.5),
    ("义诊", date(2026, 10, 1), 3),
    ("=1+1", None, None),
)


def fields(rows: Iterable[tuple[Value, ...]] = ROWS) -> Fields:
    one = FormSheet("服务情况", "", "", COLUMNS, [(f"a-{number}", row) for number, row in enumerate(rows)])
    other = FormSheet("培训情况", "", "", (FormColumn("课程", 10), FormColumn("日期", 10)), [])
    return Fields([one, other], {"地方": "翠苑街道", "导出日期": DAY})


def a_book(path: Path, cells: dict[str, Any]) -> Any:
    book = openpyxl.Workbook()
    sheet = book.active
    for place, value in cells.items():
        sheet[place] = value
    book.save(path)
    return book


def written(path: Path, given: Fields | None = None) -> Any:
    return openpyxl.load_workbook(BytesIO(filled(path, given or fields(), DAY)))


def a_document(path: Path) -> Any:
    """A heading cut into runs as Word does, a table with a row of a list, a header."""
    document = docx.Document()
    paragraph = document.add_paragraph("兹证明")
    for words, bold in (("{", True), ("{地", False), ("方}}", False), ("的志愿者", False)):
        paragraph.add_run(words).bold = bold
    table = document.add_table(rows=2, cols=2)
    table.style = "Table Grid"
    table.rows[0].cells[0].text = "活动"
    table.rows[1].cells[0].text = "{{活动名称}}"
    table.rows[1].cells[1].text = "计 {{时长（小时）}} 小时"
    table.rows[1].cells[1].paragraphs[0].runs[0].italic = True
    document.sections[0].header.paragraphs[0].text = "｛｛导出日期｝｝"
    document.save(str(path))
    return document


def nested(path: Path, outer: str, inner: str) -> Path:
    """A table whose one row holds a table of one cell."""
    document = docx.Document()
    row = document.add_table(rows=1, cols=2).rows[0]
    row.cells[0].text = outer
    row.cells[1].add_table(rows=1, cols=1).rows[0].cells[0].text = inner
    document.save(str(path))
    return path
