"""A file of codes is read as it comes; what is wrong with it is told with its row and what to do."""

from pathlib import Path

import openpyxl
import pytest

from graph_model.entities.terms import Level
from loaders.codes.reading import UnusableCodes, read_codes, told_findings
from loaders.codes.shipped import shipped_units
from loaders.codes.units import base_name, is_same_name, level_of, parent_of, plain_name
from loaders.sheets import UnreadableFile
from tests.loaders.codes.builders import BEFORE, DISTRICT, ONE, STREET, lines, table, write


def refused(folder: Path, *text: str) -> list[str]:
    with pytest.raises(UnusableCodes) as found:
        read_codes(write(folder, text))
    return list(told_findings(found.value.findings))


def test_a_workbook_with_a_title_and_short_codes_is_read(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    rows = [["西湖区区划代码（2026年）"], ["统计用区划代码", "城乡分类代码", "名称"]]
    for row in [*rows, [330106, "", "西湖区"], [330106005, "", "翠苑街道"], [330106005001, 111, "翠苑一区社区居委会"]]:
        sheet.append(row)
    book.save(tmp_path / "代码.xlsx")
    found = read_codes(tmp_path / "代码.xlsx").units
    assert list(found) == [DISTRICT, STREET, ONE]
    assert (found[ONE].level, found[ONE].parent, found[ONE].category, found[ONE].row) == (
        Level.COMMUNITY,
        STREET,
        "111",
        5,
    )


def test_a_file_in_gb18030_is_read(tmp_path: Path) -> None:
    path = tmp_path / "代码.csv"
    path.write_bytes("\n".join(lines(BEFORE)).encode("gb18030"))
    assert {code: unit.name for code, unit in read_codes(path).units.items()} == BEFORE


@pytest.mark.parametrize(("point", "located"), [("120.1,30.2", (120.1, 30.2)), ("30.2,120.1", None), ("0,0", None)])
def test_a_point_that_lies_outside_the_country_is_left_out(
    tmp_path: Path, point: str, located: tuple[float, float] | None
) -> None:
    found = table(tmp_path, ["代码,名称,经度,纬度", f"{ONE},翠苑一区社区,{point}"]).units
    assert found[ONE].located == located


def test_streets_and_districts_named_beside_a_community_are_known(tmp_path: Path) -> None:
    found = table(tmp_path, ["代码,名称,街道,区县", f"{ONE},翠苑一区社区,翠苑街道,西湖区"]).units
    assert {code: (unit.name, unit.parent) for code, unit in found.items()} == {
        DISTRICT: ("西湖区", None),
        STREET: ("翠苑街道", DISTRICT),
        ONE: ("翠苑一区社区", STREET),
    }


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("3301060050,短代码社区,", "第 2 行“统计用区划代码”3301060050：区划代码应是 6、9 或 12 位数字"),
        (f"{ONE},{'长' * 301},", "名称有 301 个字"),
        (f"{ONE},,", "第 2 行“名称”：没有名称。请补上名称。"),
        (",无代码社区,", "第 2 行“统计用区划代码”：没有代码"),
        (f"{ONE},翠苑一区社区,12345", "第 2 行“原代码”12345：区划代码应是"),
        ("330106005001-C01,小区,", "社区以下的小区、楼道请在区划台账里导入"),
    ],
)
def test_a_row_that_cannot_be_taken_is_told_with_its_row(tmp_path: Path, row: str, reason: str) -> None:
    assert reason in refused(tmp_path, "代码,名称,原代码", row)[0]


def test_one_code_for_two_units_is_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, "代码,名称", f"{ONE},翠苑一区社区", f"{ONE},花园亭社区")
    assert "出现两次：第 2 行是“翠苑一区社区”，这一行是“花园亭社区”" in told[0]


def test_one_code_under_two_streets_is_refused(tmp_path: Path) -> None:
    rows = (f"{ONE},翠苑一区社区,{STREET}", f"{ONE},翠苑一区社区,330106006000")
    told = refused(tmp_path, "代码,名称,上级代码", *rows)
    assert f"第 2 行的上级是 {STREET}，这一行是 330106006000" in told[0]


def test_a_community_directly_under_a_district_is_refused(tmp_path: Path) -> None:
    told = refused(tmp_path, "代码,名称,上级代码", f"{ONE},翠苑一区社区,{DISTRICT}")
    assert "社区的上级应是镇街" in told[0]


def test_of_many_mistakes_the_first_are_told_and_the_rest_counted(tmp_path: Path) -> None:
    told = refused(tmp_path, "代码,名称", *(f"{n},坏社区" for n in range(1, 31)))
    assert len(told) == 21
    assert told[-1] == "……另有 10 处。"


@pytest.mark.parametrize("text", [("姓名,电话", "张三,13800000000"), ("代码,名称",), ("",)])
def test_a_file_that_is_none_of_codes_is_refused_with_a_way_out(tmp_path: Path, text: tuple[str, ...]) -> None:
    with pytest.raises(UnreadableFile) as found:
        read_codes(write(tmp_path, text))
    assert found.value.advice


@pytest.mark.parametrize(
    ("name", "plain", "base"),
    [
        ("清波门社区居民委员会", "清波门社区", "清波门"),
        ("清波门社区居委会", "清波门社区", "清波门"),
        ("梵村村委会", "梵村", "梵"),
        ("梅家坞村民委员会", "梅家坞村", "梅家坞"),
        ("翠苑街道办事处", "翠苑街道", "翠苑"),
        ("西湖区", "西湖区", "西湖"),
    ],
)
def test_a_name_is_known_by_its_plain_form(name: str, plain: str, base: str) -> None:
    assert (plain_name(name), base_name(name)) == (plain, base)
    assert is_same_name(name, plain)


def test_the_set_that_is_shipped_is_whole() -> None:
    found = shipped_units()
    levels = [unit.level for unit in found.values()]
    counts = [levels.count(level) for level in (Level.DISTRICT, Level.SUBDISTRICT, Level.COMMUNITY)]
    assert counts == [13, 196, 3320]
    assert [code for code, unit in found.items() if unit.parent is not None and unit.parent not in found] == []
    assert all(level_of(code) is unit.level and parent_of(code) == unit.parent for code, unit in found.items())
