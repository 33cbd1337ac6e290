"""Kinds and columns are told by their names, whatever stands around them."""

from collections.abc import Sequence
from typing import Any

import pytest

from loaders.files import Sheet
from loaders.kinds import BY_KEY, KINDS
from loaders.recognising import Recognition, recognise


def recognised(
    *rows: Sequence[Any], name: str = "Sheet1", title: str = "", merged: Sequence[tuple[int, int, int, int]] = ()
) -> Recognition:
    width = max(len(row) for row in rows)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return recognise(Sheet("台账.xlsx", name, filled, list(merged)), title)


def fields(found: Recognition) -> dict[str, str]:
    return {match.header: match.column.field for match in found.matches if match.column}


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.label], ids=lambda kind: kind.key)
def test_every_kind_is_recognised_by_its_own_column_names_and_title(kind: Any) -> None:
    header = [column.names[0] for column in kind.columns]
    found = recognised([kind.titles[0]], header, title=kind.titles[0])
    assert found.kind is not None
    assert found.kind.key == kind.key
    assert found.missing == ()


def test_header_is_found_below_title_and_notice_rows() -> None:
    found = recognised(
        ["翠苑街道志愿者登记表"],
        ["填报单位：翠苑街道   填报日期：2026年3月"],
        ["序号", "姓名", "手机号码", "专长"],
        ["1", "样例甲", "13800000001", "护理"],
    )
    assert found.layout is not None
    assert found.layout.header_rows == (2,)
    assert fields(found) == {"姓名": "name", "手机号码": "phone", "专长": "skills"}


def test_two_header_levels_are_joined() -> None:
    found = recognised(
        ["党员信息表"],
        ["姓名", "身份证号", "户籍地", "", "双报到", ""],
        ["", "", "省", "市", "居住地报到社区", "报到日期"],
        ["样例甲", "", "浙江", "杭州", "翠苑一区", "2024-01-01"],
        merged=[(1, 2, 1, 3), (1, 4, 1, 5)],
    )
    assert found.layout is not None
    assert found.layout.header_rows == (1, 2)
    assert "户籍地-省" in found.layout.names
    assert fields(found)["双报到-居住地报到社区"] == "registered_home"


def test_totals_and_signatures_at_the_bottom_are_left_out() -> None:
    found = recognised(
        ["岗位名称", "拟认领数", "所属社区"], ["调解员", "2", "翠苑一区"], ["合计", "2", ""], ["填表人：样例", "", ""]
    )
    assert found.layout is not None
    assert found.layout.body == (1, 2)
    assert [row for row, _ in found.layout.dropped] == [2, 3]


HEADER, FIRST = ["岗位名称", "拟认领数", "所属社区"], ["调解员", "2", "翠苑一区"]


@pytest.mark.parametrize(
    "last",
    [
        ["审核困难家庭材料", "3", ""],
        ["制表和打印", "", "翠苑一区"],
        ["联系人走访", "3", "翠苑一区"],
        ["备注栏维护", "", ""],
        ["审核", "3", "翠苑一区"],
        ["联系人", "1", "翠苑一区"],
    ],
)
def test_a_last_row_that_only_begins_like_a_signature_is_a_row(last: list[str]) -> None:
    layout = recognised(HEADER, FIRST, FIRST, last).layout
    assert layout is not None
    assert (layout.body, layout.dropped) == ((1, 4), ())


@pytest.mark.parametrize(
    "last",
    [
        ["填表人：样例", "审核人：样例", "填报日期：2026-11-22"],
        ["制表", "样例", ""],
        ["审核 样例", "", ""],
        ["单位负责人签字：", "", ""],
        ["填报日期2026年11月", "", ""],
        ["注1：以上为拟认领", "", ""],
        ["联系人：样例", "13800000001", ""],
    ],
)
def test_a_last_row_that_signs_is_left_out(last: list[str]) -> None:
    layout = recognised(HEADER, FIRST, FIRST, last).layout
    assert layout is not None
    assert (layout.body, [row for row, _ in layout.dropped]) == ((1, 3), [3])


def test_column_with_a_name_that_says_nothing_is_known_by_its_numbers() -> None:
    found = recognised(["志愿者登记表"], ["姓名", "特长", "号码"], *[["样例", "护理", "11010519491231002X"]] * 3)
    assert fields(found)["号码"] == "id_number"


def test_unknown_column_stays_visible() -> None:
    found = recognised(["志愿者登记表"], ["姓名", "手机", "鞋码"], ["样例甲", "13800000001", "42"])
    assert [match.header for match in found.matches if match.column is None] == ["鞋码"]


def test_sheet_of_no_known_kind_is_undetermined() -> None:
    found = recognised(["鞋码", "颜色", "价格"], ["42", "红", "99"])
    assert found.kind is None


def test_statistics_are_recognised_and_not_loaded() -> None:
    found = recognised(
        ["社会组织汇总统计表"],
        ["序号", "单位名称", "社区数量", "社会组织总数", "成员总数"],
        ["1", "翠苑街道", "10", "30", "900"],
    )
    assert found.kind is BY_KEY["statistics"]
    assert found.kind.label == ""
