"""Reads the files of an import and understands each sheet of them: by itself, or as staff settled."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from graph_model.entities.ledger_mapping import LedgerMapping
from loaders.correcting import Corrected, TwiceTaken, applied, column_keys, corrected, layout_id
from loaders.dividing import ledgers_of
from loaders.files import Sheet, UnreadableFile, ledger_files, read_each
from loaders.findings import Finding, Severity
from loaders.mapping_files import Said, twice_finding, unused_finding
from loaders.recognising import Recognition, recognise
from loaders.repairing import repaired
from loaders.report import ImportSummary
from loaders.returning import NO_LEDGER
from loaders.sheet_report import SheetReport
from loaders.sheets import Room

UNKNOWN_ORDER: Final = 1_000
FINDINGS_TITLE: Final = "共建图谱核对结果"
"""What stands in the first cell of the sheet we add to a workbook that is given back annotated."""
NOTHING: Final = Finding(
    Severity.ERROR,
    "",
    "",
    None,
    None,
    "",
    "没有找到可导入的文件",
    "请给出 xlsx、csv、docx、json 文件，或装着它们的文件夹、zip",
)


@dataclass(slots=True)
class Understood:
    """A sheet that was read and recognised, waiting for its turn."""

    sheet: Sheet
    recognition: Recognition
    report: SheetReport
    place: int

    @property
    def turn(self) -> tuple[int, int]:
        """When it is loaded: in the order of the kinds, then as it came."""
        kind = self.recognition.kind
        return kind.order if kind else UNKNOWN_ORDER, self.place


@dataclass(frozen=True, slots=True)
class Settled:
    """What is known before ledgers are read.

    Of layouts what was remembered, and what a file of this import says; of single cells what was repaired.
    """

    by: str
    remembered: Sequence[LedgerMapping] = ()
    said: Sequence[Said] = ()
    repairs: Sequence[Finding] = ()

    def repairs_in(self, path: Path) -> list[Finding]:
        """Give the repairs of cells of a file."""
        return [one for one in self.repairs if one.path in {None, path}]

    def of(self, sheet: Sheet, own: Recognition) -> Corrected:
        """Tell how a sheet is to be read; the file of this import outweighs what was remembered."""
        keys = column_keys(own.layout.names) if own.layout else ()
        said = next((one for one in self.said if own.layout and one.fits(sheet.file, sheet.name, keys)), None)
        if said is None:
            return corrected(sheet, own, self.remembered)
        mapping = said.mapping(own, ledger=f"{sheet.file} · {sheet.name}", by=self.by, at=datetime.now(UTC))
        return Corrected(applied(sheet, own, mapping), layout_id(own), "file", mapping)


def understand(paths: Iterable[Path], summary: ImportSummary, settled: Settled) -> list[Understood]:
    """Read and recognise every sheet of the files, and list them in the order in which they are loaded."""
    found: list[Understood] = []
    room = Room()
    for path in ledger_files(paths):
        summary.files.append(path)
        for one in map(room.taking, read_each(path)):
            if isinstance(one, UnreadableFile):
                summary.findings.append(replace(one.finding(), path=path))
            elif not is_for_reading(one) and any(cell != "" for row in one.rows for cell in row):
                parts = enumerate(ledgers_of(one), len(found))
                found += [_understood(part, place, settled, path) for place, part in parts]
    summary.sheets = [one.report for one in found]
    if not summary.files:
        summary.findings.append(NOTHING)
    summary.findings += [unused_finding(one) for one in settled.said if not _is_used(one, found)]
    return sorted(found, key=lambda one: one.turn)


def _is_used(said: Said, found: Iterable[Understood]) -> bool:
    """Whether some sheet is the one an entry of the file means."""
    return any(said.fits(one.sheet.file, one.sheet.name, column_keys(one.report.names)) for one in found)


def is_for_reading(sheet: Sheet) -> bool:
    """Whether a sheet is one of ours that is no ledger: the findings of a workbook, or what is signed on paper."""
    first = [str(row[0]) if row else "" for row in sheet.rows[:2]]
    return first[:1] == [FINDINGS_TITLE] or any(words.endswith(NO_LEDGER) for words in first)


def sheet_of_layout(path: Path, layout: str) -> tuple[Sheet, Recognition] | None:
    """Find the first sheet of a file that has a layout, and how it is understood by itself."""
    sheets = (one for one in read_each(path) if not isinstance(one, UnreadableFile))
    parts = ((part, recognise(part, Path(part.file).stem)) for one in sheets for part in ledgers_of(one))
    return next(((part, own) for part, own in parts if own.layout and layout_id(own) == layout), None)


def _understood(sheet: Sheet, place: int, settled: Settled, path: Path) -> Understood:
    told = repaired(sheet, settled.repairs_in(path))
    found = _read(sheet, place, settled, path)
    found.report.findings += told
    return found


def _read(sheet: Sheet, place: int, settled: Settled, path: Path) -> Understood:
    own = recognise(sheet, Path(sheet.file).stem)
    try:
        read = settled.of(sheet, own)
    except TwiceTaken as twice:
        read = Corrected(own, layout_id(own))
        report = SheetReport.of(sheet, read, path)
        report.findings.append(twice_finding(sheet.file, sheet.name, twice.field, twice.headers))
        report.loadable = False
        return Understood(sheet, own, report, place)
    return Understood(sheet, read.recognition, SheetReport.of(sheet, read, path), place)
