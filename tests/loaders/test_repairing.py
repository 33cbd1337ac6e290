"""A slip of which only one reading is left is repaired when asked, told, and written into the workbook given back."""

from pathlib import Path
from typing import Any

import openpyxl
import pytest

from loaders import checking, cleaning
from loaders.annotating import annotate
from loaders.findings import CellProblem
from loaders.kinds.base import ID_NUMBER, PHONE
from loaders.repairing import all_repairs, repairable, repairs_done
from tests.loaders.ledgers import a_csv, an_xlsx, imported
from tests.loaders.test_annotating import NothingThere

LEDGER = [
    ["姓名", "身份证号", "联系电话", "出生日期", "性别"],
    ["样例甲", "11010519491231002×", 57188880000, "1949。12。31", "女"],
    ["＋样例乙", "110105500630002", "1380571OO12", "1949-12-31", "女"],
    ["样例丙", "110105194912310021", "1380571", "很久以前", "女"],
]


@pytest.mark.parametrize(
    ("read", "cell", "meant"),
    [
        (ID_NUMBER, "11010519491231002×", "11010519491231002X"),
        (ID_NUMBER, "身份证：110105-19491231-002x", "11010519491231002X"),
        (ID_NUMBER, "11010519491231OO2X", "11010519491231002X"),
        (ID_NUMBER, 110105491231002.0, "11010519491231002X"),
        (checking.uscc, "9135O100M000100Y43", "91350100M000100Y43"),
        (PHONE, 57188880000.0, "057188880000"),
        (PHONE, "1380571OO12", "13805710012"),
        (PHONE, "1.3805710012E+10", "13805710012"),
        (PHONE, "手机：86-13805710012", "13805710012"),
        (cleaning.day, "2021。3。12", "2021-03-12"),
        (cleaning.day, "2021，3，12", "2021-03-12"),
        (cleaning.day, "1980.5.12生", "1980.5.12"),
        (cleaning.name, "＋样例乙", "样例乙"),
    ],
)
def test_a_slip_with_one_reading_names_it_and_that_reading_is_read(read: Any, cell: Any, meant: str) -> None:
    with pytest.raises(CellProblem) as problem:
        read(cell)
    assert problem.value.mended is not None
    assert problem.value.mended.words == meant
    assert read(meant)


@pytest.mark.parametrize(
    ("read", "cell"),
    [
        (ID_NUMBER, "110105194912310021"),
        (ID_NUMBER, "11010519491231002"),
        (ID_NUMBER, "110105491231996"),
        (ID_NUMBER, "110105491331002"),
        (ID_NUMBER, 110105194912310020.0),
        (PHONE, "57188880000"),
        (PHONE, "13805710012（妻子）"),
        (PHONE, "1.38057E+10"),
        (PHONE, "1380571001"),
        (cleaning.day, "2021年3—5月"),
        (cleaning.day, "2021。2。30"),
        (cleaning.day, "21。3。1"),
        (cleaning.day, "民国80年3月"),
        (cleaning.day, 2021.1),
        (cleaning.name, "=1+1"),
    ],
)
def test_what_may_be_read_in_two_ways_is_not_repaired(read: Any, cell: Any) -> None:
    with pytest.raises(CellProblem) as problem:
        read(cell)
    assert problem.value.mended is None


def test_the_phone_of_a_service_is_no_landline_without_its_zero() -> None:
    assert checking.phone("400-800-1234") == "4008001234"


def test_nothing_is_repaired_without_being_asked(tmp_path: Path) -> None:
    summary = imported(NothingThere(), an_xlsx(tmp_path / "册.xlsx", 志愿者=LEDGER), dry_run=True)
    assert len(repairable(summary)) == 6
    assert repairs_done(summary) == []
    assert summary.total("refused") == 3


def test_all_repairs_are_found_round_by_round_and_each_is_told(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "册.xlsx", 志愿者=LEDGER)

    def read(repairs: Any) -> Any:
        return imported(NothingThere(), path, dry_run=True, repairs=repairs)

    summary = read(all_repairs(read))
    assert repairable(summary) == []
    told = {(one.row, one.column): one for one in repairs_done(summary)}
    first, second = ("身份证号", "联系电话", "出生日期"), ("姓名", "身份证号", "联系电话", "出生日期")
    assert set(told) == {(2, one) for one in first} | {(3, one) for one in second}
    assert told[3, "出生日期"].repair.now == "1950-06-30"
    assert "已改好" in told[2, "出生日期"].reason
    assert summary.total("refused") == 1
    assert "1949" not in str(told[2, "身份证号"].to_dict())
    assert "[已改好] 册.xlsx · 志愿者 · 第 3 行 · 姓名：原来写的“＋样例乙”，照“样例乙”读的" in summary.to_text()


def test_another_run_is_recorded_for_the_same_file_as_repaired(tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "册.xlsx", 志愿者=LEDGER)
    plain = imported(NothingThere(), path, dry_run=True)
    one = imported(NothingThere(), path, dry_run=True, repairs=repairable(plain))
    assert one.run != plain.run
    assert one.run == imported(NothingThere(), path, dry_run=True, repairs=repairable(plain)).run


@pytest.mark.parametrize("name", ["册.xlsx", "册.csv"])
def test_the_workbook_given_back_holds_the_repaired_cells_and_says_what_stood_there(tmp_path: Path, name: str) -> None:
    path = an_xlsx(tmp_path / name, 志愿者=LEDGER) if name.endswith("x") else a_csv(tmp_path / name, LEDGER)
    plain = imported(NothingThere(), path, dry_run=True)
    summary = imported(NothingThere(), path, dry_run=True, repairs=repairable(plain))
    annotate(path, summary, tmp_path / "核对.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "核对.xlsx").worksheets[0]
    assert (sheet["B2"].value, sheet["D2"].value, sheet["A3"].value) == ("11010519491231002X", "1949-12-31", "样例乙")
    assert "原来写的是“11010519491231002×”" in sheet["B2"].comment.text
    assert sheet["D4"].value == "很久以前"
    again = imported(NothingThere(), tmp_path / "核对.xlsx", dry_run=True)
    assert not {one.cell for one in repairable(again)} & {one.cell for one in repairable(plain)}


def test_findings_of_the_second_of_two_ledgers_side_by_side_are_marked_in_their_columns(tmp_path: Path) -> None:
    rows = [
        ["姓名", "联系电话", "", "姓名", "联系电话"],
        ["样例甲", "13800000001", "", "样例乙", "手机13805710012"],
    ]
    path = an_xlsx(tmp_path / "两栏.xlsx", 志愿者=rows)
    plain = imported(NothingThere(), path, dry_run=True)
    assert [one.sheet for one in repairable(plain)] == ["志愿者（第2栏）"]
    summary = imported(NothingThere(), path, dry_run=True, repairs=repairable(plain))
    annotate(path, summary, tmp_path / "核对.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "核对.xlsx").worksheets[0]
    assert sheet["E2"].value == "13805710012"
    assert "手机13805710012" in sheet["E2"].comment.text


def test_a_cell_that_is_mended_twice_is_read_as_mended_last(tmp_path: Path) -> None:
    rows = [LEDGER[0], ["样例甲", "11010519491231002X", "13805710012", "1950。1。1", "女"]]
    path = an_xlsx(tmp_path / "居民登记.xlsx", 居民=rows)
    found = all_repairs(lambda done: imported(NothingThere(), path, dry_run=True, repairs=done))
    assert [one.repair.now for one in found if one.repair] == ["1950-01-01", "1949-12-31"]
    summary = imported(NothingThere(), path, dry_run=True, repairs=found)
    assert (len(repairs_done(summary)), summary.sheets[0].refused) == (2, 0)
