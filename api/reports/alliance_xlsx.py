"""A report as xlsx: a sheet a section and one of the picture; names of measures lead to the sheet of definitions."""

import re
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, Final

import xlsxwriter

from api.reports.alliance_content import PICTURE_TITLE
from api.reports.content import DEFINED, Content, Table
from loaders.row_heights import row_height

DEFINITIONS_SHEET: Final = "定义和出处"
WIDTH: Final = 26
SPAN: Final = 5
"""Columns a sentence is written over."""
A4: Final = 9
PICTURE_SCALE: Final = 0.5
"""Pictures are drawn at twice the size they are shown at."""
LONGEST_TITLE: Final = 31
NUMBER: Final = re.compile(r"-?\d{1,15}(\.\d+)?")
WRAPPED: Final = {"text_wrap": True, "valign": "top", "border": 1}


def xlsx_of(content: Content, png: bytes) -> bytes:
    """Return the workbook, without the sheet of the picture where there is none; equal content gives equal bytes."""
    stream = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        day = content.day
        book.set_properties({"title": content.title, "created": datetime(day.year, day.month, day.day)})  # noqa: DTZ001
        formats = {
            "title": book.add_format({"bold": True, "font_size": 14}),
            "head": book.add_format({**WRAPPED, "bold": True, "bg_color": "#F0F2F5"}),
            "body": book.add_format(WRAPPED),
            "plain": book.add_format({"text_wrap": True, "valign": "top"}),
            "link": book.add_format({**WRAPPED, "font_color": "#0958D9", "underline": 1}),
        }
        place = {key: row for row, (key, *_) in enumerate(content.definitions, 1)}
        for section in content.sections:
            sheet = book.add_worksheet(section.title.split("：")[0][:LONGEST_TITLE])
            _set_up(sheet, (WIDTH,) * 8)
            sheet.write_string(0, 0, section.title, formats["title"])
            row = _sentences(sheet, (content.subtitle, *section.sentences), formats["plain"])
            for table in section.tables:
                row = _write(sheet, row + 1, table, formats, place)
        if png:
            _picture(book, png)
        for name, table in content.sheets:
            _sheet(book, name, table, formats)
        _definitions(book, content, formats)
    return stream.getvalue()


def _sentences(sheet: Any, sentences: tuple[str, ...], form: Any) -> int:  # noqa: ANN401 xlsxwriter is untyped
    """Write each sentence over several columns, wrapped: one that ran on would make the printed page small."""
    for row, sentence in enumerate(sentences, 1):
        sheet.merge_range(row, 0, row, SPAN - 1, "", form)
        sheet.write_string(row, 0, sentence, form)
        sheet.set_row(row, row_height((sentence,), (SPAN * WIDTH,)))
    return len(sentences) + 1


def _write(sheet: Any, row: int, table: Table, formats: dict[str, Any], place: dict[str, int]) -> int:  # noqa: ANN401
    sheet.write_row(row, 0, table.head, formats["head"])
    for cells in table.rows:
        row += 1
        sheet.set_row(row, row_height(cells, (WIDTH,) * len(cells)))
        for column, words in enumerate(cells):
            key = DEFINED.get(words, "")
            if key in place:
                target = f"internal:'{DEFINITIONS_SHEET}'!A{place[key] + 1}"
                sheet.write_url(row, column, target, formats["link"], words)
            else:
                _cell(sheet, row, column, words, formats["body"])
    return row + 1


def _cell(sheet: Any, row: int, column: int, words: str, body: Any) -> None:  # noqa: ANN401 xlsxwriter is untyped
    """Write a number as a number, so that it can be counted with; a unit that is called nan stays a word."""
    if NUMBER.fullmatch(words):
        sheet.write_number(row, column, float(words), body)
    else:
        sheet.write_string(row, column, words, body)


def _picture(book: Any, png: bytes) -> None:  # noqa: ANN401 xlsxwriter is untyped
    sheet = book.add_worksheet(PICTURE_TITLE)
    _set_up(sheet, ())
    scale = {"x_scale": PICTURE_SCALE, "y_scale": PICTURE_SCALE, "description": PICTURE_TITLE}
    sheet.insert_image(0, 0, f"{PICTURE_TITLE}.png", {"image_data": BytesIO(png), **scale})


def _sheet(book: Any, name: str, table: Table, formats: dict[str, Any]) -> None:  # noqa: ANN401 xlsxwriter is untyped
    sheet = book.add_worksheet(name)
    _set_up(sheet, (WIDTH,) * len(table.head))
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 1)
    _write(sheet, 0, table, formats, {})


def _definitions(book: Any, content: Content, formats: dict[str, Any]) -> None:  # noqa: ANN401 xlsxwriter is untyped
    sheet = book.add_worksheet(DEFINITIONS_SHEET)
    widths = (WIDTH, 3 * WIDTH, 2 * WIDTH)
    _set_up(sheet, widths)
    sheet.write_row(0, 0, ("哪一项", "定义", "出处"), formats["head"])
    for row, (_, *cells) in enumerate(content.definitions, 1):
        sheet.set_row(row, row_height(cells, widths))
        sheet.write_row(row, 0, cells, formats["body"])


def _set_up(sheet: Any, widths: Sequence[float]) -> None:  # noqa: ANN401 xlsxwriter is untyped
    for place, width in enumerate(widths):
        sheet.set_column(place, place, width)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
