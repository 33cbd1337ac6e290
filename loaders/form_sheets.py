"""Writes forms as workbooks to be printed, filled and handed back: heads, widths, print set-up, words to choose."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from loaders.cleaning import FORMULA_STARTS
from loaders.returning import CODE, OWN_ID, ROW_NUMBER, SIGNED, row_code
from loaders.row_heights import row_height

Value = str | float | int | date | None

BODY: Final = {"border": 1, "text_wrap": True, "valign": "vcenter", "font_name": "宋体", "font_size": 11}
HEAD: Final = {**BODY, "bold": True, "align": "center", "bg_color": "#F0F2F5"}
QUIET: Final = {"font_name": "宋体", "font_size": 8, "font_color": "#8C8C8C", "valign": "vcenter"}
NOTICE: Final = {"text_wrap": True, "valign": "vcenter", "font_name": "宋体", "font_size": 11}
TITLE: Final = {"bold": True, "font_size": 16, "align": "center", "valign": "vcenter", "font_name": "宋体"}
HEADER_ROW: Final = 2
A4: Final = 9
LONGEST_LIST: Final = 255
"""Characters a list to choose from may have, as table programs store it."""
LONGEST_CELL: Final = 32_000
SHORT: Final = 14
"""Characters up to which a column is narrow; what stands in it is centred."""
AIR: Final = 6.0
"""Points left free above and below the words of a row."""
OWN_WIDTHS: Final = (14, 9)
PAGE_WIDTH: Final = 150.0
"""Characters of columns and what is between them on a page of A4 across, printed at `SCALE`, whatever the program."""
BETWEEN: Final = 0.72
"""Characters that a column takes beyond those it is wide."""
SHARES: Final = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75)
"""How narrow columns of long words may become so that the form takes a page less across."""
SCALE: Final = 73
"""Percent at which 11 points are printed as 8: of a form wider than a page."""
NUMBERS: Final = frozenset({"编号", "活动编号", ROW_NUMBER})
RETURN: Final = "改好可原样再导入：改过的行照改，没改的行不动；最右两列是系统认行用的，请勿改动。"


@dataclass(frozen=True, slots=True)
class FormColumn:
    """One column: its head, its width in characters, and the words it may be filled with, if these are few."""

    head: str
    width: float
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One sheet: its name, its title, the notice under it, and by row the id of a record with its cells in order.

    ``breaks`` are the rows, 0-based, with which a new page begins; a sheet that is ``signed`` is kept on paper and says
    nothing when it is imported.
    """

    name: str
    title: str
    notice: str
    columns: tuple[FormColumn, ...]
    rows: Sequence[tuple[str, Sequence[Value]]]
    breaks: tuple[int, ...] = ()
    signed: bool = False


def form_workbook(sheets: Sequence[FormSheet], key: bytes, day: date) -> bytes:
    """Write the workbook of some forms; the same records on the same day give the same bytes.

    ``key`` is that of the digests of rows, by which a row that comes back as it went out is known.
    """
    stream = BytesIO()
    options: dict[str, Any] = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "default_format_properties": {"font_name": BODY["font_name"], "font_size": BODY["font_size"]},
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001 a stamp without a zone
        for one in sheets:
            _write(book, numbered(one), key)
    return stream.getvalue()


def numbered(form: FormSheet) -> FormSheet:
    """Give a form whose rows bear numbers: those of the list itself, else 序号 from 1."""
    if form.columns[0].head in NUMBERS:
        return form
    rows = [(own, (number, *values)) for number, (own, values) in enumerate(form.rows, 1)]
    return replace(form, columns=(FormColumn(ROW_NUMBER, 6), *form.columns), rows=rows)


def _write(book: Any, form: FormSheet, key: bytes) -> None:  # noqa: ANN401 xlsxwriter is untyped
    sheet = book.add_worksheet(form.name)
    wide = len(form.columns)
    widths = printed_widths(form.columns)
    first_page = [*pages_across(form.columns, widths), wide][0]
    _write_title(sheet, first_page, form.title, book.add_format(TITLE))
    sheet.set_row(0, 30)
    _write_notice(sheet, widths[:first_page], notice_of(form), book.add_format(NOTICE))
    head, quiet = book.add_format(HEAD), book.add_format(QUIET)
    bodies = _bodies(book, form.columns)
    for place, column in enumerate(form.columns):
        sheet.set_column(place, place, widths[place])
        sheet.write_string(HEADER_ROW, place, column.head, head)
        _offer(sheet, place, column, len(form.rows))
    own_columns = () if form.signed else zip((OWN_ID, CODE), OWN_WIDTHS, strict=True)
    for place, (name, width) in enumerate(own_columns, wide):
        sheet.set_column(place, place, width)
        sheet.write_string(HEADER_ROW, place, name, quiet)
    sheet.set_row(HEADER_ROW, row_height([column.head for column in form.columns], widths, AIR))
    unsaid = int(form.columns[0].head == ROW_NUMBER)
    for number, (own, values) in enumerate(form.rows, HEADER_ROW + 1):
        cells = [written(value) for value in values]
        sheet.set_row(number, row_height(cells, widths, AIR))
        _write_row(sheet, number, cells, bodies)
        if not form.signed:
            sheet.write_string(number, wide, own, quiet)
            sheet.write_string(number, wide + 1, row_code(key, [*cells[unsaid:], own]), quiet)
    _set_up(sheet, wide, len(form.rows), keys_of(form.columns))
    _fit(sheet, form.columns, widths)
    sheet.set_h_pagebreaks([HEADER_ROW + 1 + row for row in form.breaks])


def _write_title(sheet: Any, wide: int, title: str, look: Any) -> None:  # noqa: ANN401
    """Write the title over the columns of the first page."""
    if wide > 1:
        sheet.merge_range(0, 0, 0, wide - 1, title, look)
    else:
        sheet.write_string(0, 0, title, look)


def _write_notice(sheet: Any, widths: Sequence[float], notice: str, look: Any) -> None:  # noqa: ANN401
    """Write the notice below the title as wide, in as many lines as it takes."""
    if len(widths) > 1:
        sheet.merge_range(1, 0, 1, len(widths) - 1, notice, look)
    else:
        sheet.write_string(1, 0, notice, look)
    sheet.set_row(1, row_height([notice], [sum(widths)]))


def printed_widths(columns: Sequence[FormColumn]) -> list[float]:
    """Give the widths of columns, those of long words as narrow as spares a page across and no narrower."""
    ways = [[one.width if is_short(one) else round(share * one.width, 1) for one in columns] for share in SHARES]
    return min(ways, key=lambda widths: len(pages_across(columns, widths)))


def pages_across(columns: Sequence[FormColumn], widths: Sequence[float]) -> list[int]:
    """Give the columns with which a further page across begins; the key columns are repeated on each."""
    taken = [width + BETWEEN for width in widths]
    begins: list[int] = []
    used, keys = 0.0, sum(taken[: keys_of(columns)])
    for place, width in enumerate(taken):
        if used + width > PAGE_WIDTH and used > 0:
            begins.append(place)
            used = keys
        used += width
    return begins


def keys_of(columns: Sequence[FormColumn]) -> int:
    """Tell how many of the first columns say what a row is about."""
    return 2 if columns[0].head in NUMBERS else 1


def _fit(sheet: Any, columns: Sequence[FormColumn], widths: Sequence[float]) -> None:  # noqa: ANN401
    """Print a form on as few pages across as leave its words legible."""
    begins = pages_across(columns, widths)
    if not begins:
        sheet.fit_to_pages(1, 0)
        return
    sheet.set_print_scale(SCALE)
    sheet.set_v_pagebreaks(begins)
    sheet.repeat_columns(0, keys_of(columns) - 1)
    sheet.print_across()


def notice_of(form: FormSheet) -> str:
    """Give the notice under the title, and what happens to the form when it comes back."""
    return f"{form.notice}　{SIGNED if form.signed else RETURN}"


def is_short(column: FormColumn) -> bool:
    """Tell whether a column holds short words, dates or numbers, which are centred."""
    return column.width <= SHORT


def _bodies(book: Any, columns: Sequence[FormColumn]) -> list[Any]:  # noqa: ANN401
    wide, short = book.add_format(BODY), book.add_format({**BODY, "align": "center"})
    return [short if is_short(column) else wide for column in columns]


def _write_row(sheet: Any, number: int, cells: Sequence[str | float], bodies: Sequence[Any]) -> None:  # noqa: ANN401
    for place, (cell, body) in enumerate(zip(cells, bodies, strict=True)):
        if isinstance(cell, str):
            sheet.write_string(number, place, cell, body) if cell else sheet.write_blank(number, place, None, body)
        else:
            sheet.write_number(number, place, cell, body)


def written(value: Value) -> str | float | int:
    """Give a value as it stands in a cell: never a formula, whoever opens the file, and a whole number without a point.

    >>> written("=1+1")
    "'=1+1"
    """
    if value is None:
        return ""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if not isinstance(value, str):
        return value
    plain = value.replace("\r\n", "\n").replace("\r", "\n").strip()[:LONGEST_CELL]
    return f"'{plain}" if plain.startswith(FORMULA_STARTS) else plain


def _offer(sheet: Any, place: int, column: FormColumn, rows: int) -> None:  # noqa: ANN401
    if column.choices and len(",".join(column.choices)) <= LONGEST_LIST:
        offered = {"validate": "list", "source": list(column.choices), "error_type": "warning"}
        sheet.data_validation(HEADER_ROW + 1, place, HEADER_ROW + max(rows, 1) + 200, place, offered)


def _set_up(sheet: Any, wide: int, rows: int, keys: int) -> None:  # noqa: ANN401
    sheet.freeze_panes(HEADER_ROW + 1, keys)
    sheet.autofilter(HEADER_ROW, 0, HEADER_ROW + max(rows, 1), wide - 1)
    sheet.repeat_rows(HEADER_ROW)
    sheet.print_area(0, 0, HEADER_ROW + max(rows, 1), wide - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(0.4, 0.4, 0.5, 0.6)
    sheet.set_footer("&C第 &P 页 共 &N 页")
