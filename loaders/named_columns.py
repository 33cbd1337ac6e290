"""Reads a few columns of a table by name, as text, however long it is, with the row that each line stands in."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from types import MappingProxyType
from typing import Final

from loaders.files import Cell, read_rows

SHOWN: Final = 5
NO_OTHERS: Final[Mapping[str, Sequence[str]]] = MappingProxyType({})
AT_ONCE: Final = 256
"""Rows that are held as rows at once; all that is kept of them is the text of the wanted columns."""


class UnusableTables(Exception):
    """Tables that contradict themselves or each other; carries one Chinese sentence for every reason."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("；".join(reasons))
        self.reasons = tuple(reasons)


@dataclass(frozen=True)
class NamedColumns:
    """Columns of one table as text, and the row each line stands in; lines that are empty are left out.

    Attributes
    ----------
    name : str
        That of the file.
    texts : dict of list of str
        By the name of the column; of the optional ones those that are there.
    rows : list of int
    """

    name: str
    texts: dict[str, list[str]]
    rows: list[int]

    def column(self, name: str) -> list[str]:
        """Give a column, empty texts where the table is without it."""
        return self.texts.get(name) or [""] * len(self.rows)

    def at(self, places: Sequence[int], reason: str) -> str:
        """Say something of the lines at these places."""
        rows = "、".join(str(self.rows[place]) for place in places[:SHOWN])
        more = "" if len(places) <= SHOWN else f" 等 {len(places)}"
        return f"{self.name} 第 {rows}{more} 行：{reason}"


def read_named(
    path: Path, wanted: Sequence[str], optional: Sequence[str] = (), called: Mapping[str, Sequence[str]] = NO_OTHERS
) -> NamedColumns:
    """Read columns by the names in the first line that is not empty; others are passed over.

    Parameters
    ----------
    called : mapping of str to sequence of str
        Other names of the wanted columns, looked for where the column's own is not there.

    Raises
    ------
    UnusableTables
        A wanted column is missing.
    UnreadableFile
        The file is no table at all.
    """
    rows = read_rows(path)
    first, head = next(((number, names) for number, row in enumerate(rows, 1) if any(names := _texts(row))), (0, []))
    places = _places(path.name, _by_own_names([name.lower() for name in head], called), wanted, optional)
    found = NamedColumns(path.name, {name: [] for name in places}, [])
    _collect(found, places, first + 1, rows)
    return found


def _by_own_names(head: list[str], called: Mapping[str, Sequence[str]]) -> list[str]:
    """Give the head with the first of the other names of each column that is missing replaced by its own."""
    others = {name: next((one for one in also if one in head), "") for name, also in called.items() if name not in head}
    own = {other: name for name, other in others.items() if other}
    return [own.get(name, name) for name in head]


def _places(file: str, head: list[str], wanted: Sequence[str], optional: Sequence[str]) -> dict[str, int]:
    missing = [name for name in wanted if name not in head]
    if missing:
        raise UnusableTables([f"{file} 缺少列 {'、'.join(missing)}：第一行应是 {','.join(wanted)}"])
    return {name: head.index(name) for name in (*wanted, *optional) if name in head}


def _collect(found: NamedColumns, places: dict[str, int], first: int, rows: Iterator[list[Cell]]) -> None:
    """Read on, some rows at a time; an empty line is told from one without a name by its other cells."""
    key, widest = next(iter(places)), max(places.values()) + 1
    while batch := list(islice(rows, AT_ONCE)):
        if min(map(len, batch)) < widest:
            batch = [row if len(row) >= widest else [*row, *[""] * (widest - len(row))] for row in batch]
        texts = {name: _texts([row[place] for row in batch]) for name, place in places.items()}
        numbers: Sequence[int] = range(first, first + len(batch))
        first += len(batch)
        if not all(texts[key]):
            kept = [at for at, row in enumerate(batch) if texts[key][at] or any(_texts(row))]
            texts = {name: [column[at] for at in kept] for name, column in texts.items()}
            numbers = [numbers[at] for at in kept]
        found.rows.extend(numbers)
        for name, column in texts.items():
            found.texts[name] += column


def _texts(cells: Sequence[Cell]) -> list[str]:
    try:
        return list(map(str.strip, cells))  # type: ignore[arg-type] # what is no text is told by the error
    except TypeError:
        return [_text(cell) for cell in cells]


def _text(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
