"""Kinds and columns are told by their names, whatever stands around them."""

from collections.abc import Sequence
from typing import Any

import pytest

from loaders.dividing import ledgers_of
from loaders.files import Sheet
from loaders.kinds import BY_KEY, KINDS
from loaders.recognising import Recognition, recognise
from tests.benchmarks.layouts import layouts, sheet_of


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


NEEDS = [["诉求内容", "哪个社区提的", "类别", "希望完成时间"], ["楼道灯不亮", "翠苑一区社区", "便民", "2026-12-01"]]
POSTS = [["岗位名称", "岗位内容", "所在社区", "需要人数"], ["护理岗", "照看老人", "翠苑一区社区", "2"]]


def key_of(found: Recognition) -> str | None:
    return found.kind.key if found.kind else None


@pytest.mark.parametrize("name", ["需求和岗位", "岗位、需求", "问题及需求清单", "Sheet1"])
def test_a_title_that_names_several_kinds_is_no_evidence_for_one_of_them_alone(name: str) -> None:
    assert (key_of(recognised(*NEEDS, name=name)), key_of(recognised(*POSTS, name=name))) == ("needs", "posts")


def test_columns_outweigh_a_title_that_names_another_kind() -> None:
    assert key_of(recognised(*POSTS, name="需求清单")) == "posts"


def test_the_name_of_the_file_says_nothing_where_the_sheet_names_its_kind() -> None:
    skills = [["姓名", "联系电话", "专长", "证书", "技能等级"], ["样例甲", "13800000001", "护理", "无", "高级"]]
    assert key_of(recognised(*skills, name="专长信息", title="09-志愿者")) == "person_skills"


def test_a_kind_that_another_comes_near_is_doubted_and_a_tie_held_back() -> None:
    near = recognised(*NEEDS, name="岗位")
    assert (key_of(near), near.rival, near.is_tie) == ("posts", BY_KEY["needs"], False)
    tie = recognised(*NEEDS, name="岗位需求")
    assert (tie.rival, tie.is_tie) == (BY_KEY["needs"], True)


def test_a_list_of_people_that_claims_least_is_doubted_and_never_held_back() -> None:
    found = recognised(["姓名", "手机", "住址"], ["样例甲", "13800000001", "翠苑一区社区"])
    assert (key_of(found), found.rival is not None, found.is_tie) == ("residents", True, False)


def test_no_real_form_is_held_back_and_those_told_by_their_titles_are_not_doubted() -> None:
    titled = [(one["kind"], recognise(sheet_of(one))) for one in layouts()]
    bare = [recognise(sheet_of(one, "Sheet1")) for one in layouts()]
    assert not any(found.is_tie for found in [*bare, *(found for _, found in titled)])
    assert [kind for kind, found in titled if found.rival] == ["pairings"]


def test_each_of_two_ledgers_side_by_side_goes_by_the_title_above_it_and_not_by_the_name_of_the_sheet() -> None:
    above, *rest = [["民生诉求", "", "", ""], *NEEDS], [["招募", "", "", ""], *POSTS]
    rows = [[*left, "", *right] for left, right in zip(above, rest[0], strict=True)]
    parts = ledgers_of(Sheet("台账.xlsx", "岗位需求", rows))
    assert [key_of(recognise(part, "岗位")) for part in parts] == ["needs", "posts"]
    assert recognise(parts[0], "岗位").rival is None


def test_a_ledger_of_volunteers_without_a_title_is_doubted_and_not_held_back() -> None:
    header = [
        "序号",
        "志愿者编号",
        "姓名",
        "性别",
        "身份证号",
        "联系电话",
        "居住社区",
        "职业",
        "技能特长",
        "等级",
        "备注",
    ]
    row = ["1", "ZY1", "样例甲", "男", "", "13800000001", "翠苑一区社区", "教师", "电工", "中级"]
    found = recognise(Sheet("册.xlsx", "Sheet1", [list(header), list(row)]))
    assert found.kind is not None
    assert (found.kind.key, found.is_tie) == ("volunteers", False)


PLAIN = [["姓名", "电话", "居住社区"], ["王小红", "13800138001", "翠苑一区社区"]]


def test_the_name_of_the_file_makes_no_party_members_of_a_plain_list() -> None:
    found = recognised(*PLAIN, title="2024年双报到名单")
    assert (key_of(found), found.rival) == ("residents", BY_KEY["party_members"])
    able = [[*PLAIN[0], "特长", "可服务时间"], [*PLAIN[1], "理发", "周六上午"]]
    assert key_of(recognised(*able, title="双报到")) == "volunteers"
    reported = [[*PLAIN[0], "所在党支部", "报到社区"], [*PLAIN[1], "第一支部", "翠苑二区社区"]]
    assert key_of(recognised(*reported, title="通讯录")) == "party_members"


def test_who_says_what_they_can_do_and_when_is_a_volunteer_and_who_says_only_what_may_be_one() -> None:
    when = recognised(["姓名", "手机", "特长", "可服务时间"], ["王小红", "13800138001", "理发", "周六上午"])
    what = recognised(["姓名", "手机", "特长"], ["王小红", "13800138001", "理发"])
    assert key_of(when) == "volunteers"
    assert (key_of(what), what.rival) == ("residents", BY_KEY["volunteers"])


def test_a_roster_of_mainstays_is_one_of_volunteers() -> None:
    found = recognised(["志愿骨干花名册"], ["姓名", "手机", "特长"], ["王小红", "13800138001", "理发"])
    assert (key_of(found), found.rival) == ("volunteers", None)


def test_a_plain_list_on_a_sheet_named_for_party_members_is_doubted_and_one_with_such_a_title_is_not() -> None:
    named, titled = recognised(*PLAIN, name="双报到"), recognised(["双报到党员名册"], *PLAIN)
    assert (key_of(named), named.rival) == ("party_members", BY_KEY["residents"])
    assert (key_of(titled), titled.rival) == ("party_members", None)


def test_a_list_of_names_and_phones_alone_is_one_of_residents() -> None:
    found = recognised(["姓名", "电话"], ["王小红", "13800138001"])
    assert (key_of(found), found.is_tie) == ("residents", False)


GROUPED = (
    ["志愿者登记表"],
    ["基本情况", "", "", "特长", "", "可服务时间", "备注"],
    ["姓名", "手机", "居住社区", "技能", "证书名称", "", ""],
    ["样例甲", "13800000001", "翠苑一区社区", "护理", "护士执业证", "周末", "样例"],
)


@pytest.mark.parametrize("merged", [(), ((1, 0, 1, 2), (1, 3, 1, 4), (1, 5, 2, 5), (1, 6, 2, 6))])
def test_columns_named_only_in_the_upper_of_two_rows_are_read(merged: tuple[tuple[int, int, int, int], ...]) -> None:
    found = recognised(*GROUPED, merged=merged)
    assert found.layout is not None
    assert found.layout.header_rows == (1, 2)
    assert found.layout.names[3:] == ("特长-技能", "特长-证书名称", "可服务时间", "备注")
    assert {one.column.field for one in found.matches if one.column} >= {"name", "phone", "skills", "slots"}


def test_a_title_or_a_notice_above_a_header_is_no_level_of_it() -> None:
    header, row = ["姓名", "手机", "居住社区", "技能"], ["样例甲", "13800000001", "翠苑一区社区", "护理"]
    for above in (["志愿者登记表"], ["填报单位：翠苑街道", "", "", "填报日期：2026年1月"], ["联系人", "", "姓名", ""]):
        found = recognised(above, header, row)
        assert found.layout is not None
        assert (found.layout.header_rows, found.layout.names) == ((1,), tuple(header))


def test_another_header_right_below_rows_begins_another_ledger_and_a_row_of_data_does_not() -> None:
    above = [["姓名", "电话"], ["王小明", "13800000001"]]
    stacked = Sheet("台账.xlsx", "Sheet1", [*above, ["资源名称", "数量"], ["会议室", "2"]], [])
    assert [len([row for row in part.rows if any(row)]) for part in ledgers_of(stacked)] == [2, 2]
    for row in (["组长", "成员"], ["活动", "主题"], ["王小明", "电话"]):
        assert len(ledgers_of(Sheet("台账.xlsx", "Sheet1", [*above, row, ["李芳", "13800000002"]], []))) == 1


def test_what_residents_think_of_their_property_company_makes_no_territories() -> None:
    header = ["社区", "小区名称", "物业公司", "环境卫生", "安全秩序", "设施维护", "服务态度", "总分"]
    found = recognised(["服务质量满意度测评"], header, ["翠苑一区社区", "样例花园", "样例物业", *"44354"])
    assert found.kind is not None
    assert found.kind.key == "statistics"
