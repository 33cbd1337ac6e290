"""What the title of a ledger says of all its rows: whose it is, and of which year."""

from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from graph_model.driver import Graph
from loaders.findings import Severity
from loaders.places import Places
from loaders.titles import year_told
from tests.loaders.ledgers import a_csv, a_small_district, imported

ROWS: list[dict[str, Any]] = [
    {"id": "330106000000", "name": "西湖区", "parent": None, "valid_until": None},
    {"id": "330106008000", "name": "翠苑街道", "parent": "330106000000", "valid_until": None},
    {"id": "330106009000", "name": "北山街道", "parent": "330106000000", "valid_until": None},
    {"id": "330106008001", "name": "求是社区", "parent": "330106008000", "valid_until": None},
    {"id": "330106009001", "name": "浙大求是社区", "parent": "330106009000", "valid_until": None},
    {"id": "330106008002", "name": "曙光社区", "parent": "330106008000", "valid_until": None},
    {"id": "330106009002", "name": "曙光社区", "parent": "330106009000", "valid_until": None},
]
PLACES_CYPHER = """
    MATCH (n)-[r:IN|LIVES_IN|REGISTERED_AT]->(t:Territory) WHERE n:Need OR n:Activity OR n:Person
    RETURN coalesce(n.title, n.name) AS what, type(r) AS how, t.name AS place, toString(n.raised_on) AS day
    ORDER BY what
"""

HOMES_CYPHER = """
    MATCH (n:Person)-[r:LIVES_IN]->(t:Territory) WHERE r.until IS NULL RETURN n.name AS what, t.name AS place
"""
NEEDS_CYPHER = """
    MATCH (n:Need)-[:IN]->(t:Territory) RETURN n.status AS status, t.name AS place, toString(n.raised_on) AS day
"""
RESOURCES_CYPHER = "MATCH (n:Resource)-[:IN]->(t:Territory) RETURN n.title AS what, t.name AS place"


@pytest.mark.parametrize(
    ("told", "place"),
    [
        (["2026年需求清单", "单位：北山街道浙大求是社区党委"], "330106009001"),
        (["北山街道曙光社区志愿者名册"], "330106009002"),
        (["曙光社区志愿者名册"], None),
        (["翠苑街道资源清单"], "330106008000"),
        (["求是社区、浙大求是社区联合活动"], None),
        (["西湖区资源清单"], "330106000000"),
        (["Sheet1", "求是社区.xlsx"], "330106008001"),
        (["求是社区卫生服务中心志愿者名册"], None),
        (["北山街道办事处机关党员花名册"], None),
        (["样例银行结对求是社区志愿者名单"], None),
    ],
)
def test_whose_ledger_it_is(told: list[str], place: str | None) -> None:
    assert Places(ROWS).whose(told) == place


@pytest.mark.parametrize(
    ("texts", "year"),
    [
        (["2026年10月活动登记表", "填报：2027年1月"], 2026),
        (["2025-2026年度活动"], None),
        (["填报日期：2027.1.18", "2026年12月活动.xlsx"], 2026),
        (["共 20268 人"], None),
    ],
)
def test_which_year_it_is_of(texts: list[str], year: int | None) -> None:
    assert year_told(texts) == year


def test_rows_without_a_place_and_days_without_a_year_take_those_of_the_title(migrated: Graph, tmp_path: Path) -> None:
    needs = a_csv(
        tmp_path / "需求.csv",
        [["翠苑一区社区2026年需求清单"], ["需求名称", "提出日期"], ["修路灯", "10月8日"], ["助餐", "2025年3月1日"]],
    )
    persons = a_csv(
        tmp_path / "报到.csv",
        [["翠苑二区社区在职党员报到名册"], ["姓名", "联系电话", "居住小区"], ["样例丙", "13800000003", "某某苑3幢"]],
    )
    summary = imported(migrated, a_small_district(tmp_path / "区"), needs, persons)
    known = [row for row in migrated.rows(PLACES_CYPHER) if row["what"] in {"修路灯", "助餐", "样例丙"}]
    assert known == [
        {"what": "修路灯", "how": "IN", "place": "翠苑一区社区", "day": "2026-10-08"},
        {"what": "助餐", "how": "IN", "place": "翠苑一区社区", "day": "2025-03-01"},
        {"what": "样例丙", "how": "REGISTERED_AT", "place": "翠苑二区社区", "day": None},
    ]
    told = {one.reason for sheet in summary.sheets for one in sheet.findings if one.severity is Severity.NOTE}
    assert "没有写年份，按标题、表名或文件名里的 2026 年记" in told
    assert "2 行没有写社区，或写的认不出，按标题、填报单位记在“翠苑一区社区”" in told


def test_a_title_takes_nobody_away_from_where_another_ledger_says_they_live(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "区")
    rows = [["翠苑二区社区志愿者名册"], ["姓名", "联系电话"], ["样例甲", "13800000001"], ["样例丁", "13800000004"]]
    again = [["翠苑二区社区志愿者名册"], ["姓名", "联系电话"], ["样例丁", "13800000004"], ["样例甲", "13800000001"]]
    for ledger in (rows, again):
        imported(migrated, folder, a_csv(tmp_path / "名册.csv", ledger))
        homes = {row["what"]: row["place"] for row in migrated.rows(HOMES_CYPHER)}
        assert (homes["样例甲"], homes["样例丁"]) == ("翠苑一区社区", "翠苑二区社区")


def test_cells_merged_down_hold_for_every_row(migrated: Graph, tmp_path: Path) -> None:
    path = tmp_path / "需求清单.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("需求清单")
        sheet.write_row(0, 0, ["需求名称", "所属社区", "状态", "提出日期"])
        for row, title in enumerate(("修路灯", "助餐"), 1):
            sheet.write(row, 0, title)
        for column, words in enumerate(("翠苑一区社区", "进行中", "2026-03-01"), 1):
            sheet.merge_range(1, column, 2, column, words)
    imported(migrated, a_small_district(tmp_path / "区"), path)
    found = migrated.rows(NEEDS_CYPHER)
    assert found == [{"status": "in_progress", "place": "翠苑一区社区", "day": "2026-03-01"}] * 2


def test_things_that_name_no_place_at_all_are_told(migrated: Graph, tmp_path: Path) -> None:
    needs = a_csv(tmp_path / "需求清单.csv", [["需求名称", "需求数量"], ["修路灯", 1], ["助餐", 2]])
    [sheet] = imported(migrated, a_small_district(tmp_path / "区"), needs).sheets[-1:]
    assert sheet.unseen == 2
    assert any(one.reason.startswith("2 行没有写社区") for one in sheet.findings if one.severity is Severity.WARNING)


def test_a_resource_that_names_no_place_is_where_the_unit_is_that_offers_it(migrated: Graph, tmp_path: Path) -> None:
    rows = [["西湖区资源清单"], ["资源名称", "提供单位"], ["会议室", "样例区卫生局"], ["义诊", "别处的医院"]]
    imported(migrated, a_small_district(tmp_path / "区"), a_csv(tmp_path / "资源.csv", rows))
    found = {row["what"]: row["place"] for row in migrated.rows(RESOURCES_CYPHER)}
    assert found == {"会议室": "翠苑一区社区", "义诊": "西湖区"}


def test_an_activity_is_where_the_community_is_that_held_it(migrated: Graph, tmp_path: Path) -> None:
    activities = a_csv(
        tmp_path / "活动登记.csv",
        [
            ["日期", "活动名称", "组织单位", "参加人员"],
            ["2026-10-15", "反诈宣传", "翠苑一区社区、无名公司", "样例甲 样例乙等12人"],
        ],
    )
    summary = imported(migrated, a_small_district(tmp_path / "区"), activities)
    [row] = [one for one in migrated.rows(PLACES_CYPHER) if one["what"] == "反诈宣传"]
    assert row["place"] == "翠苑一区社区"
    told = [(one.severity, one.value) for one in summary.sheets[-1].findings if one.column in {"组织单位", "参加人员"}]
    assert told == [(Severity.NOTE, "翠苑一区社区"), (Severity.WARNING, "无名公司")]


def test_a_register_of_units_says_with_whom_each_is_paired(migrated: Graph, tmp_path: Path) -> None:
    rows = [["单位名称", "单位性质", "结对社区"], ["样例甲公司", "民企", "翠苑一区、翠苑二区社区"]]
    imported(migrated, a_small_district(tmp_path / "区"), a_csv(tmp_path / "驻区单位.csv", rows))
    found = migrated.rows("MATCH (n:Organisation)-[:PAIRED_WITH]->(t:Territory) RETURN t.name AS place ORDER BY place")
    assert [row["place"] for row in found] == ["翠苑一区社区", "翠苑二区社区"]
