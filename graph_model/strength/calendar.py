"""Quarters of the calendar, as 2026Q3."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WRITTEN: Final = re.compile(r"(\d{4})[-年 ]?[Qq第]?([1-4])(?:季度)?", re.ASCII)
MONTHS: Final = 3


class BadQuarter(Exception):
    """Words that name no quarter, or one that has not begun; `reason` says which."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, order=True, slots=True)
class CalendarQuarter:
    """A quarter of a year, numbered 1 to 4."""

    year: int
    number: int

    @property
    def name(self) -> str:
        """As 2026Q3."""
        return f"{self.year}Q{self.number}"

    @property
    def words(self) -> str:
        """As staff say it."""
        return f"{self.year}年第{'一二三四'[self.number - 1]}季度"

    @property
    def last_day(self) -> date:
        """The last day."""
        follows = self.shifted(1)
        return date(follows.year, follows.number * MONTHS - 2, 1) - timedelta(days=1)

    @property
    def first_day(self) -> date:
        """The first day."""
        return date(self.year, self.number * MONTHS - 2, 1)

    def shifted(self, by: int) -> "CalendarQuarter":
        """Return the quarter so many later, or earlier."""
        count = self.year * 4 + self.number - 1 + by
        return CalendarQuarter(count // 4, count % 4 + 1)


def quarter_of(day: date) -> CalendarQuarter:
    """Return the quarter of a day.

    >>> quarter_of(date(2026, 11, 22)).name
    '2026Q4'
    """
    return CalendarQuarter(day.year, (day.month + 2) // MONTHS)


def quarter_asked(words: str | None, today: date) -> CalendarQuarter:
    """Return the quarter some words name, the present one when there are none.

    Raises
    ------
    BadQuarter
        They name none, or one that has not begun.
    """
    written = (words or "").strip()
    if not written:
        return quarter_of(today)
    found = WRITTEN.fullmatch(written)
    if found is None or int(found[1]) < 1950:  # noqa: PLR2004 no alliance is older
        raise BadQuarter(f"“{written}”不是一个季度。请写成 2026Q3。")
    quarter = CalendarQuarter(int(found[1]), int(found[2]))
    if quarter.first_day > today:
        raise BadQuarter(f"{quarter.name} 还没有到。")
    return quarter
