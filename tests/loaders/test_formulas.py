"""A name that a table program would take for a formula is none; whatever else begins so stays what it is."""

from pathlib import Path

import pytest

from graph_model.driver import Graph
from loaders import cleaning
from loaders.findings import CellProblem, Severity
from tests.loaders.ledgers import ORGANISATIONS, TERRITORIES, VOLUNTEERS, a_csv, imported

FORMULAS = [
    "=1+1",
    "+cmd",
    "@x",
    "-2+3",
    "＝1+1",
    '=HYPERLINK("x")',
    "+86 13800000001",
    "\u200b=1+1",
    "\t@SUM(A1)",
    "'=cmd|测试丙",
]


@pytest.mark.parametrize("words", FORMULAS)
def test_a_formula_is_no_name(words: str) -> None:
    with pytest.raises(CellProblem) as refused:
        cleaning.name(words)
    assert refused.value.severity is Severity.ERROR
    assert "公式" in refused.value.reason
    assert "= + - @" in refused.value.advice


@pytest.mark.parametrize("words", ["样例甲", "阿依古丽·买买提", "3+1助老社", "A-B 公司", "e@家志愿队", "—"])
def test_a_name_with_such_a_sign_within_is_one(words: str) -> None:
    assert cleaning.name(words) == words


def test_a_mark_that_makes_a_cell_text_is_no_part_of_the_name() -> None:
    assert cleaning.name("'样例甲") == cleaning.title("＇样例甲") == "样例甲"
    assert cleaning.title("‘最美楼道’评选") == "‘最美楼道’评选"


@pytest.mark.parametrize(
    "words", ["-独居老人送餐", "+1 课堂进社区", "- 6/1儿童节活动", "-24/7 值守", "-(1)送餐", "@全体居民 消防演练"]
)
def test_a_title_may_begin_with_a_bullet(words: str) -> None:
    assert cleaning.title(words) == words


@pytest.mark.parametrize("words", ["=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "-SUM(A1)", "=cmd"])
def test_a_title_that_is_a_formula_is_refused(words: str) -> None:
    with pytest.raises(CellProblem):
        cleaning.title(words)


def test_numbers_phones_and_dashes_are_read_as_before() -> None:
    assert cleaning.number("-3") == -3
    assert cleaning.is_empty("-")
    assert cleaning.text("+86 13800000001") == "+86 13800000001"


def volunteer(number: str, name: str, unit: str = "", remark: str = "") -> list[str]:
    return [number, name, "+86 13800000001", "翠苑一区社区", unit, "护理", "", "", "", "-", remark]


def test_rows_whose_name_is_a_formula_are_kept_out_and_told_by_cell(migrated: Graph, tmp_path: Path) -> None:
    header = [*VOLUNTEERS[0], "备注"]
    rows = [header, *(volunteer(f"Z{n}", words) for n, words in enumerate(["=1+1", "+cmd", "@x", "样例丙"]))]
    summary = imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), a_csv(tmp_path / "志愿者.csv", rows))
    errors = [one for one in summary.all_findings() if one.severity is Severity.ERROR]
    assert [(one.row, one.column, one.value) for one in errors] == [
        (2, "姓名", "=1+1"),
        (3, "姓名", "+cmd"),
        (4, "姓名", "@x"),
    ]
    assert {one.sheet for one in errors} == {"志愿者"}
    assert migrated.rows("MATCH (n:Person) RETURN n.name AS name") == [{"name": "样例丙"}]
    assert summary.exit_code == 1


def test_a_unit_named_by_a_formula_is_kept_out_and_an_employer_asks_to_verify(migrated: Graph, tmp_path: Path) -> None:
    units = [*ORGANISATIONS, ["=2+3", "机关", "翠苑一区社区"]]
    people = [[*VOLUNTEERS[0], "备注"], volunteer("Z1", "样例丁", "=1+1", "-无特殊情况")]
    summary = imported(
        migrated,
        a_csv(tmp_path / "区划.csv", TERRITORIES),
        a_csv(tmp_path / "单位.csv", units),
        a_csv(tmp_path / "志愿者.csv", people),
    )
    told = {(one.severity, one.column, one.value) for one in summary.all_findings() if "公式" in one.reason}
    assert told == {(Severity.ERROR, "单位名称", "=2+3"), (Severity.WARNING, "工作单位", "=1+1")}
    assert migrated.rows("MATCH (n:Organisation) RETURN count(n) AS n") == [{"n": 2}]
    (person,) = migrated.rows("MATCH (n:Person) RETURN n.name AS name, n.employer AS employer")
    assert person == {"name": "样例丁", "employer": None}
