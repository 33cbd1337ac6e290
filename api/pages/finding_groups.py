"""Findings of an import as its page lists them: those of one column and one reason together, opened to see each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from api.schemas.imports import ImportFinding

SHOWN: Final = 3
MOST_OPENED: Final = 100
"""Findings of a group that are listed once it is opened."""
FEW: Final = 5
OWN_WORDS: Final = re.compile(r"“[^”]*”")
OWN_ROW: Final = re.compile(r"第\s*[\d,]+\s*行")


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """Findings of the same weight on the same column for the same reason, in the order of their rows."""

    findings: tuple[ImportFinding, ...]

    @property
    def first(self) -> ImportFinding:
        """Give the one that stands for all where they say the same."""
        return self.findings[0]

    @property
    def reason(self) -> str:
        """Give the reason they share, without the words of a single cell where these differ."""
        return self.first.reason if _are_one(one.reason for one in self.findings) else _plain(self.first.reason)

    @property
    def advice(self) -> str:
        """Give the advice they share; each says its own where these differ."""
        return self.first.advice if _are_one(one.advice for one in self.findings) else ""

    @property
    def rows(self) -> str:
        """Say which rows: the first of them, and whether there are more."""
        rows = list(dict.fromkeys(f"第 {one.row} 行" for one in self.findings if one.row))
        return "、".join(rows[:SHOWN]) + (" 等" if len(rows) > SHOWN else "")

    @property
    def values(self) -> str:
        """Say what stands in the first of the cells."""
        words = list(dict.fromkeys(one.value for one in self.findings if one.value))
        return "、".join(words[:SHOWN]) + ("……" if len(words) > SHOWN else "")

    @property
    def listed(self) -> Sequence[ImportFinding]:
        """List those that are shown once the group is opened."""
        return self.findings[:MOST_OPENED]

    @property
    def is_open(self) -> bool:
        """Whether the group stands open: few of them, of which some can be repaired with a click."""
        return len(self.findings) <= FEW and any(one.repair for one in self.findings)


def grouped(findings: Iterable[ImportFinding]) -> list[FindingGroup]:
    """Put findings together, each group where its first stands."""
    groups: dict[tuple[object, ...], list[ImportFinding]] = {}
    for one in findings:
        key = (one.severity, one.file, one.sheet, one.column, _plain(one.reason), _click(one))
        groups.setdefault(key, []).append(one)
    return [FindingGroup(tuple(some)) for some in groups.values()]


def _click(one: ImportFinding) -> str:
    if one.repair is None:
        return ""
    return "back" if one.repair.done else "fix"


def _plain(reason: str) -> str:
    return OWN_ROW.sub("第…行", OWN_WORDS.sub("“…”", reason))


def _are_one(words: Iterable[str]) -> bool:
    return len(set(words)) == 1
