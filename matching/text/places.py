"""Which rows of two loose sheets are at the same place, by the names written there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import numpy as np

from matching.arrays import Bools
from matching.text.sheets import Entry, Side

LEVELS: Final = re.compile("(?:社区|街道|居委会|村委会|小区|村|镇|乡)+$")
LEAST_NAME: Final = 2
"""A place whose own name is shorter is not looked for in the names of units."""


def same_place(asked: Side, offered: Side) -> Bools:
    """Mark pairs at the same place, or of which one's place is within the other's by its name.

    An offer without a place is where its unit is named after: 翠苑司法所 for 翠苑街道.

    Returns
    -------
    array of bool, shape (needs, offers)
    """
    ones, rows = _numbered([(entry.place, "") for entry in asked.entries])
    others, columns = _numbered([_where(entry) for entry in offered.entries])
    marks = np.array([[_same(place, *where) for where in others] for place, _ in ones], np.bool_)
    return marks.reshape(len(ones), len(others))[rows][:, columns]


def _where(entry: Entry) -> tuple[str, str]:
    return (entry.place, "") if entry.place else ("", entry.unit)


def _numbered(places: Sequence[tuple[str, str]]) -> tuple[list[tuple[str, str]], list[int]]:
    """Name each different place once, and say which of them each row is at."""
    numbers: dict[tuple[str, str], int] = {}
    rows = [numbers.setdefault(place, len(numbers)) for place in places]
    return list(numbers), rows


def _same(asked: str, place: str, unit: str) -> bool:
    if not asked:
        return False
    name = own_name(asked)
    return (bool(place) and (asked in place or place in asked)) or (len(name) >= LEAST_NAME and name in unit)


def own_name(place: str) -> str:
    """Return a place's name without what level it is.

    >>> own_name("翠苑街道")
    '翠苑'
    """
    return LEVELS.sub("", place)
