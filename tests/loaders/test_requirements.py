"""What a post asks of whoever does it, as its row says."""

from pathlib import Path
from typing import Any

import pytest

from graph_model.driver import Graph
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

REQUIRED_CYPHER = """
MATCH (:Post)-[r:REQUIRES]->(s:Skill)
RETURN s.id AS skill, r.mandatory AS mandatory, r.certificate AS certificate ORDER BY s.id
"""


def required(graph: Graph, folder: Path, skills: str, certificates: str) -> tuple[list[dict[str, Any]], list[str]]:
    rows = [["岗位名称", "所属社区", "专长要求", "证书要求"], ["社区电工", "翠苑一区社区", skills, certificates]]
    summary = imported(graph, a_csv(folder / "区划代码.csv", TERRITORIES), a_csv(folder / "岗位台账.csv", rows))
    told = [one.reason for one in summary.all_findings() if one.column == "证书要求"]
    return graph.rows(REQUIRED_CYPHER), told


def test_certificate_beside_words_nobody_knows_requires_the_skill_it_belongs_to(
    migrated: Graph, tmp_path: Path
) -> None:
    found, told = required(migrated, tmp_path, "会修电灯电路", "低压电工证")
    assert found == [{"skill": "skill-electrician", "mandatory": True, "certificate": "低压电工证"}]
    assert told == []


def test_certificate_of_another_skill_than_the_row_names_requires_both(migrated: Graph, tmp_path: Path) -> None:
    found, _ = required(migrated, tmp_path, "理发", "电工操作证")
    assert {"skill": "skill-electrician", "mandatory": True, "certificate": "低压电工证"} in found
    assert [one["certificate"] for one in found if one["skill"] != "skill-electrician"] == [None]


def test_certificate_nobody_knows_beside_one_that_is_known_is_told(migrated: Graph, tmp_path: Path) -> None:
    found, told = required(migrated, tmp_path, "", "低压电工证、样例街道爱心证")
    assert [one["skill"] for one in found] == ["skill-electrician"]
    assert told == ["不知道这些证书属于哪项技能，未列为要求"]


@pytest.mark.parametrize("words", ["持低压电工证", "须持有电工证上岗", "低压电工证", "低压电工、持低压电工证"])
def test_a_certificate_among_the_skills_asked_for_requires_its_skill_and_the_paper(
    migrated: Graph, tmp_path: Path, words: str
) -> None:
    rows = [["岗位名称", "所属社区", "专长要求"], ["社区电工", "翠苑一区社区", words]]
    summary = imported(migrated, a_csv(tmp_path / "区划代码.csv", TERRITORIES), a_csv(tmp_path / "岗位台账.csv", rows))
    assert migrated.rows(REQUIRED_CYPHER) == [
        {"skill": "skill-electrician", "mandatory": True, "certificate": "低压电工证"}
    ]
    assert summary.warnings == 0


HELD_CYPHER = """
MATCH (:Person)-[r:HAS_SKILL]->(s:Skill)
RETURN s.id AS skill, r.certificate AS certificate, toString(r.valid_until) AS until ORDER BY s.id
"""


@pytest.mark.parametrize(
    ("words", "until"),
    [
        ("低压电工证", None),
        ("低压电工证（2028年5月到期）", "2028-05-01"),
        ("电工证(有效期至2028-05-31)", "2028-05-31"),
        ("特种作业操作证（低压电工作业）", None),
        ("低压电工、低压电工证（2028年5月到期）", "2028-05-01"),
    ],
)
def test_a_certificate_among_the_skills_of_a_person_is_the_skill_it_certifies(
    migrated: Graph, tmp_path: Path, words: str, until: str | None
) -> None:
    rows = [["姓名", "联系电话", "居住社区", "技能"], ["样例甲", "13800000001", "翠苑一区社区", words]]
    summary = imported(migrated, a_csv(tmp_path / "区划代码.csv", TERRITORIES), a_csv(tmp_path / "志愿者.csv", rows))
    assert migrated.rows(HELD_CYPHER) == [{"skill": "skill-electrician", "certificate": "低压电工证", "until": until}]
    assert [one.reason for one in summary.all_findings() if one.column == "技能"] == []


def test_a_certificate_of_several_skills_among_the_skills_names_none_of_them(migrated: Graph, tmp_path: Path) -> None:
    rows = [["姓名", "联系电话", "居住社区", "技能"], ["样例甲", "13800000001", "翠苑一区社区", "医师执业证"]]
    summary = imported(migrated, a_csv(tmp_path / "区划代码.csv", TERRITORIES), a_csv(tmp_path / "志愿者.csv", rows))
    assert migrated.rows(HELD_CYPHER) == []
    assert ["医师执业证" in one.reason for one in summary.all_findings() if one.column == "技能"] == [True]


def test_a_trade_that_takes_in_two_skills_gives_both(migrated: Graph, tmp_path: Path) -> None:
    people: Rows = [["姓名", "联系电话", "技能", "技能等级"], ["样例甲", "13800000001", "水电工", "中级"]]
    imported(migrated, an_xlsx(tmp_path / "册.xlsx", 志愿者登记=people))
    held = migrated.rows("MATCH (:Person)-[r:HAS_SKILL]->(s) RETURN s.label AS skill, r.level AS level ORDER BY skill")
    assert held == [{"skill": "低压电工", "level": 2}, {"skill": "水管维修", "level": 2}]


@pytest.mark.parametrize(("skills", "levels"), [("水电工、水管维修", "初级、高级"), ("水管维修、水电工", "高级、初级")])
def test_what_a_row_says_of_a_skill_goes_before_what_a_trade_takes_in(
    migrated: Graph, tmp_path: Path, skills: str, levels: str
) -> None:
    people: Rows = [["姓名", "联系电话", "技能", "技能等级"], ["样例甲", "13800000001", skills, levels]]
    imported(migrated, an_xlsx(tmp_path / "册.xlsx", 志愿者登记=people))
    held = migrated.rows("MATCH (:Person)-[r:HAS_SKILL]->(s) RETURN s.label AS skill, r.level AS level ORDER BY skill")
    assert held == [{"skill": "低压电工", "level": 1}, {"skill": "水管维修", "level": 3}]
