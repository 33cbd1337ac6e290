"""The sheet 核对结果 of an annotated workbook: half a minute of summary, then every finding with a link to its cell."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from loaders.cell_words import escaped
from loaders.findings import Finding, Severity
from loaders.report import ImportSummary
from loaders.style_part import Styles
from loaders.understanding import FINDINGS_TITLE

NAME: Final = "核对结果"
HEADER: Final = ("序号", "轻重", "表", "位置", "列", "原来写的", "问题", "怎么改")
WIDTHS: Final = (6, 9, 18, 9, 16, 22, 46, 46)
MOST: Final = 20_000
FREQUENT: Final = 6
LEGEND: Final = (
    "红色的格子是错误（这一格或这一行没有导入），黄色的请核对，蓝色的是说明。格子上有批注，下面每条的“位置”点一下就到。"
)
AFTERWARDS: Final = "改好后把这份文件原样再导入就行：这张表会自动略过，批注和颜色不影响，改过的行才会更新。"
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
ORDER: Final = {Severity.ERROR: 0, Severity.WARNING: 1, Severity.NOTE: 2}


@dataclass(frozen=True, slots=True)
class Located:
    """A finding with the sheet of the workbook and the cell it is about, "" where it is about none."""

    finding: Finding
    sheet: str = ""
    cell: str = ""


def findings_sheet(summary: ImportSummary, located: Sequence[Located], remarks: Sequence[str], styles: Styles) -> str:
    """Give the sheet as XML; words are never formulas in it, whatever they begin with."""
    ranked = sorted(located, key=lambda one: ORDER[one.finding.severity])
    rows = list(_head(summary, [one.finding for one in ranked], remarks, styles))
    begin = len(rows) + 1
    head = styles.own(bold=True, colour="head")
    rows.append(_row(begin, [(words, head) for words in HEADER]))
    links = []
    for number, one in enumerate(ranked[:MOST], 1):
        rows.append(_finding_row(begin + number, number, one, styles))
        if one.cell:
            links.append(_link(begin + number, one))
    return _sheet(rows, begin, links)


def _head(summary: ImportSummary, findings: Sequence[Finding], remarks: Sequence[str], styles: Styles) -> Iterator[str]:
    plain = styles.own()
    lines = [(FINDINGS_TITLE, styles.own(bold=True, size=16)), (_told(summary), styles.own(bold=True, size=12))]
    lines += [(_of_sheet(one), plain) for one in summary.sheets]
    lines += [(words, plain) for words in (*_frequent(findings), LEGEND, AFTERWARDS, *remarks)]
    if len(findings) > MOST:
        lines.append((f"问题有 {len(findings):,} 处，下面列出最要紧的 {MOST:,} 处。", plain))
    for number, (words, style) in enumerate(lines, 1):
        yield _row(number, [(words, style)])
    yield _row(len(lines) + 1, [])


def _told(summary: ImportSummary) -> str:
    rows, refused = summary.total("rows"), summary.total("refused")
    counted = f"错误 {summary.errors} 处，待核实 {summary.warnings} 处"
    done = "可以导入" if summary.dry_run else "已经导入"
    return f"读了 {rows:,} 行：{rows - refused:,} 行{done}，{refused:,} 行没有。{counted}。"


def _of_sheet(one: object) -> str:
    name, kind, rows, refused = (getattr(one, field) for field in ("sheet", "kind_name", "rows", "refused"))
    return f"　{name or '（没有表名）'}：认作{kind}，{rows:,} 行，其中 {refused:,} 行有误。"


def _frequent(findings: Sequence[Finding]) -> Iterator[str]:
    """Tell what most findings are about, so that one correction may do for many."""
    counts = Counter(
        (one.severity.label, one.column or "", one.reason) for one in findings if one.severity is not Severity.NOTE
    )
    for (label, column, reason), count in counts.most_common(FREQUENT):
        where = f"“{column}”：" if column else ""
        yield f"　{label} {count} 处　{where}{reason}"


def _finding_row(number: int, count: int, one: Located, styles: Styles) -> str:
    found = one.finding
    plain, mark = styles.own(), styles.own(bold=True, colour=found.severity.value)
    place = one.cell or (f"第 {found.row} 行" if found.row else "")
    cells = [
        (str(count), plain),
        (found.severity.label, mark),
        (found.sheet or found.file, plain),
        (place, styles.own(link=True) if one.cell else plain),
        (found.column or "", plain),
        (found.value, plain),
        (found.reason, plain),
        (found.advice, plain),
    ]
    return _row(number, cells)


def _row(number: int, cells: Sequence[tuple[str, int]]) -> str:
    written = "".join(_cell(f"{chr(ord('A') + place)}{number}", *cell) for place, cell in enumerate(cells))
    return f'<row r="{number}">{written}</row>'


def _cell(place: str, words: str, style: int) -> str:
    return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{escaped(words)}</t></is></c>'


def _link(row: int, one: Located) -> str:
    target = escaped("'" + one.sheet.replace("'", "''") + "'!" + one.cell)
    return f'<hyperlink ref="D{row}" location="{target}" display="{one.cell}"/>'


def _sheet(rows: Sequence[str], header: int, links: Sequence[str]) -> str:
    columns = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>' for place, width in enumerate(WIDTHS, 1)
    )
    merged = "".join(f'<mergeCell ref="A{number}:H{number}"/>' for number in range(1, header))
    view = f'<pane ySplit="{header}" topLeftCell="A{header + 1}" activePane="bottomLeft" state="frozen"/>'
    tail = f'<autoFilter ref="A{header}:H{header + max(len(rows) - header, 1)}"/>'
    tail += f'<mergeCells count="{header - 1}">{merged}</mergeCells>'
    tail += f"<hyperlinks>{''.join(links)}</hyperlinks>" if links else ""
    tail += '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>'
    tail += '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<worksheet xmlns="{MAIN}">'
        '<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>'
        f'<sheetViews><sheetView workbookViewId="0">{view}</sheetView></sheetViews><cols>{columns}</cols>'
        f"<sheetData>{''.join(rows)}</sheetData>{tail}</worksheet>"
    )
