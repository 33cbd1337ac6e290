"""Whole months, by which monthly activity is judged."""

from datetime import date


def first_of_month(day: date) -> date:
    """Give the first day of the month of a day.

    >>> first_of_month(date(2026, 11, 22))
    datetime.date(2026, 11, 1)
    """
    return day.replace(day=1)


def months_before(day: date, months: int) -> date:
    """Give the first day of the month some months before that of a day.

    >>> months_before(date(2026, 1, 31), 1)
    datetime.date(2025, 12, 1)
    """
    number = day.year * 12 + day.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)
