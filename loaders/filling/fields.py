"""What a template may name: what stands once, and the columns of a form's lists, whose rows are repeated."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.form_sheets import FormSheet, Value, written
from loaders.headers import normal

FIELD: Final = re.compile(r"[{｛]{2}([^{}｛｝]*)[}｝]{2}")
BRACES: Final = re.compile(r"[{｛]{2}|[}｝]{2}")
TOTAL: Final = "合计"
COUNT: Final = "条数"
NUMBER: Final = "序号"
"""The number of a row as it is filled in: behind its cells, since no form has a column of its own for it."""
ANY: Final = ""
"""The list of a name that goes with any of them."""
MOST_TOLD: Final = 5
"""Faults of a template told at once."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a name stands for: a value, or the column of a list."""

    value: Value = None
    list: str | None = None
    column: int = 0


class Fields:
    """The names of one filling, compared as column heads are.

    A column is written 列名, or 表名.列名 where several lists have it; 合计.列名 is the sum of its numbers, 条数 how
    many rows there are; 序号 numbers the rows of whichever list stands beside it. The columns of a list of one row
    stand for that row's values wherever they are written.
    """

    def __init__(self, sheets: Sequence[FormSheet], once: Mapping[str, Value]) -> None:
        self._rows = {
            sheet.name: [[*cells, place] for place, (_, cells) in enumerate(sheet.rows, 1)] for sheet in sheets
        }
        self._known = {_plain(name): Found(value) for name, value in once.items()}
        self._known[NUMBER] = Found(None, ANY)
        self._told = list(once)
        self._sums = (COUNT, f"{TOTAL}.列名") if len(sheets) == 1 else (f"表名.{COUNT}", f"表名.{TOTAL}.列名")
        heads = [column.head for sheet in sheets for column in sheet.columns]
        for sheet in sheets:
            named = self._of_sheet(sheet)
            self._known |= {_plain(f"{sheet.name}.{name}"): found for name, found in named.items()}
            short = {name: one for name, one in named.items() if len(sheets) == 1 or heads.count(_head(name)) == 1}
            numbered = {NUMBER: short[NUMBER]} if NUMBER in short else {}
            self._known = {_plain(name): one for name, one in short.items()} | self._known | numbered
            told = "、".join(column.head for column in sheet.columns)
            self._told.append(told if len(sheets) == 1 else f"{sheet.name}.（{told}）")

    def _of_sheet(self, sheet: FormSheet) -> dict[str, Found]:
        rows = self._rows[sheet.name]
        one, last = len(rows) == 1, len(sheet.columns)
        found = {COUNT: Found(len(rows)), NUMBER: Found(1) if one else Found(None, sheet.name, last)}
        for place, column in enumerate(sheet.columns):
            numbers = (row[place] for row in rows)
            found[f"{TOTAL}.{column.head}"] = Found(sum(one for one in numbers if isinstance(one, int | float)))
            found[column.head] = Found(rows[0][place]) if one else Found(None, sheet.name, place)
        return found

    def faults(self, text: str) -> list[str]:
        """Say what is wrong with the fields of a text: names there are none of, braces that do not close."""
        unknown = [f"没有“{name.strip()}”这个字段" for name in FIELD.findall(text) if _plain(name) not in self._known]
        return [*unknown, *(["花括号没有成对"] if BRACES.search(FIELD.sub("", text)) else [])]

    def lists_in(self, texts: Iterable[str]) -> list[str]:
        """Name the lists whose columns texts without faults hold, in order."""
        named = (self._known[_plain(name)].list for text in texts for name in FIELD.findall(text))
        return list(dict.fromkeys(one for one in named if one is not None and one != ANY))

    def rows_of(self, name: str) -> Sequence[Sequence[Value] | None]:
        """Give the rows of a list; None for the one empty row that stands where there are none."""
        return self._rows[name] or [None]

    def value_of(self, name: str, row: Sequence[Value] | None) -> Value:
        """Give the value of a field, in a row of its list where it has one."""
        found = self._known[_plain(name)]
        if found.list is None:
            return found.value
        return None if row is None else row[-1 if found.list == ANY else found.column]

    def words(self, text: str, row: Sequence[Value] | None) -> str:
        """Give a text with its fields written out."""
        return FIELD.sub(lambda match: said(self.value_of(match[1], row)), text)

    def told(self) -> str:
        """List the names that can be written."""
        return "、".join((*self._told, NUMBER, *self._sums))


def said(value: Value) -> str:
    """Give a value in words: a whole number without a point, another rounded to 2 decimals, never a formula.

    >>> said(1_250_000.0), said(2_000_000.125)
    ('1250000', '2000000.12')
    """
    plain = written(value)
    return f"{plain:.2f}".rstrip("0").rstrip(".") if isinstance(plain, float) else str(plain)


def _head(name: str) -> str:
    return name.removeprefix(f"{TOTAL}.")


def _plain(name: str) -> str:
    head, _, rest = name.strip().replace("．", ".").rpartition(".")
    return f"{_plain(head)}.{normal(rest)}" if head else normal(rest)
