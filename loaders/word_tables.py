"""Reads the tables of a Word document, each with the words right above it as its title."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET  # measured before: no declaration of an entity is left

from loaders.measuring import OLE_MAGIC, measured
from loaders.sheets import Cell, Sheet, Span, UnreadableFile, refuse_oversize

DOCUMENT: Final = "word/document.xml"
MAX_DOCUMENT_BYTES: Final = 32 << 20
SPACE: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TITLES: Final = 2
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
    try:
        with zipfile.ZipFile(path) as archive:
            body = ET.fromstring(archive.read(DOCUMENT)).find(f"{SPACE}body")  # noqa: S314 see the import
    except (ET.ParseError, ValueError, RecursionError) as error:
        raise UnreadableFile(path.name, "文档已损坏", "请用文字软件打开后另存为 docx 再导入") from error
    tables = list(_tables(path.name, body)) if body is not None else []
    if not tables:
        raise UnreadableFile(path.name, "文档里没有表格", NO_TABLE)
    yield from tables


def _tables(file: str, body: ET.Element) -> Iterator[Sheet]:
    above: list[str] = []
    number = 0
    for element in body:
        if element.tag == f"{SPACE}tbl":
            number += 1
            yield _sheet(file, f"表{number}", above[-TITLES:], element)
            above = []
        elif words := _words(element).strip():
            above.append(words[:200])


def _sheet(file: str, name: str, titles: list[str], table: ET.Element) -> Sheet:
    rows: list[list[Cell]] = [[title] for title in titles]
    merged: list[Span] = []
    open_spans: dict[int, tuple[int, int]] = {}
    for number, row in enumerate(table.iterfind(f"{SPACE}tr"), start=len(rows)):
        rows.append(_row(row, number, merged, open_spans))
        refuse_oversize(file, name, len(rows[-1]), len(rows))
    width = max(map(len, rows), default=0)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return Sheet(file=file, name=name, rows=filled, merged=_joined(merged))


def _row(row: ET.Element, number: int, merged: list[Span], open_spans: dict[int, tuple[int, int]]) -> list[Cell]:
    """Cells of a row; a cell over several columns or rows leaves blanks and a span."""
    cells: list[Cell] = []
    for cell in row.iterfind(f"{SPACE}tc"):
        left, wide = len(cells), min(_number(cell, "gridSpan"), 600)
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


def _number(cell: ET.Element, name: str) -> int:
    found = cell.find(f"{SPACE}tcPr/{SPACE}{name}")
    words = found.get(f"{SPACE}val", "1") if found is not None else "1"
    return max(int(words), 1) if words.isdecimal() else 1


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
