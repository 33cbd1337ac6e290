"""What was understood of one sheet and what came of its rows, with what staff should know of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph_model.entities.ledger_mapping import LedgerMapping
from loaders.claims import WHOSE
from loaders.columns import NUMBERING, Match
from loaders.correcting import BY_STAFF, Corrected, How
from loaders.files import Sheet
from loaders.findings import Finding, Severity
from loaders.headers import normal
from loaders.kinds import KINDS
from loaders.only_text import is_only_text
from loaders.other_tables import other_tables
from loaders.recognising import Recognition
from loaders.writing import BatchResult

LOW_CONFIDENCE: Final = 0.8
SAY_WHICH: Final = "在导入页选定是哪种台账，或用 --mapping 写明；标题里只写这一种也行"
TELL_WHOSE: Final = "是联系人的，列名请写“联系人、联系电话”；是并排的另一份名册，请中间空一列，或分成两张表"
ONE_EACH: Final = "请一种台账放一张表再导入；表头请用常见的列名，如“姓名、联系电话”"


@dataclass(slots=True)
class SheetReport:
    """What was understood of a sheet and what came of its rows; ``path`` is the file given, an archive as a whole.

    ``overtaken`` gives the ids of unchanged rows of which another ledger has told something else since, and by which.
    """

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
    disagreements: int = 0
    overtaken: dict[str, str] = field(default_factory=dict)
    overtaken_note: Finding | None = None
    names: tuple[str, ...] = ()
    layout: str = ""
    how: How = "own"
    mapping: LedgerMapping | None = None
    path: Path | None = None
    doubted: bool = False

    @classmethod
    def of(cls, sheet: Sheet, read: Corrected, path: Path | None = None) -> "SheetReport":
        """Report of a sheet as it is read, with the findings about the sheet as a whole."""
        recognition = read.recognition
        kind = recognition.kind
        header = tuple(row + 1 for row in recognition.layout.header_rows) if recognition.layout else ()
        key, name = (kind.key, kind.name) if kind else (None, "未识别")
        report = cls(sheet.file, sheet.name, key, name, recognition.confidence, header, recognition.matches)
        report.path, report.doubted = path, recognition.rival is not None
        report.names = recognition.layout.names if recognition.layout else ()
        report.layout, report.how, report.mapping = read.layout, read.how, read.mapping
        report.numbering = tuple(name for name in report.names if NUMBERING.match(normal(name)))
        report.kind_name = "说明文字" if is_only_text(sheet) else name
        report.findings += [_only_text(sheet)] if is_only_text(sheet) else _about_sheet(sheet, recognition)
        report.findings += _about_mapping(sheet, read)
        report.findings += _without_header(sheet, recognition)
        report.loadable = not any(finding.severity is Severity.ERROR for finding in report.findings)
        report.loadable = report.loadable and kind is not None and bool(kind.label) and not is_only_text(sheet)
        return report

    def count(self, result: BatchResult) -> None:
        """Add what became of a batch."""
        self.created += result.created
        self.changed += result.changed
        self.unchanged += result.unchanged
        self.overtaken |= result.overtaken

    def tell_home(self, rows: int, place: str) -> None:
        """Say how many rows were put where the title says whose ledger it is."""
        reason = f"{rows:,} 行没有写社区，或写的认不出，按标题、填报单位记在“{place}”"
        advice = "如不对，请加一列“所属社区”写明"
        self.findings.append(Finding(Severity.NOTE, self.file, self.sheet, None, None, "", reason, advice))

    def tell_nowhere(self, rows: int) -> None:
        """Say how many rows name no place, so that nobody will see them."""
        reason = f"{rows:,} 行没有写社区，标题、填报单位里也没有：这些记录已留存，但任何名单、匹配里都看不到"
        advice = "请加一列“所属社区”，或在标题里写明是哪个社区，再导入"
        self.findings.append(Finding(Severity.WARNING, self.file, self.sheet, None, None, "", reason, advice))

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

    @property
    def sureness(self) -> str:
        """Say how surely the kind is known, empty when it is not known at all."""
        if self.kind is None:
            return ""
        if self.how != "own":
            return "照定好的读"
        return "把握不大" if self.doubted else "有把握"

    @property
    def doubtful_columns(self) -> list[Match]:
        """Columns that were taken for a field without being sure of it."""
        return [one for one in self.matches if one.column and _is_doubtful(one)]

    @property
    def unknown_columns(self) -> list[str]:
        """Columns nobody understands and nobody settled, by their names."""
        return [one.header for one in self.matches if one.column is None and not one.aside and one.why != BY_STAFF]

    def number(self, severity: Severity) -> int:
        """How many findings weigh this much."""
        return sum(finding.severity is severity for finding in self.findings)

    def to_dict(self) -> dict[str, Any]:
        """Give the report as plain JSON values."""
        counts = ("rows", "created", "changed", "unchanged", "removed", "refused", "merged", "unseen", "disagreements")
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


def _only_text(sheet: Sheet) -> Finding:
    return Finding(Severity.NOTE, sheet.file, sheet.name, None, None, "", "这张表只有说明文字，没有台账", "无需处理")


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
    if doubt := _doubt(recognition):
        yield finding(*doubt)
    if recognition.missing:
        yield finding(
            Severity.ERROR, f"按“{kind.name}”缺少必需的列：{'、'.join(recognition.missing)}", "请补上这些列后再导入"
        )
    yield from (
        finding(Severity.NOTE, f"不是明细，未导入：{words}", "无需处理", row=row + 1) for row, words in layout.dropped
    )
    yield from (finding(Severity.WARNING, reason, ONE_EACH, row=row) for row, reason in other_tables(sheet, layout))
    for match in recognition.matches:
        if told := _about_column(match):
            yield finding(Severity.WARNING if match.why == WHOSE else Severity.NOTE, *told, column=match.header)


def _without_header(sheet: Sheet, recognition: Recognition) -> Iterable[Finding]:
    """Tell that a table has no header and its columns were known by their cells."""
    if recognition.layout and not recognition.layout.header_rows:
        reason, advice = "没有表头，各列按内容认的", "请核对各列的含义，或在第一行写上列名"
        yield Finding(Severity.WARNING, sheet.file, sheet.name, None, None, "", reason, advice)


def _doubt(recognition: Recognition) -> tuple[Severity, str, str] | None:
    """Tell that another kind is nearly as likely, and how to say which it is; a near tie keeps the sheet out."""
    kind, rival = recognition.kind, recognition.rival
    if kind is None or rival is None:
        return None
    if recognition.is_tie:
        reason = f"分不清是“{kind.name}”还是“{rival.name}”，整张表未导入"
        return Severity.ERROR, reason, f"请{SAY_WHICH}，再导入"
    reason = f"认作“{kind.name}”把握不大（也像“{rival.name}”）"
    return Severity.WARNING, reason, f"请先试读核对；不对的，{SAY_WHICH}"


def _about_mapping(sheet: Sheet, read: Corrected) -> Iterable[Finding]:
    """Tell that a sheet was read as staff settled, and how to be rid of it."""
    if read.mapping is None or read.how == "file":
        return
    when = f"{read.mapping.by} {read.mapping.at.date().isoformat()} 改定的"
    reason = f"这种表头照{when}各列读"
    if read.how == "similar":
        reason = f"表头与“{read.mapping.ledger}”相近，照那里{when}各列读"
    advice = "不对时，在导入页点“不照改定的，由系统认”"
    yield Finding(Severity.NOTE, sheet.file, sheet.name, None, None, "", reason, advice)


def _is_doubtful(match: Match) -> bool:
    return match.confidence < LOW_CONFIDENCE


def _about_column(match: Match) -> tuple[str, str] | None:
    """Give what staff should know of how a column was taken, and what they may do."""
    if match.aside:
        return "认得但图谱里没有它的位置，内容已记在备注里", "无需处理"
    if match.column is None and match.why == BY_STAFF:
        return "已定为记入备注", "无需处理"
    if match.column and match.column.kept and match.column.field == "place":
        return "评价只连着两家单位，没有地方的位置，内容已记在备注里", "无需处理；物业服务哪个小区，请写在单位台账里"
    if match.column is None:
        return "不认识的列，内容已记在备注里", "如有需要，请改成已知的列名"
    if _is_doubtful(match):
        advice = TELL_WHOSE if match.why == WHOSE else "如不对，请改列名"
        return f"按“{match.column.names[0]}”理解，把握不大({match.why})", advice
    return None
