"""What was noticed in a ledger: one doubtful cell, row or sheet, with the reason and what to do about it."""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """How much a finding weighs: an error keeps its row or a value out, a warning asks to verify, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        """The word staff read."""
        return {"error": "错误", "warning": "待核实", "note": "说明"}[self.value]


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding; ``row`` is the row number staff see in their own sheet, None when the whole sheet is meant.

    ``path`` tells of one about a whole file which file was given, an archive as a whole.
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

    def to_dict(self) -> dict[str, str | int | None]:
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
        }


class CellProblem(Exception):
    """A cell that cannot be read as its column asks; the pipeline turns it into a finding.

    ``loaded_but`` says what the row, loaded all the same, goes without; an error without it keeps the row out.
    """

    def __init__(
        self, reason: str, advice: str, severity: Severity = Severity.WARNING, *, loaded_but: str = ""
    ) -> None:
        super().__init__(reason)
        self.loaded_but = loaded_but
        self.reason = reason
        self.advice = advice
        self.severity = severity
