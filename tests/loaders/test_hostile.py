"""Files that mean harm or are broken are refused or made harmless in a sentence; nothing is half-written."""

import re
from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders.files import UnreadableFile, read_each
from loaders.findings import Severity
from tests.loaders.hostile_files import ENDLESS, NEUTRALISED, REFUSED
from tests.loaders.ledgers import imported

SENTENCE = re.compile(r"[\u4e00-\u9fff]{2,}")


def test_there_are_more_than_fifty_of_them() -> None:
    assert len(REFUSED) + len(NEUTRALISED) > 50


@pytest.mark.parametrize("what", REFUSED)
def test_a_hostile_file_is_refused_in_a_sentence_with_a_way_out(tmp_path: Path, what: str) -> None:
    found = list(read_each(REFUSED[what](tmp_path)))
    assert found
    assert all(isinstance(one, UnreadableFile) for one in found), found
    for one in found:
        assert isinstance(one, UnreadableFile)
        assert SENTENCE.search(one.reason)
        assert SENTENCE.search(one.advice)


@pytest.mark.parametrize("what", NEUTRALISED)
def test_a_file_with_something_hostile_in_it_is_read_or_refused_in_a_sentence(tmp_path: Path, what: str) -> None:
    (found,) = read_each(NEUTRALISED[what](tmp_path))
    if isinstance(found, UnreadableFile):
        assert what == ENDLESS
        assert SENTENCE.search(found.reason)
    else:
        assert any("样例甲" in row for row in found.rows)


def test_of_hostile_files_only_what_is_harmless_reaches_the_graph(migrated: Graph, tmp_path: Path) -> None:
    folders = {what: tmp_path / str(number) for number, what in enumerate(NEUTRALISED) if what != ENDLESS}
    for what, folder in folders.items():
        folder.mkdir()
        NEUTRALISED[what](folder)
    summary = imported(migrated, *folders.values())
    errors = [one for one in summary.all_findings() if one.severity is Severity.ERROR]
    assert errors
    assert all(SENTENCE.search(one.reason) and one.advice for one in errors)
    names = {row["name"] for row in migrated.rows("MATCH (p:Person) RETURN p.name AS name")}
    assert names == {"样例甲", "样例乙"}


def test_nothing_is_written_of_a_refused_file_and_the_run_says_so(migrated: Graph, tmp_path: Path) -> None:
    summary = imported(migrated, REFUSED["a bomb that lies about its size"](tmp_path))
    assert summary.exit_code == 2
    assert migrated.rows("MATCH (p:Person) RETURN count(p) AS n") == [{"n": 0}]


@pytest.mark.parametrize("what", ["text without an end of line", "a cell of a million letters in text"])
def test_a_line_without_an_end_is_told_by_its_number(tmp_path: Path, what: str) -> None:
    (found,) = read_each(REFUSED[what](tmp_path))
    assert isinstance(found, UnreadableFile)
    assert found.reason.startswith("第 3 行附近有一格超过 131,072 个字")


def test_an_archive_writes_nothing_outside_its_own_folder(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    list(read_each(REFUSED["an archive that climbs out"](inner)))
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a", "b", "爬.zip"]
