"""A site's own list of ways on foot: read as written, refused with the line that is wrong."""

from pathlib import Path

import pytest

from loaders.walking_lists import UnreadableWalkingListError, read_walking_list

HEAD = "起点编号,起点名称,终点编号,终点名称,步行米数\n"


def written(folder: Path, text: str, encoding: str = "utf-8-sig") -> Path:
    file = folder / "路程.csv"
    file.write_bytes(text.encode(encoding))
    return file


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030"])
def test_metres_are_read_by_both_ends_and_empty_ones_left_out(tmp_path: Path, encoding: str) -> None:
    file = written(tmp_path, f"{HEAD}a,甲,s,驿站,812.5\na,甲,t,中心,\n", encoding)
    assert read_walking_list(file) == {("a", "s"): 812.5}


def test_a_list_that_changed_is_read_again(tmp_path: Path) -> None:
    assert len(read_walking_list(written(tmp_path, f"{HEAD}a,,s,,1\n"))) == 1
    (tmp_path / "另一.csv").write_text(f"{HEAD}a,,s,,1\nb,,s,,2\n", "utf-8")
    assert len(read_walking_list(tmp_path / "另一.csv")) == 2


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("起点编号,终点编号\n", 0, "步行米数"),
        (f"{HEAD}a,,s,,10\nb,,s,,很远\n", 3, "很远"),
        (f"{HEAD}a,,s,,-1\n", 2, "-1"),
        (f"{HEAD}a,,s,,nan\n", 2, "nan"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_line(tmp_path: Path, text: str, line: int, said: str) -> None:
    with pytest.raises(UnreadableWalkingListError) as refused:
        read_walking_list(written(tmp_path, text))
    assert refused.value.line == line
    assert said in str(refused.value)


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableWalkingListError):
        read_walking_list(tmp_path / "没有.csv")
