"""Offices held on both sides: in party organisations, owners' committees and other units."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders.report import ImportSummary
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

OFFICES_CYPHER = """
    MATCH (p:Person)-[r:HOLDS_OFFICE]->(b)
    RETURN p.name AS who, b.name AS body, r.title AS title, toString(r.since) AS since, toString(r.until) AS until
    ORDER BY who, body
"""
UNITS: Rows = [
    ["单位名称", "单位性质", "所在社区"],
    ["样例翠苑业委会", "业委会", "翠苑一区社区"],
    ["样例电力公司", "企业", "翠苑一区社区"],
]
PARTY: Rows = [
    ["党组织名称", "组织形式", "所在社区"],
    ["样例一区大党委", "大党委", "翠苑一区社区"],
    ["样例一区邻里汇", "邻里汇", "翠苑一区社区"],
]


@pytest.fixture
def district(migrated: Graph, tmp_path: Path) -> Graph:
    imported(
        migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), an_xlsx(tmp_path / "册.xlsx", 单位=UNITS, 党组织=PARTY)
    )
    return migrated


def take(graph: Graph, folder: Path, *rows: list[object]) -> ImportSummary:
    return imported(graph, an_xlsx(folder / "交叉任职.xlsx", 双向进入交叉任职=list(rows)))


def test_both_sides_of_a_row_become_offices(district: Graph, tmp_path: Path) -> None:
    head: list[object] = ["姓名", "联系电话", "所在党组织", "党组织职务", "业委会", "业委会职务", "任职时间"]
    summary = take(
        district, tmp_path, head,
        ["样例甲", "13800000001", "样例一区邻里汇", "副书记", "样例翠苑业委会", "主任", "2025年3月1日"],
    )  # fmt: skip
    assert [sheet.kind for sheet in summary.sheets] == ["offices"]
    assert [one.reason for one in summary.all_findings()] == []
    assert district.rows(OFFICES_CYPHER) == [
        {"who": "样例甲", "body": "样例一区邻里汇", "title": "副书记", "since": "2025-03-01", "until": None},
        {"who": "样例甲", "body": "样例翠苑业委会", "title": "主任", "since": "2025-03-01", "until": None},
    ]


def test_a_register_of_part_time_members_names_bodies_of_either_kind(district: Graph, tmp_path: Path) -> None:
    head: list[object] = ["姓名", "手机", "工作单位", "兼任组织", "兼任职务", "任职日期", "离任日期"]
    take(
        district, tmp_path, head,
        ["样例乙", "13800000002", "样例电力公司", "样例一区大党委、样例翠苑业委会", "兼职委员", "2024/5/1", "2026/5/1"],
    )  # fmt: skip
    found = district.rows(OFFICES_CYPHER)
    assert [(one["body"], one["title"], one["until"]) for one in found] == [
        ("样例一区大党委", "兼职委员", "2026-05-01"),
        ("样例翠苑业委会", "兼职委员", "2026-05-01"),
    ]
    assert district.rows("MATCH (p:Person)-[:WORKS_FOR]->(o) RETURN o.name AS unit") == [{"unit": "样例电力公司"}]


def test_a_body_nobody_registered_is_told_and_a_row_without_any_kept_out(district: Graph, tmp_path: Path) -> None:
    head: list[object] = ["姓名", "联系电话", "任职党组织", "党内职务", "业委会", "业委会职务"]
    summary = take(
        district, tmp_path, head,
        ["样例丙", "13800000003", "样例一区邻里汇", "委员", "样例翠苑业委", "委员"],
        ["样例丁", "13800000004", "没有的党委", "委员", "", ""],
    )  # fmt: skip
    told = {(one.row, one.value): (one.reason, one.advice) for one in summary.all_findings()}
    reason, advice = told[2, "样例翠苑业委"]
    assert reason == "单位“样例翠苑业委”没有登记，本行照常导入，但未记这一处任职"
    assert advice == "最接近的是“样例翠苑业委会”，请核对"
    assert any(row == 3 and "没有一处认得出的任职" in reason for (row, _), (reason, _) in told.items())
    assert [one["who"] for one in district.rows(OFFICES_CYPHER)] == ["样例丙"]


def test_an_office_no_longer_listed_ends_and_nothing_changes_the_second_time(district: Graph, tmp_path: Path) -> None:
    head: list[object] = ["姓名", "联系电话", "任职组织", "任职职务"]
    first = ["样例戊", "13800000005", "样例一区大党委", "委员"]
    take(district, tmp_path, head, first)
    assert take(district, tmp_path, head, first).total("changed") == 0
    take(district, tmp_path, head, ["样例戊", "13800000005", "样例一区邻里汇", "委员"])
    assert [(one["body"], one["until"] is None) for one in district.rows(OFFICES_CYPHER)] == [
        ("样例一区大党委", False),
        ("样例一区邻里汇", True),
    ]
