"""Reads what many office systems save as xls and is none: the tables of a web page, or plain text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from lxml import etree, html

from loaders.measuring import OLE_MAGIC, ZIP_MAGIC
from loaders.sheets import Remark, Rows, Sheet, Span, UnreadableFile, refuse_oversize, refuse_too_many
from loaders.text_tables import decode, text_sheet

MAX_PAGE_BYTES: Final = 8 << 20
MOST_ELEMENTS: Final = 400_000
"""Elements of a page, each of which takes some hundred bytes once it is read."""
MOST_ACROSS: Final = 600
MOST_DOWN: Final = 100_000
UNSEEN: Final = ("style", "script")
"""Parts of a page nobody sees."""
NEW_LINE: Final = "\u2028"
BREAKS: Final = ("br", "p", "div")
"""Parts of a page after which a line ends."""
LEADING_NUMBER: Final = re.compile(r"\d{1,6}")
OTHER_WORKBOOK: Final = b"<?xml"
WIDE_MARKS: Final = (b"\xff\xfe", b"\xfe\xff")
CHECK: Final = "请核对有没有少；另存为 xlsx 更稳妥"


@dataclass(slots=True)
class _Table:
    """A table under way; ``covered`` holds by column the row, 0-based, below what a cell from above reaches over."""

    rows: Rows = field(default_factory=list)
    merged: list[Span] = field(default_factory=list)
    covered: dict[int, int] = field(default_factory=dict)

    def add(self, words: str, wide: int, down: int) -> None:
        """Add a cell to the last row that reaches over some columns and rows."""
        row, top = self.rows[-1], len(self.rows) - 1
        while self.covered.get(len(row), 0) > top:
            row.append("")
        left = len(row)
        if wide > 1 or down > 1:
            self.merged.append((top, left, top + down - 1, left + wide - 1))
            self.covered |= dict.fromkeys(range(left, left + wide), top + down)
        row += [words, *[""] * (wide - 1)]


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
    content = path.read_bytes() if path.stat().st_size <= MAX_PAGE_BYTES else b""
    if not content or content.count(b"<") - content.count(b"</") > MOST_ELEMENTS:
        reason = f"扩展名是表格，内容却是网页，超过 {MAX_PAGE_BYTES >> 20} MB 或 {MOST_ELEMENTS:,} 格"
        raise UnreadableFile(path.name, reason, "请用表格软件打开后另存为 xlsx 再导入")
    tables = list(_filled_tables(path.name, decode(path.name, content)))
    if not tables:
        raise UnreadableFile(path.name, "扩展名是表格，内容却是网页，里面没有表格", "请找到原来的表格文件再导入")
    remark = Remark(f"扩展名是 {path.suffix}，内容却是网页，已照里面的表格读", CHECK)
    return [
        Sheet(path.name, path.stem if len(tables) == 1 else f"表{number}", one.rows, one.merged, remarks=[remark])
        for number, one in enumerate(tables, 1)
    ]


def _filled_tables(file: str, words: str) -> Iterator[_Table]:
    """Give the tables of a page in which anything stands, all of them no larger than a file may be."""
    cells = 0
    for one in _tables(words):
        found = _table_of(one, file)
        cells += sum(map(len, found.rows))
        refuse_too_many(file, cells)
        if any(cell for row in found.rows for cell in row):
            yield found


def _tables(words: str) -> list[html.HtmlElement]:
    """Give the tables of a page that hold no other; a table around another is there for its looks."""
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, no_network=True)
    try:
        page = html.document_fromstring(words, parser=parser)
    except (etree.LxmlError, ValueError):
        return []
    etree.strip_elements(page, *UNSEEN, with_tail=False)
    for one in page.iter(*BREAKS):
        one.text, one.tail = NEW_LINE + (one.text or ""), NEW_LINE + (one.tail or "")
    return [one for one in page.iter("table") if next(one.iterdescendants("table"), None) is None]


def _table_of(table: html.HtmlElement, file: str) -> _Table:
    found = _Table()
    for row in table.iter("tr"):
        found.rows.append([])
        for cell in row.iterchildren("td", "th"):
            found.add(_words(cell), _span(cell, "colspan", MOST_ACROSS), _span(cell, "rowspan", MOST_DOWN))
            refuse_oversize(file, "网页里的表格", len(found.rows[-1]), len(found.rows))
    return found


def _words(cell: html.HtmlElement) -> str:
    lines = (" ".join(line.split()) for line in "".join(cell.itertext()).split(NEW_LINE))
    return "\n".join(filter(None, lines))


def _span(cell: html.HtmlElement, name: str, most: int) -> int:
    told = LEADING_NUMBER.match(cell.get(name, "").strip())
    return min(max(int(told[0]), 1), most) if told else 1
