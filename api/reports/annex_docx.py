"""Annex 2 as a landscape document: one table whose header is repeated on every page, a project's cells merged."""

from typing import Any, Final

from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from api.reports.annex import COLUMNS, cells_of, notice_of, projects_of, title_of
from api.reports.word import FONT, mark_row, new_document, packed
from api.schemas import TargetsAnswer

LONG, SHORT, MARGIN = Cm(29.7), Cm(21.0), Cm(1.5)
WIDTHS: Final = tuple(Cm(width) for width in (1.2, 3.2, 10.2, 3.4, 3.6, 5.1))
BODY: Final = Pt(9)
MIDDLE: Final = WD_ALIGN_PARAGRAPH.CENTER


def annex_document(answer: TargetsAnswer) -> bytes:
    """Return the file; equal answers give equal bytes."""
    document = new_document(title_of(answer), answer.as_of)
    _lay(document.sections[0])
    _head(document, answer)
    table = document.add_table(rows=1, cols=len(COLUMNS))
    table.style, table.autofit = "Table Grid", False
    for column, width in zip(table.columns, WIDTHS, strict=True):
        column.width = width
    _fill_row(table.rows[0], COLUMNS, bold=True)
    mark_row(table.rows[0], "w:tblHeader")
    items = {item.id: item for item in answer.items}
    for project in projects_of():
        rows = [table.add_row() for _ in project]
        for row, task in zip(rows, project, strict=True):
            first = row is rows[0]
            _fill_row(row, (str(task.number) if first else "", task.name if first else "", *cells_of(task, items)))
        for column in (0, 1):
            rows[0].cells[column].merge(rows[-1].cells[column])
    return packed(document)


def _lay(section: Any) -> None:  # noqa: ANN401 the library is untyped here
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = LONG, SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def _head(document: Any, answer: TargetsAnswer) -> None:  # noqa: ANN401 the library is untyped here
    title = document.add_paragraph()
    title.alignment = MIDDLE
    _write(title, title_of(answer), Pt(16), bold=True)
    _write(document.add_paragraph(), notice_of(answer), BODY)


def _fill_row(row: Any, words: tuple[str, ...], *, bold: bool = False) -> None:  # noqa: ANN401 the library is untyped here
    mark_row(row, "w:cantSplit")
    for place, (cell, text, width) in enumerate(zip(row.cells, words, WIDTHS, strict=True)):
        cell.width = width
        if bold or place < len(("number", "name")):
            cell.paragraphs[0].alignment = MIDDLE
        if text:
            _write(cell.paragraphs[0], text, BODY, bold=bold)


def _write(paragraph: Any, text: str, size: Any, *, bold: bool = False) -> None:  # noqa: ANN401 the library is untyped here
    paragraph.paragraph_format.space_after = Pt(2)
    run = paragraph.add_run(text)
    run.bold, run.font.size = bold, size
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), FONT)  # noqa: SLF001 the library sets Latin fonts only
