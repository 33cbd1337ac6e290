"""Reads cells as they were repaired: what staff, or who imports, accepted of what is certain; each is told."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import islice
from typing import Final

from loaders.findings import Finding, Severity
from loaders.report import ImportSummary
from loaders.sheets import Sheet

MOST_ROUNDS: Final = 5
"""Times a ledger is read to find what can be repaired only after something else was."""
IN_YOUR_FILE: Final = "您的文件没有动；标好的工作簿里已改好，也可以改回去"


def repaired(sheet: Sheet, accepted: Iterable[Finding]) -> list[Finding]:
    """Write accepted repairs into the cells of a sheet as it was read, and tell of each."""
    mine = [one for one in accepted if (one.file, one.sheet) == (sheet.file, sheet.name) and _put(sheet, one)]
    return [_told(one) for one in mine]


def _put(sheet: Sheet, one: Finding) -> bool:
    """Write one repair; False where the sheet has no such cell any more."""
    if one.repair is None or one.row is None or one.row > len(sheet.rows):
        return False
    row, place = sheet.rows[one.row - 1], one.repair.place
    if place >= len(row):
        return False
    row[place] = one.repair.now
    return True


def _told(one: Finding) -> Finding:
    assert one.repair is not None
    reason = f"已改好：照“{one.repair.shown}”读的（{one.repair.why}）"
    return replace(
        one, severity=Severity.NOTE, reason=reason, advice=IN_YOUR_FILE, repair=replace(one.repair, done=True)
    )


def repairable(summary: ImportSummary) -> list[Finding]:
    """List what can be repaired and was not, a finding a cell, each with the file it is in."""
    found: dict[tuple[object, str], Finding] = {}
    for report in summary.sheets:
        for one in report.findings:
            if one.repair is not None and not one.repair.done:
                found.setdefault((report.path, one.cell), replace(one, path=report.path))
    return list(found.values())


def repairs_done(summary: ImportSummary) -> list[Finding]:
    """List what was read as repaired."""
    return [one for one in summary.all_findings() if one.repair is not None and one.repair.done]


def all_repairs(read: Callable[[Sequence[Finding]], ImportSummary]) -> list[Finding]:
    """Find everything that can be repaired: ``read`` reads without writing, given what is to be repaired already."""
    accepted: list[Finding] = []
    rounds = iter(lambda: repairable(read(accepted)), [])
    for more in islice(rounds, MOST_ROUNDS):
        accepted += more
    return accepted
