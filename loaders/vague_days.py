"""Says what is wrong with a date that is a stretch of the year, 年底 or 上半年, and which day to write for it."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import Final

YEAR: Final = r"(?:(?P<year>\d{4})年?|今年|本年|(?P<next>明年))?[-./ ]?"
STRETCH: Final = re.compile(
    rf"^{YEAR}(?:(?P<end>年?(?<=[年0-9])[底末]|岁末|年终)|(?P<begin>年?初)|(?P<half>[上下])半年"
    r"|(?:第?(?P<quarter>[一二三四1-4])季度?|[Qq](?P<q>[1-4]))"
    r"|(?P<month>\d{1,2})月份?(?P<part>[底末初]|[上中下]旬))(?:以?前|之前|左右)?$",
    re.ASCII,
)
DECEMBER: Final = 12
PARTS_OF_MONTH: Final = {"初": 5, "上旬": 10, "中旬": 20}
QUARTERS: Final = "一二三四"


def day_to_write(words: str, today: date) -> str | None:
    """Give the advice for words that are a stretch of the year; None for others.

    >>> day_to_write("2026年底", date(2026, 3, 1))
    '如指到那时为止，请写 2026-12-31'
    """
    found = STRETCH.match(words.strip())
    if found is None:
        return None
    year = int(found["year"] or today.year + bool(found["next"]))
    last = next(_last_days(found, year), None)
    if last is None:
        return None
    month, day = last
    told = f"{year:04}-{month:02}-{day:02}"
    return f"如指到那时为止，请写 {told}" if found["year"] else f"请连年份写明是哪一天，如 {told}"


def _last_days(found: re.Match[str], year: int) -> Iterator[tuple[int, int]]:
    """Give month and day of the last day of a stretch."""
    if found["end"]:
        yield DECEMBER, 31
    elif found["begin"]:
        yield 1, 31
    elif found["half"]:
        yield (6, 30) if found["half"] == "上" else (DECEMBER, 31)
    elif quarter := found["quarter"] or found["q"]:
        month = 3 * (int(quarter) if quarter.isdigit() else QUARTERS.index(quarter) + 1)
        yield month, _days_of(year, month)
    elif 1 <= int(found["month"]) <= DECEMBER:
        month = int(found["month"])
        yield month, PARTS_OF_MONTH.get(found["part"], _days_of(year, month))


def _days_of(year: int, month: int) -> int:
    return monthrange(year, month)[1]
