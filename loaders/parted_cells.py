"""Parts a cell that says two things: whom to call with the phone, the first day of something with the last."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from loaders import cleaning
from loaders.findings import CellProblem
from loaders.sheets import Cell

CALLED: Final = re.compile(
    r"(?P<name>[\u4e00-\u9fff·]{2,10}?)[\s:：,，、/（(—-]*(?P<phone>1[3-9]\d{9}|0\d{2,3}-?\d{7,8})\s*[)）]?"
)
SPANS: Final = {"period": ("since", "until"), "window": ("window_from", "window_until")}
"""Fields that hold the first and the last day, by the field that holds both."""
BETWEEN: Final = re.compile(r"\s*(?:至|到|~|～|—+|–|-{2,})\s*")
TWO_DAYS: Final = re.compile(r"\d{4}.*(?:至|到|[~～—–-]).*\d")
NO_YEAR: Final = re.compile(r"\d{1,2}(?:月|[./-]\d{1,2}$)")
MONTH: Final = re.compile(r"\d{4}(?:年|[./-])\d{1,2}月?")
FOR_LONG: Final = re.compile(r"长期|至今|今|不限|永久")


class Span(NamedTuple):
    """The days between which something holds, None for one that nobody set."""

    first: date
    last: date | None


def whom_to_call(words: str) -> tuple[str, str] | None:
    """Part a name from the phone behind it, None where a cell says anything else.

    >>> whom_to_call("王小明（13800000001）")
    ('王小明', '13800000001')
    """
    found = CALLED.fullmatch(words.strip())
    return (found["name"], found["phone"]) if found else None


def span(cell: Cell) -> Span:
    """Read the first and last day in one cell; a month alone begins on its first day and ends on its last.

    >>> span("2024.1-2025.12").last
    datetime.date(2025, 12, 31)
    """
    words = cleaning.text(cell)
    if (only := _only_day(cell)) is not None:
        return Span(only, None)
    for first, last in _halves(words):
        try:
            return Span(cleaning.day(first), _last_day(first, last))
        except CellProblem:
            continue
    raise CellProblem("认不出的起止日期", "请写成 2026-03-01至2027-02-28，或分成两列")


def is_span(words: str) -> bool:
    """Whether words tell of a first and a last day."""
    if not TWO_DAYS.search(words):
        return False
    try:
        return span(words).last is not None
    except CellProblem:
        return False


def part(values: dict[str, Any]) -> None:
    """Put what stands together in one cell of a row into the fields it belongs in, where they are empty."""
    called = whom_to_call(values["contact"]) if isinstance(values.get("contact"), str) else None
    if called and values.get("contact_phone", called[1]) == called[1]:
        values["contact"], values["contact_phone"] = called
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
    if FOR_LONG.search(last):
        return None
    if NO_YEAR.match(last):
        last = f"{first[:4]}{'年' if '月' in last else '.'}{last}"
    found = cleaning.day(last)
    if MONTH.fullmatch(last):
        return found.replace(day=monthrange(found.year, found.month)[1])
    return found
