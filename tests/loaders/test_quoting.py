"""Findings speak of columns and cells as staff see them, and nothing is read into a cell that does not say it."""

import re
from pathlib import Path

import pytest

from graph_model.driver import Graph
from graph_model.entities.terms import Gender
from graph_model.taxonomy import load_taxonomy
from loaders.findings import CellProblem, Finding, Severity
from loaders.kinds import KINDS
from loaders.kinds.abilities import near_skills
from loaders.kinds.base import Column, LedgerKind
from loaders.kinds.people import ABOUT_PERSON
from loaders.report import ImportSummary
from loaders.sheet_job import SheetJob
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

FEMALE_ID_NUMBER = "11010519491231002X"
PERSON_CYPHER = "MATCH (p:Person {name: $name}) RETURN p.gender AS gender, p.note AS note"
WILLING_CYPHER = "MATCH (:Person {name: $name})-[:ABOUT]->(c:Category) RETURN c.label AS label"
ENGLISH = re.compile(r"[A-Za-z_]{3,}")


def load(graph: Graph, folder: Path, **sheets: Rows) -> ImportSummary:
    return imported(graph, a_csv(folder / "区划.csv", TERRITORIES), an_xlsx(folder / "台账.xlsx", **sheets))


def of_column(summary: ImportSummary, column: str) -> list[Finding]:
    return [one for one in summary.all_findings() if one.column == column]


def gender_column() -> Column:
    return next(column for column in ABOUT_PERSON if column.field == "gender")


@pytest.mark.parametrize(("cell", "meant"), [("男", "1"), ("女性", "2"), ("m", "1"), ("Ｆ", "2"), (1, "1"), (2.0, "2")])
def test_gender_is_read_in_its_known_forms(cell: str | float, meant: str) -> None:
    assert gender_column().read(cell) is Gender(meant)


@pytest.mark.parametrize("cell", ["不男", "非女", "男女", "3", "妇女主任"])
def test_gender_is_read_from_nothing_else(cell: str) -> None:
    with pytest.raises(CellProblem, match="按没有写记"):
        gender_column().read(cell)


def test_a_word_with_a_denial_before_it_is_not_that_word() -> None:
    employment = next(column for column in ABOUT_PERSON if column.field == "employment")
    with pytest.raises(CellProblem):
        employment.read("不在职")


def test_quoted_values_stand_as_in_the_file(migrated: Graph, tmp_path: Path) -> None:
    rows = [
        ["姓名", "身份证号", "手机", "性别", "出生年月"],
        ["样例甲", FEMALE_ID_NUMBER, "", "男", ""],
        ["样例乙", "", "13800000002", "不男", "2050年1月"],
    ]
    summary = load(migrated, tmp_path, 志愿者=rows)
    assert [(one.row, one.value) for one in of_column(summary, "性别")] == [(2, "男"), (3, "不男")]
    assert [one.value for one in of_column(summary, "出生年月")] == ["2050年1月"]
    (person,) = migrated.rows(PERSON_CYPHER, name="样例乙")
    assert person["gender"] is None
    assert "不男" in person["note"]


def test_an_empty_item_is_told_under_the_header_the_sheet_has(migrated: Graph, tmp_path: Path) -> None:
    summary = load(migrated, tmp_path, 需求清单=[["需求内容", "所属社区"], ["修路灯", "翠苑一区"], ["", "翠苑一区"]])
    (error,) = [one for one in summary.all_findings() if one.severity is Severity.ERROR]
    assert (error.row, error.column) == (3, "需求内容")


def rubbish(kind: LedgerKind) -> dict[str, Rows]:
    """Two sheets of a kind: all its columns, and only those it needs, with cells that mean nothing or are empty."""
    columns = [column for column in kind.columns if not column.kept]
    needed = [column for column in columns if any(column.field in group for group in kind.needs)]
    every, few = ["不知所云"] * len(columns), ["不知所云"] * len(needed)
    return {
        f"{kind.titles[0]}一": [[one.names[0] for one in columns], every, ["", *every[1:]]],
        f"{kind.titles[0]}二": [[one.names[0] for one in needed], ["", *few[1:]], [few[0], *[""] * (len(few) - 1)]],
    }


def test_no_finding_of_any_kind_names_an_english_field(migrated: Graph, tmp_path: Path) -> None:
    sheets = {name: rows for kind in KINDS if kind.label for name, rows in rubbish(kind).items()}
    findings = imported(migrated, an_xlsx(tmp_path / "乱.xlsx", **sheets), dry_run=True).all_findings()
    headers = {name for rows in sheets.values() for name in rows[0]}
    assert len({one.sheet for one in findings}) > len(KINDS)
    for one in findings:
        assert one.column is None or one.column in headers or not ENGLISH.search(one.column), one
        assert not re.search(r"[a-z]+_[a-z]+", one.reason + one.advice), one


def test_a_field_without_a_column_is_named_in_chinese_or_not_at_all() -> None:
    job = SheetJob.__new__(SheetJob)
    job.headers, job.names = {"title": "需求内容"}, {"title": "需求名称", "place": "所属社区"}
    assert [job.column_of(name) for name in ("title", "place", "elsewhere")] == ["需求内容", "所属社区", None]


def test_a_kind_of_work_among_the_skills_is_what_the_person_would_do(migrated: Graph, tmp_path: Path) -> None:
    load(migrated, tmp_path, 志愿者=[["姓名", "手机", "专长"], ["样例甲", "13800000001", "水电维修"]])
    assert [row["label"] for row in migrated.rows(WILLING_CYPHER, name="样例甲")] == ["水电维修"]
    assert "水电维修" in migrated.rows(PERSON_CYPHER, name="样例甲")[0]["note"]


def test_an_unknown_skill_is_a_warning_the_summary_shows_with_the_nearest(migrated: Graph, tmp_path: Path) -> None:
    summary = load(migrated, tmp_path, 志愿者=[["姓名", "手机", "专长"], ["样例甲", "13800000001", "电功"]])
    (warning,) = of_column(summary, "专长")
    assert (warning.severity, warning.value) == (Severity.WARNING, "电功")
    assert "电工" in warning.advice
    assert "技能库里没有“电功”" in summary.to_text()
    assert "专长：电功" in migrated.rows(PERSON_CYPHER, name="样例甲")[0]["note"]


def test_nothing_is_suggested_for_a_skill_like_no_other() -> None:
    assert near_skills(load_taxonomy(), "飞檐走壁") == ()


@pytest.mark.parametrize(
    ("words", "near"),
    [("辅导作业", ("作业辅导",)), ("修空调", ("空调维修",)), ("电功", ("电工", "电焊")), ("木雕作业", ())],
)
def test_skills_are_suggested_for_more_than_a_pair_of_characters_that_many_skills_have(
    words: str, near: tuple[str, ...]
) -> None:
    assert near_skills(load_taxonomy(), words) == near
