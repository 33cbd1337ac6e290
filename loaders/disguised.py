"""Reads what many office systems save as xls and is none: the tables of a web page, or plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Final

from loaders.measuring import OLE_MAGIC, ZIP_MAGIC
from loaders.sheets import Remark, Rows, Sheet, Span, UnreadableFile, refuse_oversize
from loaders.text_tables import decode, text_sheet

MAX_PAGE_BYTES: Final = 8 << 20
DEEPEST: Final = 50
"""Tables that may stand in one another."""
MOST_ACROSS: Final = 600
MOST_DOWN: Final = 100_000
TAG: Final = re.compile(r"<(/?)(table|tr|td|th|br|p|div)\b([^<>]*)>", re.IGNORECASE)
OTHER_TAG: Final = re.compile(r"<[^<>]*>")
SPAN: Final = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,6})", re.IGNORECASE)
UNSEEN: Final = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))
"""Parts of a page nobody sees, by how they begin and end."""
OTHER_WORKBOOK: Final = b"<?xml"
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
CHECK: Final = "请核对有没有少；另存为 xlsx 更稳妥"


def disguised_sheets(path: Path, head: bytes) -> list[Sheet]:
    """Give the sheets of a page, or of a text of several columns, under the name of a workbook; none of other files.

    Raises `UnreadableFile`.
    """
    plain = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    binary = b"\0" in head and not head.startswith(WIDE_MARKS)
    if binary or plain.startswith((ZIP_MAGIC, OLE_MAGIC, OTHER_WORKBOOK)):
        return []
    return _page(path) if plain.startswith(b"<") else _text(path)


def _text(path: Path) -> list[Sheet]:
    try:
        sheet = text_sheet(path)
    except UnreadableFile:
        return []
    sheet.remarks.append(Remark(f"扩展名是 {path.suffix}，内容却是文字，已照 csv 读", CHECK))
    return [sheet] if any(len(row) > 1 for row in sheet.rows) else []


def _page(path: Path) -> list[Sheet]:
    if path.stat().st_size > MAX_PAGE_BYTES:
        reason = f"扩展名是表格，内容却是网页，超过 {MAX_PAGE_BYTES >> 20} MB"
        raise UnreadableFile(path.name, reason, "请用表格软件打开后另存为 xlsx 再导入")
    tables = list(_tables(path.name, _seen(decode(path.name, path.read_bytes()))))
    if not tables:
        raise UnreadableFile(path.name, "扩展名是表格，内容却是网页，里面没有表格", "请找到原来的表格文件再导入")
    remark = Remark(f"扩展名是 {path.suffix}，内容却是网页，已照里面的表格读", CHECK)
    return [
        Sheet(path.name, path.stem if len(tables) == 1 else f"表{number}", one.rows, one.merged, remarks=[remark])
        for number, one in enumerate(tables, 1)
    ]


def _seen(page: str) -> str:
    """Leave out what nobody sees of a page, in one pass for each kind of it."""
    for begin, end in UNSEEN:
        lower, parts, place = page.lower(), [], 0
        while (start := lower.find(begin, place)) >= 0:
            parts.append(page[place:start])
            stop = lower.find(end, start)
            place = stop + len(end) if stop >= 0 else len(page)
        page = "".join([*parts, page[place:]])
    return page


@dataclass(slots=True)
class _Table:
    """A table under way; ``covered`` holds by column the row, 0-based, below what a cell from above reaches over."""

    file: str
    rows: Rows = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    left: int | None = None
    holds_another: bool = False

    def begin_row(self) -> None:
        self.end_cell()
        self.rows.append([])

    def begin_cell(self, told: str) -> None:
        """Begin a cell, whose tag tells how many columns and rows it reaches over."""
        self.end_cell()
        if not self.rows:
            self.begin_row()
        row, top = self.rows[-1], len(self.rows) - 1
        while self.covered.get(len(row), 0) > top:
            row.append("")
        spans = {name.lower(): int(number) for name, number in SPAN.findall(told)} if told else {}
        wide = min(max(spans.get("col", 1), 1), MOST_ACROSS)
        down = min(max(spans.get("row", 1), 1), MOST_DOWN)
        self.left = len(row)
        if wide > 1 or down > 1:
            self.merged.append((top, self.left, top + down - 1, self.left + wide - 1))
            self.covered |= dict.fromkeys(range(self.left, self.left + wide), top + down)
        row.extend([""] * wide)
        refuse_oversize(self.file, self.file, len(row), len(self.rows))

    def end_cell(self) -> None:
        if self.left is not None:
            lines = (" ".join(line.split()) for line in "".join(self.words).split("\n"))
            self.rows[-1][self.left] = "\n".join(filter(None, lines))
        self.words, self.left = [], None


def _tables(file: str, page: str) -> Iterator[_Table]:
    """Give the tables of a page that hold no other; a table around another is there for its looks."""
    open_tables: list[_Table] = []
    place = 0
    for tag in TAG.finditer(page):
        if open_tables and place < tag.start():
            open_tables[-1].words.append(_words(page[place : tag.start()]))
        place = tag.end()
        closes, name = bool(tag[1]), tag[2].lower()
        if name == "table" and not closes:
            for one in open_tables[-1:]:
                one.holds_another = True
            if len(open_tables) == DEEPEST:
                reason = f"网页里的表格一层套一层，超过 {DEEPEST} 层"
                raise UnreadableFile(file, reason, "请用表格软件打开后另存为 xlsx 再导入")
            open_tables.append(_Table(file))
        elif open_tables and name == "table":
            yield from _ended(open_tables.pop())
        elif open_tables:
            _take(open_tables[-1], name, tag[3], closes=closes)
    while open_tables:
        yield from _ended(open_tables.pop())


def _words(markup: str) -> str:
    plain = OTHER_TAG.sub("", markup) if "<" in markup else markup
    return unescape(plain).replace("\n", " ").replace("\xa0", " ")


def _take(table: _Table, name: str, told: str, *, closes: bool) -> None:
    if name == "tr":
        table.end_cell() if closes else table.begin_row()
    elif name in {"td", "th"}:
        table.end_cell() if closes else table.begin_cell(told)
    else:
        table.words.append("\n")


def _ended(table: _Table) -> Iterator[_Table]:
    table.end_cell()
    if not table.holds_another and any(cell for row in table.rows for cell in row):
        yield table
