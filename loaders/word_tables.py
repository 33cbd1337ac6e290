"""Reads the tables of a Word document, each with the words right above it as its title."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET  # measured before: no declaration of an entity is left

from loaders.apart import SMALL, sheets_read_apart
from loaders.measuring import OLE_MAGIC, measured
from loaders.sheets import Cell, Sheet, Span, UnreadableFile, refuse_oversize

DOCUMENT: Final = "word/document.xml"
MAX_DOCUMENT_BYTES: Final = 32 << 20
SPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WRAPPERS: Final = frozenset(
    f"{SPACE}{name}" for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag")
)
"""Elements that stand around others without changing what they say: fields of a form, insertions that were tracked."""
TITLES: Final = 2
MOST_SPANNED: Final = 600
NO_TABLE: Final = "请把内容做成表格，或另存为 xlsx 再导入"


def word_sheets(path: Path, head: bytes) -> Iterator[Sheet]:
    """Yield the tables of a document; raises `UnreadableFile`."""
    if head.startswith(OLE_MAGIC):
        raise UnreadableFile(
            path.name, "是旧版 Word 文件，或加了密码", "请取消密码，另存为 docx，或把表格复制到表格软件里"
        )
    sizes = measured(path)
    if sizes.get(DOCUMENT, MAX_DOCUMENT_BYTES + 1) > MAX_DOCUMENT_BYTES:
        raise UnreadableFile(path.name, "不是 Word 文档，或文档太大", NO_TABLE)
    yield from tables_here(path) if sizes[DOCUMENT] <= SMALL else sheets_read_apart(path)


def tables_here(path: Path) -> Iterator[Sheet]:
    """Yield the tables of a document in this very process."""
    try:
        with zipfile.ZipFile(path) as archive:
            body = ET.fromstring(archive.read(DOCUMENT)).find(f"{SPACE}body")  # noqa: S314 see the import
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise UnreadableFile(path.name, "文档已损坏", "请用文字软件打开后另存为 docx 再导入") from error
    number = 0
    for number, (titles, table) in enumerate(_tables(body) if body is not None else (), start=1):
        yield _sheet(path.name, f"表{number}", titles, table)
    if not number:
        raise UnreadableFile(path.name, "文档里没有表格", NO_TABLE)


def _within(element: ET.Element, *names: str) -> Iterator[ET.Element]:
    """Parts of an element of these names, all when none is given, those in content controls and insertions too."""
    tags = {f"{SPACE}{name}" for name in names}
    waiting = list(reversed(element))
    while waiting:
        one = waiting.pop()
        if one.tag in WRAPPERS:
            waiting += reversed(one)
        elif not tags or one.tag in tags:
            yield one


def _tables(body: ET.Element) -> Iterator[tuple[list[str], ET.Element]]:
    """Tables, each with the words right above it."""
    above: list[str] = []
    for element in _within(body):
        if element.tag == f"{SPACE}tbl":
            yield above[-TITLES:], element
            above = []
        elif words := _words(element).strip():
            above.append(words[:200])


def _sheet(file: str, name: str, titles: list[str], table: ET.Element) -> Sheet:
    rows: list[list[Cell]] = [[title] for title in titles]
    merged: list[Span] = []
    open_spans: dict[int, tuple[int, int]] = {}
    width = 1
    for number, row in enumerate(_within(table, "tr"), start=len(rows)):
        rows.append(_row(row, number, merged, open_spans))
        width = max(width, len(rows[-1]))
        refuse_oversize(file, name, width, len(rows))
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet(file=file, name=name, rows=filled, merged=_joined(merged))


def _row(row: ET.Element, number: int, merged: list[Span], open_spans: dict[int, tuple[int, int]]) -> list[Cell]:
    """Cells of a row; a cell over several columns or rows leaves blanks and a span."""
    cells: list[Cell] = [""] * min(_number(row, "trPr", "gridBefore", 0), MOST_SPANNED)
    for cell in _within(row, "tc"):
        left, wide = len(cells), min(max(_number(cell, "tcPr", "gridSpan", 1), 1), MOST_SPANNED)
        going_on = cell.find(f"{SPACE}tcPr/{SPACE}vMerge")
        if going_on is not None and going_on.get(f"{SPACE}val") != "restart" and left in open_spans:
            top, right = open_spans[left]
            merged.append((top, left, number, right))
            cells += [""] * wide
            continue
        open_spans.pop(left, None)
        if going_on is not None:
            open_spans[left] = (number, left + wide - 1)
        if wide > 1:
            merged.append((number, left, number, left + wide - 1))
        cells += [_words(cell).strip(), *[""] * (wide - 1)]
    return cells


def _joined(merged: list[Span]) -> list[Span]:
    """Spans of which one reaches further down than another from the same place, each once."""
    last = {(top, left): (top, left, bottom, right) for top, left, bottom, right in merged}
    return list(last.values())


def _number(element: ET.Element, properties: str, name: str, default: int) -> int:
    found = element.find(f"{SPACE}{properties}/{SPACE}{name}")
    words = found.get(f"{SPACE}val", "") if found is not None else ""
    return int(words[:9]) if words.isdecimal() else default


def _words(element: ET.Element) -> str:
    """Words of a paragraph or cell; paragraphs and breaks are line breaks."""
    parts: list[str] = []
    for one in element.iter():
        if one.tag == f"{SPACE}t":
            parts.append(one.text or "")
        elif one.tag in {f"{SPACE}br", f"{SPACE}p"} and parts:
            parts.append("\n")
        elif one.tag == f"{SPACE}tab":
            parts.append(" ")
    return "".join(parts)
