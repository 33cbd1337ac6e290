"""Looks for what seems to be another table on a sheet: rows above the header, or a header further down."""

from collections.abc import Iterator
from itertools import groupby
from typing import Final

from loaders import cleaning
from loaders.headers import Layout
from loaders.sheets import Sheet

LEAST_FILLED: Final = 3
"""Fewer filled cells in a row make a title or a notice."""
LEAST_ROWS: Final = 2
"""A table has a header and a row at least."""


def other_tables(sheet: Sheet, layout: Layout) -> Iterator[tuple[int, str]]:
    """Yield by its first row, as staff count rows, what looks like a table of its own and was not read as one."""
    if unread := _above_header(sheet, layout):
        first, last = unread
        yield first + 1, f"表头以上的第 {first + 1}–{last + 1} 行像是另一种台账，没有读"
    for row in _below_header(sheet, layout):
        yield row + 1, "这一行起像是另一种台账，照上面的列读了"


def _above_header(sheet: Sheet, layout: Layout) -> tuple[int, int] | None:
    """Give first and last (0-based) of the rows above the header that look like a table, None without any."""
    rows = range(layout.header_rows[0] if layout.header_rows else 0)
    runs = [list(run) for filled, run in groupby(rows, lambda row: _filled(sheet, row) >= LEAST_FILLED) if filled]
    tables = [run for run in runs if len(run) >= LEAST_ROWS]
    return (tables[0][0], tables[-1][-1]) if tables else None


def _below_header(sheet: Sheet, layout: Layout) -> Iterator[int]:
    """Yield the rows (0-based) of the body that stand below an empty row and a title, and hold nothing but words."""
    start, end = layout.body
    for row in range(start + 2, end):
        title = _filled(sheet, row - 1) == 1 and not _filled(sheet, row - 2)
        if title and _filled(sheet, row) >= LEAST_FILLED and _is_words(sheet, row):
            yield row


def _filled(sheet: Sheet, row: int) -> int:
    cells = sheet.rows[row]
    return len(cells) - cells.count("")


def _is_words(sheet: Sheet, row: int) -> bool:
    words = [cleaning.text(cell) for cell in sheet.rows[row] if cell != ""]
    return len(set(words)) == len(words) and not any(any(map(str.isdigit, one)) for one in words)
