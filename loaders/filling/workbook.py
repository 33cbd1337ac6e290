"""Fills a workbook: fields in cells written out, a row with the columns of a list repeated for each of its rows."""

from collections.abc import Iterable, Iterator, Sequence
from copy import copy
from datetime import date
from io import BytesIO
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.formula.translate import Translator
from openpyxl.styles.numbers import is_date_format

from loaders.filling.fields import BRACES, FIELD, MOST_TOLD, Fields
from loaders.filling.growing import grow
from loaders.filling.package import MOST_CELLS
from loaders.form_sheets import Value, written
from loaders.sheets import UnreadableFile

FORMULA: Final = "f"
TWO_LISTS: Final = "一行里写了几张表的列"
MOST_ROWS: Final = 100_000
MOST_WRITTEN: Final = 2_000_000
"""Cells that repeated rows come to, those between marked ones included."""
MOST_MOVED: Final = 20_000_000
"""Cells passed in making room for rows, all of them once for each row of a template that grows."""


def filled_workbook(path: Path, fields: Fields) -> bytes:
    """Return a workbook filled.

    Raises
    ------
    UnreadableFile
        It cannot be read, or its fields cannot be filled; each cell concerned is named.
    """
    try:
        book: Any = openpyxl.load_workbook(BytesIO(path.read_bytes()))
    except (KeyError, ValueError, TypeError, AttributeError, SyntaxError, IndexError, OSError) as broken:
        raise UnreadableFile(path.name, "模板已损坏或不是工作簿", "请用办公软件打开后另存为 xlsx 再试") from broken
    _check_extent(path.name, book)
    faults = [fault for sheet in book.worksheets for fault in _faults(sheet, fields)]
    if faults:
        raise UnreadableFile(path.name, "；".join(faults[:MOST_TOLD]), f"可以写：{fields.told()}")
    _check_room(path.name, book, fields)
    for sheet in book.worksheets:
        _fill(sheet, fields)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def _check_extent(name: str, book: Any) -> None:  # noqa: ANN401 the library is untyped
    """Refuse a workbook whose cells lie too far apart: what lies between them is laid out when rows are added."""
    for sheet in book.worksheets:
        rows, columns = sheet.max_row, sheet.max_column
        if rows * columns > MOST_CELLS:
            told = f"表“{sheet.title}”有 {rows} 行、{columns} 列，太大了"
            raise UnreadableFile(name, told, "请删去远处的格子、空行和空列再试")


def _check_room(name: str, book: Any, fields: Fields) -> None:  # noqa: ANN401 the library is untyped
    """Refuse to write more than a workbook is good for, before anything is written."""
    present = sum(sheet.max_row * sheet.max_column for sheet in book.worksheets)
    grown = [sheet.max_column * (count - 1) for sheet in book.worksheets for count in _counts(sheet, fields)]
    if sum(grown) > MOST_WRITTEN or len(grown) * (present + sum(grown)) > MOST_MOVED:
        told = f"照数据排下来有 {len(grown)} 处要加行，共约 {present + sum(grown)} 个格子，太多了"
        raise UnreadableFile(name, told, "请少写几行列名，或分社区导出")


def _counts(sheet: Any, fields: Fields) -> Iterator[int]:  # noqa: ANN401 the library is untyped
    """Give how often each row of a sheet is written that is written more than once."""
    for cells in _marked(sheet):
        lists = fields.lists_in(cell.value for cell in cells)
        if lists and len(fields.rows_of(lists[0])) > 1:
            yield len(fields.rows_of(lists[0]))


def _marked(sheet: Any) -> Iterator[list[Any]]:  # noqa: ANN401 the library is untyped
    """Give by row the cells that hold fields; of cells that are not there none is made."""
    cells = (cell for _, cell in sorted(sheet._cells.items()))  # noqa: SLF001 the library has no other way
    found = (cell for cell in cells if isinstance(cell.value, str) and BRACES.search(cell.value))
    for _, row in groupby(found, key=lambda cell: cell.row):
        yield list(row)


def _faults(sheet: Any, fields: Fields) -> Iterator[str]:  # noqa: ANN401 the library is untyped
    for cells in _marked(sheet):
        wrong = [(cell, fault) for cell in cells for fault in _wrong(cell, fields)]
        yield from (f"表“{sheet.title}”的 {cell.coordinate}：{fault}" for cell, fault in wrong)
        lists = [] if wrong else fields.lists_in(cell.value for cell in cells)
        if lists and len(fields.rows_of(lists[0])) > MOST_ROWS:
            yield f"表“{lists[0]}”有 {len(fields.rows_of(lists[0]))} 条，一张表至多填 {MOST_ROWS} 条，请分社区导出"
        if len(lists) > 1:
            yield f"表“{sheet.title}”的第 {cells[0].row} 行：{TWO_LISTS}（{'、'.join(lists)}），一行只能写一张表的"


def _wrong(cell: Any, fields: Fields) -> list[str]:  # noqa: ANN401 the library is untyped
    return ["公式里不能写字段"] if cell.data_type == FORMULA else fields.faults(cell.value)


def _fill(sheet: Any, fields: Fields) -> None:  # noqa: ANN401 the library is untyped
    for cells in reversed(list(_marked(sheet))):
        lists = fields.lists_in(cell.value for cell in cells)
        rows = fields.rows_of(lists[0]) if lists else [None]
        texts = [(cell.column, cell.value) for cell in cells]
        grow(sheet, cells[0].row, len(rows) - 1)
        _write(sheet, cells[0].row, texts, fields, rows)


def _write(
    sheet: Any,  # noqa: ANN401 the library is untyped
    top: int,
    texts: Iterable[tuple[int, str]],
    fields: Fields,
    rows: Sequence[Sequence[Value] | None],
) -> None:
    constant = [(cell.column, cell.value) for cell in sheet[top] if isinstance(cell, Cell) and cell.value is not None]
    marked = dict(texts)
    for number, row in enumerate(rows, top):
        for column, value in constant:
            cell = sheet.cell(number, column)
            cell.value = _value(marked[column], cell, fields, row) if column in marked else _again(value, cell, top)


def _again(value: Any, cell: Any, top: int) -> Any:  # noqa: ANN401 the library is untyped
    """Give what stood in the row that is repeated; a formula looks at the cells of its new row."""
    if not (isinstance(value, str) and value.startswith("=")):
        return copy(value)
    origin = f"{cell.column_letter}{top}"
    return Translator(value, origin=origin).translate_formula(cell.coordinate)


def _value(text: str, cell: Any, fields: Fields, row: Sequence[Value] | None) -> Value:  # noqa: ANN401 as above
    """Give what a cell holds: a number or a day as such where the field is all that stands in it."""
    alone = FIELD.fullmatch(text.strip())
    if alone is None:
        return fields.words(text, row)
    value = fields.value_of(alone[1], row)
    if isinstance(value, date) and is_date_format(cell.number_format):
        return value
    return written(value) or (None if value in {None, ""} else value)
