"""What reading a file gives: sheets of plain cells as they stand in it, or a sentence why it cannot be read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import ClassVar, Final

from loaders.findings import Finding, Severity

Cell = str | float | int | bool | date | datetime | time | timedelta
Rows = list[list[Cell]]
Span = tuple[int, int, int, int]

WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".et"})
TEXT_TABLES: Final = frozenset({".csv", ".tsv", ".txt"})
READABLE: Final = WORKBOOKS | TEXT_TABLES | {".json", ".docx"}
"""Endings of the files that hold ledgers; archives of them aside."""
MAX_COLUMNS: Final = 512
MAX_ROWS: Final = 1 << 20
"""Rows a sheet may have: those of any table program."""
MAX_SHEETS: Final = 500
MAX_CELLS: Final = 10_000_000
"""Cells a sheet may have, and all sheets of a file together."""
MOST_AT_ONCE: Final = 2 * MAX_CELLS
"""Cells the files of one import may have together: all of them are in memory at the same time."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something staff should know of how a sheet was read; ``row`` as they see it, None for the whole sheet."""

    reason: str
    advice: str
    row: int | None = None
    severity: Severity = Severity.NOTE


@dataclass(slots=True)
class Sheet:
    """One sheet as it stands in the file; ``rows[0]`` is row 1, ``merged`` (top, left, bottom, right), 0-based.

    ``formulas`` holds by (row, column), 0-based, the formulas whose result was never stored: empty cells. ``from_1904``
    says that plain numbers which stand for days count from 1904; ``remarks`` what was noticed in reading; ``shared``
    that other ledgers stand on it too, which its name may mean.
    """

    file: str
    name: str
    rows: list[list[Cell]]
    merged: list[Span] = field(default_factory=list)
    hidden: bool = False
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    from_1904: bool = False
    remarks: list[Remark] = field(default_factory=list)
    shared: bool = False


def gathered(parts: Iterable[Rows | Sheet]) -> Iterator[Sheet]:
    """Yield sheets out of parts of their rows, each of which the sheet itself follows without them."""
    rows: Rows = []
    for part in parts:
        if isinstance(part, Sheet):
            part.rows, rows = rows, []
            yield part
        else:
            rows += part


def make_even(rows: Rows) -> None:
    """Fill rows up with empty cells to the width of the widest."""
    width = max(map(len, rows), default=0)
    for row in rows:
        if len(row) < width:
            row.extend([""] * (width - len(row)))


class UnreadableFile(Exception):
    """A file that cannot be taken as a ledger, with the reason and the way out in the words of staff."""

    severity: ClassVar[Severity] = Severity.ERROR

    def __init__(self, file: str, reason: str, advice: str) -> None:
        super().__init__(f"{file}: {reason}")
        self.file = file
        self.reason = reason
        self.advice = advice

    def __reduce__(self) -> tuple[type["UnreadableFile"], tuple[str, str, str]]:
        return type(self), (self.file, self.reason, self.advice)

    def finding(self) -> Finding:
        """Give the refusal as a finding about the whole file."""
        return Finding(self.severity, self.file, "", None, None, "", self.reason, self.advice)


class PassedOver(UnreadableFile):
    """A file that lies among ledgers and is none, which is no fault: it is passed over and told."""

    severity: ClassVar[Severity] = Severity.NOTE


class Pointer(PassedOver):
    """An entry of an archive that only points elsewhere: what it points to is never read."""

    severity: ClassVar[Severity] = Severity.WARNING


def refuse_oversize(file: str, sheet: str, width: int, height: int) -> None:
    """Refuse a sheet of more columns, rows or cells than a ledger ever has; raises `UnreadableFile`."""
    if width > MAX_COLUMNS:
        raise UnreadableFile(file, f"表“{sheet}”有 {width} 列，超过上限 {MAX_COLUMNS}", "请删去空列")
    refuse_too_long(file, sheet, height)
    if width * height > MAX_CELLS:
        raise UnreadableFile(file, f"表“{sheet}”有 {height} 行、{width} 列，太大", "请拆成几个文件，或删去空行")


def refuse_too_long(file: str, sheet: str, height: int) -> None:
    """Refuse a sheet, whose name may not be known, of more rows than table programs hold; raises `UnreadableFile`."""
    if height > MAX_ROWS:
        which = f"表“{sheet}”" if sheet else "里面有一张表"
        reason = f"{which}超过 {MAX_ROWS:,} 行，比表格软件容得下的还多"
        raise UnreadableFile(file, reason, "请删去空行，或拆成几个文件")


def refuse_too_many_sheets(file: str, count: int) -> None:
    """Refuse a workbook of more sheets than anybody keeps by hand; raises `UnreadableFile`."""
    if count > MAX_SHEETS:
        reason = f"里面有 {count:,} 张工作表，超过上限 {MAX_SHEETS}"
        raise UnreadableFile(file, reason, "请只留要导入的工作表，或拆成几个文件")


def refuse_too_many(file: str, cells: int) -> None:
    """Refuse the sheets of a file that have more cells than those of a file may have; raises `UnreadableFile`."""
    if cells > MAX_CELLS:
        raise UnreadableFile(
            file, f"所有的表加起来有 {cells:,} 格，超过上限 {MAX_CELLS:,}", "请拆成几个文件，或删去空行"
        )


def within_bounds(file: str, sheets: Iterable[Sheet]) -> Iterator[Sheet]:
    """Yield the sheets of a file as long as all of them together are no larger than a file may be."""
    cells = 0
    for sheet in sheets:
        cells += size_of(sheet)
        refuse_too_many(file, cells)
        yield sheet


@dataclass(slots=True)
class Room:
    """Cells that the sheets of one import may still have, all of which are held at once."""

    left: int = MOST_AT_ONCE

    def taking(self, one: Sheet | UnreadableFile) -> Sheet | UnreadableFile:
        """Give what was read, or a refusal in its place when there is no room for it."""
        if isinstance(one, UnreadableFile):
            return one
        cells = size_of(one)
        if cells > self.left:
            words = f"表“{one.name}”没有读：这次导入的表加起来超过 {MOST_AT_ONCE:,} 格"
            return UnreadableFile(one.file, words, "请分几次导入，每次少放几个文件")
        self.left -= cells
        return one


def size_of(sheet: Sheet) -> int:
    """Cells of a sheet, an empty row taken for one."""
    return len(sheet.rows) + sum(map(len, sheet.rows))
