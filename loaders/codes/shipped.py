"""The set of codes that comes with the product, in force until a site loads its own."""

import csv
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

from loaders.codes.reading import CodeTable
from loaders.codes.units import Unit, level_of, parent_of

FILE: Final = Path(__file__).parent / "shipped" / "hangzhou-2023.csv"
AS_OF: Final = date(2023, 6, 30)
"""The day as of which the statistical codes of 2023 hold."""
NAME: Final = "随产品带的2023年统计用区划代码（杭州市）"


@cache
def shipped_rows() -> tuple[dict[str, str], ...]:
    """Give the rows of the file (code, name, type), ordered within each level by code."""
    with FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(csv.DictReader(stream))


@cache
def shipped_units() -> dict[str, Unit]:
    """Give the units by code: 13 districts, 196 streets and towns, 3,320 communities and villages."""
    rows = enumerate(shipped_rows(), 2)
    found = (Unit(row["code"], row["name"], level_of(row["code"]), parent_of(row["code"]), row=n) for n, row in rows)
    return {unit.code: unit for unit in found}


def shipped_table() -> CodeTable:
    """Give the set as if it were read from a file."""
    return CodeTable(NAME, dict(shipped_units()))


def shipped_within(district: str) -> list[dict[str, str]]:
    """Give the rows of one district, by its 12-digit code, from the district down."""
    return [row for row in shipped_rows() if row["code"].startswith(district[:6])]
