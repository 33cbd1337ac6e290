"""Finds where a ledger begins and ends on its sheet: titles and notices above, one or two header rows, totals below."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from statistics import median_low
from typing import Final

from loaders import cleaning
from loaders.sheets import Cell, Sheet, Span

SEARCH_ROWS: Final = 20
MAX_HEADER_LENGTH: Final = 60
LIKELY_WEIGHT: Final = 0.5
ALONE_WEIGHT: Final = 0.5
MIN_CHILDREN: Final = 2
BRACKETS: Final = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
NOISE: Final = re.compile(r"[\s*＊※:：_＿\-—“”\"'‘’。.、,，/]+")
HASHTAG: Final = re.compile(r"#[a-z][a-z0-9_]*(?:\+[a-z][a-z0-9_]*)*")
TOTAL_ROW: Final = re.compile(r"^(?:合\s*计|总\s*计|小\s*计|共\s*计|总\s*数|平均)(?:\s*[(（:：].*|\s*\d.*)?$")
SIGNATURE_ROW: Final = re.compile(
    r"^(?:填\s*表\s*人|填报人|制表人?|审核人?|单位负责人(?:签字)?|负责人签字|联系人|填[报表](?:单位|[日时][期间])|注\s*\d?|说明|备注|盖章)"
    r"(?:$|\s*[:：]|\s|(?<=[日时][期间])\d)"
)
"""A word of those who sign, alone or with a colon or a blank behind: 审核困难家庭材料 is a work and not a signature."""
BODY_SAMPLE: Final = 200
NUMERIC: Final = re.compile(r"^[-+]?[\d,.]+%?$")


@dataclass(frozen=True, slots=True)
class Layout:
    """Where things stand on a sheet; rows are 0-based, ``names[i]`` heads column i, levels joined by ``-``."""

    names: tuple[str, ...]
    header_rows: tuple[int, ...]
    body: tuple[int, int]
    preamble: tuple[str, ...]
    dropped: tuple[tuple[int, str], ...]


@lru_cache(maxsize=20_000)
def normal(name: str) -> str:
    """Header as it is compared: narrow, lower case, without spaces, marks and remarks in brackets."""
    if name.isascii() and name.isalnum() and len(name) <= MAX_HEADER_LENGTH:
        return name.lower()
    plain = cleaning.text(name)
    bare = NOISE.sub("", BRACKETS.sub("", plain)).lower()
    return bare or NOISE.sub("", plain).lower()


def find_layout(sheet: Sheet, vocabulary: frozenset[str], likely: Callable[[str], bool] = bool) -> Layout | None:
    """Find header and body, None without a header.

    ``vocabulary`` holds every known column name in `normal` form; ``likely`` tells whether other words may be one.
    """
    rows = sheet.rows
    top = _header_row(rows, vocabulary, likely)
    if top is None:
        return None
    top = _uppermost(sheet, top, vocabulary)
    names, last = _names_of_levels(sheet, top)
    header = tuple(range(top, last + 1))
    begin = last + 2 if _holds_hashtags(rows, last + 1) else last + 1
    end, dropped = body_end(rows, begin)
    preamble = tuple(word for row in rows[:top] for word in _texts(row) if word)
    return Layout(names, header, (begin, end), preamble, dropped)


def _holds_hashtags(rows: list[list[Cell]], number: int) -> bool:
    """Whether a row below the header holds HXL hashtags alone, which tell other systems what the columns are."""
    filled = [word for word in _texts(rows[number]) if word] if number < len(rows) else []
    return len(filled) > 1 and all(map(HASHTAG.fullmatch, filled))


def _uppermost(sheet: Sheet, top: int, vocabulary: frozenset[str]) -> int:
    """Go up from the row that looks most like a header to the one its names stand under, where one does.

    A title or a notice is none: a level above names columns of its own, over blanks, beside the groups it heads.
    """
    while top > 0 and _child_names(sheet, top - 1) is not None:
        below = _texts(sheet.rows[top])
        own = [
            name in vocabulary or (top - 1, place, top, place) in sheet.merged
            for place, name in enumerate(map(normal, _texts(sheet.rows[top - 1])))
            if name and not (place < len(below) and below[place])
        ]
        if not any(own):
            break
        top -= 1
    return top


def _names_of_levels(sheet: Sheet, top: int) -> tuple[tuple[str, ...], int]:
    """Names of the columns, levels joined, and the last header row."""
    children = _child_names(sheet, top)
    if children is None:
        return tuple(_texts(sheet.rows[top])), top
    third = _third_level(sheet, top + 1)
    if third is None:
        return _joined(_spread_over_merged(sheet, top), children), top + 1
    lower = _joined(_spread_over_merged(sheet, top + 1), third)
    return _joined(_spread_over_merged(sheet, top), list(lower)), top + 2


def _third_level(sheet: Sheet, second: int) -> list[str] | None:
    """Third header level, or None: it stands under cells of the second merged over several columns and nowhere else."""
    if second + 1 >= len(sheet.rows):
        return None
    below = _texts(sheet.rows[second + 1])
    children = {place for place, name in enumerate(below) if name}
    spans = [span for span in sheet.merged if span[0] == span[2] == second and span[3] > span[1]]
    under = {place for _, left, _, right in spans for place in range(left, right + 1)}
    if len(children) < MIN_CHILDREN or not children <= under or any(NUMERIC.match(below[place]) for place in children):
        return None
    return below


def _texts(row: list[Cell]) -> list[str]:
    return [cleaning.text(cell) for cell in row]


def _header_row(rows: list[list[Cell]], vocabulary: frozenset[str], likely: Callable[[str], bool]) -> int | None:
    first = next((place for place, row in enumerate(rows) if any(cell != "" for cell in row)), 0)
    searched = ([cell for cell in _texts(row) if cell] for row in rows[first : first + SEARCH_ROWS])
    known = [(filled, sum(normal(cell) in vocabulary for cell in filled)) for filled in searched]
    most = sorted(((_most_header_score(*one), -index) for index, one in enumerate(known, start=first)), reverse=True)
    best = (0.0, 0)
    for score, place in most:
        if score < best[0]:
            break  # whether a word is likely is asked of those rows alone that could still win
        best = max(best, (_header_score(*known[-place - first], likely), place))
    return -best[1] if best[0] > 0 else None


def _most_header_score(filled: list[str], known: int) -> float:
    """Score of a row, were every word of it likely."""
    return 4 * known + LIKELY_WEIGHT * (len(filled) - known) + min(len(set(filled)), 12) * 0.3


def _header_score(filled: list[str], known: int, likely: Callable[[str], bool]) -> float:
    if not filled or len(set(filled)) < min(2, len(filled)):
        return 0
    numbers = sum(bool(NUMERIC.match(cell)) for cell in filled)
    long = sum(len(cell) > MAX_HEADER_LENGTH for cell in filled)
    if len(filled) == 1:
        return ALONE_WEIGHT * known
    maybe = sum(len(cell) <= MAX_HEADER_LENGTH and likely(cell) for cell in filled)
    worth = LIKELY_WEIGHT * (maybe - known) if 2 * maybe > len(filled) else 0.0
    return 4 * known + worth + min(len(set(filled)), 12) * 0.3 - 2 * numbers - 2 * long


def _spread_over_merged(sheet: Sheet, row: int) -> list[str]:
    names = _texts(sheet.rows[row])
    spans = [span for span in sheet.merged if span[0] <= row <= span[2] and span[3] > span[1]]
    for top, left, _, right in spans:
        if right < len(names):
            names[left : right + 1] = [cleaning.text(sheet.rows[top][left])] * (right - left + 1)
    return names if spans else _filled_right(names, _texts(sheet.rows[row + 1]))


def _filled_right(names: list[str], below: list[str]) -> list[str]:
    filled = list(names)
    for place in range(1, len(filled)):
        if not filled[place] and place < len(below) and below[place]:
            filled[place] = filled[place - 1]
    return filled


def _child_names(sheet: Sheet, top: int) -> list[str] | None:
    """Second header level, or None: it stands under blanks and merged parents and leaves other columns empty."""
    if top + 1 >= len(sheet.rows):
        return None
    parents, below = _texts(sheet.rows[top]), _texts(sheet.rows[top + 1])
    spread = _is_under_parent(sheet.merged, parents, top)
    children = [place for place, name in enumerate(below) if name]
    alone = [place for place, name in enumerate(parents) if name and place not in spread]
    if len(children) < MIN_CHILDREN or not all(place in spread for place in children):
        return None
    if any(place < len(below) and below[place] for place in alone):
        return None
    return None if any(NUMERIC.match(below[place]) for place in children) else below


def _is_under_parent(merged: list[Span], parents: list[str], top: int) -> set[int]:
    wide = {
        place
        for first, left, last, right in merged
        if first <= top <= last and right > left
        for place in range(left, right + 1)
    }
    for place, name in enumerate(parents[1:], 1):
        if not name or name == parents[place - 1]:
            wide |= {place - 1, place}
    return wide


def _joined(parents: list[str], children: list[str] | None) -> tuple[str, ...]:
    if children is None:
        return tuple(parents)
    width = max(len(parents), len(children))
    pairs = zip(parents + [""] * (width - len(parents)), children + [""] * (width - len(children)), strict=True)
    return tuple(f"{parent}-{child}" if parent and child else parent or child for parent, child in pairs)


def body_end(rows: list[list[Cell]], start: int) -> tuple[int, tuple[tuple[int, str], ...]]:
    """Find the last row of the body (exclusive) and the totals, notes and signatures below it, each with its words."""
    end = len(rows)
    dropped: list[tuple[int, str]] = []
    while end > start:
        filled = [word for word in _texts(rows[end - 1]) if word]
        if filled and not _is_closing(filled, rows[start : start + BODY_SAMPLE]):
            break
        end -= 1
        if filled:
            dropped.append((end, " ".join(filled)[:60]))
    return end, tuple(reversed(dropped))


def _is_closing(filled: list[str], body: list[list[Cell]]) -> bool:
    """Whether a row adds up or signs; one as full as the body's is data, unless every cell of it signs."""
    if any(TOTAL_ROW.match(word) for word in filled[:2]):
        return True
    if not SIGNATURE_ROW.match(filled[0]):
        return False
    return all(map(SIGNATURE_ROW.match, filled)) or len(filled) < _usual_width(body)


def _usual_width(body: list[list[Cell]]) -> int:
    """How many cells a row of the body fills as a rule, those that look like signatures aside."""
    rows = [[word for word in _texts(row) if word] for row in body]
    return median_low([len(row) for row in rows if row and not SIGNATURE_ROW.match(row[0])] or [0])
