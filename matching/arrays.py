"""Names for the arrays that pass between the parts of the matcher, and how values become columns."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from threading import Lock
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Small = NDArray[np.int8]
Ints = NDArray[np.int32]
Longs = NDArray[np.int64]
Floats = NDArray[np.float32]
Index = NDArray[np.intp]
At = slice | Index
"""Which helpers a bulk question is about: a slice of all of them, or their numbers."""

READING = Lock()
"""Held by whoever reads arrays from a file: numpy reads their headers with `ast`, which in Python 3.11 and 3.12 counts
its depth for all threads together and fails when two are at it (github.com/python/cpython/issues/106905)."""
EVERYONE = slice(None)
NO_DATE = 0


def day_number(day: date | None) -> int:
    """Turn a day into its number in the calendar; an unknown day is `NO_DATE`."""
    return day.toordinal() if day else NO_DATE


def ints(values: Iterable[int]) -> Ints:
    """Make a column of whole numbers; one beyond 32 bits stands as the nearest there is.

    No figure of a helper or a work is that large: it was mistyped, and must not keep all others from being matched.
    """
    column = list(values)
    try:
        return np.fromiter(column, dtype=np.int32)
    except OverflowError:
        return np.fromiter(_clipped(column, np.iinfo(np.int32)), dtype=np.int32)


def small(values: Iterable[int]) -> Small:
    """Make a column of numbers below 128; a larger one stands as 127."""
    column = list(values)
    try:
        return np.fromiter(column, dtype=np.int8)
    except OverflowError:
        return np.fromiter(_clipped(column, np.iinfo(np.int8)), dtype=np.int8)


def _clipped(values: Iterable[int], bounds: np.iinfo[Any]) -> Iterator[int]:
    return (min(max(value, bounds.min), bounds.max) for value in values)


def bools(values: Iterable[bool]) -> Bools:
    """Make a column of yes and no."""
    return np.fromiter(values, dtype=np.bool_)


def present(numbers: Index, size: int) -> tuple[Index, Index]:
    """List the numbers below `size` that occur, ascending, and where each stands among them; as `numpy.unique`."""
    occurs = np.zeros(size, np.bool_)
    occurs[numbers] = True
    return np.flatnonzero(occurs), (np.cumsum(occurs) - 1)[numbers]


def positions_by_key(keys: Ints) -> dict[int, Index]:
    """Group the positions of a column by its values, positions ascending; negative values are left out."""
    if not len(keys):
        return {}
    order = np.argsort(keys, kind="stable")
    ordered = keys[order]
    starts = np.flatnonzero(np.r_[True, ordered[1:] != ordered[:-1]])
    ends = np.r_[starts[1:], len(keys)]
    return {int(ordered[a]): order[a:b] for a, b in zip(starts, ends, strict=True) if ordered[a] >= 0}
