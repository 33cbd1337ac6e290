"""Forms that are signed and kept, as a landscape document: each sheet a heading and a table."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import Any, Final

from docx.shared import Cm, Length, Pt

from api.errors import BadQuestion
from api.reports.word import (
    LONG,
    MARGIN,
    TITLE,
    add_rows,
    add_table,
    add_title,
    lay_across,
    new_document,
    packed,
    write,
)
from loaders.form_sheets import FormSheet, Value, is_short, notice_of, numbered, written

HEADING, NOTICE, DAY = Pt(12), Pt(8), Cm(2.15)
MOST_ROWS: Final = 3_000
"""Rows up to which a document is made while its reader waits: 1,500 take two seconds."""


def form_document(title: str, sheets: Sequence[FormSheet], day: date) -> bytes:
    """Return the document of some sheets; the same records on the same day give the same bytes.

    Raises
    ------
    BadQuestion
        It would be too long for a document.
    """
    if sum(len(one.rows) for one in sheets) > MOST_ROWS:
        raise BadQuestion(f"docx 至多 {MOST_ROWS:,} 行，这里还要多。请写明是哪个社区或谁的，或者存成 xlsx。")
    document = new_document(title, day)
    lay_across(document)
    for one in map(numbered, sheets):
        bounds = [0, *one.breaks, len(one.rows)]
        for first, last in pairwise(bounds):
            heading = add_title(document, one.title, TITLE if one.name == sheets[0].name else HEADING)
            heading.paragraph_format.page_break_before = first > 0
            write(document.add_paragraph(), notice_of(replace(one, signed=True)), NOTICE)
            _add_rows(document, one, one.rows[first:last])
    return packed(document)


def _add_rows(document: Any, form: FormSheet, rows: Sequence[tuple[str, Sequence[Value]]]) -> None:  # noqa: ANN401 the library is untyped here
    widths = _widths(form)
    short = [place for place, column in enumerate(form.columns) if is_short(column)]
    table = add_table(document, [column.head for column in form.columns], widths)
    add_rows(table, ([str(written(value)) for value in values] for _, values in rows), widths, short)


def _widths(form: FormSheet) -> list[Length]:
    """Share the width of the page out as the widths of the columns say; a day is never broken."""
    page = LONG - 2 * MARGIN
    days = {place for _, values in form.rows for place, value in enumerate(values) if isinstance(value, date)}
    others = sum(column.width for place, column in enumerate(form.columns) if place not in days)
    left = page - DAY * len(days)
    shares = (DAY if place in days else left * column.width / others for place, column in enumerate(form.columns))
    return [Length(round(share)) for share in shares]
