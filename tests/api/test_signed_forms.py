"""Forms that are signed and kept: whistles with who answered, social organisations by month; also as documents."""

from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from api.answers.files_out import file_answer
from api.answers.forms import SIGNED_NAMES, FormQuestion, form_answer
from api.answers.imports import answer_of
from api.answers.service_record import SERVICE_FORM
from api.asking import Asking
from api.errors import BadQuestion
from api.reports import form_docx
from api.reports.form_docx import form_document
from graph_model.activities import ACTIVITIES, ORGANISATION_PARTICIPATIONS
from graph_model.driver import Graph
from graph_model.entities import Organisation
from graph_model.entities.activity import Activity
from graph_model.entities.whistle import Whistle
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.ties import Tie
from graph_model.whistles import BLOWN_WHISTLES, CALLED_ORGANISATIONS, WHISTLES
from loaders import cleaning
from loaders.files import read_each
from loaders.form_sheets import FormColumn, FormSheet
from loaders.pipeline import import_files
from loaders.returning import OWN_ID
from loaders.row_heights import LINE
from loaders.sheets import Sheet
from tests.api.conftest import asking
from tests.api.small_district import FIRST, SECOND, STREET, TODAY
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


def test_whistles_come_back_as_a_ledger_and_who_reported_since_is_known(district: Graph, tmp_path: Path) -> None:
    a_whistle(district)
    path, asked = tmp_path / "表.xlsx", asking(district)
    path.write_bytes(form_answer(asked, FormQuestion("吹哨报到记录"), SEALER)[1])
    as_it_was = import_files(district, [path], sealer=SEALER, user="tester", today=TODAY)
    assert [(one.kind, one.unchanged, one.changed, one.created) for one in as_it_was.sheets] == [("whistles", 1, 0, 0)]
    assert as_it_was.all_findings() == []
    book = openpyxl.load_workbook(path)
    book.active["G4"] = "区供电公司（2026-11-05）、消防大队（2026-11-03）"
    book.active["I4"] = "已完成"
    book.save(path)
    changed = import_files(district, [path], sealer=SEALER, user="tester", today=TODAY)
    assert (changed.total("created"), changed.total("changed"), changed.all_findings()) == (0, 1, [])
    (line,) = lines(asking(district), "吹哨报到记录", tmp_path / "又.xlsx")
    assert line["应哨单位和报到日期"] == "区供电公司（2026-11-05）、消防大队（2026-11-03）"
    assert (line["吹哨事项"], line["办理时限"], line["状态"]) == ("飞线充电", "2026-11-09", "已完成")
    book.active["G4"] = "区供电公司（2026-11-05）"
    book.save(path)
    import_files(district, [path], sealer=SEALER, user="tester", today=TODAY)
    (line,) = lines(asking(district), "吹哨报到记录", tmp_path / "再.xlsx")
    assert line["应哨单位和报到日期"] == "区供电公司（2026-11-05）"


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
    assert [line[head] for head in ("25年12月", "26年10月", "26年11月", "合计")] == [0, 2, 1, 3]
    assert line["没有活动的月份"] == "2025年12月；2026年1、2、3、4、5、6、7、8、9月"
    assert "25年11月" not in line


def test_heads_that_need_two_lines_get_them(district: Graph, tmp_path: Path) -> None:
    path = tmp_path / "表.xlsx"
    path.write_bytes(form_answer(asking(district), FormQuestion("社会组织月度活动"), SEALER)[1])
    sheet = openpyxl.load_workbook(path).active
    assert any(str(cell.value).startswith("25年12月") for cell in sheet[3])
    assert sheet.row_dimensions[3].height >= 2 * LINE


@pytest.mark.parametrize("form", sorted(SIGNED_NAMES))
def test_as_a_document_it_says_what_the_workbook_says_and_is_passed_over_when_it_comes_back(
    district: Graph, tmp_path: Path, form: str
) -> None:
    a_whistle(district)
    asked, question = asking(district), FormQuestion(form, who="person-chen" if form == SERVICE_FORM else None)
    for ending in ("xlsx", "docx"):
        (tmp_path / f"表.{ending}").write_bytes(file_answer(asked, question, SEALER, ending=ending)[1])
    assert _rows(tmp_path / "表.docx") == _rows(tmp_path / "表.xlsx")
    assert file_answer(asked, question, SEALER, ending="docx")[1] == (tmp_path / "表.docx").read_bytes()
    summary = import_files(district, [tmp_path / "表.docx"], sealer=SEALER, user="tester", today=TODAY)
    assert (summary.sheets, summary.findings) == ([], [])
    assert "签字存档" in answer_of(summary, 0, "").sentence


def _rows(path: Path) -> list[list[str]]:
    """What the tables of a file say, without titles and notices, which every table of a document repeats."""
    sheets = [one for one in read_each(path) if isinstance(one, Sheet)]
    heads = [one.rows[2] for one in sheets]
    own = [head.index(OWN_ID) if OWN_ID in head else len(head) for head in heads]
    return [
        [cleaning.text(cell) for cell in row[:end]]
        for one, end in zip(sheets, own, strict=True)
        for row in one.rows[2:]
    ]


def test_each_community_of_the_week_begins_a_page() -> None:
    rows = [(f"line-{number}", (f"社区{number}", "=1+1")) for number in range(3)]
    form = FormSheet(
        "周", "本周建议", "说明", (FormColumn("社区", 10), FormColumn("事项", 30)), rows, (1, 2), signed=True
    )
    document = Document(BytesIO(form_document("周", [form], TODAY)))
    assert [len(table.rows) for table in document.tables] == [2, 2, 2]
    titles = [one for one in document.paragraphs if one.text == "本周建议"]
    assert [bool(one.paragraph_format.page_break_before) for one in titles] == [False, True, True]
    assert document.tables[0].rows[1].cells[2].text == "'=1+1"


def test_what_is_too_long_for_a_document_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_docx, "MOST_ROWS", 1)
    form = FormSheet("表", "表", "", (FormColumn("一", 10),), [("a", ("甲",)), ("b", ("乙",))], signed=True)
    with pytest.raises(BadQuestion, match="存成 xlsx"):
        form_document("表", [form], TODAY)
