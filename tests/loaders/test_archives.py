"""Archives of ledgers: each is read by its name, and a bad one takes nothing from the others."""

import errno
import shutil
import zipfile
from pathlib import Path

import openpyxl
import pytest

from loaders.annotating import annotate
from loaders.files import Sheet, UnreadableFile, read_each, read_sheets
from loaders.findings import Severity
from tests.loaders.ledgers import a_csv, an_xlsx, imported
from tests.loaders.test_annotating import NothingThere


def test_every_ledger_of_an_archive_is_read_and_a_bad_one_takes_nothing_from_the_others(tmp_path: Path) -> None:
    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(an_xlsx(tmp_path / "a.xlsx", 一=[["甲"]]), "翠苑/a.xlsx")
        archive.write(a_csv(tmp_path / "b.csv", [["乙"]]), "b.csv")
        archive.writestr("坏.xlsx", b"not a workbook")
        archive.writestr("__MACOSX/._a.xlsx", b"x")
    found = list(read_each(path))
    assert [one.file for one in found if isinstance(one, Sheet)] == ["b.csv", "a.xlsx"]
    assert [one.file for one in found if isinstance(one, UnreadableFile)] == ["坏.xlsx"]


def test_two_files_of_one_name_in_different_folders_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for folder, phone in (("翠苑/", "1380000"), ("古荡/", "1390000"), ("", "1370000")):
            archive.write(a_csv(tmp_path / "b.csv", [["姓名", "联系电话"], ["样例甲", phone]]), f"{folder}志愿者.csv")
    summary = imported(NothingThere(), path, dry_run=True)
    assert [one.file for one in summary.sheets] == ["古荡-志愿者.csv", "志愿者.csv", "翠苑-志愿者.csv"]
    annotate(path, summary, tmp_path / "核对.xlsx")
    book = openpyxl.load_workbook(tmp_path / "核对.xlsx")
    assert all("不像电话" in one["B2"].comment.text for one in book.worksheets[:3])
    assert {one["B2"].value for one in book.worksheets[:3]} == {"1380000", "1390000", "1370000"}


def test_names_in_archives_of_chinese_programs_are_read(tmp_path: Path) -> None:
    path = tmp_path / "打包.zip"
    entry = zipfile.ZipInfo("placeholder.csv")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(entry, "甲\n")
    path.write_bytes(path.read_bytes().replace(b"placeholder.csv", "志愿者甲乙1.csv".encode("gb18030")))
    (sheet,) = read_each(path)
    assert isinstance(sheet, Sheet)
    assert sheet.file == "志愿者甲乙1.csv"


def test_a_disk_without_room_is_told_as_that(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(a_csv(tmp_path / "b.csv", [["乙"]]), "b.csv")
    monkeypatch.setattr(shutil, "copyfileobj", full)
    (refused,) = read_each(path)
    assert isinstance(refused, UnreadableFile)
    assert "写不下" in refused.reason


def test_what_lies_among_ledgers_and_is_none_is_passed_over_and_told(tmp_path: Path) -> None:
    path = tmp_path / "打包.zip"
    link = zipfile.ZipInfo("别处.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(path, "w") as archive:
        archive.write(a_csv(tmp_path / "b.csv", [["姓名", "联系电话"], ["样例甲", "13800000001"]]), "志愿者.csv")
        archive.writestr("填表说明.txt", "一、请逐人填写。\n二、电话写全。\n")
        archive.writestr("封面.jpg", b"\xff\xd8")
        archive.writestr(link, "/etc/passwd")
    told = {one.file: one.finding() for one in read_each(path) if isinstance(one, UnreadableFile)}
    assert {name: finding.severity for name, finding in told.items()} == {
        "打包.zip/填表说明.txt": Severity.NOTE,
        "打包.zip/封面.jpg": Severity.NOTE,
        "打包.zip/别处.csv": Severity.WARNING,
    }
    assert "链接" in told["打包.zip/别处.csv"].reason
    assert [sheet.file for sheet in read_sheets(path)] == ["志愿者.csv"]
    summary = imported(NothingThere(), path, dry_run=True)
    assert summary.errors == 0


@pytest.mark.parametrize("name", ["目录街道台账.txt", "说明会签到表.txt", "注意事项登记.txt"])
def test_a_ledger_whose_name_begins_like_an_explanation_is_read(tmp_path: Path, name: str) -> None:
    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(name, "姓名,联系电话\n样例甲,13800000001\n")
        archive.writestr("填表说明(2).txt", "一、请逐人填写。")
        archive.writestr("1.README.txt", "一、请逐人填写。")
    assert [one.file for one in read_each(path) if not isinstance(one, UnreadableFile)] == [name]


def test_an_archive_of_explanations_alone_holds_no_ledger(tmp_path: Path) -> None:
    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("说明.txt", "没有台账")
    (refused,) = read_each(path)
    assert isinstance(refused, UnreadableFile)
    assert (refused.severity, refused.reason) == (Severity.ERROR, "压缩包里没有台账")


def test_what_may_hold_a_ledger_is_refused_aloud(tmp_path: Path) -> None:
    path = tmp_path / "打包.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("名册.pdf", b"%PDF")
    (refused,) = read_each(path)
    assert isinstance(refused, UnreadableFile)
    assert refused.severity is Severity.ERROR
