"""Makes room in a sheet below one of its rows: what lies below moves down, what spans the row grows with it."""

import re
from collections.abc import Callable
from copy import copy
from typing import Any, Final

from openpyxl.formatting.formatting import ConditionalFormattingList
from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.cell_range import CellRange

FORMULA: Final = "f"
PLACE: Final = re.compile(r"(\$?[A-Z]{1,3}\$?)(\d{1,7})")
Moved = Callable[[int, bool], int]


def grow(sheet: Any, row: int, extra: int) -> None:  # noqa: ANN401 the library is untyped
    """Put `extra` rows of the same look below `row`, 1-based; formulas, merges, links and print set-up follow."""
    if extra < 1:
        return
    last = sheet.max_row

    def moved(number: int, end: bool) -> int:  # noqa: FBT001 whether it is the lower end of a range
        return number + extra if number > row or (end and number == row) else number

    looks = [(cell.column, copy(cell._style)) for cell in sheet[row]]  # noqa: SLF001 the library has no other way
    merged = [copy(one) for one in sheet.merged_cells.ranges]
    for one in merged:
        sheet.unmerge_cells(one.coord)
    heights = {number: sheet.row_dimensions[number].height for number in range(row, last + 1)}
    sheet.insert_rows(row + 1, extra)
    for cell in sheet._cells.values():  # noqa: SLF001 as above
        if cell.hyperlink:
            cell.hyperlink.ref = cell.coordinate
    for number, height in heights.items():
        sheet.row_dimensions[moved(number, False)].height = height  # noqa: FBT003 no end of a range
    for added in range(row + 1, row + extra + 1):
        sheet.row_dimensions[added].height = heights[row]
        for column, look in looks:
            sheet.cell(added, column)._style = copy(look)  # noqa: SLF001 as above
    for one in merged:
        _merge(sheet, one, row, extra, moved)
    _move_what_names_rows(sheet, moved)


def _merge(sheet: Any, one: Any, row: int, extra: int, moved: Moved) -> None:  # noqa: ANN401 as above
    if one.min_row == one.max_row == row:
        for number in range(row, row + extra + 1):
            sheet.merge_cells(start_row=number, end_row=number, start_column=one.min_col, end_column=one.max_col)
        return
    begin, end = moved(one.min_row, False), moved(one.max_row, True)  # noqa: FBT003 which end it is
    sheet.merge_cells(start_row=begin, end_row=end, start_column=one.min_col, end_column=one.max_col)


def _move_what_names_rows(sheet: Any, moved: Moved) -> None:  # noqa: ANN401 as above
    for other in sheet.parent.worksheets:
        for cell in other._cells.values():  # noqa: SLF001 as above
            if cell.data_type == FORMULA and isinstance(cell.value, str):
                cell.value = _formula(cell.value, sheet.title, moved, here=other is sheet)
    for rule in sheet.data_validations.dataValidation:
        rule.sqref = type(rule.sqref)(_ranges(rule.sqref, moved))
    if sheet.print_area:
        areas = [area.rpartition("!")[2].replace("$", "") for area in str(sheet.print_area).split(",")]
        sheet.print_area = ",".join(_range(area, moved) for area in areas)
    if sheet.auto_filter.ref:
        sheet.auto_filter.ref = _range(sheet.auto_filter.ref, moved)
    for brk in sheet.row_breaks.brk:
        brk.id = moved(brk.id, True)  # noqa: FBT003 a page ends below it
    _move_conditions(sheet, moved)


def _move_conditions(sheet: Any, moved: Moved) -> None:  # noqa: ANN401 as above
    conditions, sheet.conditional_formatting = sheet.conditional_formatting, ConditionalFormattingList()
    for condition in conditions:
        for rule in condition.rules:
            sheet.conditional_formatting.add(_ranges(condition.sqref, moved), rule)


def _ranges(several: Any, moved: Moved) -> str:  # noqa: ANN401 as above
    return " ".join(_range(one.coord, moved) for one in several.ranges)


def _range(coord: str, moved: Moved) -> str:
    left, top, right, bottom = range_boundaries(coord)
    if top is None or bottom is None:
        return coord
    found = CellRange(min_col=left, min_row=moved(top, False), max_col=right, max_row=moved(bottom, True))  # noqa: FBT003 which end it is
    return str(found.coord)


def _formula(words: str, title: str, moved: Moved, *, here: bool) -> str:
    read = Tokenizer(words)
    for token in read.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            sheet, mark, place = token.value.rpartition("!")
            if (not mark and here) or (mark and sheet.strip("'").replace("''", "'") == title):
                token.value = sheet + mark + _place(place, moved)
    return "=" + "".join(token.value for token in read.items)


def _place(words: str, moved: Moved) -> str:
    """Give a reference, moved; the lower end of a range grows with the row it stands on."""
    begin, mark, end = words.partition(":")
    first = PLACE.sub(lambda found: f"{found[1]}{moved(int(found[2]), False)}", begin)  # noqa: FBT003 which end it is
    return first + mark + PLACE.sub(lambda found: f"{found[1]}{moved(int(found[2]), True)}", end)  # noqa: FBT003 as above
