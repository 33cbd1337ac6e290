"""A street small enough to know by heart, and files of a new year's codes for it."""

from collections.abc import Iterable
from pathlib import Path

from loaders.codes.changes import Change, Comparison
from loaders.codes.comparing import compare
from loaders.codes.reading import CodeTable, read_codes
from loaders.codes.units import Unit, level_of, parent_of

DISTRICT, STREET, OTHER = "330106000000", "330106005000", "330106006000"
ONE, TWO, THREE, FOUR = (f"33010600500{n}" for n in range(1, 5))
BEFORE = {
    DISTRICT: "西湖区",
    STREET: "翠苑街道",
    OTHER: "文新街道",
    ONE: "翠苑一区社区",
    TWO: "翠苑二区社区",
    THREE: "嘉绿苑社区",
    FOUR: "花园亭社区",
}
HEAD = "统计用区划代码,名称,上级代码,原代码,变更说明"


def units(names: dict[str, str]) -> dict[str, Unit]:
    return {code: Unit(code, name, level_of(code), parent_of(code)) for code, name in names.items()}


def lines(names: dict[str, str], *more: str) -> list[str]:
    """Give the lines of a file: the header, the units, and lines written out."""
    return [HEAD, *(f"{code},{name},{parent_of(code) or ''},," for code, name in names.items()), *more]


def without(*codes: str) -> dict[str, str]:
    return {code: name for code, name in BEFORE.items() if code not in codes}


def write(folder: Path, text: Iterable[str], name: str = "区划代码.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(text), encoding="utf-8")
    return path


def table(folder: Path, text: Iterable[str]) -> CodeTable:
    return read_codes(write(folder, text))


def compared(folder: Path, text: Iterable[str], confirmed: dict[str, tuple[str, ...]] | None = None) -> Comparison:
    return compare(units(BEFORE), table(folder, text), [DISTRICT], confirmed)


def only(comparison: Comparison) -> Change:
    (change,) = comparison.changes
    return change
