"""Divides a sheet on which ledgers stand side by side, or one ledger goes on to the right, into one sheet for each."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from loaders import cleaning
from loaders.cell_words import column_letters
from loaders.headers import normal
from loaders.recognising import recognise, vocabulary
from loaders.sheets import Cell, Remark, Sheet

LEAST_COLUMNS = 2
MOST_LOOKED_AT = 50
"""Rows among which a header is looked for."""


def blocks_of(sheet: Sheet) -> list[Sheet]:
    """Give the ledgers of a sheet from left to right, each with the columns of the others emptied so that letters hold.

    They are taken apart where an empty column stands between them and each by itself has all that its kind needs, or
    where the names of the columns begin anew (姓名、电话、姓名、电话).
    """
    for place in range(min(len(sheet.rows), MOST_LOOKED_AT)):
        names = [normal(words) for words in map(cleaning.text, sheet.rows[place])]
        if sum(name in vocabulary() for name in names) < 2 * LEAST_COLUMNS:
            continue
        repeats = [] if _has_names_above(sheet, place) else _repeats(names)
        for inner in (repeats, _gaps(sheet.rows[place:], names)):
            spans = pairwise([0, *inner, len(names)]) if inner else ()
            parts = [_part(sheet, number, *span) for number, span in enumerate(spans, start=1)]
            if parts and all(_is_whole(part) for part in parts):
                return parts
        break
    return [sheet]


def _has_names_above(sheet: Sheet, place: int) -> bool:
    """Whether the row above tells the columns apart (负责人、联系人 over 姓名、电话、姓名、电话) and is no title."""
    return place > 0 and sum(cell != "" for cell in sheet.rows[place - 1]) > 1


def _repeats(names: list[str]) -> list[int]:
    """Give the columns at which the row of names begins anew."""
    filled = [place for place, name in enumerate(names) if name]
    words = [names[place] for place in filled]
    for width in range(LEAST_COLUMNS, len(words) // 2 + 1):
        if words == words[:width] * (len(words) // width):
            return filled[width::width]
    return []


def _gaps(rows: list[list[Cell]], names: list[str]) -> list[int]:
    """Give the first columns after those that are empty from the header down."""
    empty = {place for place, name in enumerate(names) if not name}
    for row in rows:
        empty -= {place for place in empty if place < len(row) and row[place] != ""}
        if not empty:
            break
    return [
        place + 1 for place in sorted(empty) if any(names[:place]) and names[place + 1 : place + 2] not in ([], [""])
    ]


def _is_whole(part: Sheet) -> bool:
    found = recognise(part)
    return found.kind is not None and not found.missing


def _part(sheet: Sheet, number: int, start: int, end: int) -> Sheet:
    letters = f"{column_letters(start)}–{column_letters(end - 1)}"
    remark = Remark(f"这张表分左右几栏，这是第 {number} 栏({letters} 列)", "已分开识别；如分得不对，请分成几张表")
    return replace(
        sheet,
        name=sheet.name if number == 1 else f"{sheet.name}（第{number}栏）",
        rows=[list(_only(row, start, end)) for row in sheet.rows],
        merged=[span for span in sheet.merged if start <= span[1] < end],
        formulas={place: words for place, words in sheet.formulas.items() if start <= place[1] < end},
        remarks=[*sheet.remarks, remark] if number == 1 else [remark],
        shared=True,
    )


def _only(row: list[Cell], start: int, end: int) -> Iterator[Cell]:
    return (cell if start <= place < end else "" for place, cell in enumerate(row))
