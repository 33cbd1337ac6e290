"""A site's own template filled: formats kept, rows repeated, faults named."""

import time
from datetime import date
from io import BytesIO
from pathlib import Path

import docx
import pytest
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from loaders.filling import Fields, filled
from loaders.form_sheets import FormSheet
from loaders.sheets import UnreadableFile
from tests.loaders.filling.templates import COLUMNS, DAY, ROWS, a_book, a_document, fields, nested, written


@pytest.fixture
def template(tmp_path: Path) -> Path:
    """A sheet with a merged title, a row of a list with a formula, a total and a place to sign below."""
    path = tmp_path / "模板.xlsx"
    cells = {
        "A1": "{{地方}}服务一览（{{ 导出日期 }}）",
        "A3": "{{活动名称}}",
        "B3": "{{服务情况.日期}}",
        "C3": "{{时长（小时）}}",
    }
    book = a_book(path, cells | {"D3": "=C3*2", "A4": "合计", "C4": "=SUM(C3:C3)", "D4": "=C4", "A6": "签字："})
    sheet = book.active
    sheet["A3"].font = Font(bold=True, name="仿宋")
    sheet["B3"].number_format = "yyyy-mm-dd"
    sheet.row_dimensions[3].height, sheet.row_dimensions[6].height = 33, 44
    sheet.merge_cells("A1:D1")
    sheet.merge_cells("A6:D6")
    sheet.add_data_validation(DataValidation(type="whole", sqref="C3"))
    sheet.conditional_formatting.add("C3:C4", CellIsRule(operator="lessThan", formula=["1"], fill=PatternFill()))
    sheet.print_area = "A1:D6"
    sheet.freeze_panes = "A3"
    book.create_sheet("别的")["A1"] = "=Sheet!C4"
    book.save(path)
    return path


def test_a_row_of_a_list_is_repeated_and_what_lies_below_follows(template: Path) -> None:
    book = written(template)
    sheet = book["Sheet"]
    assert sheet["A1"].value == "翠苑街道服务一览（2026-11-22）"
    assert [sheet[f"A{row}"].value for row in (3, 4, 5, 6)] == ["上门修灯", "义诊", "'=1+1", "合计"]
    assert [sheet[f"C{row}"].value for row in (3, 4, 5)] == [2.5, 3, None]
    assert [sheet[f"D{row}"].value for row in (3, 4, 5)] == ["=C3*2", "=C4*2", "=C5*2"]
    assert (sheet["C6"].value, sheet["D6"].value, sheet["A8"].value) == ("=SUM(C3:C5)", "=C6", "签字：")
    assert book["别的"]["A1"].value == "=Sheet!C6"


def test_formats_are_kept_in_every_row(template: Path) -> None:
    sheet = written(template)["Sheet"]
    assert {sheet[f"A{row}"].font.name for row in (3, 4, 5)} == {"仿宋"}
    assert [sheet.row_dimensions[row].height for row in (3, 4, 5, 8)] == [33, 33, 33, 44]
    assert sheet["B4"].value.date() == date(2026, 10, 1)
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:D1", "A8:D8"}
    assert str(sheet.data_validations.dataValidation[0].sqref) == "C3:C5"
    assert [str(one.sqref) for one in sheet.conditional_formatting] == ["C3:C6"]
    assert sheet.print_area.endswith("$A$1:$D$8")
    assert sheet.freeze_panes == "A3"


def test_cells_merged_within_the_row_are_merged_in_every_row(tmp_path: Path) -> None:
    book = a_book(tmp_path / "模板.xlsx", {"A2": "{{活动名称}}", "C2": "{{时长（小时）}}"})
    book.active.merge_cells("A2:B2")
    book.save(tmp_path / "模板.xlsx")
    sheet = written(tmp_path / "模板.xlsx").active
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A2:B2", "A3:B3", "A4:B4"}


def test_a_list_of_one_row_stands_wherever_it_is_written_and_an_empty_one_leaves_an_empty_row(tmp_path: Path) -> None:
    a_book(tmp_path / "模板.xlsx", {"A1": "{{活动名称}}、{{课程}}，共 {{服务情况.条数}} 次", "A2": "末"})
    sheet = written(tmp_path / "模板.xlsx", fields(ROWS[:1])).active
    assert (sheet["A1"].value, sheet["A2"].value) == ("上门修灯、，共 1 次", "末")


def test_sums_and_counts_can_be_written(tmp_path: Path) -> None:
    a_book(
        tmp_path / "模板.xlsx", {"A1": "{{服务情况.条数}} 次，{{合计.时长（小时）}} 小时", "B1": "{{合计.时长(小时)}}"}
    )
    sheet = written(tmp_path / "模板.xlsx").active
    assert (sheet["A1"].value, sheet["B1"].value) == ("3 次，5.5 小时", 5.5)


def test_what_is_told_of_sums_and_counts_can_be_written(tmp_path: Path) -> None:
    told = fields().told()
    assert "表名.条数、表名.合计.列名" in told
    a_book(tmp_path / "模板.xlsx", {"A1": "{{条数}}"})
    with pytest.raises(UnreadableFile, match="没有“条数”这个字段"):
        written(tmp_path / "模板.xlsx")
    a_book(tmp_path / "模板.xlsx", {"A1": "{{服务情况.条数}}、{{培训情况.条数}}、{{服务情况.合计.时长（小时）}}"})
    assert written(tmp_path / "模板.xlsx").active["A1"].value == "3、0、5.5"
    one = Fields([FormSheet("服务情况", "", "", COLUMNS, [("a", ROWS[0]), ("b", ROWS[1])])], {})
    assert one.told().endswith("、条数、合计.列名")
    a_book(tmp_path / "模板.xlsx", {"A1": "{{条数}}、{{合计.时长（小时）}}"})
    assert written(tmp_path / "模板.xlsx", one).active["A1"].value == "2、5.5"


def test_links_move_with_their_cells(tmp_path: Path) -> None:
    book = a_book(tmp_path / "模板.xlsx", {"A1": "查询", "A2": "{{活动名称}}", "A3": "{{课程}}见网页", "B4": "目录"})
    book.active["A1"].hyperlink = "http://a.invalid/"
    book.active["A3"].hyperlink = "http://b.invalid/"
    book.active["B4"].hyperlink = "#Sheet!A1"
    book.save(tmp_path / "模板.xlsx")
    sheet = written(tmp_path / "模板.xlsx").active
    linked = {cell.coordinate: cell.value for row in sheet for cell in row if cell.hyperlink}
    assert linked == {"A1": "查询", "A5": "见网页", "B6": "目录"}


def test_a_sum_above_a_million_is_written_in_full(tmp_path: Path) -> None:
    a_book(tmp_path / "模板.xlsx", {"A1": "共{{合计.时长（小时）}}元", "B1": "首笔{{首}}元、{{半}}元、{{整}}元"})
    one = FormSheet("服务情况", "", "", COLUMNS, [("a", ("甲", None, 1_250_000.0)), ("b", ("乙", None, 0.375))])
    given = Fields([one], {"首": 1_234_567, "半": 7_654_321.5, "整": 1e22})
    sheet = written(tmp_path / "模板.xlsx", given).active
    assert (sheet["A1"].value, sheet["B1"].value) == (
        "共1250000.38元",
        "首笔1234567元、7654321.5元、10000000000000000000000元",
    )


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"B7": "{{电话}}"}, ["表“Sheet”的 B7", "没有“电话”这个字段", "导出日期", "培训情况.（课程、日期）"]),
        ({"A1": "{{日期}}"}, ["A1", "日期"]),
        ({"A1": "{{活动名称"}, ["A1", "花括号没有成对"]),
        ({"A1": '="{{活动名称}}"'}, ["A1", "公式里不能写字段"]),
        ({"A2": "{{活动名称}}", "B2": "{{培训情况.日期}}"}, ["第 2 行", "一行只能写一张表的"]),
    ],
)
def test_a_fault_names_its_cell_and_what_can_be_written(tmp_path: Path, cells: dict[str, str], told: list[str]) -> None:
    a_book(tmp_path / "模板.xlsx", cells)
    with pytest.raises(UnreadableFile) as refused:
        filled(tmp_path / "模板.xlsx", fields(), DAY)
    said = f"{refused.value.reason}。{refused.value.advice}"
    assert [one for one in told if one not in said] == []


def test_a_document_is_filled_though_word_cut_its_fields_into_runs(tmp_path: Path) -> None:
    a_document(tmp_path / "模板.docx")
    document = docx.Document(BytesIO(filled(tmp_path / "模板.docx", fields(), DAY)))
    assert document.paragraphs[0].text == "兹证明翠苑街道的志愿者"
    assert [run.bold for run in document.paragraphs[0].runs if run.text == "翠苑街道"] == [True]
    (table,) = document.tables
    assert [row.cells[0].text for row in table.rows] == ["活动", "上门修灯", "义诊", "'=1+1"]
    assert [row.cells[1].text for row in table.rows[1:]] == ["计 2.5 小时", "计 3 小时", "计  小时"]
    assert all(row.cells[1].paragraphs[0].runs[0].italic for row in table.rows[1:])
    assert document.sections[0].header.paragraphs[0].text == "2026-11-22"


def test_lines_of_a_value_are_lines_of_the_document(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("{{活动名称}}！")
    document.save(str(tmp_path / "模板.docx"))
    made = docx.Document(BytesIO(filled(tmp_path / "模板.docx", fields([("一\n二", None, None)]), DAY)))
    assert made.paragraphs[0].text == "一\n二！"


def test_a_fault_of_a_document_names_its_place(tmp_path: Path) -> None:
    document = a_document(tmp_path / "模板.docx")
    document.tables[0].rows[1].cells[0].text = "{{身份证号}}"
    document.save(str(tmp_path / "模板.docx"))
    with pytest.raises(UnreadableFile, match="第 1 个表的第 2 行：没有“身份证号”这个字段"):
        filled(tmp_path / "模板.docx", fields(), DAY)


@pytest.mark.parametrize("suffix", ["xlsx", "docx"])
def test_the_same_template_and_rows_give_the_same_bytes(template: Path, tmp_path: Path, suffix: str) -> None:
    path = template if suffix == "xlsx" else tmp_path / "模板.docx"
    if suffix == "docx":
        a_document(path)
    first = filled(path, fields(), DAY)
    time.sleep(2.1)  # longer than the step of times in an archive
    assert filled(path, fields(), DAY) == first


@pytest.mark.parametrize("title", ["{{地方}}", "{{没有的}}", "}}{{"])
def test_data_that_look_like_a_field_are_written_as_they_are(tmp_path: Path, title: str) -> None:
    given = Fields(
        [FormSheet("服务情况", "", "", COLUMNS, [("a", (title, None, 1)), ("b", ("乙", None, 2))])], {"名": title}
    )
    path = nested(tmp_path / "模板.docx", "{{活动名称}}", "见{{名}}")
    (table,) = docx.Document(BytesIO(filled(path, given, DAY))).tables
    assert [row.cells[0].text for row in table.rows] == [title, "乙"]
    assert [row.cells[1].tables[0].rows[0].cells[0].text for row in table.rows] == [f"见{title}"] * 2
    path = nested(tmp_path / "模板.docx", "计 {{条数}}", "{{活动名称}}")
    (table,) = docx.Document(BytesIO(filled(path, given, DAY))).tables
    assert [row.cells[0].text for row in table.rows[0].cells[1].tables[0].rows] == [title, "乙"]


def test_a_list_within_the_row_of_a_list_is_refused(tmp_path: Path) -> None:
    path = nested(tmp_path / "模板.docx", "{{活动名称}}", "{{时长（小时）}}")
    with pytest.raises(UnreadableFile, match=r"第 2 个表的第 1 行.*只能写一层"):
        filled(path, fields(), DAY)


def test_rows_of_whichever_list_stands_beside_it_are_numbered(tmp_path: Path) -> None:
    a_book(tmp_path / "模板.xlsx", {"A2": "{{序号}}", "B2": "{{活动名称}}", "A4": "第{{序号}}课", "B4": "{{课程}}"})
    sheet = written(tmp_path / "模板.xlsx")["Sheet"]
    assert [(sheet[f"A{row}"].value, sheet[f"B{row}"].value) for row in (2, 3, 4)] == [
        (1, "上门修灯"),
        (2, "义诊"),
        (3, "'=1+1"),
    ]
    assert (sheet["A6"].value, sheet["B6"].value) == ("第课", None)


def test_a_form_of_one_list_numbers_its_rows_and_a_single_row_is_the_first() -> None:
    for count in (1, 2):
        sheet = FormSheet("表", "题", "注", COLUMNS, [(str(one), ["甲"] * len(COLUMNS)) for one in range(count)])
        told = Fields([sheet], {})
        assert told.lists_in(["{{序号}}"]) == (["表"] if count > 1 else [])
        assert [told.value_of("序号", row) for row in told.rows_of("表")] == list(range(1, count + 1))
    assert "序号" in told.told()
