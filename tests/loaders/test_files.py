"""Files of every allowed form are read; others are refused with a sentence."""

import csv
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from loaders.files import OLE_MAGIC, UnreadableFile, ledger_files, read_sheets
from tests.loaders.ledgers import TERRITORIES, a_csv, an_xlsx


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t"])
def test_text_tables_are_read_in_every_usual_encoding(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = a_csv(tmp_path / "区划.csv", TERRITORIES, encoding, delimiter)
    (sheet,) = read_sheets(path)
    assert sheet.rows[1] == ["330106000000", "西湖区", "区"]


def test_every_sheet_of_a_workbook_is_read_with_its_name(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "两张表.xlsx", 一=[["甲"]], 二=[["乙"]])
    assert [(sheet.name, sheet.rows) for sheet in read_sheets(path)] == [("一", [["甲"]]), ("二", [["乙"]])]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("空.xlsx", b"", "空"),
        ("假.xlsx", b"name,phone\n1,2\n", "内容却不是"),
        ("密.xlsx", OLE_MAGIC + b"\x00" * 600, "密码"),
        ("断.xlsx", b"PK\x03\x04 cut short", "不完整"),
        ("假.csv", b"PK\x03\x04", "工作簿"),
        ("图.png", b"\x89PNG", "不认识"),
        ("乱.csv", b"\xff\x00\xfa\xfb", "读不出"),
        ("空字符.csv", "姓名,电话\n样例甲\0,138\n".encode(), "第 2 行里夹着空字符"),
        ("引号.csv", ('姓名,电话\n样例甲,"' + "长" * 140_000).encode(), "双引号没有成对"),
    ],
)
def test_bad_files_are_refused_with_a_reason_and_a_way_out(
    tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as refused:
        list(read_sheets(path))
    assert reason in refused.value.reason
    assert refused.value.advice


def test_only_a_cell_too_long_is_told_as_a_quotation_mark_that_never_closes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Reader:
        line_num = 3

        def __iter__(self) -> "Reader":
            return self

        def __next__(self) -> list[str]:
            raise csv.Error("new-line character seen in unquoted field")

    monkeypatch.setattr(csv, "reader", lambda *_, **__: Reader())
    path = tmp_path / "乱.csv"
    path.write_text("姓名,电话\n", "utf-8")
    with pytest.raises(UnreadableFile, match="第 3 行") as refused:
        list(read_sheets(path))
    assert "双引号" not in refused.value.reason


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile):
        list(read_sheets(tmp_path / "没有.xlsx"))


def test_zip_that_unpacks_to_more_than_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "大.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 2_000_000)
    monkeypatch.setattr("loaders.measuring.MAX_UNPACKED_BYTES", 1_000_000)
    with pytest.raises(UnreadableFile, match="上限"):
        list(read_sheets(path))


def test_workbook_with_too_many_columns_is_refused(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "宽.xlsx", 宽=[["列"] * 600])
    with pytest.raises(UnreadableFile, match="列"):
        list(read_sheets(path))


def test_folder_stands_for_its_ledgers_and_leaves_lock_files(tmp_path: Path) -> None:
    for name in ("b.csv", "a.xlsx", "~$a.xlsx", "readme.md"):
        (tmp_path / name).write_text("x")
    assert [path.name for path in ledger_files([tmp_path])] == ["a.xlsx", "b.csv"]


def locked(workbook: Path, password: str = "样例密码") -> Path:
    """Put a workbook under a password, as table programs do."""
    path = workbook.with_name(f"加密{workbook.name}")
    with workbook.open("rb") as plain, path.open("wb") as secret:
        OOXMLFile(plain).encrypt(password, secret)
    return path


@pytest.mark.parametrize("rows", [5, 5_000])
def test_a_workbook_really_under_a_password_is_refused_with_the_way_out(tmp_path: Path, rows: int) -> None:
    plain = an_xlsx(
        tmp_path / "区划.xlsx", 区划=[*TERRITORIES, *([f"33010600{n:04}", "社区", "社区"] for n in range(rows))]
    )
    with pytest.raises(UnreadableFile) as refused:
        list(read_sheets(locked(plain)))
    assert refused.value.reason == "文件加了密码，无法读取"
    assert refused.value.advice == "请在表格软件里取消密码、另存为 xlsx 再导入"


def test_a_workbook_under_a_password_named_xls_is_refused_for_its_password(tmp_path: Path) -> None:
    secret = locked(an_xlsx(tmp_path / "区划.xlsx", 区划=TERRITORIES)).rename(tmp_path / "区划.xls")
    with pytest.raises(UnreadableFile, match="加了密码，无法读取"):
        list(read_sheets(secret))


def test_a_locked_workbook_and_a_renamed_document_are_told_apart(tmp_path: Path) -> None:
    secret, letter = tmp_path / "加密.xlsx", tmp_path / "通知.xlsx"
    secret.write_bytes(OLE_MAGIC + b"\x00" * 2_000_000 + "EncryptedPackage".encode("utf-16-le"))
    with zipfile.ZipFile(letter, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    with pytest.raises(UnreadableFile, match="加了密码，无法读取"):
        list(read_sheets(secret))
    with pytest.raises(UnreadableFile, match="Word"):
        list(read_sheets(letter))


def test_a_long_cell_of_a_text_table_is_read(tmp_path: Path) -> None:
    path = tmp_path / "长.csv"
    path.write_text("姓名,备注\n样例甲," + "长" * 40_000, encoding="utf-8")
    (sheet,) = read_sheets(path)
    assert len(str(sheet.rows[1][1])) == 40_000
