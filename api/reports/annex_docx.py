"""Annex 2 as a landscape document: one table whose header is repeated on every page, a project's cells merged."""

from typing import Final

from docx.shared import Cm

from api.reports.annex import COLUMNS, cells_of, notice_of, projects_of, title_of
from api.reports.word import BODY, add_table, add_title, fill_row, lay_across, new_document, packed, write
from api.schemas import TargetsAnswer

WIDTHS: Final = tuple(Cm(width) for width in (1.2, 3.2, 10.2, 3.4, 3.6, 5.1))
OF_PROJECT: Final = (0, 1)
"""The columns that tell of a project as a whole."""


def annex_document(answer: TargetsAnswer) -> bytes:
    """Return the file; equal answers give equal bytes."""
    document = new_document(title_of(answer), answer.as_of)
    lay_across(document)
    add_title(document, title_of(answer))
    write(document.add_paragraph(), notice_of(answer), BODY)
    table = add_table(document, COLUMNS, WIDTHS)
    items = {item.id: item for item in answer.items}
    for project in projects_of():
        rows = [table.add_row() for _ in project]
        for row, task in zip(rows, project, strict=True):
            named = (str(task.number), task.name) if row is rows[0] else ("", "")
            fill_row(row, (*named, *cells_of(task, items)), WIDTHS, OF_PROJECT)
        for column in OF_PROJECT:
            rows[0].cells[column].merge(rows[-1].cells[column])
    return packed(document)
