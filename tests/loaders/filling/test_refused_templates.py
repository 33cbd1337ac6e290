"""Templates that mean harm, are broken or would come to too much are refused in a sentence, before they are filled."""

import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import pytest

from loaders.filling import Fields, filled
from loaders.sheets import UnreadableFile
from tests.loaders import hostile_files
from tests.loaders.filling.templates import DAY, a_book, a_document, fields


def with_part(name: str, part: str, content: bytes) -> Callable[[Path], Path]:
    def build(folder: Path) -> Path:
        path = folder / name
        a_book(path, {"A1": "{{地方}}"}) if name.endswith("xlsx") else a_document(path)
        with zipfile.ZipFile(path, "a") as archive:
            archive.writestr(part, content)
        return path

    return build


def on_a_sheet(rows: str, after: str = "") -> Callable[[Path], Path]:
    marked = hostile_files.row_of("{{地方}}", "{{活动名称}}")
    return lambda folder: hostile_files.book(folder / "模板.xlsx", hostile_files.sheet_xml(marked + rows, after=after))


OUTSIDE = b'<Relationships><Relationship Id="r9" Type="t/attachedTemplate" Target="http://x/" TargetMode="External"/>'
HOSTILE = {
    "an ending of another kind": hostile_files.raw("模板.xlsm", b"PK"),
    "empty": hostile_files.raw("模板.xlsx", b""),
    "no archive": hostile_files.raw("模板.docx", b"PK\x03\x04" + b"x" * 400),
    "a password": hostile_files.raw("模板.xlsx", hostile_files.OLE_MAGIC + b"\0" * 600),
    "an archive of nothing": hostile_files.zipped("模板.docx", ("[Content_Types].xml", b"<Types/>")),
    "no workbook": hostile_files.zipped("模板.xlsx", ("a.txt", b"a")),
    "a bomb": hostile_files.swollen("模板.xlsx", "xl/worksheets/sheet1.xml", 64),
    "a bomb that lies": hostile_files.lying,
    "rows without end": hostile_files.empty_rows(300_000),
    "a cell in each far corner": on_a_sheet(hostile_files.far_corners()),
    "a cell in the last column and one in the last row": on_a_sheet(
        '<row r="2"><c r="XFD2"/></row><row r="1048576"><c r="A1048576"/></row>'
    ),
    "a merge of the whole sheet": on_a_sheet("", '<mergeCells><mergeCell x=">" ref="A1:XFD1048576"/></mergeCells>'),
    "a merge of whole columns": on_a_sheet("", '<mergeCells><mergeCell ref="A:XFD"/></mergeCells>'),
    "a link over the whole sheet": on_a_sheet(
        "", '<hyperlinks><hyperlink location="A1" ref="A1:XFD1048576"/></hyperlinks>'
    ),
    "a macro": with_part("模板.xlsx", "xl/vbaProject.bin", b"x"),
    "an entity": with_part(
        "模板.docx", "word/x.xml", b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'
    ),
    "an entity in two bytes": with_part("模板.xlsx", "x.xml", "<!DOCTYPE a>".encode("utf-16")),
    "an entity in a part of another ending": with_part("模板.docx", "word/x.bin", b"\xef\xbb\xbf\r\n <!DOCTYPE a><a/>"),
    "an entity in a part without an ending": with_part(
        "模板.xlsx", "xl/sheet", b"<?xml version='1.0'?><!DOCTYPE a><a/>"
    ),
    "an entity in letters of seven bits": with_part(
        "模板.docx", "word/x.xml", b'<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a><a/>'
    ),
    "a template elsewhere, under another ending": with_part("模板.docx", "word/rels.dat", OUTSIDE),
    "a template elsewhere": with_part("模板.docx", "word/_rels/settings.xml.rels", OUTSIDE),
    "too many parts": hostile_files.zipped("模板.xlsx", *((f"{number}.txt", b"") for number in range(2_100))),
}


@pytest.mark.parametrize("what", sorted(HOSTILE))
def test_a_hostile_or_broken_template_is_refused_in_a_sentence(what: str, tmp_path: Path) -> None:
    path = HOSTILE[what](tmp_path)
    begin = time.process_time()
    with pytest.raises(UnreadableFile) as refused:
        filled(path, fields(), DAY)
    assert refused.value.reason
    assert refused.value.advice
    assert time.process_time() - begin < 10


def test_more_rows_than_a_document_holds_are_refused_and_none_is_left_out(tmp_path: Path) -> None:
    a_document(tmp_path / "模板.docx")
    rows = [(f"活动{number}", None, number) for number in range(5_001)]
    with pytest.raises(UnreadableFile, match="至多填 5000 条"):
        filled(tmp_path / "模板.docx", fields(rows), DAY)
    made = docx.Document(BytesIO(filled(tmp_path / "模板.docx", fields(rows[:5_000]), DAY)))
    assert len(made.tables[0]._tbl.tr_lst) == 5_001


def many(count: int) -> Fields:
    return fields([(f"活动{number}", None, number) for number in range(count)])


@pytest.mark.parametrize(("marked", "rows"), [(30, 80_000), (4_000, 2)])
def test_a_workbook_that_would_come_to_too_many_cells_is_refused_before_it_is_filled(
    tmp_path: Path, marked: int, rows: int
) -> None:
    a_book(tmp_path / "模板.xlsx", {f"A{row}": "{{活动名称}}" for row in range(1, marked + 1)} | {"B1": "x"})
    begin = time.process_time()
    with pytest.raises(UnreadableFile, match=f"有 {marked} 处要加行") as refused:
        filled(tmp_path / "模板.xlsx", many(rows), DAY)
    assert "分社区导出" in refused.value.advice
    assert time.process_time() - begin < 10


def test_a_document_that_would_come_to_too_much_is_refused_before_it_is_filled(tmp_path: Path) -> None:
    document = docx.Document()
    for _ in range(200):
        document.add_paragraph("{{活动名称}}")
    document.save(str(tmp_path / "模板.docx"))
    begin = time.process_time()
    with pytest.raises(UnreadableFile, match="照数据排下来文档太大"):
        filled(tmp_path / "模板.docx", many(5_000), DAY)
    assert time.process_time() - begin < 10
