"""Staff confirm proposed lineage in a small file; what is wrong in it is told by its entry."""

from pathlib import Path

import pytest

from loaders.codes.confirming import lineage_text, read_lineage
from loaders.sheets import UnreadableFile
from tests.loaders.codes.builders import FOUR, ONE, THREE, TWO, compared, lines, units, without

LEFT = units(without(TWO, FOUR))


def written(folder: Path, text: str) -> Path:
    path = folder / "沿革.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def proposed(folder: Path) -> str:
    """Write the proposals for two communities that are gone."""
    return lineage_text(compared(folder, lines(without(TWO, FOUR))), LEFT)


def test_nothing_is_confirmed_in_a_file_as_it_was_written(tmp_path: Path) -> None:
    text = proposed(tmp_path)
    assert "翠苑二区社区" in text
    assert "花园亭社区" in text
    assert read_lineage(written(tmp_path, text), LEFT) == {}


def test_what_staff_confirm_or_correct_is_read_back(tmp_path: Path) -> None:
    text = proposed(tmp_path).replace("确认: 否", "确认: 是").replace(f"- '{ONE}'", f"- {THREE}")
    confirmed = read_lineage(written(tmp_path, text), LEFT)
    assert confirmed == {TWO: (THREE,), FOUR: ()}
    assert compared(tmp_path, lines(without(TWO, FOUR)), confirmed).unconfirmed == []


def test_what_staff_confirmed_is_written_again_beside_what_is_left(tmp_path: Path) -> None:
    confirmed = {TWO: (THREE,)}
    text = lineage_text(compared(tmp_path, lines(without(TWO, FOUR)), confirmed), LEFT)
    assert (text.count("确认: 是"), text.count("确认: 否")) == (1, 1)
    assert read_lineage(written(tmp_path, text), LEFT) == confirmed


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("区划沿革: 不是一串", "没有“区划沿革”这一项"),
        ("- 1\n- [", "不是 YAML"),
        (f"区划沿革:\n- 原代码: '{TWO}'\n  去向: ['330106005077']\n  确认: 是", "去向 330106005077 不在新的一套代码里"),
        (f"区划沿革:\n- 原代码: '{TWO}'\n  确认: 也许", "第 1 条：“确认”写的是“也许”"),
        (f"区划沿革:\n- 原代码: '{TWO}'\n  去向: {{甲: 1}}\n  确认: 是", "“去向”{'甲': 1}"),
        ("区划沿革:\n- 原代码: 12\n  确认: 是", "第 1 条：“原代码”12：区划代码应是"),
        (f"区划沿革:\n- 原代码: '{TWO}'\n- 原代码: '{TWO}'", "写了两次"),
    ],
)
def test_a_mistake_in_the_file_is_told_by_its_entry(tmp_path: Path, text: str, reason: str) -> None:
    with pytest.raises(UnreadableFile) as refused:
        read_lineage(written(tmp_path, text), LEFT)
    assert reason in refused.value.reason
    assert refused.value.advice
