"""Keeps for the note of a record what stands in columns nobody understands, without a header or behind the last one."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from loaders import cleaning
from loaders.bounds import NAMED
from loaders.columns import Match
from loaders.entry import Entry
from loaders.findings import Finding, Severity
from loaders.sheet_job import SheetJob

MASKED: Final = re.compile(r"(?<!\d)\d{3}\*{4}[\dXx]{2}(?!\d)")


class Notes:
    """The columns of one sheet that are kept as notes: unknown ones under their header, others by their number."""

    def __init__(self, job: SheetJob, names: Sequence[str], matches: Iterable[Match]) -> None:
        known = [(one.place, one.header) for one in matches if one.column is None or one.column.kept]
        self._job = job
        self._width = len(names)
        self._untold = {place for place, name in enumerate(names) if not name}
        self._columns = sorted([*known, *((place, _numbered(place)) for place in self._untold)])

    def keep(self, entry: Entry) -> None:
        """Keep the cells of a row that belong in its note."""
        width = len(entry.cells)
        for place, header in self._columns:
            if place < width and not cleaning.is_empty(entry.cells[place]):
                self._keep(entry, place, header)
        if width > self._width:
            self._keep_overhang(entry)

    def _keep(self, entry: Entry, place: int, header: str) -> None:
        """Keep a cell; two columns of one header stand there together, one without a header is told, once."""
        words = cleaning.masked(cleaning.text(entry.cells[place]))
        entry.extra[header] = f"{entry.extra[header]}；{words}" if header in entry.extra else words
        if place in self._untold and entry.row:
            self._untold.discard(place)
            reason, advice = "这一列没有表头，内容记在备注里", "请补上表头，或删去这一列"
            self._job.report(Finding(Severity.NOTE, self._job.file, self._job.sheet, None, header, "", reason, advice))

    def _keep_overhang(self, entry: Entry) -> None:
        """Keep and tell the cells of a row behind the last header: a comma in a cell moves all that follow it."""
        places = range(self._width, len(entry.cells))
        over = [place for place in places if not cleaning.is_empty(entry.cells[place])]
        for place in over:
            self._keep(entry, place, _numbered(place))
        if over:
            reason = f"这一行比表头多 {over[-1] + 1 - self._width} 格，多出来的记在备注里"
            advice = "可能有一格里带了逗号，后面的格子都错开了一列，请核对"
            entry.finding(Severity.WARNING, None, reason, advice)


def leave_masked(entry: Entry) -> None:
    """Take words with a hidden number out of a row of a form of ours: what is stored says it whole, and stays."""
    if entry.own_id is None:
        return
    for name, value in list(entry.values.items()):
        place = entry.job.places.get(name)
        if place is None or name in NAMED or not isinstance(value, str):
            continue
        if MASKED.search(cleaning.text(entry.cells[place])):
            entry.left[name] = entry.values.pop(name)
            advice = "要改这一项，请把号码写全再导入"
            entry.finding(Severity.NOTE, name, "里面的号码是导出时隐去的，这一项照原来的留着，没有改", advice)


def _numbered(place: int) -> str:
    return f"第{place + 1}列"
