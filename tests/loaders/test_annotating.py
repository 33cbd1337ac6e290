"""The annotated workbook: formats kept, doubtful cells coloured and commented, findings on a sheet with links."""

import base64
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter

from graph_model.driver import Graph
from loaders.annotating import annotate, annotate_all
from loaders.report import ImportSummary
from loaders.sheets import UnreadableFile
from loaders.style_part import FILLS
from loaders.workbook_package import Package
from tests.loaders.ledgers import a_csv, an_xlsx
from tests.loaders.ledgers import imported as imported_into

DOT = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
"""A picture of one point."""
HEADER = ["姓名", "身份证号", "联系电话", "居住社区", "怪列"]
ROWS = [
    ["样例甲", "330106196802303512", "13800000001", "", "=1+1"],
    ["", "", "13800000002", "", ""],
    ["样例乙", "", "1380000", "", ""],
]


class NothingThere(Graph):
    """A graph in which nothing is known yet."""

    def __init__(self) -> None:
        """Need no driver."""

    def rows(self, query: str, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ARG002
        return []


def a_styled_ledger(path: Path) -> Path:
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet("志愿者")
        body = book.add_format({"font_name": "仿宋", "italic": True, "border": 1, "num_format": "@"})
        sheet.merge_range(0, 0, 0, 4, "志愿者名单", book.add_format({"bold": True, "font_size": 18}))
        sheet.write_row(1, 0, HEADER)
        for number, row in enumerate(ROWS, 2):
            for place, cell in enumerate(row):
                if cell:
                    sheet.write_string(number, place, cell, body)
        sheet.set_column(1, 1, 33)
        sheet.set_row(2, 41)
        sheet.freeze_panes(2, 1)
        sheet.set_landscape()
        sheet.write_comment(2, 1, "原来的批注", {"author": "小王"})
        sheet.data_validation(2, 3, 9, 3, {"validate": "list", "source": ["甲", "乙"]})
        book.add_worksheet("别的").write(0, 0, 7)
    return path


def dry(path: Path) -> ImportSummary:
    return imported_into(NothingThere(), path, dry_run=True)


def test_a_workbook_whose_sheets_declare_their_prefixes_themselves_stays_well_formed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, *ROWS):
        book.active.append(row)
    path, out = tmp_path / "名单.xlsx", tmp_path / "标好.xlsx"
    book.save(path)
    with zipfile.ZipFile(path) as archive:
        assert b"xmlns:r=" in archive.read("xl/workbook.xml").partition(b"<sheet ")[2]
    annotate(path, dry(path), out)
    assert openpyxl.load_workbook(out).sheetnames == ["Sheet", "核对结果"]


@pytest.fixture
def annotated(tmp_path: Path) -> Any:
    path = a_styled_ledger(tmp_path / "名单.xlsx")
    out = tmp_path / "标好.xlsx"
    assert annotate(path, dry(path), out) == []
    return openpyxl.load_workbook(out)


def test_a_doubtful_cell_is_coloured_and_commented_and_keeps_the_rest_of_its_style(annotated: Any) -> None:
    cell = annotated["志愿者"]["C5"]
    assert cell.fill.fgColor.rgb == FILLS["warning"]
    assert "不像电话号码" in cell.comment.text
    assert (cell.font.name, cell.font.italic, cell.number_format, cell.border.left.style) == ("仿宋", True, "@", "thin")


def test_a_cell_that_is_missing_is_there_to_be_coloured(annotated: Any) -> None:
    cell = annotated["志愿者"]["A4"]
    assert cell.value is None
    assert cell.fill.fgColor.rgb == FILLS["error"]
    assert "没有姓名" in cell.comment.text


def test_a_comment_that_stood_there_is_continued(annotated: Any) -> None:
    comment = annotated["志愿者"]["B3"].comment
    assert comment.author == "小王"
    assert comment.text.startswith("原来的批注")
    assert "校验位不对" in comment.text


def test_what_nobody_doubts_stays_as_it_was(annotated: Any) -> None:
    sheet = annotated["志愿者"]
    assert [str(one) for one in sheet.merged_cells.ranges] == ["A1:E1"]
    assert (sheet.column_dimensions["B"].width > 33, sheet.row_dimensions[3].height, sheet.freeze_panes) == (
        True,
        41.25,
        "B3",
    )
    assert sheet.page_setup.orientation == "landscape"
    assert len(sheet.data_validations.dataValidation) == 1
    assert (sheet["C3"].comment, sheet["C3"].fill.fill_type) == (None, None)
    assert annotated["别的"]["A1"].value == 7


def test_the_findings_sheet_sums_up_and_leads_to_each_cell(annotated: Any) -> None:
    sheet = annotated["核对结果"]
    said = [row[0].value or "" for row in sheet.iter_rows(max_row=14)]
    assert said[0] == "共建图谱核对结果"
    assert "读了 3 行：0 行可以导入，3 行没有" in said[1]
    assert any("一格" in line or "错误 1 处" in line for line in said)
    links = {cell.value: cell.hyperlink.location for row in sheet.iter_rows() for cell in row if cell.hyperlink}
    assert links["C5"] == "'志愿者'!C5"


def test_no_cell_of_the_findings_sheet_is_a_formula(annotated: Any) -> None:
    cells = [cell for row in annotated["核对结果"].iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr"}


def test_an_annotated_workbook_comes_back_with_the_same_findings_and_one_sheet_of_them(tmp_path: Path) -> None:
    path = a_styled_ledger(tmp_path / "名单.xlsx")
    first, second = tmp_path / "一.xlsx", tmp_path / "二.xlsx"
    found = dry(path)
    annotate(path, found, first)
    again = dry(first)
    assert [(one.row, one.column, one.reason) for one in again.all_findings()] == [
        (one.row, one.column, one.reason) for one in found.all_findings()
    ]
    annotate(first, again, second)
    book = openpyxl.load_workbook(second)
    assert book.sheetnames == ["志愿者", "别的", "核对结果"]
    assert book["志愿者"]["C5"].comment.text.count("不像电话号码") == 1


def test_the_same_findings_give_the_same_bytes(tmp_path: Path) -> None:
    path = a_styled_ledger(tmp_path / "名单.xlsx")
    outs = [tmp_path / "一.xlsx", tmp_path / "二.xlsx"]
    for out in outs:
        annotate(path, dry(path), out)
    assert outs[0].read_bytes() == outs[1].read_bytes()


def test_every_part_nobody_doubts_is_the_very_same(tmp_path: Path) -> None:
    path, out = a_styled_ledger(tmp_path / "名单.xlsx"), tmp_path / "标好.xlsx"
    annotate(path, dry(path), out)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out) as after:
        for name in ("xl/worksheets/sheet2.xml", "xl/sharedStrings.xml", "xl/theme/theme1.xml", "docProps/core.xml"):
            assert before.read(name) == after.read(name)


def test_a_csv_comes_back_as_a_workbook_and_that_is_said(tmp_path: Path) -> None:
    path, out = a_csv(tmp_path / "志愿者.csv", [HEADER, *ROWS]), tmp_path / "标好.xlsx"
    (told,) = annotate(path, dry(path), out)
    assert "不是 xlsx" in told
    book = openpyxl.load_workbook(out)
    assert "不像电话号码" in book.worksheets[0]["C4"].comment.text
    assert (book.worksheets[0]["E2"].value, book.worksheets[0]["E2"].data_type) == ("=1+1", "s")
    assert told in [row[0].value for row in book["核对结果"].iter_rows(max_row=14)]


def test_several_files_are_annotated_into_a_folder(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    folder.mkdir()
    a_styled_ledger(folder / "名单.xlsx")
    a_csv(folder / "志愿者.csv", [HEADER, *ROWS])
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 nothing")
    told = annotate_all(dry(folder), tmp_path / "标好")
    assert {path.name for path in (tmp_path / "标好").iterdir()} == {"名单-核对.xlsx", "志愿者-核对.xlsx"}
    assert any("坏.xlsx" in line and "没有标注" in line for line in told)


def test_files_of_one_name_in_several_folders_are_each_annotated_with_their_own_findings(tmp_path: Path) -> None:
    folder = tmp_path / "台账"
    for place, rows in (("甲社区", ROWS[1:2]), ("乙社区", ROWS[2:])):
        (folder / place).mkdir(parents=True)
        a_csv(folder / place / "志愿者.csv", [HEADER, *rows])
    a_csv(folder / "甲社区" / "志愿者.tsv", [HEADER, ROWS[2]], delimiter="\t")
    (folder / "志愿者.csv").write_bytes(b"")
    told = annotate_all(dry(folder), tmp_path / "标好")
    assert {one.name for one in (tmp_path / "标好").iterdir()} == {
        "乙社区-志愿者-核对.xlsx",
        "甲社区-志愿者-核对.xlsx",
        "甲社区-志愿者(2)-核对.xlsx",
    }
    assert ["没有标注" in line for line in told if line.startswith("台账-志愿者.csv")] == [True]
    mine = openpyxl.load_workbook(tmp_path / "标好" / "乙社区-志愿者-核对.xlsx")
    said = [str(cell.value) for row in mine["核对结果"].iter_rows() for cell in row if cell.value is not None]
    assert any("不像电话号码" in one for one in said)
    assert not any("没有姓名" in one or "文件是空的" in one for one in said)


def patched(path: Path, part: str, old: str, new: str) -> Path:
    """Replace words in one part of a workbook."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert old.encode() in parts[part]
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old.encode(), new.encode()) if name == part else content)
    return path


def test_a_merged_cell_as_large_as_a_sheet_is_no_work_and_its_comments_stand_at_its_corner(tmp_path: Path) -> None:
    path, out = tmp_path / "志愿者.xlsx", tmp_path / "标好.xlsx"
    rows = [["姓名", "联系电话"], *(["样例甲", "13800000001"] for _ in range(3_000)), ["样例乙", "1380000"]]
    an_xlsx(path, 志愿者=rows)
    summary = dry(path)
    merged = '</sheetData><mergeCells count="1"><mergeCell ref="A2:XFD1048576"/></mergeCells>'
    patched(path, "xl/worksheets/sheet1.xml", "</sheetData>", merged)
    annotate(path, summary, out)
    with zipfile.ZipFile(out) as archive:
        (comments,) = (archive.read(name).decode() for name in archive.namelist() if "comments" in name)
    assert re.findall(r'<comment ref="(\w+)"', comments) == ["A2"]
    assert "不像电话号码" in comments


@pytest.mark.parametrize("wide", ["A1:ZZZZZZ2000", "A1:B99999999999"])
def test_a_merged_cell_no_sheet_has_room_for_is_passed_over(tmp_path: Path, wide: str) -> None:
    path, out = a_styled_ledger(tmp_path / "名单.xlsx"), tmp_path / "标好.xlsx"
    package = Package(patched(path, "xl/worksheets/sheet1.xml", 'ref="A1:E1"', f'ref="{wide}"'))
    package.mark("志愿者", {(4, 2): ("warning", "请核对")})
    package.write(out)
    with zipfile.ZipFile(out) as archive:
        assert b'<comment ref="C5"' in archive.read("xl/comments1.xml")


def test_comments_are_drawn_beside_the_picture_of_a_header_and_not_in_it(tmp_path: Path) -> None:
    path, out, picture = tmp_path / "名单.xlsx", tmp_path / "标好.xlsx", tmp_path / "徽.png"
    picture.write_bytes(base64.b64decode(DOT))
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("志愿者")
        for number, row in enumerate((["姓名", "联系电话"], ["样例乙", "1380000"])):
            sheet.write_row(number, 0, row)
        sheet.set_header("&L&G", {"image_left": str(picture)})
    annotate(path, dry(path), out)
    with zipfile.ZipFile(path) as before, zipfile.ZipFile(out) as after:
        header = "xl/drawings/vmlDrawing1.vml"
        assert before.read(header) == after.read(header)
        sheet_xml = after.read("xl/worksheets/sheet1.xml").decode()
        relations = after.read("xl/worksheets/_rels/sheet1.xml.rels").decode()
        (identity,) = re.findall(r'<legacyDrawing [^>]*r:id="([^"]+)"', sheet_xml)
        (target,) = re.findall(rf'Id="{identity}"[^>]*Target="/([^"]+)"', relations)
        assert b"<x:Row>1</x:Row><x:Column>1</x:Column>" in after.read(target)
        assert sheet_xml.index("<legacyDrawing ") < sheet_xml.index("<legacyDrawingHF ")
    assert "不像电话号码" in openpyxl.load_workbook(out)["志愿者"]["B2"].comment.text


def test_a_file_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "坏.csv"
    path.write_bytes(b"")
    with pytest.raises(UnreadableFile):
        annotate(path, dry(path), tmp_path / "标好.xlsx")
