"""Tells staff what came of an import: sheet by sheet, finding by finding, in Chinese or as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from loaders.findings import Finding, Severity
from loaders.sheet_report import SheetReport

SHOWN: Final = 3
ROWS_SHOWN: Final = 10
GROUPS_SHOWN: Final = 60
REPAIRS_SHOWN: Final = 40


@dataclass(slots=True)
class ImportSummary:
    """What came of an import; ``findings`` are those about whole files."""

    dry_run: bool = False
    run: str = ""
    files: list[Path] = field(default_factory=list)
    sheets: list[SheetReport] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def all_findings(self) -> list[Finding]:
        """Give findings about files, then those about sheets."""
        return [*self.findings, *(finding for sheet in self.sheets for finding in sheet.findings)]

    def total(self, name: str) -> int:
        """Sum of one count over all sheets."""
        return sum(getattr(sheet, name) for sheet in self.sheets)

    @property
    def errors(self) -> int:
        """How many findings kept something out."""
        return sum(finding.severity is Severity.ERROR for finding in self.all_findings())

    @property
    def warnings(self) -> int:
        """How many findings ask to verify."""
        return sum(finding.severity is Severity.WARNING for finding in self.all_findings())

    @property
    def notes(self) -> int:
        """How many findings only inform."""
        return sum(finding.severity is Severity.NOTE for finding in self.all_findings())

    @property
    def exit_code(self) -> int:
        """0 when nothing was wrong, 1 when some rows or values were kept out, 2 when nothing at all could be loaded."""
        if not self.errors:
            return 0
        taken = sum(self.total(name) for name in ("created", "changed", "unchanged"))
        return 1 if taken else 2

    def to_dict(self) -> dict[str, Any]:
        """Give the summary as plain JSON values."""
        return {
            "run": self.run,
            "dry_run": self.dry_run,
            "exit_code": self.exit_code,
            "errors": self.errors,
            "warnings": self.warnings,
            "sheets": [sheet.to_dict() for sheet in self.sheets],
            "findings": [finding.to_dict() for finding in self.findings],
        }

    def to_text(self) -> str:
        """Give the summary as staff read it: a line a sheet, then what asks for something, grouped by reason."""
        head = "试运行，未写入任何数据" if self.dry_run else "导入完成"
        counted = f"错误 {self.errors} 处，待核实 {self.warnings} 处，说明 {self.notes} 处"
        lines = [f"{head}：{len(self.files)} 个文件，{len(self.sheets)} 张表，{counted}。"]
        if self.total("created") + self.total("changed") + self.total("removed") and not self.dry_run:
            lines.append(f"  批次 {self.run}（导错了可以整批撤销：gongjian import --undo {self.run}）")
        lines += [_sheet_line(sheet, dry_run=self.dry_run) for sheet in self.sheets]
        lines += _repair_lines(self.all_findings())
        lines += _finding_lines(self.all_findings())
        lines += _note_lines(self.all_findings())
        lines += [_group_line(Severity.NOTE, [one.overtaken_note]) for one in self.sheets if one.overtaken_note]
        lines += [line for sheet in self.sheets if sheet.loadable or sheet.doubted for line in _column_lines(sheet)]
        return "\n".join(lines)


def _told_disagreements(sheet: SheetReport) -> str:
    return f"，{sheet.disagreements} 处与别的台账说法不同" if sheet.disagreements else ""


def _sheet_line(sheet: SheetReport, *, dry_run: bool) -> str:
    where = f"  {sheet.file} · {sheet.sheet} → {sheet.kind_name}{f'（{sheet.sureness}）' if sheet.sureness else ''}"
    if not sheet.loadable or sheet.held_back:
        return f"{where}：未导入"
    unseen = f"，其中 {sheet.unseen} 条要改对社区才看得到" if sheet.unseen else ""
    unseen += _told_disagreements(sheet)
    if dry_run:
        return f"{where}：{sheet.rows} 行，可导入 {sheet.rows - sheet.refused} 行，有误 {sheet.refused} 行{unseen}"
    removed = f"，结束 {sheet.removed}" if sheet.removed else ""
    merged = f"，并入别的行 {sheet.merged}" if sheet.merged else ""
    later = f"（{len(sheet.overtaken)} 行后来被别的台账改过）" if sheet.overtaken else ""
    same = f"未变 {sheet.unchanged}{later}"
    done = f"新增 {sheet.created}，更新 {sheet.changed}，{same}{removed}{merged}，未导入 {sheet.refused}"
    return f"{where}：{sheet.rows} 行，{done}{unseen}"


def _repair_lines(findings: list[Finding]) -> Iterable[str]:
    """Tell what was read as repaired, cell by cell, and how many more can be."""
    repairs = [one for one in findings if one.repair is not None]
    done = [one for one in repairs if one.repair and one.repair.done]
    for one in done[:REPAIRS_SHOWN]:
        place = " · ".join(filter(None, (one.file, one.sheet, f"第 {one.row} 行", one.column)))
        yield f"  [已改好] {place}：原来写的“{one.value}”，{one.reason.removeprefix('已改好：')}"
    if len(done) > REPAIRS_SHOWN:
        yield f"  [已改好] 另有 {len(done) - REPAIRS_SHOWN:,} 处，完整清单见 JSON 输出"
    if len(repairs) > len(done):
        yield f"  有 {len(repairs) - len(done):,} 处有把握怎么改：加 --repair 就照改好的读，逐条说明"


def _finding_lines(findings: list[Finding]) -> Iterable[str]:
    for severity in (Severity.ERROR, Severity.WARNING):
        groups: dict[tuple[str, str, str | None, str], list[Finding]] = {}
        for one in findings:
            if one.severity is severity:
                groups.setdefault((one.file, one.sheet, one.column, one.reason), []).append(one)
        ranked = sorted(groups.values(), key=len, reverse=True)
        yield from (_group_line(severity, group) for group in ranked[:GROUPS_SHOWN])
        if len(ranked) > GROUPS_SHOWN:
            yield f"  [{severity.label}] 另有 {len(ranked) - GROUPS_SHOWN} 类，完整清单见 JSON 输出"


def _note_lines(findings: list[Finding]) -> Iterable[str]:
    """Tell what concerns a whole file or sheet: that it is hidden, has hidden rows, macros, several ledgers."""
    notes = (one for one in findings if one.severity is Severity.NOTE and one.row is None and one.column is None)
    told = dict.fromkeys(_group_line(Severity.NOTE, [one]) for one in notes if one.repair is None)
    yield from list(told)[:GROUPS_SHOWN]


def _group_line(severity: Severity, group: list[Finding]) -> str:
    first = group[0]
    place = " · ".join(part for part in (first.file, first.sheet, _rows(group), first.column or "") if part)
    words = list(dict.fromkeys(one.value for one in group if one.value and one.value not in first.reason))
    more = "等" if len(words) > SHOWN else ""
    said = f"，写的是“{'、'.join(words[:SHOWN])}”{more}" if words else ""
    where = f"{place}{said}：" if place else ""
    return f"  [{severity.label}] {where}{first.reason}。{first.advice}"


def _rows(group: list[Finding]) -> str:
    """Rows of a group, each once: all of them when they are few, else the first ones and how many there are."""
    rows = list(dict.fromkeys(str(one.row) for one in group if one.row))
    if len(rows) <= ROWS_SHOWN:
        return f"第 {'、'.join(rows)} 行" if rows else ""
    return f"第 {'、'.join(rows[:ROWS_SHOWN])} 行等共 {len(rows)} 行"


def _column_lines(sheet: SheetReport) -> Iterable[str]:
    """Tell which columns are doubtful and which nobody understands, a line each; sure ones go without saying."""
    where = f"  [{Severity.NOTE.label}] {sheet.file} · {sheet.sheet}："
    taken = [f"“{one.header}”按“{one.column.names[0]}”理解" for one in sheet.doubtful_columns if one.column]
    if taken:
        yield f"{where}把握不大的列：{'、'.join(taken)}。如不对，请改列名"
    if sheet.unknown_columns:
        words = "、".join(sheet.unknown_columns)
        yield f"{where}不认识的列“{words}”，内容记在备注里。如有需要，请改成已知的列名"
