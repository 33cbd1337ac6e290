"""Forms out: real heads and print set-up, nothing that could run, and a round trip that changes nothing."""

import io
import re
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from api.answers.forms import COLUMNS, FORM_NAMES, FormQuestion, form_answer
from api.answers.record_forms import RECORD_FORMS, masked_name
from api.answers.week import week_answer
from api.asking import Asking
from api.errors import UnknownThing
from api.questions import WeekQuestion
from api.schemas.weeks import SuggestedHelper
from api.snapshot import Snapshot
from api.weekly import run_week
from graph_model.driver import Graph
from graph_model.entities import Need
from graph_model.entities.terms import ListKind
from graph_model.migrations import migrate
from graph_model.needs import NEED_TERRITORIES, NEEDS
from graph_model.ties import Tie
from loaders.kinds import BY_KEY
from loaders.pipeline import import_files
from loaders.report import ImportSummary
from tests.api.conftest import asking
from tests.loaders.ledgers import SEALER, TODAY, a_small_district, an_xlsx, imported


@pytest.fixture(params=["embedded", "neo4j"])
def migrated(request: pytest.FixtureRequest) -> Graph:
    graph: Graph = request.getfixturevalue(f"{request.param}_graph")
    migrate(graph)
    return graph


STATE_CYPHER = """
    MATCH (n) WHERE n:Need OR n:Resource OR n:Project OR n:Problem
    RETURN n.id AS id, properties(n) AS props, [(n)-[r]-(o) | type(r) + o.id] AS ties ORDER BY id
"""
LOOKS_CYPHER = "MATCH (e:Event) WHERE e.kind = 'records_taken' RETURN e.id AS id"
LEDGERS = {
    ListKind.RESOURCE: "resources",
    ListKind.NEED: "needs",
    ListKind.WISH: "wishes",
    ListKind.PROBLEM: "problems",
    ListKind.PROJECT: "projects",
}


def written(asked: Asking, form: str, path: Path) -> Any:
    name, content = form_answer(asked, FormQuestion(form), SEALER)
    assert name.endswith(".xlsx")
    path.write_bytes(content)
    return openpyxl.load_workbook(path)


def back(graph: Graph, path: Path) -> ImportSummary:
    return import_files(graph, [path], sealer=SEALER, user="tester", today=TODAY)


def state(graph: Graph) -> list[tuple[str, Any, list[str]]]:
    return [(row["id"], row["props"], sorted(row["ties"])) for row in graph.rows(STATE_CYPHER)]


@pytest.mark.parametrize("form", sorted(FORM_NAMES))
def test_what_was_exported_imports_again_with_no_finding_and_no_change(
    asked: Asking, form: str, tmp_path: Path
) -> None:
    written(asked, form, tmp_path / "表.xlsx")
    before = state(asked.graph)
    summary = back(asked.graph, tmp_path / "表.xlsx")
    assert [one.reason for one in summary.all_findings()] == []
    assert (summary.total("created"), summary.total("changed"), summary.total("unchanged")) == (
        0,
        0,
        summary.total("rows"),
    )
    assert state(asked.graph) == before


def test_a_row_that_was_edited_changes_its_own_record_and_no_other(asked: Asking, tmp_path: Path) -> None:
    path = tmp_path / "需求.xlsx"
    book = written(asked, "需求清单", path)
    sheet = book.active
    heads = [cell.value for cell in sheet[3]]
    own = sheet.cell(4, heads.index("系统编号") + 1).value
    sheet.cell(4, heads.index("服务对象") + 1).value = "样例独居老人"
    book.save(path)
    before = {row[0]: row for row in state(asked.graph)}
    summary = back(asked.graph, path)
    after = {row[0]: row for row in state(asked.graph)}
    assert (summary.total("created"), summary.total("changed")) == (0, 1)
    assert after[own][1]["beneficiaries"] == "样例独居老人"
    assert {one for one in after if after[one] != before.get(one)} == {own}


def test_a_form_can_be_printed_filled_and_read_on_a_screen(asked: Asking, tmp_path: Path) -> None:
    book = written(asked, "三张清单", tmp_path / "表.xlsx")
    assert book.sheetnames == ["资源清单", "需求清单", "项目清单"]
    sheet = book["需求清单"]
    assert sheet["A1"].value.endswith("需求清单")
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C4", "$3:$3", "landscape")
    assert sheet.page_setup.paperSize == 9
    assert sheet.column_dimensions["B"].width > 20
    lists = [one.formula1 for one in sheet.data_validations.dataValidation]
    assert any("紧急" in one for one in lists)


def test_words_that_begin_like_a_formula_are_words(district: Graph, tmp_path: Path) -> None:
    one = Need(id="need-f", title='=HYPERLINK("http://x")', description="@SUM(1)")
    NEEDS.save(district, one)
    assert NEED_TERRITORIES.open(district, Tie("need-f", asking(district).scope.territory)) == 1
    book = written(asking(district), "需求清单", tmp_path / "表.xlsx")
    (row,) = [row for row in book.active.iter_rows(min_row=4) if "HYPERLINK" in str(row[1].value)]
    assert {cell.data_type for cell in row} <= {"s", "n"}
    assert not any(str(cell.value).startswith(("=", "+", "-", "@")) for cell in row if cell.value is not None)
    assert back(district, tmp_path / "表.xlsx").all_findings() == []


def seen(helper: SuggestedHelper | None) -> str:
    if helper is None:
        return "暂无人可派"
    return masked_name(helper.name) if helper.kind == "person" else helper.name


def test_the_week_names_persons_who_agreed_only_for_a_purpose_that_allows_it_and_notes_who_looked(
    district: Graph,
) -> None:
    week = asking(district)
    run_week(district, Snapshot(district), week.scope, week.today)
    told = week_answer(asking(district), WeekQuestion(limit=200))
    persons = [one.helper for place in told.communities for one in place.suggestions if one.helper]
    persons = [one for one in persons if one.kind == "person"]
    assert persons
    for purpose, shown in ((None, masked_name), ("联系本人", lambda name: name)):
        before = len(district.rows(LOOKS_CYPHER))
        _, content = form_answer(asking(district), FormQuestion("本周建议", purpose=purpose), SEALER)
        words = [cell.value for row in openpyxl.load_workbook(io.BytesIO(content)).active for cell in row]
        assert {shown(one.name) for one in persons} <= set(words)
        assert len(district.rows(LOOKS_CYPHER)) - before == (1 if purpose else 0)


def test_the_week_is_signed_on_pages_of_each_community_and_is_no_ledger(district: Graph, tmp_path: Path) -> None:
    week = asking(district)
    run_week(district, Snapshot(district), week.scope, week.today)
    told = week_answer(asking(district), WeekQuestion(limit=200))
    path = tmp_path / "表.xlsx"
    sheet = written(asking(district), "本周建议", path).active
    heads = [cell.value for cell in sheet[3]]
    rows = [dict(zip(heads, (cell.value for cell in row), strict=True)) for row in sheet.iter_rows(min_row=4)]
    lines = [one for place in told.communities for one in (*place.suggestions, *place.gaps)]
    assert len(lines) > 1
    assert [(row["事项"], row["建议派谁"]) for row in rows] == [(one.work.title, seen(one.helper)) for one in lines]
    assert (heads[-1], {row["签字"] for row in rows}) == ("签字", {None})
    width = sheet.column_dimensions[get_column_letter(heads.index("缘由") + 1)].width
    for number, row in enumerate(rows, 4):
        lines = 2 * len(re.findall(r"[\u4e00-\u9fff]", row["缘由"])) / width
        assert (sheet.row_dimensions[number].height or 15) >= 15 * lines
    places = [row["社区"] for row in rows]
    assert [one.id for one in sheet.row_breaks.brk] == [
        3 + row for row in range(1, len(rows)) if places[row] != places[row - 1]
    ]
    summary = back(district, path)
    assert (summary.sheets, summary.all_findings()) == ([], [])


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_every_head_is_a_column_the_ledger_knows_by_that_very_name(kind: ListKind) -> None:
    known = {name for column in BY_KEY[LEDGERS[kind]].columns for name in column.normal_names}
    assert {column.head for column in COLUMNS[kind]} - known == set()


@pytest.mark.parametrize(
    ("form", "kind"),
    [
        ("结对共建台账", "pairings"),
        ("双报到台账", "party_members"),
        ("服务记录", "activities"),
        ("人岗匹配库", "posts"),
    ],
)
def test_every_head_of_a_record_form_is_known_too(form: str, kind: str) -> None:
    known = {name for column in BY_KEY[kind].columns for name in column.normal_names}
    assert {column.head for column in RECORD_FORMS[form][0]} - known == set()


def test_who_reports_twice_is_told_masked_and_comes_back_without_a_change(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    rows = [
        ["姓名", "联系电话", "工作单位", "居住地报到社区", "居住地报到日期", "单位报到社区"],
        ["样例甲", "13800000001", "样例区卫生局", "翠苑一区社区", "2024.3.1", "翠苑二区社区"],
    ]
    an_xlsx(folder / "党员.xlsx", 党员双报到=rows)
    an_xlsx(
        folder / "结对.xlsx",
        结对共建=[["结对单位", "结对社区", "结对时间"], ["样例区卫生局", "翠苑一区社区", "2024-01-01"]],
    )
    an_xlsx(
        folder / "活动.xlsx",
        活动台账=[
            ["活动名称", "活动日期", "所属社区", "参加单位"],
            ["样例义诊", "2026-10-01", "翠苑一区社区", "样例区卫生局"],
        ],
    )
    assert imported(migrated, folder).errors == 0
    asked = asking(migrated)
    for form, told in (
        (
            "双报到台账",
            ("样**", "样例区卫生局", None, "翠苑街道翠苑一区社区", "2024-03-01", "翠苑街道翠苑二区社区", None),
        ),
        ("结对共建台账", ("样例区卫生局", "翠苑街道翠苑一区社区", "2024-01-01", None, None, None, None)),
        (
            "服务记录",
            (None, "样例义诊", "2026-10-01", None, "义诊", "翠苑街道翠苑一区社区", "样例区卫生局", None, None),
        ),
    ):
        path = tmp_path / f"{form}.xlsx"
        sheet = written(asked, form, path).active
        assert [cell.value for cell in sheet[4]][-2 - len(told) : -2] == list(told)
        summary = back(migrated, path)
        assert summary.all_findings() == []
        assert (summary.total("rows"), summary.total("unchanged"), summary.total("changed")) == (1, 1, 0)


def edited(asked: Asking, form: str, path: Path, **cells: str) -> ImportSummary:
    """Export a form, write into cells of its first row, by head, and import it again."""
    book = written(asked, form, path)
    sheet = book.active
    heads = [cell.value for cell in sheet[3]]
    for head, words in cells.items():
        sheet.cell(4, heads.index(head) + 1).value = words
    book.save(path)
    return back(asked.graph, path)


def test_a_number_hidden_in_a_form_is_not_written_over_the_real_one(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    head = ["需求名称", "需求内容", "所属社区", "状态", "服务对象"]
    rows = [head, ["样例修灯", "工单编号202403150001，三单元灯坏了", "翠苑一区社区", "待对接", "样例老人"]]
    an_xlsx(folder / "需求.xlsx", 需求清单=rows)
    imported(migrated, folder)
    path = tmp_path / "表.xlsx"
    summary = edited(asking(migrated), "需求清单", path, 状态="已完成", 服务对象="")
    (need,) = migrated.rows("MATCH (n:Need) RETURN n.description AS said, n.status AS status, n.beneficiaries AS whom")
    assert need == {"said": "工单编号202403150001，三单元灯坏了", "status": "done", "whom": None}
    (told,) = summary.all_findings()
    assert (told.column, "照原来的留着" in told.reason) == ("需求内容", True)
    edited(asking(migrated), "需求清单", path, 需求内容="工单编号202403150002，灯修好了")
    (need,) = migrated.rows("MATCH (n:Need) RETURN n.description AS said")
    assert need == {"said": "工单编号202403150002，灯修好了"}


LED_CYPHER = (
    "MATCH (o)-[r:RESPONSIBLE_FOR|OFFERS]->(n) WHERE r.until IS NULL AND (n:Project OR n:Resource)"
    " RETURN o.name AS name ORDER BY name"
)
PLACES_CYPHER = "MATCH (n:Project)-[r:IN]->(t) WHERE r.until IS NULL RETURN t.name AS name ORDER BY name"


def names(graph: Graph, query: str) -> list[str]:
    return [row["name"] for row in graph.rows(query)]


def test_a_unit_or_place_corrected_in_a_form_takes_the_place_of_the_old_one(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    head = ["项目名称", "所属社区", "责任单位"]
    an_xlsx(folder / "项目.xlsx", 项目清单=[head, ["样例亮灯", "翠苑一区社区", "样例区卫生局"]])
    imported(migrated, folder)
    path = tmp_path / "表.xlsx"
    edited(asking(migrated), "项目清单", path, 责任单位="样例没有的局")
    assert names(migrated, LED_CYPHER) == ["样例区卫生局"]
    edited(asking(migrated), "项目清单", path, 责任单位="样例便民服务社", 所属社区="翠苑二区社区")
    assert names(migrated, LED_CYPHER) == ["样例便民服务社"]
    assert names(migrated, PLACES_CYPHER) == ["翠苑二区社区"]
    edited(asking(migrated), "项目清单", path, 责任单位="样例便民服务社、样例区卫生局")
    assert names(migrated, LED_CYPHER) == ["样例便民服务社", "样例区卫生局"]
    sheet = written(asking(migrated), "项目清单", path).active
    assert sheet.cell(4, 7).value == "样例便民服务社、样例区卫生局"
    edited(asking(migrated), "项目清单", path, 状态="已完成")
    assert names(migrated, LED_CYPHER) == ["样例便民服务社", "样例区卫生局"]
    edited(asking(migrated), "项目清单", tmp_path / "又一张.xlsx", 责任单位="")
    assert names(migrated, LED_CYPHER) == []


def test_who_offers_a_resource_is_corrected_in_a_form_too(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    head = ["资源名称", "所属社区", "提供单位"]
    an_xlsx(folder / "资源.xlsx", 资源清单=[head, ["样例会议室", "翠苑一区社区", "样例甲"]])
    imported(migrated, folder)
    path = tmp_path / "表.xlsx"
    edited(asking(migrated), "资源清单", path, 提供单位="样例区卫生局、样例便民服务社")
    assert names(migrated, LED_CYPHER) == ["样例便民服务社", "样例区卫生局"]
    edited(asking(migrated), "资源清单", path, 提供单位="样例区卫生局", 状态="已完成")
    assert names(migrated, LED_CYPHER) == ["样例区卫生局"]


SUPPORTERS_CYPHER = """
    MATCH (o)-[r:SUPPORTS]->(:Project) WHERE r.until IS NULL RETURN o.name AS name ORDER BY name
"""


def test_the_way_from_problem_to_project_is_told_and_who_supports_it_is_corrected(
    migrated: Graph, tmp_path: Path
) -> None:
    folder, form, place = a_small_district(tmp_path / "d"), "问题需求项目三张清单", "翠苑一区社区"
    problems = [["问题编号", "问题名称", "所属社区"], ["WT-1", "样例楼道太暗", place]]
    needs = [["需求编号", "需求名称", "所属社区", "对应问题"], ["XQ-1", "样例装灯", place, "WT-1"]]
    projects = [
        ["项目名称", "所属社区", "责任单位", "配合单位", "对应需求"],
        ["样例亮灯", place, "样例区卫生局", "样例便民服务社", "XQ-1"],
    ]
    imported(migrated, folder, an_xlsx(folder / "清单.xlsx", 问题清单=problems, 需求清单=needs, 项目清单=projects))
    path = tmp_path / "表.xlsx"
    book = written(asking(migrated), form, path)
    assert book.sheetnames == ["问题清单", "需求清单", "项目清单"]
    told = {sheet.title: dict(zip(*(tuple(c.value for c in sheet[n]) for n in (3, 4)), strict=True)) for sheet in book}
    assert told["需求清单"]["对应问题"] == "WT-1"
    assert (told["项目清单"]["配合单位"], told["项目清单"]["对应需求"]) == ("样例便民服务社", "XQ-1")
    summary = back(migrated, path)
    assert (summary.all_findings(), summary.total("unchanged")) == ([], 3)
    edited(asking(migrated), "项目清单", path, 配合单位="样例区卫生局")
    assert names(migrated, SUPPORTERS_CYPHER) == ["样例区卫生局"]


def test_another_ledger_that_names_another_unit_still_adds_it(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    head = ["项目名称", "所属社区", "责任单位"]
    an_xlsx(folder / "项目.xlsx", 项目清单=[head, ["样例亮灯", "翠苑一区社区", "样例区卫生局"]])
    imported(migrated, folder)
    rows = [head, ["样例亮灯", "翠苑一区社区", "样例便民服务社"]]
    imported(migrated, an_xlsx(tmp_path / "重点.xlsx", 重点项目=rows))
    assert names(migrated, LED_CYPHER) == ["样例便民服务社", "样例区卫生局"]


def test_what_a_pairing_says_is_not_written_over_by_a_hidden_number_either(migrated: Graph, tmp_path: Path) -> None:
    folder = a_small_district(tmp_path / "d")
    head = ["结对单位", "结对社区", "结对时间", "批次", "共建内容"]
    rows = [head, ["样例区卫生局", "翠苑一区社区", "2024-01-01", "一", "合同202403150001"]]
    an_xlsx(folder / "结对.xlsx", 结对共建=rows)
    imported(migrated, folder)
    edited(asking(migrated), "结对共建台账", tmp_path / "表.xlsx", 批次="二")
    found = migrated.rows("MATCH ()-[r:PAIRED_WITH]->() RETURN r.batch AS batch, r.content AS content")
    assert found == [{"batch": "二", "content": "合同202403150001"}]


def test_a_masked_name_is_never_taken_for_a_name(migrated: Graph, tmp_path: Path) -> None:
    rows = [["姓名", "联系电话"], ["样*", "13800000001"]]
    summary = imported(migrated, an_xlsx(tmp_path / "志愿者.xlsx", 志愿者=rows))
    assert [one.reason for one in summary.all_findings()] == ["姓名是隐去的，不能照着改"]
    assert summary.total("created") == 0


def test_a_form_nobody_knows_is_refused(asked: Asking) -> None:
    with pytest.raises(UnknownThing, match="三张清单"):
        form_answer(asked, FormQuestion("第四张清单"), SEALER)


def test_a_form_is_given_to_a_browser(reader: httpx.Client) -> None:
    answer = reader.get("/lists/forms/三张清单.xlsx")
    assert answer.status_code == 200
    assert openpyxl.load_workbook(io.BytesIO(answer.content)).sheetnames[0] == "资源清单"
