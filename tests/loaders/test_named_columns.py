"""Columns of a long table are read by name, a few rows at a time, and every line keeps the row it stands in."""

from pathlib import Path

import pytest

from loaders.assignment_tables import read_tables
from loaders.named_columns import AT_ONCE, NamedColumns, UnusableTables, read_named
from loaders.plain_workbook import write_plain_workbook
from loaders.sheets import Cell, Sheet

LONG = 3 * AT_ONCE


def named(folder: Path, text: str, *optional: str) -> NamedColumns:
    file = folder / "pairs.csv"
    file.write_text(text, encoding="utf-8")
    return read_named(file, ("person", "score"), optional)


def test_a_long_table_is_read_whole_and_its_rows_are_counted_through(tmp_path: Path) -> None:
    lines = [f"甲{number}, {number} ,{number}" for number in range(LONG)]
    found = named(tmp_path, "\n".join(["\n备注,Person ,score", *lines]))
    assert found.texts == {"person": [str(one) for one in range(LONG)], "score": [str(one) for one in range(LONG)]}
    assert found.rows == list(range(3, LONG + 3))


def test_empty_and_short_lines_in_any_part_of_it_move_no_row(tmp_path: Path) -> None:
    lines = [f"甲,{number}" for number in range(LONG)]
    lines[AT_ONCE], lines[AT_ONCE + 2], lines[-1] = " ,", "", "乙"
    found = named(tmp_path, "\n".join(["person,score", *lines]))
    assert len(found.rows) == LONG - 2
    assert (found.texts["person"][-1], found.texts["score"][-1], found.rows[-1]) == ("乙", "", LONG + 1)
    assert found.rows[AT_ONCE] == AT_ONCE + 3


def test_a_line_without_a_name_is_no_empty_line(tmp_path: Path) -> None:
    found = named(tmp_path, "person,score,note\n,,说明\n,,\n")
    assert (found.rows, found.texts["person"]) == ([2], [""])


def test_optional_columns_are_read_where_they_are_and_empty_where_not(tmp_path: Path) -> None:
    found = named(tmp_path, "person,score,group\n甲,1,早\n", "group", "pinned")
    assert (found.column("group"), found.column("pinned")) == (["早"], [""])


def test_the_first_line_may_declare_the_separator(tmp_path: Path) -> None:
    found = named(tmp_path, "sep=;\nperson;score\n甲;1\n")
    assert (found.texts["person"], found.rows) == (["甲"], [3])


def test_numbers_of_a_workbook_are_read_as_text(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["person", "score"], [7.0, 2.5], ["乙", 3]]
    write_plain_workbook(tmp_path / "pairs.xlsx", [Sheet("pairs.xlsx", "pairs", rows)])
    found = read_named(tmp_path / "pairs.xlsx", ("person", "score"))
    assert found.texts == {"person": ["7", "乙"], "score": ["2.5", "3"]}


def test_an_error_deep_in_a_long_table_is_told_with_its_row(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("pairs.csv", "people.csv", "posts.csv")]
    pairs = [f"甲{number},岗,{number}" for number in range(LONG)]
    pairs[AT_ONCE + 5] = f"甲{AT_ONCE + 5},岗,十"
    people = [f"甲{number},1" for number in range(LONG)]
    for file, lines in zip(
        files, (["person,post,score", *pairs], ["person,max_posts", *people], ["post,headcount", "岗,9"]), strict=True
    ):
        file.write_text("\n".join(lines), encoding="utf-8")
    with pytest.raises(UnusableTables, match=f"pairs.csv 第 {AT_ONCE + 7} 行：不是数"):
        read_tables(*files)
    files[0].write_text("\n".join(["person,post,score", *pairs[: AT_ONCE + 5]]), encoding="utf-8")
    assert len(read_tables(*files).score) == AT_ONCE + 5
