"""Tells staff what came of an import: sheet by sheet, finding by finding, in Chinese or as JSON."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from loaders.columns import NUMBERING, Match
from loaders.files import Sheet
from loaders.findings import Finding, Severity
from loaders.headers import normal
from loaders.kinds import KINDS
from loaders.recognising import Recognition
from loaders.writing import BatchResult

SHOWN: Final = 3
ROWS_SHOWN: Final = 10
GROUPS_SHOWN: Final = 60
LOW_CONFIDENCE: Final = 0.8


@dataclass(slots=True)
class SheetReport:
    """What was understood of a sheet and what came of its rows."""

    file: str
    sheet: str
    kind: str | None
    kind_name: str
    confidence: float
    header_rows: tuple[int, ...]
    matches: tuple[Match, ...]
    numbering: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    loadable: bool = True
    held_back: bool = False
    rows: int = 0
    created: int = 0
    changed: int = 0
    unchanged: int = 0
    removed: int = 0
    refused: int = 0
    merged: int = 0
    unseen: int = 0

    @classmethod
    def of(cls, sheet: Sheet, recognition: Recognition) -> "SheetReport":
        """Report of a sheet as recognised, with the findings about the sheet as a whole."""
        kind = recognition.kind
        header = tuple(row + 1 for row in recognition.layout.header_rows) if recognition.layout else ()
        key, name = (kind.key, kind.name) if kind else (None, "未识别")
        report = cls(sheet.file, sheet.name, key, name, recognition.confidence, header, recognition.matches)
        names = recognition.layout.names if recognition.layout else ()
        report.numbering = tuple(name for name in names if NUMBERING.match(normal(name)))
        report.findings += _about_sheet(sheet, recognition)
        report.loadable = not any(finding.severity is Severity.ERROR for finding in report.findings)
        report.loadable = report.loadable and kind is not None and bool(kind.label)
        return report

    def count(self, result: BatchResult) -> None:
        """Add what became of a batch."""
        self.created += result.created
        self.changed += result.changed
        self.unchanged += result.unchanged

    def hold_back(self) -> None:
        """Say that nothing of this sheet was loaded because something in it is wrong."""
        self.held_back = True
        advice = "改好标为“错误”的行后重新导入"
        self.findings.append(
            Finding(Severity.ERROR, self.file, self.sheet, None, None, "", "表中有错误，按要求整张表未导入", advice)
        )

    def swept(self, ended: int, ledger: str) -> None:
        """Say what was ended because the ledger was declared complete, and by which name it is the same ledger."""
        self.removed = ended
        reason = f"按完整台账处理：台账“{ledger}”先前列过、这次没有的 {ended} 条已结束"
        advice = "只结束同名台账(文件名与表名，不计年月和版本)说过的；文件改了名就是另一本台账，什么都不会结束"
        self.findings.append(Finding(Severity.NOTE, self.file, self.sheet, None, None, "", reason, advice))

    def not_swept(self, ledger: str, lost: list[str]) -> None:
        """Say why nothing was ended although the ledger was declared complete."""
        reason = f"台账“{ledger}”没有结束任何一条：{'；'.join(lost)}，名单不全，不能断定谁不在了"
        advice = "改好这些行或文件后，整本重新按完整台账导入"
        self.findings.append(Finding(Severity.WARNING, self.file, self.sheet, None, None, "", reason, advice))

    def number(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain JSON values."""
        counts = ("rows", "created", "changed", "unchanged", "removed", "refused", "merged", "unseen")
        return {
            "file": self.file,
            "sheet": self.sheet,
            "kind": self.kind,
            "kind_name": self.kind_name,
            "confidence": self.confidence,
            "header_rows": list(self.header_rows),
            "columns": [*map(_numbering, self.numbering), *map(_column, self.matches)],
            **{name: getattr(self, name) for name in counts},
            "findings": [finding.to_dict() for finding in self.findings],
        }


def _column(match: Match) -> dict[str, Any]:
    return {
        "column": match.header,
        "field": match.column.field if match.column else match.aside or None,
        "confidence": match.confidence,
        "kept_as_note": match.column is None or match.column.kept,
        "why": match.why,
    }


def _numbering(header: str) -> dict[str, Any]:
    why = "只是行的编号，不装入"
    return {"column": header, "field": "row_number", "confidence": 1.0, "kept_as_note": False, "why": why}


def _about_sheet(sheet: Sheet, recognition: Recognition) -> Iterable[Finding]:
    def finding(
        severity: Severity, reason: str, advice: str, *, row: int | None = None, column: str | None = None
    ) -> Finding:
        return Finding(severity, sheet.file, sheet.name, row, column, "", reason, advice)

    layout, kind = recognition.layout, recognition.kind
    known = "、".join(one.name for one in KINDS if one.label)
    if sheet.hidden:
        yield finding(Severity.NOTE, "这是隐藏的工作表", "已照常处理；如不该导入，请先删去")
    yield from (finding(one.severity, one.reason, one.advice, row=one.row) for one in sheet.remarks)
    if layout is None:
        yield finding(Severity.ERROR, "找不到表头", "表头应是一行各不相同的列名，如“姓名、联系电话”")
        return
    if kind is None:
        yield finding(
            Severity.ERROR, "看不出是哪种台账，整张表未导入", f"能识别：{known}。请在标题或表名里写明，或核对列名"
        )
        return
    if not kind.label:
        yield finding(Severity.NOTE, "这是汇总统计表，不含可导入的明细", "请导入它所依据的明细台账")
    if recognition.missing:
        yield finding(
            Severity.ERROR, f"按“{kind.name}”缺少必需的列：{'、'.join(recognition.missing)}", "请补上这些列后再导入"
        )
    yield from (
        finding(Severity.NOTE, f"不是明细，未导入：{words}", "无需处理", row=row + 1) for row, words in layout.dropped
    )
    for match in recognition.matches:
        if told := _about_column(match):
            yield finding(Severity.NOTE, *told, column=match.header)


def _about_column(match: Match) -> tuple[str, str] | None:
    """Give what staff should know of how a column was taken, and what they may do."""
    if match.aside:
        return "认得但图谱里没有它的位置，内容已记在备注里", "无需处理"
    if match.column is None:
        return "不认识的列，内容已记在备注里", "如有需要，请改成已知的列名"
    if match.confidence < LOW_CONFIDENCE:
        return f"按“{match.column.names[0]}”理解，把握不大({match.why})", "如不对，请改列名"
    return None


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
        counted = f"错误 {self.errors} 处，待核实 {self.warnings} 处"
        lines = [f"{head}：{len(self.files)} 个文件，{len(self.sheets)} 张表，{counted}。"]
        lines += [_sheet_line(sheet, dry_run=self.dry_run) for sheet in self.sheets]
        lines += _finding_lines(self.all_findings())
        lines += [line for sheet in self.sheets for line in _unknown_columns(sheet)]
        return "\n".join(lines)


def _sheet_line(sheet: SheetReport, *, dry_run: bool) -> str:
    where = f"  {sheet.file} · {sheet.sheet} → {sheet.kind_name}"
    if not sheet.loadable or sheet.held_back:
        return f"{where}：未导入"
    unseen = f"，其中 {sheet.unseen} 条要改对社区才看得到" if sheet.unseen else ""
    if dry_run:
        return f"{where}：{sheet.rows} 行，可导入 {sheet.rows - sheet.refused} 行，有误 {sheet.refused} 行{unseen}"
    removed = f"，结束 {sheet.removed}" if sheet.removed else ""
    merged = f"，并入别的行 {sheet.merged}" if sheet.merged else ""
    done = (
        f"新增 {sheet.created}，更新 {sheet.changed}，未变 {sheet.unchanged}{removed}{merged}，未导入 {sheet.refused}"
    )
    return f"{where}：{sheet.rows} 行，{done}{unseen}"


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


def _unknown_columns(sheet: SheetReport) -> Iterable[str]:
    """Tell which columns nobody understands and where their words went."""
    names = [match.header for match in sheet.matches if match.column is None and not match.aside]
    if names and sheet.loadable:
        words = f"不认识的列“{'、'.join(names)}”，内容已记在备注里。如有需要，请改成已知的列名"
        yield f"  [{Severity.NOTE.label}] {sheet.file} · {sheet.sheet}：{words}"
