"""Gives the driver rows for one question, and takes them back."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

Row = TypeVar("Row")


@contextmanager
def lent(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Give rows in a list that is emptied afterwards: what is left of a question lies in cycles and would hold it."""
    given = list(rows)
    try:
        yield given
    finally:
        given.clear()
