"""Builders of files that mean harm or are broken, each small to build; none is kept with the sources."""
# ruff: noqa: E501 - markup stands on one line

import json
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msoffcrypto.format.ooxml import OOXMLFile

from loaders.files import OLE_MAGIC

Builder = Callable[[Path], Path]
MAIN: Final = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
WORKSHEET: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
BOOK: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
ZEROS: Final = b"0" * (1 << 20)
HEADER: Final = ("姓名", "联系电话", "特长")
MEMBER: Final = ("样例甲", "13800000001", "护理")


def text_cell(words: str) -> str:
    return f'<c t="inlineStr"><is><t>{words}</t></is></c>'


def row_of(*words: str) -> str:
    return f"<row>{''.join(map(text_cell, words))}</row>"


def sheet_xml(rows: str, before: str = "", after: str = "") -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData>{after}</worksheet>'


def book(path: Path, sheet: str | bytes, *, name: str = "志愿者", before: str = "", **parts: bytes) -> Path:
    """Write the least an xlsx workbook needs around the part of a sheet."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(
            "[Content_Types].xml",
            f'<Types xmlns="{TYPES}"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{BOOK}"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{WORKSHEET}"/></Types>',
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        )
        archive.writestr(
            "xl/workbook.xml",
            f'{before}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="{name}" sheetId="1" r:id="r1"/></sheets></workbook>',
        )
        archive.writestr(
            "xl/_rels/workbook.xml.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
        for part, content in parts.items():
            archive.writestr(part, content)
    return path


def good_rows(*more: str) -> str:
    return row_of(*HEADER) + row_of(*MEMBER) + "".join(more)


def raw(name: str, content: bytes) -> Builder:
    def build(folder: Path) -> Path:
        path = folder / name
        path.write_bytes(content)
        return path

    return build


def workbook(rows: str, **how: str) -> Builder:
    return lambda folder: book(folder / "志愿者.xlsx", sheet_xml(rows, **how))


def zipped(name: str, *entries: tuple[str, bytes]) -> Builder:
    def build(folder: Path) -> Path:
        with zipfile.ZipFile(folder / name, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, content in entries:
                archive.writestr(entry, content)
        return folder / name

    return build


def swollen(name: str, part: str, megabytes: int) -> Builder:
    """Build an archive one part of which unpacks to this much."""

    def build(folder: Path) -> Path:
        path = folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("[Content_Types].xml", "<Types/>")
            with archive.open(part, "w", force_zip64=True) as stream:
                for _ in range(megabytes):
                    stream.write(ZEROS)
        return path

    return build


def lying(folder: Path) -> Path:
    """Build a bomb whose directory says that it holds ten bytes."""
    path = swollen("谎.xlsx", "xl/worksheets/sheet1.xml", 64)(folder)
    content = path.read_bytes()
    size = struct.pack("<I", 64 << 20)
    path.write_bytes(content.replace(size, struct.pack("<I", 10)))
    return path


def empty_rows(count: int, cells: str = "") -> Builder:
    """Build a sheet with so many formatted rows that hold nothing."""

    def build(folder: Path) -> Path:
        row = f'<row s="1" customFormat="1">{cells}</row>'
        return book(folder / "志愿者.xlsx", sheet_xml(good_rows() + row * count))

    return build


def far_cell(reference: str) -> Builder:
    return workbook(
        good_rows() + f'<row r="{"".join(filter(str.isdigit, reference))}"><c r="{reference}"><v>1</v></c></row>'
    )


def far_corners(prefix: str = "", before: str = "", last: str = "1048576") -> str:
    """Rows with the first and the last cell a sheet can have: a dense table of them is 17 milliards."""
    ends = (("1", "A1"), (last, f"XFD{last}"))
    return "".join(
        f'<{prefix}row r="{row}"><{prefix}c {before}r="{place}"><{prefix}v>1</{prefix}v></{prefix}c></{prefix}row>'
        for row, place in ends
    )


def prefixed_far_cell(folder: Path) -> Path:
    cells = f"<x:sheetData>{far_corners('x:')}</x:sheetData>"
    return book(folder / "志愿者.xlsx", f'<x:worksheet xmlns:x="{MAIN}">{cells}</x:worksheet>')


def namesake_sheets(folder: Path) -> Path:
    """Build a workbook of two sheets of one name, the first of which reaches to the far corner."""
    sheets = "".join(f'<sheet name="志愿者" sheetId="{n}" r:id="r{n}"/>' for n in (1, 2))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in (1, 2)
    )
    return zipped(
        "志愿者.xlsx",
        ("[Content_Types].xml", f'<Types xmlns="{TYPES}"/>'.encode()),
        (
            "_rels/.rels",
            f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>'.encode(),
        ),
        (
            "xl/workbook.xml",
            f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets></workbook>'.encode(),
        ),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{PACKAGE}">{relations}</Relationships>'.encode()),
        ("xl/worksheets/sheet1.xml", sheet_xml(far_corners()).encode()),
        ("xl/worksheets/sheet2.xml", sheet_xml('<row r="1"><c r="A1"><v>1</v></c></row>').encode()),
    )(folder)


def million_columns(folder: Path) -> Path:
    return book(folder / "志愿者.xlsx", sheet_xml(f"<row>{'<c><v>1</v></c>' * 1_000_000}</row>"))


def locked(folder: Path) -> Path:
    plain, path = book(folder / "明.xlsx", sheet_xml(good_rows())), folder / "密.xlsx"
    with plain.open("rb") as source, path.open("wb") as secret:
        OOXMLFile(source).encrypt("样例密码", secret)
    return path


def cut(share: float, *, rows: int = 400) -> Builder:
    def build(folder: Path) -> Path:
        path = book(folder / "断.xlsx", sheet_xml(good_rows(row_of(*MEMBER) * rows)))
        content = path.read_bytes()
        path.write_bytes(content[: int(len(content) * share)])
        return path

    return build


def spoilt(folder: Path) -> Path:
    """Build a workbook whose bytes are changed in the middle of a part."""
    path = book(folder / "坏.xlsx", sheet_xml(good_rows(row_of(*MEMBER) * 400)))
    content = bytearray(path.read_bytes())
    middle = content.index(b"xl/worksheets/sheet1.xml") + 60
    content[middle : middle + 20] = b"\xff" * 20
    path.write_bytes(bytes(content))
    return path


def with_part(part: str, content: bytes) -> Builder:
    return lambda folder: book(folder / "志愿者.xlsm", sheet_xml(good_rows()), **{part: content})


def document(body: str, before: str = "") -> Builder:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    content = f'{before}<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>'
    return zipped("文档.docx", ("word/document.xml", content.encode()))


LAUGHS: Final = (
    '<!DOCTYPE x [<!ENTITY a "ha">'
    + "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))
    + "]>"
)
OUTSIDE: Final = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
WIDE_OUTSIDE: Final = ('<?xml version="1.0" encoding="UTF-16"?>' + OUTSIDE + "<worksheet>&e;</worksheet>").encode(
    "utf-16"
)
NO_NUMBERS: Final = '[{"编号": "Z1", "姓名": "样例甲", "联系电话": NaN, "特长": "护理", "每周时长": -Infinity}]'
HALF: Final = [dict(zip(HEADER, MEMBER, strict=True)), {"姓名": "样例\ud800乙", "联系电话": "13800000002"}]
ENDLESS_NUMBER: Final = [dict(zip(HEADER, MEMBER, strict=True)) | {"每周时长": 10**400, "出生日期": 10**400}]
CSV_HEAD: Final = "姓名,联系电话,特长\n样例甲,13800000001,护理\n"


def twins(folder: Path) -> Path:
    """Build an archive of two files whose names are the same once they are decoded, and one of another name."""
    name, path = "志愿者甲乙1.csv", folder / "双.zip"
    told = name.encode("gb18030").decode("cp437")
    with zipfile.ZipFile(path, "w") as archive:
        for entry in (name, "placeholder.csv"):
            archive.writestr(entry, CSV_HEAD.encode())
    assert len("placeholder.csv") == len(told)
    path.write_bytes(path.read_bytes().replace(b"placeholder.csv", name.encode("gb18030")))
    return path


def very_many_sheets(folder: Path) -> Path:
    path = folder / "多表.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        plain = book(folder / "一表.xlsx", sheet_xml(good_rows()))
        with zipfile.ZipFile(plain) as source:
            for name in source.namelist():
                content = source.read(name).decode()
                start, _, rest = content.partition("<sheets>")
                one, _, after = rest.partition("</sheets>")
                many = "".join(one.replace('name="', f'name="{n}') for n in range(501))
                packed.writestr(name, f"{start}<sheets>{many}</sheets>{after}" if rest else content)
    return path


def pipe(folder: Path) -> Path:
    """Build what looks like a workbook and never answers whoever reads it."""
    path = folder / "管道.xlsx"
    os.mkfifo(path)
    return path


REFUSED: Final[dict[str, Builder]] = {
    "an empty file": raw("空.xlsx", b""),
    "an empty text": raw("空.csv", b""),
    "text named as a workbook": raw("假.xlsx", b"a,b\n1,2\n"),
    "a page named as an old workbook": raw("导出.xls", b"<html><p>1</p></html>"),
    "a page of endless columns": raw("导出.xls", b"<table><tr>" + b"<td colspan=999999>" * 9 + b"</table>"),
    "a page of tags that never end": raw("导出.xls", b"<table" * 100_000),
    "a page of tables in tables": raw("导出.xls", b"<table>" * 100_000),
    "a page named as text": raw("导出.csv", b"<html><table><tr><td>1</td></tr></table></html>"),
    "a workbook named as text": raw("假.csv", b"PK\x03\x04rest"),
    "an old workbook named as text": raw("假.txt", OLE_MAGIC + bytes(600)),
    "an old workbook named as json": raw("假.json", OLE_MAGIC + bytes(600)),
    "an old workbook named as a new one": raw("旧.xlsx", OLE_MAGIC + bytes(600)),
    "an old workbook of nothing": raw("旧.xls", OLE_MAGIC + bytes(4_000)),
    "an old workbook of noise": raw("旧.xls", OLE_MAGIC + bytes(range(256)) * 64),
    "an old document named as a workbook": raw("信.xls", OLE_MAGIC + bytes(600) + "WordDocument".encode("utf-16-le")),
    "an old document named as a new one": raw("信.docx", OLE_MAGIC + bytes(600)),
    "a picture": raw("图.png", b"\x89PNG\r\n"),
    "a picture named as a workbook": raw("图.xlsx", b"\x89PNG\r\n"),
    "a program": raw("装.exe", b"MZ\x90\x00"),
    "a file without an ending": raw("无名", b"a,b\n"),
    "a page description": raw("表.pdf", b"%PDF-1.7"),
    "a workbook under a password": locked,
    "a workbook cut at its start": cut(0.1),
    "a workbook cut in the middle": cut(0.5),
    "a workbook cut near its end": cut(0.97),
    "a workbook with changed bytes": spoilt,
    "a zip that holds nothing": zipped("空.zip"),
    "a zip of what is no workbook": zipped("假.xlsx", ("readme.txt", b"hello")),
    "a document named as a workbook": zipped("信.xlsx", ("word/document.xml", b"<x/>")),
    "slides named as a workbook": zipped("片.xlsx", ("ppt/presentation.xml", b"<x/>")),
    "a workbook without its sheet": zipped("缺.xlsx", ("xl/workbook.xml", b"<workbook/>")),
    "a workbook of broken markup": lambda folder: book(folder / "坏.xlsx", "<worksheet><sheetData><row><c>"),
    "a workbook that unpacks to very much": swollen("炸.xlsx", "xl/worksheets/sheet1.xml", 513),
    "a workbook that swells": swollen("胀.xlsx", "xl/sharedStrings.xml", 80),
    "an archive that swells": swollen("炸.zip", "名册.csv", 80),
    "a document that swells": swollen("炸.docx", "word/document.xml", 80),
    "an open document that swells": swollen("炸.ods", "content.xml", 80),
    "a bomb that lies about its size": lying,
    "an archive of very many files": zipped("多.zip", *((f"{n}.csv", b"") for n in range(5_001))),
    "an archive in an archive": zipped("套.zip", ("里.zip", b"PK\x05\x06" + bytes(18))),
    "an archive that climbs out": zipped("爬.zip", ("../../../tmp/名册.csv", CSV_HEAD.encode())),
    "an archive that names a root": zipped("根.zip", ("/etc/名册.csv", CSV_HEAD.encode())),
    "an archive that climbs the other way": zipped("爬.zip", ("..\\..\\名册.csv", CSV_HEAD.encode())),
    "an archive that names a drive": zipped("盘.zip", ("C:\\名册.csv", CSV_HEAD.encode())),
    "an archive of two files of one name": twins,
    "an archive of programs": zipped("装.zip", ("a.exe", b"MZ"), ("b.js", b"x")),
    "entities that multiply in a sheet": workbook(good_rows(row_of("&j;", "", "")), before=LAUGHS),
    "an outside entity in a sheet": workbook(good_rows(row_of("&e;", "", "")), before=OUTSIDE),
    "an outside entity in wide letters": lambda folder: book(folder / "志愿者.xlsx", WIDE_OUTSIDE),
    "entities that multiply in the book": lambda folder: book(
        folder / "志愿者.xlsx", sheet_xml(good_rows()), before=LAUGHS
    ),
    "entities that multiply in a document": document("<w:p/>", LAUGHS),
    "an outside entity in a document": document("<w:p/>", OUTSIDE),
    "a document without a table": document("<w:p/>"),
    "a document of broken markup": document("<w:tbl>"),
    "a document of endless columns": document(
        "<w:tbl><w:tr>" + '<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr></w:tc>' * 2 + "</w:tr></w:tbl>"
    ),
    "a document of many short rows below a wide one": document(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="512"/></w:tcPr></w:tc></w:tr>{"<w:tr/>" * 40_000}</w:tbl>'
    ),
    "a document with a number of very many digits": document(
        f'<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="{"9" * 5_000}"/></w:tcPr></w:tc></w:tr></w:tbl>'
    ),
    "a million columns": million_columns,
    "a cell in the last column": far_cell("XFD2"),
    "a cell far outside any sheet": far_cell("ZZZZZ999999999"),
    "a cell in the last row and a late column": far_cell("SZ1048576"),
    "a far cell under a prefix": prefixed_far_cell,
    "a far cell behind a quotation": workbook(far_corners(before="""x=' r="A1"' """)),
    "two sheets of one name, one with a far cell": namesake_sheets,
    "wide text": raw("宽.csv", (",".join(["列"] * 600) + "\n").encode()),
    "bytes of no encoding": raw("乱.csv", b"\xff\x00\xfa\xfb\xff" * 20),
    "text with zero bytes": raw("零.csv", CSV_HEAD.encode() + b"\x00\x00,1,2\n"),
    "a cell of a million letters in text": raw("长.csv", (CSV_HEAD + "甲" * 1_000_000 + ",1,2\n").encode()),
    "text of more lines than a table holds": raw("长.csv", (CSV_HEAD + "\n" * (1 << 20)).encode()),
    "text without an end of line": raw("长.csv", (CSV_HEAD + "," * (9 << 20)).encode()),
    "a workbook of very many sheets": very_many_sheets,
    "a pipe named as a workbook": pipe,
    "a picture in an old workbook's name": raw("图.xls", b"\xff\xd8\xff\xe0" + bytes(600)),
    "json of very many objects": raw("多.json", b"[" + b"{}," * 500_000 + b"{}]"),
    "json that is cut": raw("断.json", b'[{"a": 1}, {"a"'),
    "json nested very deep": raw("深.json", b"[" * 200_000 + b"]" * 200_000),
    "json of no table": raw("数.json", b'{"a": 1, "b": "x"}'),
    "json with a number of a million digits": raw("数.json", b'[{"a": ' + b"9" * 1_000_000 + b"}]"),
    "json of very many columns": raw("宽.json", json.dumps([{f"c{n}": 1 for n in range(600)}]).encode()),
}
"""Files that are refused, by what is wrong with them."""

NEUTRALISED: Final[dict[str, Builder]] = {
    "ten million formatted rows of nothing": empty_rows(10_000_000),
    "a million formatted cells of nothing": empty_rows(100_000, '<c s="1"/>' * 10),
    "an extent that claims the whole sheet": workbook(good_rows(), after='<dimension ref="A1:XFD1048576"/>'),
    "a formula for a name": workbook(good_rows(row_of("=1+1", "13800000002", "护理"))),
    "a call of a program for a name": workbook(good_rows(row_of("=cmd|'/c calc'!A0", "13800000002", "护理"))),
    "a call of a program after a plus": workbook(good_rows(row_of("+cmd|'/c calc'!A0", "13800000002", "护理"))),
    "a formula that was never worked out": workbook(good_rows('<row><c><f>WEBSERVICE("http://x")</f></c></row>')),
    "a macro": with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0 Sub AutoOpen"),
    "a link to another workbook": with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "control characters in a name": raw("志愿者.csv", (CSV_HEAD + "样\x01\x07例\x1b乙,13800000002,护理\n").encode()),
    "marks that turn the writing around": raw("志愿者.csv", (CSV_HEAD + "样例\u202e乙,13800000002,护理\n").encode()),
    "a number that no machine holds": raw("志愿者.json", json.dumps(ENDLESS_NUMBER).encode()),
    "half a character": raw("志愿者.json", json.dumps(HALF).encode()),
    "numbers that are none": raw("志愿者.json", NO_NUMBERS.encode()),
    "a cell of 32,767 letters": workbook(good_rows(row_of("样例乙", "13800000002", "护" * 32_767))),
    "a cell of 32,767 separators": workbook(good_rows(row_of("样例乙", "13800000002", "、" * 32_767))),
    "a name of nothing but spaces": workbook(good_rows(row_of(" \u3000\u200b ", "13800000002", "护理"))),
    "a quote that is never closed": raw("志愿者.csv", (CSV_HEAD + '"样例乙,13800000002,护理\n').encode()),
    "very many empty lines": raw("志愿者.csv", (CSV_HEAD + ",,\n" * 300_000).encode()),
    "a sheet named like a path": lambda folder: book(folder / "志愿者.xlsx", sheet_xml(good_rows()), name="../../x&lt;script&gt;"),
}  # fmt: skip
"""Files that are read all the same, without what would do harm."""
ENDLESS: Final = "ten million formatted rows of nothing"
