"""Finds the columns of a table that has no header: rows of the same shape whose cells tell what they are."""

from typing import Final

from loaders import cleaning
from loaders.contents import looks_like
from loaders.headers import SEARCH_ROWS, Layout, body_end
from loaders.sheets import Cell, Sheet

LEAST_FILLED: Final = 3
LEAST_ROWS: Final = 2
SAMPLE_ROWS: Final = 40
TELLING: Final = frozenset({"phone", "id_number", "uscc", "gender"})
"""Contents nobody writes into a header: a first row that has one of them is a row of the table."""


def headless_layout(sheet: Sheet) -> Layout | None:
    """Lay out a table without a header, its columns named by number; None where nothing surely tells it is one."""
    start = next((at for at, row in enumerate(sheet.rows[:SEARCH_ROWS]) if _filled(row) >= LEAST_FILLED), None)
    if start is None:
        return None
    end, dropped = body_end(sheet.rows, start)
    rows = [row for row in sheet.rows[start : min(end, start + SAMPLE_ROWS)] if _filled(row) >= LEAST_FILLED]
    width = max(map(len, rows), default=0)
    if len(rows) < LEAST_ROWS or not any(_tells(rows, place) for place in range(width)):
        return None
    names = tuple(f"第{place + 1}列" if any(_at(row, place) != "" for row in rows) else "" for place in range(width))
    above = tuple(words for row in sheet.rows[:start] for cell in row if (words := cleaning.text(cell)))
    return Layout(names, (), (start, end), above, dropped)


def _tells(rows: list[list[Cell]], place: int) -> bool:
    """Whether the first row holds in a column what those below hold, of a kind that no header holds."""
    first, *below = [_at(row, place) for row in rows]
    return bool(TELLING & looks_like([first]) & looks_like([cell for cell in below if cell != ""]))


def _at(row: list[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def _filled(row: list[Cell]) -> int:
    return len(row) - row.count("")
