"""Looks into the parts of an xlsx workbook for what values do not tell: hidden rows, extents, epoch, open formulas."""

import re
import zipfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from loaders.cell_words import column_letters
from loaders.formulas import WORKBOOK, place_of, sheet_parts, unsolved_formulas
from loaders.measuring import BROKEN
from loaders.sheets import MAX_CELLS, MAX_COLUMNS, UnreadableFile, refuse_too_many_sheets
from loaders.slicing import can_be_sliced

ROW: Final = re.compile(rb"<row\b([^>]*)>")
ROW_NUMBER: Final = re.compile(rb'\br="(\d{1,9})"')
NUMBERED_ROW: Final = re.compile(rb'<row\b[^>]*?\br="(\d{1,9})"')
HIDDEN: Final = re.compile(rb'\bhidden="(?:1|true)"')
COLUMN: Final = re.compile(rb"<col\b([^>]*)>")
FIRST: Final = re.compile(rb'\bmin="(\d{1,6})"')
LAST: Final = re.compile(rb'\bmax="(\d{1,6})"')
CELL: Final = re.compile(rb"<c[\s/>]")
PREFIXED: Final = re.compile(rb":c[\s/>]")
"""What some reader may take for a cell under a prefix."""
FILLED: Final = re.compile(rb'<c r="([A-Z]{1,7})(\d{1,9})"(?: (?:a|cm|i|l|ph|s|t|vm)="\w*")* ?/?>')
"""A cell as office programs write it: its place first, then what none can misread."""
EPOCH: Final = re.compile(rb'\bdate1904="(?:1|true)"')
MANY_COLUMNS: Final = 16_384
MOST_HIDDEN: Final = 1_000
OTHER_FORMATS: Final = frozenset({"content.xml", "xl/workbook.bin"})
"""Parts for which a reader may take the archive for a workbook of another format."""
SCANNED: Final = 4 << 20
"""Bytes of a part up to which its extents are worth finding before it is read."""


@dataclass(slots=True)
class Inside:
    """What the part of a sheet tells: ``width`` and ``height`` 0 where they were not looked for, rows from 1.

    ``in_slices`` says that it is better read some rows at a time.
    """

    width: int = 0
    height: int = 0
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    told_twice: list[int] = field(default_factory=list)
    unsolved: dict[tuple[int, int], str] = field(default_factory=dict)
    from_1904: bool = False
    in_slices: bool = False


def inside(path: Path) -> dict[str, Inside]:
    """Look into every sheet of an xlsx workbook, by name; nothing for other formats and for damaged files.

    Raises `UnreadableFile` when two sheets have one name: readers differ on which of them is meant.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            if WORKBOOK not in archive.namelist():
                return {}
            from_1904 = EPOCH.search(archive.read(WORKBOOK)) is not None
            parts = list(sheet_parts(archive))
            refuse_too_many_sheets(path.name, len(parts))
            found = {name: _inside(archive.read(part), from_1904=from_1904) for name, part in parts}
    except (*BROKEN, KeyError, SyntaxError):
        return {}
    if len(found) < len(parts):
        raise UnreadableFile(path.name, "有两张同名的工作表，不是正常的文件", "请用表格软件打开后另存为 xlsx 再导入")
    return found


def is_plain(path: Path) -> bool:
    """Whether no reader can find more in an xlsx workbook than a ledger has, whichever part it takes for a sheet.

    Every cell in every part must stand there as office programs write it, within the bounds of a sheet.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = {name.lower() for name in archive.namelist()}
            if WORKBOOK not in names or names & OTHER_FORMATS:
                return False
            return all(_is_plain(archive.read(entry)) for entry in archive.infolist())
    except BROKEN:
        return False


def _is_plain(content: bytes) -> bool:
    """Whether whatever any reader may take for a cell, under a prefix or not, is one as office programs write it."""
    cells = FILLED.findall(content)
    if PREFIXED.search(content) or len(cells) < len(CELL.findall(content)):
        return False
    width, height = _extent(cells)
    return width <= MAX_COLUMNS and width * height <= MAX_CELLS


def _extent(cells: Sequence[tuple[bytes, bytes]]) -> tuple[int, int]:
    """Columns and rows up to the last of these cells."""
    columns, rows = {letters for letters, _ in cells}, {row for _, row in cells}
    last = max((place_of(letters, b"1")[1] for letters in columns), default=-1)
    return last + 1, max(map(int, rows), default=0)


def _inside(content: bytes, *, from_1904: bool) -> Inside:
    found = Inside(from_1904=from_1904, unsolved=_unsolved(content), in_slices=can_be_sliced(content))
    if len(content) <= SCANNED:
        found.width, found.height = _extent(FILLED.findall(content))
    found.told_twice = _told_twice(content)
    if b'hidden="' in content:
        found.hidden_rows = _hidden_rows(content)
        found.hidden_columns = _hidden_columns(content)
    return found


def _unsolved(content: bytes) -> dict[tuple[int, int], str]:
    """Give the formulas without a result; none of a part that expat refuses and readers of values may still read."""
    try:
        return unsolved_formulas(content)
    except SyntaxError:
        return {}


def _told_twice(content: bytes) -> list[int]:
    """Give the numbers that several rows bear: readers take one of them, no office program writes such a sheet."""
    numbers = NUMBERED_ROW.findall(content)
    if len(set(numbers)) == len(numbers):
        return []
    return sorted(int(number) for number, count in Counter(numbers).items() if count > 1)


def _hidden_rows(content: bytes) -> list[int]:
    hidden = []
    for number, row in enumerate(ROW.finditer(content), start=1):
        if HIDDEN.search(row[1]):
            said = ROW_NUMBER.search(row[1])
            hidden.append(int(said[1]) if said else number)
    return hidden


def _hidden_columns(content: bytes) -> list[str]:
    """Letters of the hidden columns from the left, of very many only as many as tell that."""
    hidden: set[int] = set()
    for column in COLUMN.finditer(content[: content.find(b"<sheetData")]):
        first, last = FIRST.search(column[1]), LAST.search(column[1])
        if HIDDEN.search(column[1]) and first and last and int(last[1]) < MANY_COLUMNS:
            hidden |= set(range(int(first[1]), int(last[1]) + 1)[:MOST_HIDDEN])
        if len(hidden) > MOST_HIDDEN:
            break
    return [column_letters(place - 1) for place in sorted(hidden) if place]
