"""Divides a sheet on which ledgers stand side by side, or one ledger goes on to the right, into one sheet for each."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from loaders import cleaning
from loaders.cell_words import column_letters
from loaders.columns import NUMBERING
from loaders.headers import normal
from loaders.recognising import Recognition, names_a_kind, recognise, vocabulary
from loaders.sheets import Cell, Remark, Sheet

LEAST_COLUMNS: Final = 2
MOST_LOOKED_AT: Final = 50
"""Rows among which a header is looked for, and the end of a ledger."""
LEAST_OUTLASTING: Final = 2
"""Rows by which a ledger outlasts another, not a single one that goes on about what stands above it."""
TITLE: Final = re.compile(r"(?:清单|台账|名册|名单|花名册|表|册|库|登记)$")
"""How titles of ledgers end, which names of groups of columns (负责人、联系人) do not."""


def blocks_of(sheet: Sheet) -> list[Sheet]:
    """Give the ledgers of a sheet from left to right, each with the columns of the others emptied so that letters hold.

    They are taken apart where each by itself has all that its kind needs, and the names of the columns begin anew
    (姓名、电话 twice), an empty column stands between them, rows are numbered anew, each has a title of its own, or one
    goes on below the end of the other.
    """
    for place in range(min(len(sheet.rows), MOST_LOOKED_AT)):
        names = [normal(words) for words in map(cleaning.text, sheet.rows[place])]
        if sum(name in vocabulary() for name in names) < 2 * LEAST_COLUMNS:
            continue
        for inner in _ways_to_cut(sheet, place, names):
            spans = pairwise([0, *inner, len(names)]) if inner else ()
            parts = [_part(sheet, number, *span) for number, span in enumerate(spans, start=1)]
            if parts and all(_is_whole(part) for part in parts):
                return parts
        break
    return [sheet]


def _ways_to_cut(sheet: Sheet, place: int, names: list[str]) -> Iterator[list[int]]:
    """Give, one way after the other, the first columns of the ledgers after the first."""
    yield [] if _has_names_above(sheet, place) else _repeats(names)
    yield _gaps(sheet.rows[place:], names)
    yield [column for column, name in enumerate(names) if name and NUMBERING.match(name)][1:]
    yield _titled(sheet, place)
    yield _outlasting(sheet, place, names)


def _titled(sheet: Sheet, place: int) -> list[int]:
    """Give the columns above which the second and further titles stand."""
    above = sheet.rows[place - 1] if place else []
    titles = {column: cleaning.text(cell) for column, cell in enumerate(above) if cell != ""}
    ending = [bool(TITLE.search(words)) for words in titles.values()]
    are_titles = all(ending) or (any(ending) and all(names_a_kind([words]) for words in titles.values()))
    return list(titles)[1:] if are_titles else []


def _outlasting(sheet: Sheet, place: int, names: list[str]) -> list[int]:
    """Give the column where a ledger ends or begins beside which the other goes on for rows that tell no subject."""
    if sheet.merged:
        return []
    lasts = _last_rows(sheet.rows[place + 1 :], len(names))
    cuts = [
        cut
        for cut in range(LEAST_COLUMNS, len(names) - LEAST_COLUMNS + 1)
        if abs(max(lasts[:cut]) - max(lasts[cut:])) >= LEAST_OUTLASTING
    ]
    if not cuts:
        return []
    subjects = _subjects(recognise(sheet))
    for cut in cuts:
        is_left_shorter = max(lasts[:cut]) < max(lasts[cut:])
        if subjects and all((column < cut) is is_left_shorter for column in subjects):
            return [cut]
    return []


def _last_rows(rows: list[list[Cell]], width: int) -> list[int]:
    """Give for each column how many rows there are from the header to its last cell that is not empty."""
    lasts = [0] * width
    missing = set(range(width))
    for number in range(len(rows), max(len(rows) - MOST_LOOKED_AT, 0), -1):
        row = rows[number - 1]
        found = {column for column in missing if column < len(row) and row[column] != ""}
        for column in found:
            lasts[column] = number
        missing -= found
        if not missing:
            break
    return lasts


def _subjects(found: Recognition) -> list[int]:
    """Give the columns that say what a row is about."""
    group = found.kind.needs[0] if found.kind else ()
    return [one.place for one in found.matches if one.column and one.column.field in group]


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
