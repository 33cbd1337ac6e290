"""What was noticed in a ledger: one doubtful cell, row or sheet, with the reason and what to do about it."""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NamedTuple


class Severity(StrEnum):
    """How much a finding weighs: an error keeps its row or a value out, a warning asks to verify, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word staff read."""
        return {"error": "错误", "warning": "待核实", "note": "说明"}[self.value]


class Mended(NamedTuple):
    """What a cell certainly should say, and why that is certain."""

    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Repair:
    """What a cell should certainly say instead: its column, 0-based, what stands there, the words to write, and why.

    ``shown`` gives those words as others may read them, numbers that nobody should see masked. ``done`` says that the
    cell was already read so.
    """

    place: int
    was: str = field(repr=False)
    now: str = field(repr=False)
    shown: str
    why: str
    done: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``row`` is the row number staff see in their own sheet, None when the whole sheet is meant.

    ``path`` tells of one about a whole file which file was given, an archive as a whole; ``repair`` what its cell
    should say, None where that is not certain.
    """

    severity: Severity
    file: str
    sheet: str
    row: int | None
    column: str | None
    value: str
    reason: str
    advice: str
    path: Path | None = field(default=None, compare=False)
    repair: Repair | None = field(default=None, compare=False)

    @property
    def cell(self) -> str:
        """Name of the cell of a repair, the same whenever the same file is read."""
        assert self.repair is not None
        where = hashlib.blake2b(f"{self.file}\n{self.sheet}".encode(), digest_size=6).hexdigest()
        return f"{where}-{self.row}-{self.repair.place + 1}"

    def to_dict(self) -> dict[str, Any]:
        """Give the finding as plain JSON values."""
        return {
            "severity": self.severity.value,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "value": self.value,
            "reason": self.reason,
            "advice": self.advice,
            "repair": self._repair_told(),
        }

    def _repair_told(self) -> dict[str, Any] | None:
        if self.repair is None:
            return None
        return {"cell": self.cell, "to": self.repair.shown, "why": self.repair.why, "done": self.repair.done}


class CellProblem(Exception):
    """A cell that cannot be read as its column asks; the pipeline turns it into a finding.

    ``loaded_but`` says what the row, loaded all the same, goes without; an error without it keeps the row out.
    ``mended`` gives what the cell certainly should say and why, None where nobody can be certain; ``value`` is what is
    taken of it all the same.
    """

    def __init__(  # noqa: PLR0913 - what is told of a cell
        self,
        reason: str,
        advice: str,
        severity: Severity = Severity.WARNING,
        *,
        loaded_but: str = "",
        mended: Mended | None = None,
        value: object = None,
    ) -> None:
        super().__init__(reason)
        self.value = value
        self.loaded_but = loaded_but
        self.reason = reason
        self.advice = advice
        self.severity = severity
        self.mended = mended
