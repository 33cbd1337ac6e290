"""Persons without ID number, number and phone are known by name and community; nothing uncertain is passed over."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders.findings import CellProblem, Finding, Severity
from loaders.kinds.people import NAME
from loaders.report import ImportSummary
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

PEOPLE_CYPHER = """
    MATCH (p:Person) OPTIONAL MATCH (p)-[:LIVES_IN]->(t:Territory)
    RETURN p.name AS name, t.name AS place ORDER BY name, place
"""
HEADER = ["姓名", "居住社区", "专长"]


def load(graph: Graph, folder: Path, rows: Rows) -> ImportSummary:
    return imported(graph, a_csv(folder / "区划.csv", TERRITORIES), an_xlsx(folder / "台账.xlsx", 志愿者=rows))


def told(summary: ImportSummary, severity: Severity) -> list[Finding]:
    return [one for one in summary.all_findings() if one.severity is severity]


def test_name_and_community_make_a_person_once_and_staff_are_told_what_is_uncertain(
    migrated: Graph, tmp_path: Path
) -> None:
    rows = [HEADER, ["样例甲", "翠苑一区社区", "护理"], ["样例甲", "翠苑二区社区", ""], ["样例乙", "翠苑一区", ""]]
    summary = load(migrated, tmp_path, rows)
    people = [("样例乙", "翠苑一区社区"), ("样例甲", "翠苑一区社区"), ("样例甲", "翠苑二区社区")]
    assert [(row["name"], row["place"]) for row in migrated.rows(PEOPLE_CYPHER)] == sorted(people)
    assert {one.row for one in told(summary, Severity.WARNING) if "分不开" in one.reason} == {2, 3, 4}
    assert "分不开" in summary.to_text()
    again = load(migrated, tmp_path, rows)
    assert (again.total("created"), again.total("changed"), again.errors) == (0, 0, 0)


def test_namesakes_of_one_community_who_say_different_things_are_kept_out_and_told(
    migrated: Graph, tmp_path: Path
) -> None:
    rows = [HEADER, ["样例甲", "翠苑一区社区", "护理"], ["样例甲", "翠苑一区", "电工"], ["样例乙", "翠苑一区", ""]]
    summary = load(migrated, tmp_path, rows)
    assert [one.row for one in told(summary, Severity.ERROR)] == [2, 3]
    assert "不能断定" in told(summary, Severity.ERROR)[0].reason
    assert [row["name"] for row in migrated.rows(PEOPLE_CYPHER)] == ["样例乙"]


def test_namesakes_are_told_apart_by_their_birth_year(migrated: Graph, tmp_path: Path) -> None:
    rows = [[*HEADER, "出生年月"], ["样例甲", "翠苑一区", "", "1960年3月"], ["样例甲", "翠苑一区", "", "1985.1"]]
    assert not told(load(migrated, tmp_path, rows), Severity.ERROR)
    assert len(migrated.rows(PEOPLE_CYPHER)) == 2


def test_the_very_same_row_twice_is_one_person(migrated: Graph, tmp_path: Path) -> None:
    rows = [["序号", *HEADER], ["1", "样例甲", "翠苑一区社区", "护理"], ["2", "样例甲", "翠苑一区社区", "护理"]]
    summary = load(migrated, tmp_path, rows)
    assert (summary.total("merged"), summary.errors, len(migrated.rows(PEOPLE_CYPHER))) == (1, 0, 1)


def test_a_name_alone_is_nobody(migrated: Graph, tmp_path: Path) -> None:
    summary = load(migrated, tmp_path, [HEADER, ["样例甲", "", "护理"]])
    assert [one.row for one in told(summary, Severity.ERROR)] == [2]


def test_one_number_with_two_names_keeps_the_later_row_out(migrated: Graph, tmp_path: Path) -> None:
    rows = [["编号", *HEADER], ["Z1", "样例甲", "翠苑一区社区", ""], ["Z1", "样例乙", "翠苑一区社区", ""]]
    (error,) = told(load(migrated, tmp_path, rows), Severity.ERROR)
    assert (error.row, error.column, error.reason) == (3, "编号", "与第2行编号相同、姓名不同")
    assert [row["name"] for row in migrated.rows(PEOPLE_CYPHER)] == ["样例甲"]


def test_several_people_in_one_cell_are_asked_for_a_row_each(migrated: Graph, tmp_path: Path) -> None:
    rows = [
        ["姓名", "联系电话", "技能"],
        ["样例甲、样例乙，样例丙", "13800000001", "理发"],
        ["样例丁", "13800000002", "理发"],
    ]
    summary = imported(migrated, an_xlsx(tmp_path / "志愿者.xlsx", 志愿者=rows))
    assert [(one.row, one.reason) for one in summary.all_findings() if one.severity is Severity.ERROR] == [
        (2, "一格里写了 3 个人，分不清电话、证件是谁的")
    ]
    assert summary.total("created") == 1


@pytest.mark.parametrize("words", [0, 12345.0, "???", "#REF!", "#N/A", "○○"])
def test_figures_signs_and_errors_of_table_programs_are_no_name(words: float | str) -> None:
    with pytest.raises(CellProblem, match="不像姓名"):
        NAME.read(words)


def test_a_masked_or_foreign_name_is_one() -> None:
    assert [NAME.read(words) for words in ("王**", "Anna Li", "阿卜杜拉·买买提")] == [
        "王**",
        "Anna Li",
        "阿卜杜拉·买买提",
    ]
