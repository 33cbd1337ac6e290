"""Narrow ledgers side by side are taken apart where something tells them apart, and asked about where nothing does."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from loaders.correcting import Corrected
from loaders.dividing import ledgers_of
from loaders.findings import Severity
from loaders.recognising import recognise
from loaders.sheet_report import SheetReport
from loaders.sheets import Sheet

PERSONS = [["王小红", "13800138001"], ["李建国", "13800138002"]]
RESOURCES = [["会议室", "1间"], ["投影仪", "2台"]]
HEADERS = [["姓名", "电话"], ["资源名称", "数量"]]


def beside(between: Sequence[str] = (), *more: Sequence[str]) -> list[list[str]]:
    rows = zip([HEADERS[0], *PERSONS], [HEADERS[1], *RESOURCES], strict=True)
    return [*([*left, *between, *right] for left, right in rows), *map(list, more)]


def kinds_of(rows: Sequence[Sequence[str]]) -> list[str | None]:
    parts = ledgers_of(Sheet("台账.xlsx", "Sheet1", [list(row) for row in rows]))
    return [found.kind.key if found.kind else None for found in map(recognise, parts)]


TOLD_APART = {
    "an empty column between": beside([""]),
    "rows numbered anew": [
        [mark, *row[:2], mark, *row[2:]] for mark, row in zip(["序号", "1", "2"], beside(), strict=True)
    ],
    "a title each": [["志愿者名单", "", "资源清单", ""], *beside()],
    "a title of which one only names the kind": [["居民", "", "资源清单", ""], *beside()],
    "one goes on below": beside([], ["赵明", "13800138003", "", ""], ["钱多", "13800138004", "", ""]),
}


@pytest.mark.parametrize("rows", TOLD_APART.values(), ids=TOLD_APART)
def test_persons_and_resources_in_two_columns_each_are_two_ledgers(rows: list[list[str]]) -> None:
    persons, resources = kinds_of(rows)
    assert persons in {"residents", "volunteers"}
    assert resources == "resources"


def test_a_list_of_two_columns_set_twice_on_a_page_is_read_in_both_halves() -> None:
    assert kinds_of([[*HEADERS[0], *HEADERS[0]], [*PERSONS[0], *PERSONS[1]]]) == ["residents", "residents"]


def test_a_thing_with_whom_to_call_stays_one_ledger_though_the_last_rows_name_nobody() -> None:
    header = ["需求名称", "需求内容", "姓名", "电话"]
    rows = [header, ["修灯", "楼道灯坏了", *PERSONS[0]], ["修门", "单元门坏了", "", ""], ["清沟", "水沟堵了", "", ""]]
    assert kinds_of(rows) == ["needs"]


def test_names_and_phones_beside_things_with_nothing_between_are_asked_about() -> None:
    sheet = Sheet("台账.xlsx", "Sheet1", beside())
    (part,) = ledgers_of(sheet)
    report = SheetReport.of(sheet, Corrected(recognise(part), ""), Path("台账.xlsx"))
    asked = {one.column: one.advice for one in report.findings if one.severity is Severity.WARNING}
    assert set(asked) == {"姓名", "电话"}
    assert "中间空一列" in asked["电话"]
    assert {one.header for one in report.doubtful_columns} == {"姓名", "电话"}
