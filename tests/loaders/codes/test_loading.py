"""A set is refused before anything is written where the day or the district it is to hold for cannot be."""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from graph_model.code_sets import CodeSet
from loaders.codes.changes import Basis, Change, ChangeKind, Comparison
from loaders.codes.loading import Known, NoDistrict, Wanted, chosen_districts, too_early
from loaders.codes.units import Unit, level_of
from tests.loaders.codes.builders import BEFORE, DISTRICT, FOUR, ONE, STREET, lines, table, units, without

LATEST = CodeSet("新代码.xlsx", "", date(2026, 6, 30), "", "张三")


def begun(code: str) -> Comparison:
    unit = Unit(code, "湖畔社区", level_of(code), None)
    return Comparison((Change(ChangeKind.NEW, code, None, unit, (code,), "", 1.0, Basis.FILE),), 0)


def test_a_day_before_the_set_in_force_is_refused_for_a_district_the_graph_has() -> None:
    known, day = Known({ONE: {}}), date(2026, 6, 29)
    assert list(too_early(known, begun(FOUR), LATEST, day)) == [
        "图里的一套 2026-06-30 起生效，比 2026-06-29 晚：请核对文件和生效日期。"
    ]
    assert list(too_early(known, begun(FOUR), LATEST, LATEST.on)) == []
    assert list(too_early(known, begun(FOUR), None, day)) == []
    assert list(too_early(known, begun("330105001001"), LATEST, day)) == []


def wanted(folder: Path, text: Iterable[str], *districts: str) -> Wanted:
    return Wanted(table(folder, text), "", LATEST.on, districts)


def test_a_district_named_that_is_not_in_the_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoDistrict) as refused:
        chosen_districts(units(BEFORE), wanted(tmp_path, lines(BEFORE), DISTRICT, "330105000000"))
    assert refused.value.strange == ("330105000000",)
    assert chosen_districts(units(BEFORE), wanted(tmp_path, lines(BEFORE), DISTRICT)) == {DISTRICT}


def test_a_community_from_elsewhere_brings_no_other_district_in(tmp_path: Path) -> None:
    other = {"330105000000": "拱墅区", "330105001000": "米市巷街道", "330105001001": "半道红社区"}
    third = {"330108000000": "滨江区"}
    moved = f"330105001002,花园亭社区,330105001000,{FOUR},"
    text = lines(without(FOUR) | {"330105000000": "拱墅区", "330105001000": "米市巷街道"}, moved)
    assert chosen_districts(units(BEFORE | third), wanted(tmp_path, text)) == {DISTRICT}
    assert chosen_districts(units(BEFORE | other | third), wanted(tmp_path, text)) == {DISTRICT, "330105000000"}


def test_a_district_whose_own_code_changed_is_compared_with_its_new_one(tmp_path: Path) -> None:
    new = "330113000000"
    said = wanted(tmp_path, lines({}, f"{new},西湖区,,{DISTRICT},", f"330113005000,翠苑街道,{new},{STREET},"))
    assert chosen_districts(units(BEFORE), said) == {DISTRICT, new}
    rows = [f"{DISTRICT},西湖区,{new}", f"{new},西湖新区,"]
    assert chosen_districts(units(BEFORE), wanted(tmp_path, ["代码,名称,新代码", *rows])) == {DISTRICT, new}
