"""How high rows of wrapped text stand in a workbook: not every table program works it out when it opens one."""

from collections.abc import Sequence
from math import ceil
from typing import Final
from unicodedata import east_asian_width

LINE: Final = 15.0
"""Points one line of 11 point text takes."""
HIGHEST: Final = 409.0
"""Points a row of a workbook may be high at most (ECMA-376, part 1, 18.3.1.73)."""
WIDE: Final = frozenset("WFA")
PADDING: Final = 1.0


def row_height(cells: Sequence[object], widths: Sequence[float], air: float = 0.0) -> float:
    """Return the points in which the cells of a row, wrapped to the widths of their columns in characters, are seen.

    ``air`` is what stays free above and below the words.

    >>> row_height(["一二三四五", 7], [9, 9])
    30.0
    """
    lines = (_lines(str(cell), width) for cell, width in zip(cells, widths, strict=False))
    return min(LINE * max(lines, default=1) + air, HIGHEST)


def _lines(words: str, width: float) -> int:
    room = max(width - PADDING, 1.0)
    return sum(max(ceil(_breadth(part) / room), 1) for part in words.split("\n"))


def _breadth(words: str) -> int:
    """Count characters as a column's width does: those of Chinese take two."""
    return sum(2 if east_asian_width(one) in WIDE else 1 for one in words)
