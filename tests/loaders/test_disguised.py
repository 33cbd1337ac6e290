"""What many systems save as xls is a web page or plain text: its tables are read all the same, and that is told."""

from pathlib import Path

import pytest

from loaders.files import UnreadableFile, read_each
from loaders.sheets import Sheet

PAGE = """<html><head><meta charset="gb2312"><style>td { color: red }</style></head><body>
<table><tr><td><p>导出</p>
<table border=1>
<!-- <tr><td>看不见</td></tr> -->
<tr><th colspan="3">志愿者名册</th></tr>
<tr><td rowspan=2>姓名<td colspan=2>联系</tr>
<tr><td>电话</td><td>社区&nbsp;</td></tr>
<tr><td>样例甲</td><td><b>138</b>00000001</td><td>翠苑一区社区<br>二号楼</td></tr>
</table></td></tr></table></body></html>"""


def read(path: Path, content: bytes) -> Sheet:
    path.write_bytes(content)
    (sheet,) = read_each(path)
    assert isinstance(sheet, Sheet), sheet
    return sheet


def test_the_table_of_a_page_is_read_with_its_merged_cells_and_that_is_told(tmp_path: Path) -> None:
    sheet = read(tmp_path / "名册.xls", PAGE.encode("gb18030"))
    assert sheet.rows == [
        ["志愿者名册", "", ""],
        ["姓名", "联系", ""],
        ["", "电话", "社区"],
        ["样例甲", "13800000001", "翠苑一区社区\n二号楼"],
    ]
    assert sheet.merged == [(0, 0, 0, 2), (1, 0, 2, 0), (1, 1, 1, 2)]
    assert [one.reason for one in sheet.remarks] == ["扩展名是 .xls，内容却是网页，已照里面的表格读"]


def test_text_of_several_columns_is_read_and_that_is_told(tmp_path: Path) -> None:
    sheet = read(tmp_path / "名册.xls", "姓名\t电话\n样例甲\t13800000001\n".encode("gb18030"))
    assert sheet.rows == [["姓名", "电话"], ["样例甲", "13800000001"]]
    assert [one.reason for one in sheet.remarks] == ["扩展名是 .xls，内容却是文字，已照 csv 读"]


def test_a_page_of_more_elements_than_a_ledger_has_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "名册.xls"
    path.write_bytes(b"<table><tr><td>" + b"<p>" * 400_001)
    (found,) = read_each(path)
    assert isinstance(found, UnreadableFile)
    assert "超过" in found.reason


@pytest.mark.parametrize("content", [b"just some words", b"\x09\x00\x04\x00\x00\x00\x10\x00", b"<?xml version='1.0'?>"])
def test_what_is_neither_is_refused_as_before(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "名册.xls"
    path.write_bytes(content)
    (found,) = read_each(path)
    assert isinstance(found, UnreadableFile)
    assert "扩展名是表格，内容却" in found.reason
