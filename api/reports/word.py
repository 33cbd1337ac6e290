"""What every docx of the house shares: an open CJK font, landscape tables, equal bytes for equal content."""

from collections.abc import Collection, Iterable, Sequence
from copy import deepcopy
from datetime import date, datetime
from io import BytesIO
from typing import Any, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt

FONT: Final = "宋体"
LATIN: Final = "Noto Sans SC"
BLANK: Final = " "
WRITER: Final = "共建图谱"
LONG, SHORT, MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
TITLE, BODY = Pt(16), Pt(9)
AIR: Final = Pt(2)
"""What is left free above and below the words of a cell, so that no font touches its border."""
SIDES: Final = "60"
"""Twips left free beside them: narrow columns have hardly more than their words."""
LEAST_HEIGHT: Final = Cm(0.8)
"""How high a row is at least: something may be written in it by hand."""
MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER
EPOCH: Final = (1980, 1, 1, 0, 0, 0)


def new_document(title: str, day: date) -> Any:  # noqa: ANN401 the library is untyped here
    """Return an empty document in the house's font; its times are those of the day it tells of."""
    document = Document()
    for style in document.styles:
        if style.type == 1 and style.element.rPr is not None:
            style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    normal: Any = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(10.5), LATIN
    normal.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)
    properties, moment = document.core_properties, datetime(day.year, day.month, day.day)  # noqa: DTZ001 a stamp
    properties.title, properties.author, properties.last_modified_by = title, WRITER, WRITER
    properties.created, properties.modified, properties.comments = moment, moment, ""
    return document


def element(tag: str, **attributes: str) -> Any:  # noqa: ANN401 the library is untyped here
    """Return an element of the file format, as `w:hyperlink`, with its attributes."""
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def lay_across(document: Any) -> None:  # noqa: ANN401 the library is untyped here
    """Turn the pages of a document, A4, to landscape."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def write(paragraph: Any, text: str, size: Length, *, bold: bool = False) -> None:  # noqa: ANN401 the library is untyped here
    """Write some words in a paragraph in the house's font."""
    paragraph.paragraph_format.space_after = AIR
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)  # noqa: SLF001 the library sets Latin fonts only


def add_title(document: Any, words: str, size: Length = TITLE) -> Any:  # noqa: ANN401 the library is untyped here
    """Add a title in the middle of the page, which stays with what follows, and return its paragraph."""
    title = document.add_paragraph()
    title.alignment, title.paragraph_format.keep_with_next = MIDDLE, True
    title.paragraph_format.space_before = Pt(12)
    write(title, words, size, bold=True)
    return title


def add_table(document: Any, heads: Sequence[str], widths: Sequence[Length]) -> Any:  # noqa: ANN401 the library is untyped here
    """Add a table with its head, which every page repeats."""
    table = document.add_table(rows=1, cols=len(heads))
    table.style, table.autofit = "Table Grid", False
    margins = element("w:tblCellMar")
    for side in ("left", "right"):
        margins.append(element(f"w:{side}", w=SIDES, type="dxa"))
    table._tbl.tblPr.append(margins)  # noqa: SLF001 the library has no other way to say so
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    fill_row(table.rows[0], heads, widths, range(len(heads)), bold=True)
    mark_row(table.rows[0], "w:tblHeader")
    return table


def fill_row(  # the library is untyped here
    row: Any,  # noqa: ANN401
    words: Sequence[str],
    widths: Sequence[Length],
    centred: Collection[int],
    *,
    bold: bool = False,
) -> None:
    """Fill a row of a table, which no page break cuts; some columns, told by number, are centred."""
    mark_row(row, "w:cantSplit")
    row.height = LEAST_HEIGHT
    for place, (cell, text, width) in enumerate(zip(row.cells, words, widths, strict=True)):
        cell.width, cell.vertical_alignment = width, WD_CELL_VERTICAL_ALIGNMENT.CENTER
        cell.paragraphs[0].paragraph_format.space_before = AIR
        if place in centred:
            cell.paragraphs[0].alignment = MIDDLE
        if text:
            write(cell.paragraphs[0], text, BODY, bold=bold)


def add_rows(
    table: Any,  # noqa: ANN401 the library is untyped here
    rows: Iterable[Sequence[str]],
    widths: Sequence[Length],
    centred: Collection[int],
) -> None:
    """Add many rows to a table: all but one are copies with other words, for laying out each takes long."""
    pattern = table.add_row()
    fill_row(pattern, [BLANK] * len(widths), widths, centred)
    plain = pattern._tr  # noqa: SLF001 the library has no other way to copy a row
    for words in rows:
        copied = deepcopy(plain)
        for run, text in zip(copied.iter(qn("w:r")), words, strict=True):
            run.text = text
        plain.addprevious(copied)
    plain.getparent().remove(plain)


def mark_row(row: Any, tag: str) -> None:  # noqa: ANN401 the library is untyped here
    """Say something of a table's row, as `w:tblHeader`, that it is repeated on every page."""
    row._tr.get_or_add_trPr().append(element(tag))  # noqa: SLF001 the library has no other way to say so


def packed(document: Any) -> bytes:  # noqa: ANN401 the library is untyped here
    """Return the file, packed without the time of packing."""
    first, again = BytesIO(), BytesIO()
    document.save(first)
    with ZipFile(first) as old, ZipFile(again, "w") as new:
        for name in sorted(old.namelist(), key=lambda one: (one != "[Content_Types].xml", one)):
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            new.writestr(entry, old.read(name))
    return again.getvalue()
