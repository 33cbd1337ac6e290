"""Periods of the calendar that are reported on: quarters, as 2026Q3, and weeks, as 2026-W47."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

WRITTEN: Final = re.compile(r"(\d{4})[-年 ]?[Qq第]?([1-4])(?:季度)?", re.ASCII)
WEEK_WRITTEN: Final = re.compile(r"(\d{4})[-年 ]?[Ww第](\d{1,2})周?", re.ASCII)
MONTHS: Final = 3
EARLIEST: Final = 1950
"""No alliance is older."""


class BadPeriod(Exception):
    """Words that name neither quarter nor week, or one that has not begun; `reason` says which."""

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


@dataclass(frozen=True, order=True, slots=True)
class CalendarWeek:
    """A week of ISO 8601, by its Monday."""

    first_day: date

    @property
    def name(self) -> str:
        """As 2026-W47."""
        year, week, _ = self.first_day.isocalendar()
        return f"{year}-W{week:02d}"

    @property
    def words(self) -> str:
        """As staff say it."""
        year, week, _ = self.first_day.isocalendar()
        return f"{year}年第{week}周"

    @property
    def last_day(self) -> date:
        """The Sunday."""
        return self.first_day + timedelta(days=6)

    def shifted(self, by: int) -> "CalendarWeek":
        """Return the week so many later, or earlier."""
        return CalendarWeek(self.first_day + timedelta(weeks=by))


Period = CalendarQuarter | CalendarWeek


def quarter_of(day: date) -> CalendarQuarter:
    """Return the quarter of a day.

    >>> quarter_of(date(2026, 11, 22)).name
    '2026Q4'
    """
    return CalendarQuarter(day.year, (day.month + 2) // MONTHS)


def week_of(day: date) -> CalendarWeek:
    """Return the week of a day.

    >>> week_of(date(2026, 11, 22)).name
    '2026-W47'
    """
    return CalendarWeek(day - timedelta(days=day.weekday()))


def period_asked(words: str | None, today: date) -> Period:
    """Return the quarter or the week some words name, the present quarter when there are none.

    Raises
    ------
    BadPeriod
        They name none, or one that has not begun.
    """
    written = (words or "").strip()
    if not written:
        return quarter_of(today)
    period = _quarter_written(written) or _week_written(written)
    if period is None or period.first_day.year < EARLIEST:
        raise BadPeriod(f"“{written}”不是一个季度，也不是一周。请写成 2026Q3 或 2026-W47。")
    if period.first_day > today:
        raise BadPeriod(f"{period.name} 还没有到。")
    return period


def _quarter_written(words: str) -> CalendarQuarter | None:
    found = WRITTEN.fullmatch(words)
    return CalendarQuarter(int(found[1]), int(found[2])) if found and int(found[1]) else None


def _week_written(words: str) -> CalendarWeek | None:
    found = WEEK_WRITTEN.fullmatch(words)
    try:
        return CalendarWeek(date.fromisocalendar(int(found[1]), int(found[2]), 1)) if found else None
    except ValueError:
        return None
