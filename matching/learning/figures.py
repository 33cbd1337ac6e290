"""Figures that are told only when they rest on enough: a value with its interval, or how many are missing."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from typing import Final

Z: Final = 1.959964
"""The normal quantile of a 95 % interval."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A value resting on `count` observations; None below `least`, and then `missing` more are needed."""

    value: float | None
    count: int
    least: int
    low: float | None = None
    high: float | None = None

    @property
    def missing(self) -> int:
        """How many more observations it takes to tell the value."""
        return max(0, self.least - self.count)


def told(value: float, count: int, least: int) -> Figure:
    """Return a figure, its value kept back below the least count."""
    return Figure(round(value, 6) if count >= least else None, count, least)


def share(hits: int, count: int, least: int) -> Figure:
    """Return a share with its Wilson interval (Wilson 1927), kept back below the least count.

    >>> share(8, 10, 10)
    Figure(value=0.8, count=10, least=10, low=0.490162, high=0.943318)
    """
    if count < max(least, 1):
        return Figure(None, count, least)
    low, high = wilson(hits, count)
    return Figure(round(hits / count, 6), count, least, round(low, 6), round(high, 6))


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return the 95 % score interval of a share; `count` is positive."""
    rate, square = hits / count, Z * Z
    middle = (rate + square / (2 * count)) / (1 + square / count)
    half = Z / (1 + square / count) * sqrt(rate * (1 - rate) / count + square / (4 * count * count))
    return max(0.0, middle - half), min(1.0, middle + half)
