"""Ledgers of whistles: who called which units for what, and when each reported."""

from pathlib import Path

import pytest

from api.answers.signed_forms import WHISTLES
from graph_model.driver import Graph
from graph_model.form_rows import whistles_of_form
from graph_model.scope import Scope
from loaders.kinds import BY_KEY
from loaders.recognising import recognise
from loaders.sheets import Sheet
from tests.loaders.ledgers import TERRITORIES, Rows, a_csv, an_xlsx, imported

UNITS: Rows = [["单位名称", "单位性质"], ["样例区城管局", "机关"], ["样例区供电公司", "企业"]]
HEAD: list[object] = [
    "吹哨事项",
    "情况说明",
    "吹哨单位",
    "吹哨日期",
    "办理时限",
    "应哨单位和报到日期",
    "办结日期",
    "状态",
]
ROW: list[object] = [
    "飞线充电",
    "三幢楼下",
    "翠苑一区社区",
    "2026-11-02",
    "2026-11-09",
    "样例区城管局（2026-11-03）、样例区供电公司（未报到）",
    "",
    "办理中",
]


@pytest.fixture
def district(migrated: Graph, tmp_path: Path) -> Graph:
    imported(migrated, a_csv(tmp_path / "区划.csv", TERRITORIES), an_xlsx(tmp_path / "单位.xlsx", 单位=UNITS))
    return migrated


def test_a_ledger_of_whistles_is_loaded_with_who_was_called_and_who_came(district: Graph, tmp_path: Path) -> None:
    path = an_xlsx(tmp_path / "吹哨.xlsx", 吹哨报到=[HEAD, ROW])
    summary = imported(district, path)
    assert [(one.kind, one.created) for one in summary.sheets] == [("whistles", 1)]
    assert summary.all_findings() == []
    (row,) = whistles_of_form(district, Scope("tester", str(TERRITORIES[1][0])))
    assert sorted(map(tuple, row["called"])) == [("样例区供电公司", None), ("样例区城管局", "2026-11-03")]
    assert (row["item"]["title"], row["item"]["status"], str(row["item"]["deadline"])) == (
        "飞线充电",
        "in_progress",
        "2026-11-09",
    )
    again = imported(district, path)
    assert (again.total("created"), again.total("changed"), again.total("unchanged")) == (0, 0, 1)


def test_brackets_that_tell_no_day_are_of_the_name_of_a_unit(district: Graph, tmp_path: Path) -> None:
    units = [UNITS[0], ["市监局（东山所）", "机关"], ["城管局（未成年人救助站）", "机关"]]
    imported(district, an_xlsx(tmp_path / "单位.xlsx", 单位=units))
    called = "市监局（东山所）、城管局（未成年人救助站）、样例区城管局（11月3日）、样例区供电公司（已到）"
    summary = imported(district, an_xlsx(tmp_path / "吹哨.xlsx", 吹哨报到=[HEAD, [*ROW[:5], called, *ROW[6:]]]))
    found = {row["name"] for row in district.rows("MATCH (:Whistle)-[:CALLS]->(o) RETURN o.name AS name")}
    assert found == {"市监局（东山所）", "城管局（未成年人救助站）", "样例区城管局", "样例区供电公司"}
    assert [one.reason.split("：")[0] for one in summary.all_findings()] == ["报到日期“11月3日”", "报到日期“已到”"]


def test_units_and_days_in_columns_of_their_own_are_read_too(district: Graph, tmp_path: Path) -> None:
    head = ["哨单内容", "吹哨社区", "吹哨时间", "响应部门", "响应时间"]
    row = ["井盖松动", "翠苑一区社区", "2026年11月2日", "样例区城管局、没有的单位", "2026年11月4日"]
    summary = imported(district, an_xlsx(tmp_path / "册.xlsx", 街社吹哨=[head, row]))
    assert [one.reason for one in summary.all_findings()] == [
        "单位“没有的单位”没有登记，本行照常导入，但未建立这条联系"
    ]
    (found,) = district.rows("MATCH (:Whistle)-[r:CALLS]->(o) RETURN o.name AS unit, toString(r.answered_at) AS day")
    assert found == {"unit": "样例区城管局", "day": "2026-11-04"}


def test_every_head_of_the_form_of_whistles_is_known_and_it_is_recognised_by_them() -> None:
    heads = [column.head for column in WHISTLES]
    known = {name for column in BY_KEY["whistles"].columns for name in column.normal_names}
    assert set(heads) - known == set()
    found = recognise(Sheet("表.xlsx", "Sheet1", [heads, ["甲", "", "翠苑一区社区", "2026-11-02", *[""] * 6]]))
    assert found.kind is BY_KEY["whistles"]
