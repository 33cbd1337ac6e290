"""Periods: the first day of something and the last, in one cell."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from loaders import cleaning
from loaders.findings import CellProblem
from loaders.sheets import Cell

SPANS: Final = {"period": ("since", "until"), "window": ("window_from", "window_until")}
"""Fields that hold the first and the last day, by the field that holds both."""
BETWEEN: Final = re.compile(r"\s*(?:至|到|~|～|—+|–|-{2,})\s*")
TWO_DAYS: Final = re.compile(r"\d{4}.*(?:至|到|[~～—–-]).*\d")
NO_YEAR: Final = re.compile(r"\d{1,2}(?:月|[./-]\d{1,2}$)")
LONGEST: Final = 60
"""Characters of the longest cell that is read as a period."""
YEAR: Final = re.compile(r"\d{4}年?")
MONTH: Final = re.compile(r"\d{4}(?:年|[./-])\d{1,2}月?")
FOR_LONG: Final = re.compile(r"长期|至今|今|不限|永久")


class Span(NamedTuple):
    """The days between which something holds, None for one that nobody set."""

    first: date
    last: date | None


def span(cell: Cell) -> Span:
    """Read the first and last day in one cell; a month alone begins on its first day and ends on its last.

    >>> span("2024.1-2025.12").last
    datetime.date(2025, 12, 31)
    """
    words = cleaning.text(cell)
    if not BETWEEN.search(words) and (only := _only_day(cell)) is not None:
        return Span(only, None)
    for first, last in _halves(words) if len(words) <= LONGEST else ():
        try:
            begins, ends = cleaning.day(first), _last_day(first, last)
        except CellProblem:
            continue
        if ends is None or ends >= begins:
            return Span(begins, ends)
    raise CellProblem("认不出的起止日期", "请写成 2026-03-01至2027-02-28，或分成两列")


def is_span(words: str) -> bool:
    """Whether words tell of a first and a last day."""
    if len(words) > LONGEST or not TWO_DAYS.search(words):
        return False
    try:
        return span(words).last is not None
    except CellProblem:
        return False


def part(values: dict[str, Any]) -> None:
    """Put the first and the last day that stand in one cell of a row into their fields, where they are empty."""
    for both, (first, last) in SPANS.items():
        if both in values:
            told: Span = values.pop(both)
            values.setdefault(first, told.first)
            if told.last:
                values.setdefault(last, told.last)


def _only_day(cell: Cell) -> date | None:
    try:
        return cleaning.day(cell)
    except CellProblem:
        return None


def _halves(words: str) -> Iterator[tuple[str, str]]:
    """Give the ways to part words into two days, the likeliest first."""
    parts = BETWEEN.split(words)
    if len(parts) == 2:  # noqa: PLR2004 - first and last
        yield parts[0], parts[1]
    dashes = [place for place, mark in enumerate(words) if mark == "-"]
    middle = (len(dashes) - 1) / 2
    for place in sorted(dashes, key=lambda one: abs(dashes.index(one) - middle)):
        yield words[:place].strip(), words[place + 1 :].strip()


def _last_day(first: str, last: str) -> date | None:
    if FOR_LONG.fullmatch(last):
        return None
    if NO_YEAR.match(last):
        last = f"{first[:4]}{'年' if '月' in last else '.'}{last}"
    found = cleaning.day(last)
    if YEAR.fullmatch(last):
        return date(found.year, 12, 31)
    if MONTH.fullmatch(last):
        return found.replace(day=monthrange(found.year, found.month)[1])
    return found
