"""A set is refused before anything is written where the day or the district it is to hold for cannot be."""

from datetime import date

from graph_model.code_sets import CodeSet
from loaders.codes.changes import Basis, Change, ChangeKind, Comparison
from loaders.codes.loading import Known, too_early
from loaders.codes.units import Unit, level_of
from tests.loaders.codes.builders import FOUR, ONE

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
