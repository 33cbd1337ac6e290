"""Sheets that are signed and kept: whistles with who answered, social organisations month by month."""

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl

from api.answers.forms import FormQuestion, form_answer
from api.asking import Asking
from graph_model.activities import ACTIVITIES, ORGANISATION_PARTICIPATIONS
from graph_model.driver import Graph
from graph_model.entities import Organisation
from graph_model.entities.activity import Activity
from graph_model.entities.whistle import Whistle
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.ties import Tie
from graph_model.whistles import BLOWN_WHISTLES, CALLED_ORGANISATIONS, WHISTLES
from loaders.row_heights import LINE
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SECOND, STREET
from tests.loaders.ledgers import SEALER


def lines(asked: Asking, form: str, path: Path, place: str | None = None) -> list[dict[str, Any]]:
    path.write_bytes(form_answer(asked, FormQuestion(form, place), SEALER)[1])
    heads, *rows = openpyxl.load_workbook(path).active.iter_rows(min_row=3, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def a_whistle(graph: Graph) -> None:
    whistle = Whistle(id="whistle-1", title="飞线充电", blown_on=date(2026, 11, 2), deadline=date(2026, 11, 9))
    WHISTLES.save(graph, whistle)
    BLOWN_WHISTLES.open(graph, Tie(STREET, "whistle-1"))
    ORGANISATIONS.save(graph, Organisation(id="org-fire", name="消防大队", kind="agency"))
    answered = {"role": "主办", "answered_at": date(2026, 11, 3)}
    CALLED_ORGANISATIONS.open(
        graph,
        Tie("whistle-1", "org-fire", properties=answered),
        Tie("whistle-1", "org-power", properties={"role": "协办"}),
    )


def test_a_whistle_is_told_with_who_reported_and_who_has_not(district: Graph, tmp_path: Path) -> None:
    a_whistle(district)
    (line,) = lines(asking(district), "吹哨报到记录", tmp_path / "表.xlsx")
    assert (line["吹哨事项"], line["吹哨单位"], line["状态"]) == ("飞线充电", "翠苑街道", "待对接")
    assert line["应哨单位和报到日期"] == "区供电公司（未报到）、消防大队（2026-11-03）"
    assert (line["吹哨日期"], line["办理时限"], line["办结日期"]) == ("2026-11-02", "2026-11-09", None)
    assert lines(asking(district), "吹哨报到记录", tmp_path / "又.xlsx", FIRST) == []


def test_a_social_organisation_is_told_month_by_month_with_its_gaps(district: Graph, tmp_path: Path) -> None:
    ORGANISATIONS.save(
        district,
        Organisation(id="org-social", name="邻里互助社", kind="social_organisation", category="charity"),
    )
    LOCATIONS.open(district, Tie("org-social", SECOND))
    days = [date(2025, 11, 30), date(2026, 10, 1), date(2026, 10, 20), date(2026, 11, 1)]
    ACTIVITIES.save(district, *(Activity(id=f"activity-{day}", title="义诊", on=day) for day in days))
    ORGANISATION_PARTICIPATIONS.open(district, *(Tie("org-social", f"activity-{day}") for day in days))
    (line,) = lines(asking(district), "社会组织月度活动", tmp_path / "表.xlsx")
    assert (line["社会组织"], line["类别"], line["所在社区"]) == ("邻里互助社", "公益慈善", "翠苑街道翠苑二区社区")
    assert [line[head] for head in ("2025年12月", "2026年10月", "2026年11月", "合计")] == [0, 2, 1, 3]
    assert line["没有活动的月份"] == "2025年12月；2026年1、2、3、4、5、6、7、8、9月"
    assert "2025年11月" not in line


def test_heads_that_need_two_lines_get_them(district: Graph, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(form_answer(asking(district), FormQuestion("社会组织月度活动"), SEALER)[1])
    sheet = openpyxl.load_workbook(path).active
    assert any(str(cell.value).startswith("2025年12月") for cell in sheet[3])
    assert sheet.row_dimensions[3].height >= 2 * LINE
