"""A report as docx: headings, sentences, tables and the picture; names of measures lead to their definitions."""

from io import BytesIO
from math import sqrt
from typing import Any, Final

from docx.shared import Cm, RGBColor

from api.reports.alliance_content import PICTURE_TITLE
from api.reports.content import Content, Section, Table, parts_of
from api.reports.word import element, mark_row, new_document, packed

BREADTH: Final = Cm(16)
SHORTEST, LONGEST = 12, 120
"""Characters below and above which a column is made no narrower and no wider."""
LINK: Final = RGBColor(0x09, 0x58, 0xD9)


def docx_of(content: Content, png: bytes) -> bytes:
    """Return the file; its times are those of the day it tells of, so that equal content gives equal bytes."""
    document = new_document(content.title, content.day)
    document.add_heading(content.title, 0)
    document.add_paragraph(content.subtitle)
    first, *others = content.sections
    _add_section(document, first)
    if png:
        document.add_heading(PICTURE_TITLE, 1)
        document.add_picture(BytesIO(png), width=BREADTH)
    for section in others:
        _add_section(document, section)
    _define(document, content)
    return packed(document)


def _add_section(document: Any, section: Section) -> None:  # noqa: ANN401 the library is untyped here
    document.add_heading(section.title, 1)
    for sentence in section.sentences:
        _write(document.add_paragraph(), sentence)
    for table in section.tables:
        _add_table(document, table)


def _add_table(document: Any, table: Table) -> None:  # noqa: ANN401 the library is untyped here
    made = document.add_table(rows=1, cols=len(table.head))
    made.style, made.autofit = "Table Grid", False
    mark_row(made.rows[0], "w:tblHeader")
    for cell, words in zip(made.rows[0].cells, table.head, strict=True):
        cell.paragraphs[0].add_run(words).bold = True
    for row in table.rows:
        made_row = made.add_row()
        mark_row(made_row, "w:cantSplit")
        for cell, words in zip(made_row.cells, row, strict=True):
            _write(cell.paragraphs[0], words)
    for column, width in zip(made.columns, _widths(table), strict=True):
        column.width = width
        for cell in column.cells:
            cell.width = width
    document.add_paragraph()


def _widths(table: Table) -> list[int]:
    """Share the breadth of a page among the columns by their longest words, as roots: long texts wrap."""
    longest = [max(map(len, column)) for column in zip(table.head, *table.rows, strict=True)]
    roots = [sqrt(min(max(one, SHORTEST), LONGEST)) for one in longest]
    return [int(BREADTH * root / sum(roots)) for root in roots]


def _write(paragraph: Any, text: str) -> None:  # noqa: ANN401 the library is untyped here
    """Write a text, each name of a measure as a link to its definition."""
    for part, key in parts_of(text):
        if not key:
            paragraph.add_run(part)
            continue
        link = element("w:hyperlink", anchor=_mark(key))
        run = paragraph.add_run(part)
        run.font.color.rgb = LINK
        link.append(run._r)  # noqa: SLF001 the library has no other way to link within a document
        paragraph._p.append(link)  # noqa: SLF001 as above


def _mark(key: str) -> str:
    return f"d_{key}"


def _define(document: Any, content: Content) -> None:  # noqa: ANN401 the library is untyped here
    document.add_heading("定义和出处", 1)
    for number, (key, name, text, source) in enumerate(content.definitions):
        paragraph = document.add_paragraph()
        paragraph._p.append(element("w:bookmarkStart", id=str(number), name=_mark(key)))  # noqa: SLF001 as above
        paragraph._p.append(element("w:bookmarkEnd", id=str(number)))  # noqa: SLF001 as above
        paragraph.add_run(name).bold = True
        paragraph.add_run(f"：{text}。出处：{source}。")
