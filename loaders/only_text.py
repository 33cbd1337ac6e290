"""Tells a sheet of a few lines of text, which is no ledger and no fault, from one whose header nobody understands."""

from collections.abc import Sequence
from itertools import islice
from typing import Final

from loaders import cleaning
from loaders.files import Sheet
from loaders.headers import normal
from loaders.kinds.base import remark
from loaders.recognising import vocabulary

MOST_LINES: Final = 5
LONGEST_NAME: Final = 4
"""Characters of a person's name: a column of such words alone may be a list without its header."""


def is_only_text(sheet: Sheet) -> bool:
    """Whether a sheet says a few lines, one cell each, none of which heads a column."""
    if sheet.file.lower().endswith(".txt") and _reads_on(sheet):
        return True
    filled = ([cell for cell in row if cell != ""] for row in sheet.rows)
    lines = list(islice(filter(None, filled), MOST_LINES + 1))
    if not 0 < len(lines) <= MOST_LINES or not all(len(row) == 1 and isinstance(row[0], str) for row in lines):
        return False
    words = [cleaning.text(row[0]) for row in lines]
    return any(len(one) > LONGEST_NAME for one in words) and not any(map(_heads_column, words))


def _reads_on(sheet: Sheet) -> bool:
    """Whether a plain text is sentences: no line of it names columns, and few lines have more cells than one."""
    filled = [[cleaning.text(cell) for cell in row if cell != ""] for row in sheet.rows]
    lines = [row for row in filled if row]
    return not any(map(_names_columns, lines)) and 3 * sum(len(row) > 1 for row in lines) < len(lines)


def _names_columns(row: Sequence[str]) -> bool:
    """Whether a line heads columns: several of its cells are names of such, or all of it is one."""
    if len(row) == 1:
        return _heads_column(row[0])
    return sum(normal(words) in vocabulary() for words in row) > 1


def _heads_column(words: str) -> bool:
    return normal(words) in vocabulary() - {*remark().normal_names}
