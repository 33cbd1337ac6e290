"""Stretches of days, the last of them open while something holds."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

Span = tuple[date, date | None]
"""The first day and the last; None while it holds."""
ONE_DAY: Final = timedelta(days=1)


def overlap(one: Span, two: Span) -> Span | None:
    """Return the days two stretches share; None where they share none.

    >>> overlap((date(2026, 1, 1), None), (date(2025, 1, 1), date(2026, 3, 1)))
    (datetime.date(2026, 1, 1), datetime.date(2026, 3, 1))
    """
    shared = max(one[0], two[0]), min((day for day in (one[1], two[1]) if day), default=None)
    return shared if holds_a_day(shared) else None


def holds_a_day(span: Span) -> bool:
    """Tell whether there is a day in it; what was undone on the day it was entered never held."""
    return span[1] is None or span[1] >= span[0]


def joined(spans: Iterable[Span]) -> list[Span]:
    """Join stretches that overlap or follow each other, in order; those without a day are left out."""
    found: list[Span] = []
    for begins, ends in sorted(filter(holds_a_day, spans), key=lambda one: (one[0], one[1] or date.max)):
        last = found[-1] if found else None
        if last and (last[1] is None or begins - ONE_DAY <= last[1]):
            found[-1] = last[0], last[1] and ends and max(last[1], ends)
        else:
            found.append((begins, ends))
    return found
