"""Holders of posts whose title several posts bear: the community decides, and what is unclear is told."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders.findings import Finding, Severity
from loaders.report import ImportSummary
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

FILLS_CYPHER = """
    MATCH (:Person)-[:FILLS]->(n:Post)-[:IN]->(t:Territory) RETURN n.title AS post, t.name AS place
"""
POSTS: Rows = [
    ["岗位编号", "岗位名称", "所属社区"],
    ["", "样例护花岗", "翠苑一区社区"],
    ["GW-2", "样例护花岗", "翠苑二区社区"],
    ["GW-3", "样例理发岗", "翠苑二区社区"],
]
VOLUNTEER: Rows = [["编号", "姓名", "联系电话", "居住社区"], ["Z1", "样例甲", "13800000001", "翠苑一区社区"]]


@pytest.fixture
def district(migrated: Graph, tmp_path: Path) -> Graph:
    lists = an_xlsx(tmp_path / "甲.xlsx", 志愿者=VOLUNTEER, 岗位台账=POSTS)
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), lists)
    return migrated


def hold(graph: Graph, folder: Path, title: str, place: str, number: str = "") -> list[Finding]:
    rows = [["岗位编号", "岗位名称", "所属社区", "姓名"], [number, title, place, "样例甲"]]
    summary = imported(graph, an_xlsx(folder / "在岗.xlsx", 在岗人员=rows))
    return [one for one in summary.all_findings() if one.severity is Severity.ERROR]


def test_the_community_decides_between_posts_of_one_title(district: Graph, tmp_path: Path) -> None:
    assert hold(district, tmp_path, "样例护花岗", "翠苑二区社区") == []
    assert district.rows(FILLS_CYPHER) == [{"post": "样例护花岗", "place": "翠苑二区社区"}]


def test_a_community_says_nothing_where_only_one_post_bears_the_title(district: Graph, tmp_path: Path) -> None:
    assert hold(district, tmp_path, "样例理发岗", "翠苑一区社区") == []
    assert district.rows(FILLS_CYPHER) == [{"post": "样例理发岗", "place": "翠苑二区社区"}]


@pytest.mark.parametrize("place", ["", "翠苑街道"])
def test_namesakes_are_listed_with_community_and_number(district: Graph, tmp_path: Path, place: str) -> None:
    (error,) = hold(district, tmp_path, "样例护花岗", place)
    assert (error.column, error.value) == ("岗位名称", "样例护花岗")
    assert error.reason.startswith("叫“样例护花岗”的岗位有 2 个，分不清是哪一个：翠苑一区社区 post-")
    assert error.reason.endswith("、翠苑二区社区 GW-2")
    assert district.rows(FILLS_CYPHER) == []


def test_a_post_nobody_registered_is_told_in_the_column_it_stands_in(district: Graph, tmp_path: Path) -> None:
    (title,) = hold(district, tmp_path, "样例理花岗", "翠苑二区社区")
    assert (title.column, title.reason) == ("岗位名称", "没有名为“样例理花岗”的岗位")
    (number,) = hold(district, tmp_path, "", "", "GW-99")
    assert (number.column, number.value, number.reason) == ("岗位编号", "GW-99", "岗位编号“GW-99”没有登记")
    (nothing,) = hold(district, tmp_path, "", "翠苑二区社区")
    assert (nothing.column, nothing.reason) == ("岗位名称", "没有写是哪个岗位")


def errors(summary: ImportSummary) -> list[str]:
    return [one.reason for one in summary.all_findings() if one.severity is Severity.ERROR]


def tried_and_imported(graph: Graph, path: Path) -> list[str]:
    """Errors of a file, tried out first and then imported: both say the same."""
    tried = errors(imported(graph, path, dry_run=True))
    assert errors(imported(graph, path)) == tried
    return tried


def posts_with_holder(path: Path, place: str, *posts: list[str]) -> Path:
    holder = [["岗位名称", "所属社区", "姓名"], ["样例护花岗", place, "样例甲"]]
    return an_xlsx(path, 岗位台账=[POSTS[0], *posts], 在岗人员=holder)


@pytest.mark.parametrize("stored", [0, 1, 2])
def test_posts_of_one_title_in_the_file_of_their_holders_are_told_apart_before_anything_is_written(
    migrated: Graph, tmp_path: Path, stored: int
) -> None:
    posts = [["", "样例护花岗", "翠苑一区社区"], ["", "样例护花岗", "翠苑二区社区"]]
    first = an_xlsx(tmp_path / "甲.xlsx", 志愿者=VOLUNTEER, 岗位台账=[POSTS[0], POSTS[3], *posts[:stored]])
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), first)
    assert tried_and_imported(migrated, posts_with_holder(tmp_path / "乙.xlsx", "翠苑二区社区", *posts)) == []
    assert migrated.rows(FILLS_CYPHER) == [{"post": "样例护花岗", "place": "翠苑二区社区"}]


def test_namesakes_nobody_stored_yet_are_listed_as_those_that_are(district: Graph, tmp_path: Path) -> None:
    new = ["GW-4", "样例护花岗", "翠苑街道"]
    (error,) = tried_and_imported(district, posts_with_holder(tmp_path / "乙.xlsx", "", new))
    assert error.startswith("叫“样例护花岗”的岗位有 3 个，分不清是哪一个：翠苑街道 GW-4、翠苑一区社区 post-")


def test_a_post_a_ledger_moves_is_looked_for_where_it_goes(district: Graph, tmp_path: Path) -> None:
    moved = ["GW-2", "样例护花岗", "翠苑街道"]
    (error,) = tried_and_imported(district, posts_with_holder(tmp_path / "乙.xlsx", "翠苑二区社区", moved))
    assert "翠苑街道 GW-2" in error
    assert "翠苑二区社区" not in error


def test_a_post_an_older_ledger_repeats_is_looked_for_where_a_later_one_put_it(district: Graph, tmp_path: Path) -> None:
    imported(district, an_xlsx(tmp_path / "后来.xlsx", 岗位台账=[POSTS[0], ["GW-2", "样例护花岗", "翠苑街道"]]))
    holder = [["岗位名称", "所属社区", "姓名"], ["样例护花岗", "翠苑二区社区", "样例甲"]]
    again = an_xlsx(tmp_path / "甲.xlsx", 志愿者=VOLUNTEER, 岗位台账=POSTS, 在岗人员=holder)
    (error,) = tried_and_imported(district, again)
    assert "翠苑街道 GW-2" in error
