"""An id the graph shows, written as the number of a row, means that very record: no twin comes of it."""

from pathlib import Path
from typing import Any

import pytest

from graph_model.driver import Graph
from loaders.findings import Severity
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

EVERY_CYPHER = {
    "Post": "MATCH (n:Post) RETURN n.id AS id, n.number AS number, n.description AS said",
    "Need": "MATCH (n:Need) RETURN n.id AS id, n.number AS number, n.description AS said",
    "Resource": "MATCH (n:Resource) RETURN n.id AS id, n.number AS number, n.description AS said",
    "Person": "MATCH (n:Person) RETURN n.id AS id, n.number AS number, n.occupation AS said",
}
FILLS_CYPHER = "MATCH (p:Person)-[:FILLS]->(n:Post) RETURN p.name AS name, n.title AS post"
VOLUNTEER: Rows = [["编号", "姓名", "联系电话", "居住社区"], ["Z1", "样例甲", "13800000001", "翠苑一区社区"]]
LISTS: dict[str, tuple[str, str, str]] = {
    "Post": ("岗位台账", "岗位编号", "岗位名称"),
    "Need": ("需求清单", "需求编号", "需求名称"),
    "Resource": ("资源清单", "资源编号", "资源名称"),
}


def every(graph: Graph, label: str) -> list[dict[str, Any]]:
    return graph.rows(EVERY_CYPHER[label])


@pytest.mark.parametrize("label", LISTS)
def test_a_row_numbered_with_an_id_changes_that_record_and_leaves_its_number(
    migrated: Graph, tmp_path: Path, label: str
) -> None:
    sheet, number, title = LISTS[label]
    first = [[number, title, "所属社区"], ["BH-7", "样例理发", "翠苑一区社区"]]
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), an_xlsx(tmp_path / "甲.xlsx", **{sheet: first}))
    (known,) = every(migrated, label)
    row = [known["id"].upper(), "样例理发", "翠苑一区社区", "每月一次"]
    imported(migrated, an_xlsx(tmp_path / "乙.xlsx", **{sheet: [[number, title, "所属社区", "内容"], row]}))
    assert every(migrated, label) == [{"id": known["id"], "number": "BH-7", "said": "每月一次"}]


def a_person(graph: Graph, folder: Path) -> str:
    imported(graph, a_csv(folder / "区划.csv", TERRITORIES), an_xlsx(folder / "甲.xlsx", 志愿者=VOLUNTEER))
    (known,) = every(graph, "Person")
    return str(known["id"])


def test_a_person_numbered_with_an_id_is_that_person(migrated: Graph, tmp_path: Path) -> None:
    person = a_person(migrated, tmp_path)
    rows = [["编号", "姓名", "居住社区", "职业"], [person, "样例甲", "翠苑一区社区", "医生"]]
    summary = imported(migrated, an_xlsx(tmp_path / "乙.xlsx", 志愿者=rows))
    assert every(migrated, "Person") == [{"id": person, "number": "Z1", "said": "医生"}]
    assert summary.errors == 0


def test_an_id_beside_another_name_is_refused(migrated: Graph, tmp_path: Path) -> None:
    rows = [["编号", "姓名", "居住社区"], [a_person(migrated, tmp_path), "样例乙", "翠苑一区社区"]]
    summary = imported(migrated, an_xlsx(tmp_path / "乙.xlsx", 志愿者=rows))
    (error,) = [one for one in summary.all_findings() if one.severity is Severity.ERROR]
    assert (error.column, error.reason) == ("编号", "这个编号是另一个人的，姓名不同")
    assert len(every(migrated, "Person")) == 1


def test_a_holder_may_be_named_by_ids_alone(migrated: Graph, tmp_path: Path) -> None:
    person = a_person(migrated, tmp_path)
    posts = [["岗位名称", "所属社区"], ["样例护花岗", "翠苑一区社区"], ["样例护花岗", "翠苑二区社区"]]
    imported(migrated, an_xlsx(tmp_path / "岗位.xlsx", 岗位台账=posts))
    post = every(migrated, "Post")[0]["id"]
    rows = [["岗位编号", "人员编号"], [post, person]]
    summary = imported(migrated, an_xlsx(tmp_path / "在岗.xlsx", 在岗人员=rows))
    assert summary.errors == 0
    assert migrated.rows(FILLS_CYPHER) == [{"name": "样例甲", "post": "样例护花岗"}]


def asked(graph: Graph, path: Path) -> list[tuple[str | None, str, str]]:
    found = imported(graph, path).all_findings()
    return [(one.column, one.value, one.reason) for one in found if one.severity is Severity.WARNING]


@pytest.mark.parametrize("label", LISTS)
def test_an_id_nobody_has_is_asked_about(migrated: Graph, tmp_path: Path, label: str) -> None:
    sheet, number, title = LISTS[label]
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES))
    lost = f"{label}-1c6a062aa662ee68"
    rows = [[number, title, "所属社区"], [lost, "样例理发", "翠苑一区社区"], ["BH-7", "样例修伞", "翠苑一区社区"]]
    ((column, value, reason),) = asked(migrated, an_xlsx(tmp_path / "甲.xlsx", **{sheet: rows}))
    assert (column, value) == (number, lost)
    assert reason.startswith("像是本系统的编号，但系统里没有（或已不再有）这个编号的")
    assert reason.endswith("，本行照常导入，但没有按这个编号认")
    assert [one["number"] for one in every(migrated, label)] in (["BH-7", lost], [lost, "BH-7"])


def test_a_lost_id_of_a_person_is_asked_about_and_a_known_one_is_not(migrated: Graph, tmp_path: Path) -> None:
    person = a_person(migrated, tmp_path)
    lost = f"person-{'0' * len(person.removeprefix('person-'))}"
    rows = [["编号", "姓名", "居住社区"], [person, "样例甲", "翠苑一区社区"], [lost, "样例乙", "翠苑一区社区"]]
    ((column, value, reason),) = asked(migrated, an_xlsx(tmp_path / "乙.xlsx", 志愿者=rows))
    assert (column, value) == ("编号", lost)
    assert "这个编号的人员" in reason
