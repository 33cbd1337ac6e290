"""Looks into the parts of an xlsx workbook for what readers of values do not tell: hidden rows, extents, the epoch."""

import re
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from loaders.formulas import WORKBOOK, place_of, sheet_parts
from loaders.measuring import BROKEN

ROW: Final = re.compile(rb"<row\b([^>]*)>")
ROW_NUMBER: Final = re.compile(rb'\br="(\d{1,9})"')
HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
COLUMN: Final = re.compile(rb"<col\b([^>]*)>")
FIRST: Final = re.compile(rb'\bmin="(\d{1,6})"')
LAST: Final = re.compile(rb'\bmax="(\d{1,6})"')
CELL: Final = re.compile(rb"<c[\s/>]")
FILLED: Final = re.compile(rb'<c\b[^>]*?\br="([A-Z]{1,7})(\d{1,9})"[^>]*>')
EPOCH: Final = re.compile(rb'\bdate1904="(?:1|true)"')
MANY_COLUMNS: Final = 16_384
LETTERS: Final = 26
SCANNED: Final = 4 << 20
"""Bytes of a part up to which its extents are worth finding before it is read."""


@dataclass(slots=True)
class Inside:
    """What the part of a sheet tells: ``width`` and ``height`` 0 where they were not looked for, rows from 1.

    ``plain`` says that every cell tells its place, so that the extents are those any reader will find.
    """

    plain: bool = False
    width: int = 0
    height: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    from_1904: bool = False


def inside(path: Path) -> dict[str, Inside]:
    """Look into every sheet of an xlsx workbook, by name; nothing for other formats and for damaged files."""
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK not in archive.namelist():
                return {}
            from_1904 = EPOCH.search(archive.read(WORKBOOK)) is not None
            return {name: _inside(archive.read(part), from_1904=from_1904) for name, part in sheet_parts(archive)}
    except (*BROKEN, KeyError, SyntaxError):
        return {}


def _inside(content: bytes, *, from_1904: bool) -> Inside:
    found = Inside(from_1904=from_1904)
    if len(content) <= SCANNED:
        places = [place_of(letters, row) for letters, row in FILLED.findall(content)]
        found.plain = len(places) == len(CELL.findall(content))
        found.height = max((row for row, _ in places), default=-1) + 1
        found.width = max((column for _, column in places), default=-1) + 1
    if b'hidden="' in content:
        found.hidden_rows = _hidden_rows(content)
        found.hidden_columns = _hidden_columns(content)
    return found


def _hidden_rows(content: bytes) -> list[int]:
    hidden = []
    for number, row in enumerate(ROW.finditer(content), start=1):
        if HIDDEN.search(row[1]):
            said = ROW_NUMBER.search(row[1])
            hidden.append(int(said[1]) if said else number)
    return hidden


def _hidden_columns(content: bytes) -> list[str]:
    hidden: list[str] = []
    for column in COLUMN.finditer(content[: content.find(b"<sheetData")]):
        first, last = FIRST.search(column[1]), LAST.search(column[1])
        if HIDDEN.search(column[1]) and first and last and int(last[1]) < MANY_COLUMNS:
            hidden += [letters_of(place) for place in range(int(first[1]), int(last[1]) + 1)]
    return hidden


def letters_of(column: int) -> str:
    """Letters of a column counted from 1.

    >>> letters_of(28)
    'AB'
    """
    letters = ""
    while column:
        column, rest = divmod(column - 1, LETTERS)
        letters = chr(ord("A") + rest) + letters
    return letters
