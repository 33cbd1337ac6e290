"""The page of an import lists a kind of problem once, with how many cells have it."""

from api.pages.finding_groups import MOST_OPENED, grouped
from api.schemas.imports import CellRepair, ImportFinding


def found(row: int, value: str = "", reason: str = "不像电话号码", **more: object) -> ImportFinding:
    told = {"sheet": "志愿者", "column": "电话", "row": row, "value": value, "reason": reason, "advice": "请核对"}
    return ImportFinding.model_validate(told | more)


def test_findings_of_one_column_and_reason_are_one_group_with_its_first_cells() -> None:
    (group,) = grouped(found(row, f"13{row}") for row in range(2, 12))
    assert (len(group.findings), group.rows) == (10, "第 2 行、第 3 行、第 4 行 等")
    assert (group.values, group.reason, group.advice) == ("132、133、134……", "不像电话号码", "请核对")


def test_reasons_that_differ_by_the_words_of_the_cell_are_one() -> None:
    reasons = [found(2, reason="“甲社区”没有登记"), found(3, reason="“乙社区”没有登记", advice="是不是乙二社区？")]
    (group,) = grouped(reasons)
    assert (group.reason, group.advice) == ("“…”没有登记", "")
    assert [one.reason for one in group.listed] == ["“甲社区”没有登记", "“乙社区”没有登记"]


def test_disagreements_with_different_rows_of_another_ledger_are_one() -> None:
    said = "常住地与“a志愿者.xlsx · 志愿者”第 {} 行说的不同：那里写的是“甲”，这里是“乙”；以这里的为准，因为后导入的算数"
    (group,) = grouped(found(row, reason=said.format(there)) for row, there in ((2, "7"), (3, "1,208")))
    assert (len(group.findings), group.reason.count("第…行")) == (2, 1)


def test_other_columns_weights_and_what_a_click_repairs_stand_apart() -> None:
    repair = CellRepair(cell="c", to="13800000001", why="每一位都在")
    findings = [found(2), found(3, column="手机"), found(4, severity="warning"), found(5, repair=repair), found(6)]
    groups = grouped(findings)
    assert [[one.row for one in group.findings] for group in groups] == [[2, 6], [3], [4], [5]]
    assert [group.is_open for group in groups] == [False, False, False, True]


def test_a_group_of_very_many_lists_the_first() -> None:
    (group,) = grouped(found(row) for row in range(2, 5_000))
    assert len(group.listed) == MOST_OPENED
