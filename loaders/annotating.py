"""Gives staff their own workbook back: doubtful cells coloured and commented, with a sheet that sums it up."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Final

from loaders.cell_words import column_letters
from loaders.files import Sheet, UnreadableFile, read_each
from loaders.findings import Finding, Severity
from loaders.findings_sheet import NAME, ORDER, Located, findings_sheet
from loaders.measuring import measured
from loaders.plain_workbook import free_name, write_plain_workbook
from loaders.report import ImportSummary
from loaders.sheet_report import SheetReport
from loaders.understanding import FINDINGS_TITLE
from loaders.workbook_package import Package, UnusualWorkbook

MOST_COMMENTS: Final = 5_000
"""Comments on one sheet; a table program opens ten times as many only with patience."""
PART_OF_SHEET: Final = re.compile(r"(?:（第\d+[种栏]）)+$")
CONVERTED: Final = "原来的文件不是 xlsx，这里按格子里的内容另存成了 xlsx；原来的格式没有带过来。"
REBUILT: Final = "原来的 xlsx 写法特别，这里按格子里的内容另存了一份；原来的格式没有带过来。"

Cells = dict[tuple[int, int], tuple[str, str]]


def annotate(source: Path, summary: ImportSummary, out: Path) -> list[str]:
    """Write the workbook of a file as ``out``, annotated with what an import or a dry run of it found.

    Formats, merged cells, widths and whatever else stands in an xlsx are kept; any other file comes back as an xlsx.

    Returns
    -------
    list of str
        What staff should be told of how it was made; nothing when it is their own workbook.

    Raises
    ------
    UnreadableFile
        Nothing in the file could be read.
    """
    if source.suffix.lower() == ".xlsx":
        measured(source)
        try:
            _annotate(Package(source), summary, out, {})
        except UnusualWorkbook:
            return _converted(source, summary, out, REBUILT)
        return []
    return _converted(source, summary, out, CONVERTED)


def annotate_all(summary: ImportSummary, out: Path) -> list[str]:
    """Write the annotated workbook of each file of an import: ``out`` itself for one file, else a folder of them.

    Returns
    -------
    list of str
        What staff should be told, a line a file that could not be written as it was.
    """
    if len(summary.files) == 1:
        return annotate(summary.files[0], summary, out)
    out.mkdir(parents=True, exist_ok=True)
    told = []
    for path, name in _names(summary.files).items():
        try:
            remarks = annotate(path, _about(summary, path), out / f"{name}-核对.xlsx")
        except UnreadableFile as refused:
            remarks = [f"{refused.reason}，没有标注。{refused.advice}。"]
        told += [f"{name}{path.suffix}：{one}" for one in remarks]
    return told


def _names(paths: Sequence[Path]) -> dict[Path, str]:
    """Name the workbook of each file: as the file, with its folder where several are so called, at need a number."""
    shared = Counter(path.stem.lower() for path in paths)
    names: dict[Path, str] = {}
    for path in paths:
        folder = path.absolute().parent.name if shared[path.stem.lower()] > 1 else ""
        names[path] = _free("-".join(filter(None, (folder, path.stem))), names.values())
    return names


def _free(wanted: str, taken: Iterable[str]) -> str:
    """Give a name none of these is, whatever the case of its letters."""
    used = {name.lower() for name in taken}
    names = (wanted if number == 1 else f"{wanted}({number})" for number in count(1))
    return next(name for name in names if name.lower() not in used)


def _about(summary: ImportSummary, path: Path) -> ImportSummary:
    """Give what is said of one file."""
    return ImportSummary(
        summary.dry_run,
        summary.run,
        [path],
        [sheet for sheet in summary.sheets if sheet.path == path],
        [finding for finding in summary.findings if finding.path == path],
    )


def _converted(source: Path, summary: ImportSummary, out: Path, remark: str) -> list[str]:
    with _plain(source) as (path, names):
        _annotate(Package(path), summary, out, names, (remark,))
    return [remark]


@contextmanager
def _plain(source: Path) -> Iterator[tuple[Path, dict[tuple[str, str], str]]]:
    """Write the sheets of a file of any kind as a workbook, with the name each has in it."""
    read = list(read_each(source))
    sheets = [one for one in read if isinstance(one, Sheet)]
    refused = next((one for one in read if isinstance(one, UnreadableFile)), None)
    if not sheets and refused is not None:
        raise refused
    with tempfile.TemporaryDirectory(prefix="gongjian-annotate-") as folder:
        path = Path(folder) / "plain.xlsx"
        yield path, write_plain_workbook(path, sheets)


def _annotate(
    package: Package,
    summary: ImportSummary,
    out: Path,
    names: dict[tuple[str, str], str],
    remarks: Sequence[str] = (),
) -> None:
    located = [Located(one) for one in summary.findings]
    by_sheet: dict[str, Cells] = {}
    written: dict[str, dict[tuple[int, int], str]] = {}
    for report in summary.sheets:
        sheet = _sheet_of(package, report, names)
        found = [_located(one, report, sheet) for one in report.findings]
        located += found
        _gather(by_sheet.setdefault(sheet, {}), report, found)
        written.setdefault(sheet, {}).update(_repaired(report))
    told = list(remarks)
    for sheet, words in written.items():
        if sheet and words:
            package.write_cells(sheet, words)
    for sheet, cells in by_sheet.items():
        if sheet:
            package.mark(sheet, _within_limit(cells, sheet, told))
    before = next((one for one in package.sheets if package.has_words(one, FINDINGS_TITLE)), "")
    name = before or free_name(NAME, package.sheets)
    package.put_sheet(name, findings_sheet(summary, located, told, package.styles))
    package.write(out)


def _repaired(report: SheetReport) -> Iterator[tuple[tuple[int, int], str]]:
    """Give the cells that were read as repaired, by row and column, 0-based, with the words they should say."""
    for one in report.findings:
        if one.repair and one.repair.done and one.row:
            yield (one.row - 1, one.repair.place), one.repair.now


def _sheet_of(package: Package, report: SheetReport, names: dict[tuple[str, str], str]) -> str:
    """Name a reported sheet has in the workbook, "" for none; several ledgers of one sheet are one there."""
    bare = PART_OF_SHEET.sub("", report.sheet)
    mine = (names.get((report.file, one), one) for one in (report.sheet, bare))
    return next((one for one in mine if one in package.sheets), "")


def _located(finding: Finding, report: SheetReport, sheet: str) -> Located:
    place = next((one.place for one in report.matches if one.header == finding.column), None)
    if finding.repair is not None:
        place = finding.repair.place
    row = finding.row
    if row is None and place is not None and report.header_rows:
        row = report.header_rows[-1]
    if row is None or not sheet:
        return Located(finding)
    first = min((one.place for one in report.matches), default=0)
    return Located(finding, sheet, f"{column_letters(first if place is None else place)}{row}")


def _gather(cells: Cells, report: SheetReport, found: Sequence[Located]) -> None:
    """Put together what is said of each cell; the worst of it gives the colour."""
    places = {one.header: one.place for one in report.matches}
    first = min(places.values(), default=0)
    for one in sorted(found, key=lambda each: ORDER[each.finding.severity]):
        if not one.cell:
            continue
        row = int(re.sub(r"\D", "", one.cell)) - 1
        repair = one.finding.repair
        place = (row, repair.place if repair else places.get(one.finding.column or "", first))
        colour, words = cells.get(place, (one.finding.severity.value, ""))
        said = f"{one.finding.severity.label}：{one.finding.reason}。{one.finding.advice}"
        if repair and repair.done:
            said = f"已改好：原来写的是“{repair.was}”，改成了“{repair.now}”（{repair.why}）。"
        cells[place] = (colour, f"{words}\n{said}" if words else said)


def _within_limit(cells: Cells, sheet: str, told: list[str]) -> Cells:
    """Keep the comments of the worst cells where there are too many; the colours stay."""
    if len(cells) <= MOST_COMMENTS:
        return cells
    told.append(f"“{sheet}”有 {len(cells):,} 个格子有问题，批注只加在最要紧的 {MOST_COMMENTS:,} 个上，颜色都有。")
    ranked = sorted(cells, key=lambda place: (ORDER[Severity(cells[place][0])], place))
    kept = set(ranked[:MOST_COMMENTS])
    return {place: (colour, words if place in kept else "") for place, (colour, words) in cells.items()}
