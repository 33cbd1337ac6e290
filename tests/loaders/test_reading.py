"""Whatever staff drop on us is read as it stands: archives, documents, JSON, odd encodings, several ledgers."""

import json
import zipfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
import xlsxwriter

from graph_model.driver import Graph
from loaders import cleaning
from loaders.dividing import ledgers_of
from loaders.files import Sheet, read_sheets
from loaders.findings import CellProblem
from loaders.recognising import recognise
from loaders.sheet_parts import inside, is_plain
from loaders.sheets import Cell
from tests.loaders.ledgers import TERRITORIES, VOLUNTEERS, a_csv, an_xlsx, imported

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def a_docx(path: Path, title: str, rows: Sequence[Sequence[Any]], *, wide: int = 1) -> Path:
    """Write a document with one table; the first cell spans ``wide`` columns."""

    def cell(words: Any, span: int = 1) -> str:
        props = f'<w:tcPr><w:gridSpan w:val="{span}"/></w:tcPr>' if span > 1 else ""
        return f"<w:tc>{props}<w:p><w:r><w:t>{escape(str(words))}</w:t></w:r></w:p></w:tc>"

    lines = [cell(row[0], wide if not number else 1) + "".join(map(cell, row[1:])) for number, row in enumerate(rows)]
    table = "".join(f"<w:tr>{line}</w:tr>" for line in lines)
    body = f"<w:p><w:r><w:t>{title}</w:t></w:r></w:p><w:tbl>{table}</w:tbl>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')
    return path


def told(sheet: Sheet) -> str:
    return " ".join(remark.reason for remark in sheet.remarks)


def test_a_table_in_a_word_document_is_a_sheet_with_the_words_above_as_its_title(tmp_path: Path) -> None:
    (sheet,) = read_sheets(a_docx(tmp_path / "花名册.docx", "志愿者登记表", [["姓名", "专长"], ["样例甲", "护理"]]))
    assert sheet.rows == [["志愿者登记表", ""], ["姓名", "专长"], ["样例甲", "护理"]]
    found = recognise(sheet)
    assert found.kind is not None
    assert found.kind.key == "volunteers"


def test_cells_joined_in_a_word_table_are_merged_cells(tmp_path: Path) -> None:
    (sheet,) = read_sheets(a_docx(tmp_path / "表.docx", "题", [["合并", "三"], ["一", "二", "三"]], wide=2))
    assert sheet.rows[1:] == [["合并", "", "三"], ["一", "二", "三"]]
    assert sheet.merged == [(1, 0, 1, 1)]


def test_fields_of_a_form_and_tracked_insertions_are_read_where_they_stand(tmp_path: Path) -> None:
    def cell(words: str) -> str:
        return f"<w:tc><w:p><w:r><w:t>{words}</w:t></w:r></w:p></w:tc>"

    def field(content: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{content}</w:sdtContent></w:sdt>"

    header = f"<w:tr>{cell('姓名')}{cell('电话')}{cell('专长')}</w:tr>"
    form = f"<w:tr>{field(cell('样例甲'))}{cell('1')}{field(cell('护理'))}</w:tr>"
    later = f'<w:tr><w:trPr><w:gridBefore w:val="2"/></w:trPr>{cell("急救")}</w:tr>'
    path = tmp_path / "登记表.docx"
    table = field(f"<w:tbl>{header}{field(form)}<w:ins>{later}</w:ins></w:tbl>")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{WORD}"><w:body>{table}</w:body></w:document>')
    (sheet,) = read_sheets(path)
    assert sheet.rows == [["姓名", "电话", "专长"], ["样例甲", "1", "护理"], ["", "", "急救"]]


def test_a_document_large_enough_to_be_read_apart_reads_the_same(tmp_path: Path) -> None:
    rows = [["编号", "姓名"], *([f"Z{number}", f"样例{number}"] for number in range(30_000))]
    (sheet,) = read_sheets(a_docx(tmp_path / "大.docx", "名册", rows))
    assert sheet.rows == [["名册", ""], *rows]


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_text_without_a_mark_is_read(tmp_path: Path, encoding: str) -> None:
    path = a_csv(tmp_path / "区划.csv", TERRITORIES, encoding)
    assert next(read_sheets(path)).rows[1] == ["330106000000", "西湖区", "区"]


def test_a_wps_workbook_is_read_by_what_it_is(tmp_path: Path) -> None:
    an_xlsx(tmp_path / "区划.xlsx", 区划=TERRITORIES).rename(tmp_path / "区划.et")
    assert next(read_sheets(tmp_path / "区划.et")).rows[1][1] == "西湖区"


def test_hidden_rows_and_columns_are_told(tmp_path: Path) -> None:
    path = tmp_path / "藏.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("区划")
        for number, row in enumerate(TERRITORIES):
            sheet.write_row(number, 0, row)
        sheet.set_row(2, options={"hidden": True})
        sheet.set_column("B:B", options={"hidden": True})
    (found,) = read_sheets(path)
    assert "第 3 行" in told(found)
    assert "隐藏的列：B" in told(found)
    assert len(found.rows) == len(TERRITORIES)


def test_columns_hidden_again_and_again_are_each_told_once(tmp_path: Path) -> None:
    path = tmp_path / "藏.xlsx"
    columns = '<col min="2" max="16383" hidden="1"/>' * 40
    with zipfile.ZipFile(an_xlsx(tmp_path / "原.xlsx", 区划=TERRITORIES)) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<sheetData>", f"<cols>{columns}</cols><sheetData>".encode()))
    (found,) = inside(path).values()
    assert found.hidden_columns[:3] == ["B", "C", "D"]
    assert len(set(found.hidden_columns)) == len(found.hidden_columns) <= 1_000


def test_a_part_with_an_undeclared_prefix_loses_only_its_formulas(tmp_path: Path) -> None:
    path = tmp_path / "前缀.xlsx"
    rows = [[*TERRITORIES[0], "x:f"], *TERRITORIES[1:]]
    with zipfile.ZipFile(an_xlsx(tmp_path / "原.xlsx", 区划=rows)) as old, zipfile.ZipFile(path, "w") as new:
        for part in old.namelist():
            text = old.read(part).replace(b"<workbookPr", b'<workbookPr date1904="1"')
            new.writestr(part, text.replace(b"<sheetData>", b'<sheetData x:odd="1">').replace(b"<v>", b"<f></f><v>"))
    (found,) = inside(path).values()
    assert (found.from_1904, found.unsolved) == (True, {})


def test_a_workbook_as_office_programs_write_it_is_read_in_this_process(tmp_path: Path) -> None:
    assert is_plain(an_xlsx(tmp_path / "区划.xlsx", 区划=TERRITORIES))


def test_a_workbook_large_enough_to_be_read_apart_reads_the_same(tmp_path: Path) -> None:
    rows = [["编号", "姓名"], *([f"Z{number}", f"样例{number}"] for number in range(40_000))]
    (sheet,) = read_sheets(an_xlsx(tmp_path / "大.xlsx", 名册=rows))
    assert sheet.rows == rows


def test_days_counted_from_1904_are_the_same_days(migrated: Graph, tmp_path: Path) -> None:
    path = tmp_path / "苹果.xlsx"
    with xlsxwriter.Workbook(str(path), {"date_1904": True}) as book:
        sheet = book.add_worksheet("活动台账")
        sheet.write_row(0, 0, ["活动名称", "活动日期", "时长"])
        sheet.write_row(1, 0, ["义诊", (date(2026, 5, 1) - date(1904, 1, 1)).days, 2])
    assert imported(migrated, path).exit_code == 0
    assert migrated.rows("MATCH (a:Activity) RETURN a.on AS day") == [{"day": date(2026, 5, 1)}]


def test_several_ledgers_on_a_sheet_are_taken_apart_with_their_row_numbers() -> None:
    rows = [
        ["志愿者登记表", "", ""],
        ["姓名", "联系电话", "特长"],
        ["样例甲", "13800000001", "护理"],
        ["合计", "1", ""],
        ["", "", ""],
        ["问题清单", "", ""],
        ["问题名称", "所属社区", "紧急程度"],
        ["路灯坏了", "翠苑一区", "紧急"],
    ]
    parts = ledgers_of(Sheet("混.xlsx", "Sheet1", [list(row) for row in rows]))
    found = [recognise(part) for part in parts]
    assert [one.kind.key if one.kind else None for one in found] == ["volunteers", "problems"]
    assert [one.layout.header_rows for one in found if one.layout] == [(1,), (6,)]
    assert "几种台账" in told(parts[0])


def test_lists_in_everyday_words_under_numbered_headings_are_taken_apart() -> None:
    parts = divided(
        ["一、资源清单"],
        ["单位", "可提供资源", "数量", "联系人"],
        ["样例区卫生局", "会议室", "2间", "样例甲"],
        [],
        ["二、需求清单"],
        ["提出人", "需要什么", "涉及人数", "希望解决时间", "紧急程度"],
        ["翠苑一区社区", "暑期托管场地", "20人", "2026年7月", "急"],
        [],
        ["三、项目清单"],
        ["项目", "牵头", "参与", "起止", "经费(元)"],
        ["夏日托管班", "样例区卫生局", "翠苑一区社区", "2026.3-2026.12", "5000"],
    )
    found = [recognise(part) for part in parts]
    assert [one.kind.key if one.kind else None for one in found] == ["resources", "needs", "projects"]


def test_a_numbered_heading_among_the_rows_of_one_ledger_does_not_divide_it() -> None:
    rows = [
        VOLUNTEER,
        ["一、翠苑一区社区"],
        ["样例甲", "13800000001", "护理"],
        ["二、文一社区"],
        ["样例乙", "无", "电工"],
    ]
    assert len(divided(*rows)) == 1


VOLUNTEER = ["姓名", "联系电话", "特长"]
JOB = ["岗位名称", "所属社区", "需求人数"]


def divided(*rows: list[Cell]) -> list[Sheet]:
    return ledgers_of(Sheet("并.xlsx", "Sheet1", [list(row) for row in rows]))


def test_ledgers_side_by_side_are_taken_apart_with_their_columns() -> None:
    parts = divided(
        ["志愿者", "", "", "", "岗位", "", ""],
        [*VOLUNTEER, "", *JOB],
        ["样例甲", "13800000001", "护理", "", "楼道灯维修", "翠苑一区社区", 2.0],
    )
    found = [recognise(part) for part in parts]
    assert [one.kind.key if one.kind else None for one in found] == ["volunteers", "posts"]
    assert [match.place for match in found[1].matches] == [4, 5, 6]
    assert parts[1].rows[2] == ["", "", "", "", "楼道灯维修", "翠苑一区社区", 2.0]
    assert "A–D 列" in told(parts[0])
    assert "E–G 列" in told(parts[1])


def test_a_roster_printed_in_two_columns_to_save_paper_is_read_whole() -> None:
    parts = divided([*VOLUNTEER, *VOLUNTEER], ["样例甲", "13800000001", "护理", "样例乙", "13800000002", "急救"])
    assert [part.rows[1] for part in parts] == [
        ["样例甲", "13800000001", "护理", "", "", ""],
        ["", "", "", "样例乙", "13800000002", "急救"],
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [["姓名", "联系电话", "", "特长", "备注"], ["样例甲", "13800000001", "", "护理", ""]],
        [[*VOLUNTEER, "", *JOB], ["样例甲", "13800000001", "护理", "说明", "楼道灯维修", "翠苑一区社区", 2.0]],
        [
            ["单位名称", "负责人", "", "联系人", ""],
            ["", "姓名", "联系电话", "姓名", "联系电话"],
            ["甲", "乙", "1", "丙", "2"],
        ],
    ],
    ids=["an empty column within a ledger", "words in the column between", "two people a row, told apart above"],
)
def test_columns_of_one_ledger_stay_together(rows: list[list[Cell]]) -> None:
    assert len(divided(*rows)) == 1


def test_a_separator_declared_on_the_first_line_is_taken_if_tables_have_it(tmp_path: Path) -> None:
    for mark in ("\t", "|", ";", ","):
        (tmp_path / "表.csv").write_text(f"sep={mark}\r\n甲{mark}乙\r\n1{mark}2\r\n", encoding="utf-8", newline="")
        assert next(read_sheets(tmp_path / "表.csv")).rows[1:] == [["甲", "乙"], ["1", "2"]]
    (tmp_path / "表.csv").write_text("sep=1,x\n甲,乙\n", encoding="utf-8")
    assert next(read_sheets(tmp_path / "表.csv")).rows == [["sep=1", "x"], ["甲", "乙"]]


def test_a_header_printed_again_on_every_page_does_not_divide_a_ledger() -> None:
    header = ["姓名", "联系电话", "特长"]
    rows = [header, ["样例甲", "1", "护理"], ["", "", ""], header, ["样例乙", "2", "急救"]]
    assert len(ledgers_of(Sheet("册.xlsx", "Sheet1", [list(row) for row in rows]))) == 1


def test_three_header_levels_are_joined() -> None:
    rows = [
        ["姓名", "联系电话", "基本情况", "", "", ""],
        ["", "", "户籍地", "", "居住地", ""],
        ["", "", "省", "市", "居住社区", "门牌"],
        ["样例甲", "13800000001", "浙江", "杭州", "翠苑一区", "1幢"],
    ]
    found = recognise(
        Sheet("册.xlsx", "志愿者", [list(row) for row in rows], [(0, 2, 0, 5), (1, 2, 1, 3), (1, 4, 1, 5)])
    )
    assert found.layout is not None
    assert found.layout.header_rows == (0, 1, 2)
    assert found.layout.names[2] == "基本情况-户籍地-省"
    assert found.layout.body == (3, 4)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2021年3月", date(2021, 3, 1)),
        ("2021.3.1", date(2021, 3, 1)),
        ("21/3/1", date(2021, 3, 1)),
        ("21年3月", date(2021, 3, 1)),
        ("20210301", date(2021, 3, 1)),
        (20210301.0, date(2021, 3, 1)),
        (44256, date(2021, 3, 1)),
        ("44256", date(2021, 3, 1)),
        ("２０２１年３月１日", date(2021, 3, 1)),
        ("二〇二一年三月十二日", date(2021, 3, 12)),
        ("2021-03-01 08:30:00", date(2021, 3, 1)),
        ("2021年3月1日(周一)", date(2021, 3, 1)),
        (2021.3, date(2021, 3, 1)),
        (2021.11, date(2021, 11, 1)),
    ],
)
def test_a_day_is_read_however_it_is_written(words: str | float, day: date) -> None:
    assert cleaning.day(words) == day


@pytest.mark.parametrize(
    "words",
    [
        "民国110年3月1日",
        "3月1日",
        "12.5",
        "12-5",
        "09/10",
        "12.5(周一)",
        "12月5日",
        2021.1,
        float("nan"),
        float("inf"),
        "去年春天",
    ],
)
def test_a_day_that_nobody_can_be_sure_of_is_never_guessed(words: str | float) -> None:
    with pytest.raises(CellProblem) as refused:
        cleaning.day(words)
    assert refused.value.advice


@pytest.mark.parametrize(
    "words",
    ["护理、急救", "①护理②急救", "1、护理\n2、急救", "（1）护理 （2）急救", "护理/急救", "护理；急救", "护理|急救"],
)
def test_several_values_of_a_cell_are_taken_apart(words: str) -> None:
    assert cleaning.split(words) == ("护理", "急救")


@pytest.mark.parametrize(
    ("cell", "severity", "words"),
    [
        (3.30106e17, "error", "数字"),
        ("3.30106E+17", "error", "科学计数法"),
        ("330106194912310029", "error", "校验位"),
    ],
)
def test_an_id_number_that_lost_its_last_digits_keeps_its_row_out_and_says_how_to_repair_it(
    migrated: Graph, tmp_path: Path, cell: Any, severity: str, words: str
) -> None:
    path = an_xlsx(tmp_path / "志愿者.xlsx", 志愿者=[["姓名", "身份证号", "特长"], ["样例甲", cell, "护理"]])
    (finding,) = [one for one in imported(migrated, path, dry_run=True).all_findings() if one.column == "身份证号"]
    assert (finding.severity.value, words in finding.reason, bool(finding.advice)) == (severity, True, True)


def test_subtotals_between_the_rows_are_told_and_left_out(migrated: Graph, tmp_path: Path) -> None:
    rows = [["岗位名称", "拟认领数", "所属社区"], ["调解员", "2", ""], ["小计", "2", ""], ["巡逻员", "3", ""]]
    summary = imported(migrated, an_xlsx(tmp_path / "岗位.xlsx", 岗位=rows), dry_run=True)
    assert summary.total("rows") == 2
    assert [one.row for one in summary.all_findings() if "小计" in one.reason] == [3]


def test_volunteers_load_the_same_from_every_form(migrated: Graph, tmp_path: Path) -> None:
    (tmp_path / "志愿者.json").write_text(json.dumps([list(row) for row in VOLUNTEERS]), encoding="utf-8")
    a_docx(tmp_path / "志愿者.docx", "志愿者", VOLUNTEERS)
    a_csv(tmp_path / "志愿者.csv", VOLUNTEERS)
    an_xlsx(tmp_path / "志愿者.xlsx", 志愿者=VOLUNTEERS)
    paths = [tmp_path / f"志愿者.{end}" for end in ("json", "docx", "csv", "xlsx")]
    counts = [imported(migrated, path, dry_run=True).total("created") for path in paths]
    assert counts == [2, 2, 2, 2]
