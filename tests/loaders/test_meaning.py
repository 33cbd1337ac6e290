"""What rows mean where a ledger says less, or more, than one thing: levels, certificates, alliances, other years."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph_model.driver import Graph
from graph_model.taxonomy import load_taxonomy
from loaders import cleaning, references
from loaders.kinds.abilities import certificate_places
from loaders.kinds.alliances import named_in
from tests.loaders.ledgers import VOLUNTEERS, a_small_district, an_xlsx, imported

SKILLS_CYPHER = """
    MATCH (:Person {name: $name})-[r:HAS_SKILL]->(s:Skill)
    RETURN s.label AS skill, r.level AS level, r.certificate AS certificate, r.valid_until AS valid_until
"""
REQUIRED_CYPHER = """
    MATCH (:Post {title: $title})-[r:REQUIRES]->(s:Skill)
    RETURN s.label AS skill, r.certificate AS certificate, r.mandatory AS mandatory
"""
ALLIANCE_CYPHER = """
    MATCH (a:Alliance) OPTIONAL MATCH (o:Organisation)-[:MEMBER_OF]->(a)
    RETURN a.id AS id, a.level AS level, count(o) AS members
"""
PERSON_COUNT_CYPHER = "MATCH (p:Person) RETURN count(p) AS n"


def skills_of(graph: Graph, name: str) -> dict[str, tuple[Any, ...]]:
    rows = graph.rows(SKILLS_CYPHER, name=name)
    return {row["skill"]: (row["level"], row["certificate"], row["valid_until"]) for row in rows}


def test_repeats_in_a_cell_stay_where_they_answer_another_cell() -> None:
    assert cleaning.parallel("中级、初级、中级") == ("中级", "初级", "中级")
    assert cleaning.parallel("护士执业证、无、-") == ("护士执业证", "", "")
    assert cleaning.parallel("无") == ()


def test_each_skill_gets_the_level_that_stands_in_its_place(migrated: Graph, tmp_path: Path) -> None:
    row = ["Z7", "样例庚", "13800000007", "翠苑一区社区", "", "护理、理发、低压电工", "中级、初级、中级", "", "", ""]
    an_xlsx(a_small_district(tmp_path / "d") / "c志愿者.xlsx", 志愿者=[VOLUNTEERS[0], row])
    imported(migrated, tmp_path / "d")
    assert {skill: level for skill, (level, *_) in skills_of(migrated, "样例庚").items()} == {
        "护理": 2,
        "理发": 1,
        "低压电工": 2,
    }


def test_a_certificate_and_its_date_go_to_the_skill_it_belongs_to(migrated: Graph, tmp_path: Path) -> None:
    row = ["Z7", "样例庚", "13800000007", "翠苑一区社区", "", "理发、低压电工", "", "低压电工证", "2028-01-01", ""]
    an_xlsx(a_small_district(tmp_path / "d") / "c志愿者.xlsx", 志愿者=[VOLUNTEERS[0], row])
    imported(migrated, tmp_path / "d")
    assert skills_of(migrated, "样例庚") == {"理发": (0, None, None), "低压电工": (0, "低压电工证", date(2028, 1, 1))}


def test_a_certificate_of_no_listed_skill_goes_to_the_first_left_without() -> None:
    taxonomy = load_taxonomy()
    barber, electrician = taxonomy.find_skill("理发"), taxonomy.find_skill("低压电工")
    assert certificate_places([barber, electrician], ["某某证"]) == {0: 0}
    assert certificate_places([electrician, barber], ["低压电工证", "某某证"]) == {0: 0, 1: 1}
    assert certificate_places([barber, electrician], ["", "某某证"]) == {1: 1}
    assert certificate_places([None, electrician], ["某某证"]) == {1: 0}


def test_one_certificate_on_a_post_makes_only_its_own_skill_mandatory(migrated: Graph, tmp_path: Path) -> None:
    rows = [
        ["岗位名称", "所属社区", "人数", "专长要求", "证书要求"],
        ["便民岗", "翠苑一区社区", "2", "理发、低压电工", "电工证"],
    ]
    an_xlsx(a_small_district(tmp_path / "d") / "岗位.xlsx", 岗位台账=rows)
    imported(migrated, tmp_path / "d")
    found = {
        row["skill"]: (row["certificate"], row["mandatory"]) for row in migrated.rows(REQUIRED_CYPHER, title="便民岗")
    }
    assert found == {"理发": (None, False), "低压电工": ("低压电工证", True)}


def test_a_second_sheet_with_members_alone_leaves_the_level_of_the_alliance(migrated: Graph, tmp_path: Path) -> None:
    alliances = [["联盟名称", "联盟级别", "覆盖社区"], ["样例暖心联盟", "街道", "翠苑一区社区"]]
    members = [["联盟名称", "成员单位"], ["样例暖心联盟", "样例区卫生局"], ["样例暖心联盟", "样例便民服务社"]]
    an_xlsx(a_small_district(tmp_path / "d") / "联盟.xlsx", 党建联盟=alliances, 联盟成员=members)
    imported(migrated, tmp_path / "d")
    (found,) = migrated.rows(ALLIANCE_CYPHER)
    assert (found["level"], found["members"]) == ("subdistrict", 2)
    again = imported(migrated, tmp_path / "d")
    assert (again.total("created"), again.total("changed")) == (0, 0)


def test_an_alliance_known_by_its_members_alone_has_a_level_guessed_from_its_name(
    migrated: Graph, tmp_path: Path
) -> None:
    rows = [["联盟名称", "成员单位"], ["样例街区联盟", "样例区卫生局"]]
    an_xlsx(a_small_district(tmp_path / "d") / "联盟.xlsx", 联盟成员=rows)
    imported(migrated, tmp_path / "d")
    (found,) = migrated.rows(ALLIANCE_CYPHER)
    assert (found["level"], found["members"]) == ("subdistrict", 1)


def test_persons_are_known_again_page_by_page(migrated: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported(migrated, a_small_district(tmp_path / "d"))
    monkeypatch.setattr(references, "PAGE", 1)
    renumbered = [VOLUNTEERS[0], *(["", *row[1:]] for row in VOLUNTEERS[1:])]
    an_xlsx(tmp_path / "登记.xlsx", 志愿者=renumbered)
    summary = imported(migrated, tmp_path / "登记.xlsx")
    assert (summary.total("created"), summary.total("changed")) == (0, 2)
    assert migrated.rows(PERSON_COUNT_CYPHER) == [{"n": 2}]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("“文教联盟”成员单位", "文教联盟"),
        ("2026年翠苑街道文教联盟成员单位名单", "翠苑街道文教联盟"),
        ("党建联盟成员单位", None),
        ("各联盟成员单位", None),
        ("“文教联盟”“医养联盟”成员单位", None),
    ],
)
def test_a_title_names_the_alliance_where_it_names_one(title: str, name: str | None) -> None:
    assert named_in(title) == name


def test_members_listed_under_a_title_join_the_alliance_it_names(migrated: Graph, tmp_path: Path) -> None:
    units = [["单位名称", "单位性质"], ["样例区卫生局", "机关"], ["样例律师事务所", "企业"]]
    members = [["“文教联盟”成员单位"], ["成员", "角色"], ["样例区卫生局", "牵头单位"], ["样例律师事务所", "成员单位"]]
    found = imported(migrated, an_xlsx(tmp_path / "盟.xlsx", 单位台账=units, 联盟=members))
    assert found.exit_code == 0, found.all_findings()
    (alliance,) = migrated.rows(ALLIANCE_CYPHER)
    assert alliance["members"] == 2


def test_a_name_with_its_phone_in_brackets_is_a_name_and_a_phone(migrated: Graph, tmp_path: Path) -> None:
    rows = [["社区", "网格员（电话）"], ["翠苑一区社区", "王小明（13800000009）"]]
    an_xlsx(a_small_district(tmp_path / "d") / "网格员.xlsx", 网格员名册=rows)
    imported(migrated, tmp_path / "d")
    (found,) = migrated.rows("MATCH (p:Person {name: '王小明'}) RETURN p.phone IS NOT NULL AS has_phone")
    assert found["has_phone"]
