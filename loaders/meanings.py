"""What the words of a column mean, each word read once: most columns of a ledger say the same few things."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from loaders import cleaning, contacts
from loaders.columns import Match
from loaders.findings import CellProblem, Severity
from loaders.kinds.base import Column, Reader
from loaders.sheets import Cell, Sheet

DAYS: Final = ("day", "birthday")
MOST_WORDS: Final = 5_000
"""Words a column remembers; one of names and numbers forgets them all and begins anew."""


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A cell that is not simply its value: ``is_cut`` says that only its start is kept.

    ``problem`` says why it has none, or what was taken for granted where there is a value.
    """

    value: Any
    problem: CellProblem | None
    is_cut: bool


EMPTY: Final = Doubtful(None, None, is_cut=False)
"""What a cell means that says nothing."""


class Meanings(dict[Cell, Any]):
    """The words of one column with their values, `EMPTY` and `Doubtful` ones among them; asked by its words alone.

    A number, a day or a yes is read with `of`: 1, 1.0 and True are one key and mean three things.
    """

    def __init__(self, field: str, read: Reader, year: int | None = None) -> None:
        super().__init__()
        self._read = read
        self._year = year
        self._may_be_long = field == "remark"  # a note tells of itself

    def __missing__(self, words: Cell) -> Any:  # noqa: ANN401 - what the column holds
        if len(self) >= MOST_WORDS:
            self.clear()
        meaning = self[words] = self.of(words)
        return meaning

    def of_each(self, cells: Iterable[Cell]) -> list[Any]:
        """Read cells of the column."""
        return [self[cell] if cell.__class__ is str else self.of(cell) for cell in cells]

    def of(self, cell: Cell) -> Any:  # noqa: ANN401 - what the column holds
        """Read a cell."""
        if cleaning.is_empty(cell):
            return EMPTY
        is_cut = isinstance(cell, str) and len(cell) > cleaning.MAX_TEXT and not self._may_be_long
        try:
            value = self._read(cell)
        except CellProblem as problem:
            in_year = self._in_the_year(cell, problem)  # a traceback would keep the rows that were being read
            return in_year or Doubtful(problem.value, problem.with_traceback(None), is_cut)
        return Doubtful(value, None, is_cut) if is_cut else value

    def _in_the_year(self, cell: Cell, problem: CellProblem) -> Doubtful | None:
        """Take a day without a year for one of the year the title names, which is told."""
        if self._year is None or not isinstance(cell, str) or problem.reason not in {cleaning.NO_YEAR, cleaning.NO_DAY}:
            return None
        if (found := cleaning.day_in(self._year, cell)) is None:
            return None
        reason = f"没有写年份，按标题、表名或文件名里的 {self._year} 年记"
        told = CellProblem(reason, "如不对，请写明年份", Severity.NOTE, value=found)
        return Doubtful(found, told, is_cut=False)


@dataclass(frozen=True, slots=True)
class KnownColumn:
    """A column that was understood: where it stands, the field it feeds, what its words mean."""

    place: int
    field: str
    meanings: Meanings


def known_columns(matches: Iterable[Match], sheet: Sheet, year: int | None = None) -> list[KnownColumn]:
    """Give the understood columns of a sheet, those kept as notes left out; ``year`` is that of days without one."""
    known = ((one, one.column) for one in matches if one.column and not one.column.kept)
    return [
        KnownColumn(
            one.place,
            column.field,
            Meanings(column.field, _reader(column, one.header, sheet), year if column.of_the_year else None),
        )
        for one, column in known
    ]


def _reader(column: Column, header: str, sheet: Sheet) -> Reader:
    """Reader of a column: of name and number where its header asks for both, of days from 1904 in their usual count."""
    if column.field == "contact_phone" and contacts.FOR_BOTH.search(header):
        return contacts.name_or_number
    if not sheet.from_1904 or (column.content not in DAYS and column.read is not cleaning.day):
        return column.read
    return lambda cell: column.read(cleaning.from_1904(cell))
