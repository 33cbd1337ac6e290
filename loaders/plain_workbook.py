"""Writes sheets that came from any file as a plain workbook: what stood in the cells, and nothing of how it looked."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

import xlsxwriter

from loaders.sheets import Cell, Sheet

LONGEST_NAME: Final = 31
FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", "_"))
LONGEST: Final = 32_767
DAY: Final = {"num_format": "yyyy-mm-dd"}
MOMENT: Final = {"num_format": "yyyy-mm-dd hh:mm"}
WIDTH: Final = 14
SAFE: Final = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write_plain_workbook(path: Path, sheets: Iterable[Sheet]) -> dict[tuple[str, str], str]:
    """Write sheets as one workbook, and give by file and sheet the name each has in it."""
    names: dict[tuple[str, str], str] = {}
    with xlsxwriter.Workbook(str(path), {"constant_memory": True, "nan_inf_to_errors": True, **SAFE}) as book:
        book.set_properties({"created": datetime(1980, 1, 1)})  # noqa: DTZ001 a stamp without a zone
        day, moment = book.add_format(DAY), book.add_format(MOMENT)
        for one in sheets:
            name = names[one.file, one.name] = free_name(one.name or Path(one.file).stem, names.values())
            sheet = book.add_worksheet(name)
            sheet.set_column(0, 40, WIDTH)
            for number, row in enumerate(one.rows):
                for place, cell in enumerate(row):
                    _write(sheet, number, place, cell, day, moment)
        if not names:
            book.add_worksheet()
    return names


def free_name(wanted: str, taken: Iterable[str]) -> str:
    """Give a name a sheet may have and none of these has: at most 31 characters, none that is forbidden."""
    used = {name.lower() for name in taken}
    bare = wanted.translate(FORBIDDEN).strip() or "表"
    name, number = bare[:LONGEST_NAME], 2
    while name.lower() in used:
        mark = f"({number})"
        name, number = bare[: LONGEST_NAME - len(mark)] + mark, number + 1
    return name


def _write(sheet: Any, row: int, place: int, cell: Cell, day: Any, moment: Any) -> None:  # noqa: ANN401, PLR0913, PLR0917 xlsxwriter is untyped
    if cell == "":
        return
    if isinstance(cell, datetime):
        sheet.write_datetime(row, place, cell.replace(tzinfo=None), moment if cell.hour or cell.minute else day)
    elif isinstance(cell, date):
        sheet.write_datetime(row, place, cell, day)
    elif isinstance(cell, bool | int | float):
        sheet.write(row, place, cell)
    elif isinstance(cell, time | timedelta):
        sheet.write_string(row, place, str(cell))
    else:
        sheet.write_string(row, place, cell[:LONGEST])
