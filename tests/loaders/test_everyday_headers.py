"""Headers nobody was asked to change: everyday words, telling titles and telling cells are understood, and no more."""

import pytest

from loaders.contents import looks_like
from loaders.kinds import KINDS
from tests.loaders.everyday_layouts import LAYOUTS, Layout
from tests.loaders.test_recognising import fields, recognised


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: f"{layout.sheet}-{layout.header[:12]}")
def test_everyday_headers_are_understood(layout: Layout) -> None:
    header, row = layout.header.split(","), layout.row.split(",")
    rows = [header, row, [*row[:-1], row[-1]], row]
    found = recognised(*([[layout.title]] if layout.title else []), *rows, name=layout.sheet)
    assert found.kind is not None
    assert found.kind.key == layout.kind
    assert found.missing == ()
    told = fields(found)
    named = dict(zip(header, (told.get(name) for name in header), strict=True))
    assert set(layout.fields.split(",")) <= set(named.values()), named


def test_headers_that_say_nothing_are_known_by_their_cells_when_the_sheet_tells_the_kind() -> None:
    people = recognised(
        ["甲栏", "乙栏", "丙栏", "丁栏", "戊栏"],
        ["王小明", "13800000001", "翠苑一区社区", "女", "周日下午"],
        ["李芳", "13800000002", "翠苑二区社区", "男", "周末"],
        name="志愿者",
    )
    assert people.kind is not None
    assert (people.kind.key, people.missing) == ("volunteers", ())
    assert list(fields(people).values()) == ["name", "phone", "lives_in", "gender", "slots"]
    needs = recognised(
        ["一", "二"], ["楼下路灯坏了", "翠苑一区社区"], ["电梯老是停运", "翠苑二区社区"], name="居民需求"
    )
    assert needs.kind is not None
    assert (needs.kind.key, fields(needs)) == ("needs", {"一": "title", "二": "place"})


def test_a_list_of_names_and_phones_makes_nobody_a_party_member() -> None:
    found = recognised(["姓名", "部门", "职务", "手机"], ["王小明", "办公室", "主任", "13800000001"], name="通讯录")
    assert found.kind is not None
    assert found.kind.key == "residents"


def test_words_of_their_own_say_nothing_when_no_title_tells_what_they_are_about() -> None:
    found = recognised(["一", "二"], ["楼下路灯坏了", "翠苑一区社区"], ["电梯老是停运", "翠苑二区社区"])
    assert found.kind is None


def test_every_everyday_pattern_belongs_to_a_column_of_a_kind_that_uses_it() -> None:
    for spoken in {id(kind.everyday): kind.everyday for kind in KINDS}.values():
        columns = {column.field for kind in KINDS if kind.everyday is spoken for column in kind.columns}
        assert set(spoken) <= columns


@pytest.mark.parametrize(
    ("name", "header", "row"),
    [
        ("Sheet1", "鞋码,颜色,价格", "42,红,99"),
        ("采购", "商品名称,单价,供货商,采购日期", "灯泡,12,某某商行,2026-01-01"),
        ("成绩", "学号,语文,数学,英语", "001,90,95,88"),
        ("考勤", "上班打卡,下班打卡,迟到分钟", "8:30,17:30,0"),
        ("Sheet1", "年月,水费,电费,燃气费", "2026-01,30,120,60"),
        ("天气", "日期,气温,湿度", "2026-01-01,5,60"),
        ("Sheet1", "型号,厂家,保修期", "A1,某某厂,两年"),
        ("车辆", "车牌,排量,座位", "浙A00001,2.0,5"),
    ],
)
def test_sheets_about_other_things_stay_undetermined(name: str, header: str, row: str) -> None:
    found = recognised(header.split(","), row.split(","), row.split(","), name=name)
    assert found.kind is None or found.missing, (found.kind.key, fields(found))


@pytest.mark.parametrize(
    "header",
    ["紧急联系人姓名", "家属电话", "介绍人", "配偶出生日期", "子女单位", "户口本编号", "身高", "民族"],
)
def test_headers_about_somebody_else_or_nothing_we_keep_stay_notes(header: str) -> None:
    found = recognised(["志愿者登记表"], ["姓名", "手机", header], ["样例甲", "13800000001", "某某"])
    assert header not in fields(found)


@pytest.mark.parametrize(
    ("cells", "content"),
    [
        (["王小明", "李芳", "张伟"], "person"),
        (["男", "女", "男"], "gender"),
        (["翠苑一区社区", "文新街道", "骆家庄村"], "place"),
        (["周六上午", "周末", "工作日晚上"], "slots"),
        (["电工", "理发、护理", "合唱"], "work"),
        (["1960-01-02", "1985年3月", "1990.5"], "birthday"),
        (["13800000001", "13800000002", "13800000003"], "phone"),
        (["西湖区教育局", "某某有限公司", "文一街小学"], "unit"),
    ],
)
def test_cells_tell_what_a_column_holds(cells: list[str], content: str) -> None:
    assert content in looks_like(cells)


@pytest.mark.parametrize(
    "cells",
    [["高级", "中级", "高级"], ["周六", "周日", "周末"], ["红", "黄", "蓝"], ["无", "", "/"], ["安全", "安全", "安全"]],
)
def test_other_words_are_not_taken_for_names(cells: list[str]) -> None:
    assert "person" not in looks_like(cells)


@pytest.mark.parametrize("header", ["入党年月", "加入党组织时间", "入党时间", "转正日期", "参加工作时间"])
@pytest.mark.parametrize("title", ["党员名册", "志愿者登记表", "居民登记"])
def test_the_day_somebody_joined_is_no_birth(header: str, title: str) -> None:
    found = recognised([title], ["姓名", "手机", header], ["样例甲", "13800000001", "1985年7月"])
    assert fields(found).get(header, "joined_on") == "joined_on"


def test_who_claims_a_wish_is_a_name_and_never_a_phone() -> None:
    found = recognised(
        ["微心愿征集表"],
        ["心愿人", "心愿", "认领党员", "认领人电话"],
        ["样例甲", "电风扇", "王小明", "13800000001"],
    )
    told = fields(found)
    assert told["认领党员"] == "claimed_by"
    assert told["认领人电话"] == "claimer_phone"
    alone = recognised(["微心愿征集表"], ["心愿人", "心愿", "谁来认领"], ["样例甲", "电风扇", "13800000001"])
    assert fields(alone).get("谁来认领") != "claimed_by"


def test_hours_of_each_who_took_part_are_theirs_and_so_is_the_phone_beside_the_name() -> None:
    header = ["手机", "去了哪次活动", "哪天", "干了多久(小时)", "组织方", "地点"]
    row = ["13800000001", "清洁家园", "2026-03-05", "2", "样例志愿队", "翠苑一区社区"]
    for who in ("参与者", "参加人", "志愿者姓名"):
        found = recognised(["志愿服务工时统计"], [who, *header], ["王小明", *row], ["李芳", *row])
        assert found.kind is not None
        assert found.kind.key == "participations", who
        told = fields(found)
        assert [told[name] for name in (who, *header[:4])] == ["name", "phone", "activity", "on", "hours"]


def test_headers_that_differ_by_words_that_mean_the_same_are_the_same() -> None:
    found = recognised(
        ["社区党组织一览表"], ["支部全称", "支部类型", "党员总数", "联络员", "联络员手机号"], name="Sheet1"
    )
    assert list(fields(found).values()) == ["name", "form", "members", "contact", "contact_phone"]


def test_a_heading_and_the_name_under_it_say_together_what_is_meant() -> None:
    found = recognised(
        ["双向进入、交叉任职情况"],
        ["姓名", "党组织任职情况", "", "业委会任职情况", "", "联系电话"],
        ["", "党组织", "职务", "业委会", "职务", ""],
        merged=[(1, 1, 1, 2), (1, 3, 1, 4)],
    )
    told = ["name", "party", "party_title", "committee", "committee_title", "phone"]
    assert list(fields(found).values()) == told


def test_an_address_is_no_title_where_another_column_says_what_is_asked() -> None:
    rows = [["王小明", "锦绣花园3幢2单元", "送餐上门"], ["李芳", "文华小区5幢1单元", "修理水管"]]
    found = recognised(["居民服务需求登记表"], ["居民姓名", "楼栋房号", "需求内容"], *rows)
    assert fields(found)["需求内容"] == "description"
    assert fields(found)["楼栋房号"] == "where"


def test_the_phone_beside_whom_to_call_is_theirs() -> None:
    header = ["单位名称", "党组织名称", "书记", "书记手机", "联络员", "联络员手机"]
    row = ["样例区卫生局", "机关党支部", "王小明", "13800000001", "李芳", "13800000002"]
    told = fields(recognised(["党组织到社区报到登记表"], header, row, row))
    assert (told["书记"], told["书记手机"], told.get("联络员手机")) == ("contact", "contact_phone", None)


def test_what_is_said_of_whom_to_call_is_said_of_nothing_else() -> None:
    found = recognised(["“文教”党建联盟成员单位"], ["成员单位", "代表", "职务"], ["样例区卫生局", "王小明", "局长"])
    assert fields(found) == {"成员单位": "members", "代表": "contact"}
    assert found.missing == ()


def test_whom_to_call_is_nobody_a_list_of_persons_is_about() -> None:
    found = recognised(
        ["党员报到登记表"], ["报到社区", "联络员", "书记电话"], ["翠苑一区社区", "王小明", "13800000001"]
    )
    assert fields(found) == {"报到社区": "registered_home"}


def test_a_count_is_no_place_and_no_name() -> None:
    found = recognised(
        ["社区基本情况表"], ["社区名称", "街道", "总户数", "小区数"], ["翠苑一区社区", "样例街道", "900", "5"]
    )
    assert fields(found) == {"社区名称": "name", "街道": "street", "总户数": "households"}


def test_a_column_is_taken_rather_for_what_a_sheet_cannot_do_without() -> None:
    header = ["社区", "小区", "户数"]
    alone = fields(recognised(["小区名录"], header, ["翠苑一区社区", "样例花园", "90"]))
    above = fields(recognised(["小区楼栋名录"], [*header, "楼栋号"], ["翠苑一区社区", "样例花园", "90", "3幢"]))
    assert (alone["小区"], above["小区"], above["楼栋号"]) == ("name", "parent", "name")


def test_english_names_of_columns_and_tables_are_understood() -> None:
    header = ["name", "phone", "community", "skills", "idCard"]
    row = ["王小明", "13800000001", "翠苑一区社区", "理发", ""]
    found = recognised(header, row, row, name="volunteers")
    assert found.kind is not None
    assert found.kind.key == "volunteers"
    assert list(fields(found).values()) == ["name", "phone", "lives_in", "skills", "id_number"]
