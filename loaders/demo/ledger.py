"""Writes ledgers the way district staff keep them: title, reporting unit, header, body, sometimes a totals row."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

import xlsxwriter

CREATED: Final = datetime(2026, 1, 1)  # noqa: DTZ001 - a fixed stamp, so that the same ledgers are the same bytes
WIDTH: Final = (8, 34)


@dataclass(frozen=True, slots=True)
class Ledger:
    """One ledger: what it is called, its columns, its rows, and which columns are added up at the bottom."""

    title: str
    sheet: str
    columns: Sequence[str]
    rows: Sequence[Sequence[object]]
    totals: Sequence[str] = ()
    numbered: bool = True


def write_workbook(path: Path, ledgers: Iterable[Ledger], reporter: str, on: date) -> Path:
    """Write ledgers as the sheets of one workbook; equal ledgers give equal bytes."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"title": path.stem, "comments": "样例数据，均为虚构", "created": CREATED})
        styles = {
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center"}),
            "head": book.add_format({"bold": True, "border": 1, "align": "center", "bg_color": "#F0F2F5"}),
            "date": book.add_format({"num_format": "yyyy-mm-dd"}),
            "plain": None,
        }
        for ledger in ledgers:
            _write_sheet(
                book.add_worksheet(ledger.sheet), ledger, styles, f"填报单位：{reporter}    填报日期：{on.isoformat()}"
            )
    return path


def _write_sheet(sheet: Any, ledger: Ledger, styles: dict[str, Any], notice: str) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    columns = _columns(ledger)
    for place, name in enumerate(columns):
        sheet.set_column(place, place, _width(ledger, place, name))
    sheet.freeze_panes(3, 0)
    sheet.merge_range(0, 0, 0, len(columns) - 1, ledger.title, styles["title"])
    sheet.write_string(1, 0, notice)
    sheet.write_row(2, 0, columns, styles["head"])
    for row, cells in enumerate(_body(ledger), 3):
        _write_cells(sheet, row, cells, styles["date"])
    if ledger.totals:
        _write_cells(sheet, 3 + len(ledger.rows), _totals(ledger), styles["date"])
    sheet.set_landscape()
    sheet.repeat_rows(2)


def _write_cells(sheet: Any, row: int, cells: Sequence[object], dates: Any) -> None:  # noqa: ANN401 - xlsxwriter is untyped
    for place, value in enumerate(cells):
        if value is None or value == "":
            continue
        if isinstance(value, str):
            sheet.write_string(row, place, value)
        elif isinstance(value, date):
            sheet.write_datetime(row, place, value, dates)
        else:
            sheet.write_number(row, place, value)


def _columns(ledger: Ledger) -> list[str]:
    return ["序号", *ledger.columns] if ledger.numbered else list(ledger.columns)


def _body(ledger: Ledger) -> Iterable[Sequence[object]]:
    return ([number, *row] for number, row in enumerate(ledger.rows, 1)) if ledger.numbered else ledger.rows


def _totals(ledger: Ledger) -> list[object]:
    sums = [_sum(ledger, place) if name in ledger.totals else "" for place, name in enumerate(ledger.columns)]
    return ["合计", *sums]


def _sum(ledger: Ledger, column: int) -> float:
    cells = (row[column] for row in ledger.rows)
    return sum(cell for cell in cells if isinstance(cell, (int, float)))


def _width(ledger: Ledger, place: int, name: str) -> int:
    column = place - ledger.numbered
    longest = max((len(str(row[column])) for row in ledger.rows[:50]), default=0) if column >= 0 else 0
    return min(WIDTH[1], max(WIDTH[0], 2 * len(name) + 2, 2 * longest))


def write_csv(path: Path, ledger: Ledger) -> Path:
    """Write a ledger as UTF-8 with a mark, as spreadsheet programs save it, header first."""
    with path.open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(_columns(ledger))
        writer.writerows(_body(ledger))
    return path
