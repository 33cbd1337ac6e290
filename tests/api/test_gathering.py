"""Files sent together are one import: packed in one order, under their own names, without those programs leave."""

import zipfile
from io import BytesIO

from api.answers.gathering import gathered

FILES = [("街道/乙.csv", b"b"), ("街道/甲.csv", b"a"), ("街道/~$甲.xlsx", b"lock"), ("", b"")]


def packed(files: list[tuple[str, bytes]]) -> tuple[str, bytes]:
    with gathered([(name, BytesIO(content)) for name, content in files]) as (name, content):
        return name, content.read()


def test_a_single_file_is_taken_as_it_is() -> None:
    assert packed([("甲.csv", b"a"), ("", b""), (".DS_Store", b"x")]) == ("甲.csv", b"a")


def test_several_files_are_packed_the_same_in_whatever_order() -> None:
    name, content = packed(FILES)
    assert name == "乙.csv 等 2 份.zip"
    assert packed(FILES[::-1]) == (name, content)
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {one: archive.read(one) for one in archive.namelist()} == {"街道/乙.csv": b"b", "街道/甲.csv": b"a"}


def test_a_name_leads_out_of_nothing() -> None:
    _, content = packed([("../../etc/甲.csv", b"a"), ("C:\\乙.csv", b"b")])
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert sorted(archive.namelist()) == ["etc/甲.csv", "乙.csv"]


def test_files_of_one_name_are_all_kept() -> None:
    twins = [("册.csv", b"b"), ("册.csv", b"a"), ("册.csv", b"c")]
    _, content = packed(twins)
    assert packed(twins[::-1])[1] == content
    with zipfile.ZipFile(BytesIO(content)) as archive:
        assert {one: archive.read(one) for one in archive.namelist()} == {
            "册.csv": b"a",
            "册(2).csv": b"b",
            "册(3).csv": b"c",
        }


def test_nothing_chosen_has_no_name() -> None:
    assert packed([("", b"")]) == ("", b"")
