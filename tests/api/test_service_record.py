"""志愿服务记录: five parts to print and sign, of a person or a unit, naming only who agreed and for its own purpose."""

from datetime import date
from pathlib import Path
from typing import Any

import httpx
import openpyxl
import pytest

from api.answers.forms import FormQuestion, form_answer
from api.asking import Asking
from api.errors import BadQuestion
from graph_model import events
from graph_model.activities import (
    ACTIVITIES,
    ACTIVITY_TERRITORIES,
    ORGANISATION_PARTICIPATIONS,
    PERSON_PARTICIPATIONS,
)
from graph_model.driver import Graph
from graph_model.entities import Person
from graph_model.entities.activity import Activity
from graph_model.entities.review import Review
from graph_model.entities.terms import EventKind
from graph_model.persons import PERSONS
from graph_model.reviews import REVIEWED_ACTIVITIES, REVIEWS
from graph_model.ties import Tie
from loaders.pipeline import import_files
from loaders.sheets import UnreadableFile
from tests.api.conftest import asking
from tests.api.small_district import FIRST, TODAY
from tests.loaders.ledgers import SEALER

FORM, PURPOSE = "志愿服务记录", "出具服务记录"
PARTS = ["个人基本信息", "志愿服务情况", "培训情况", "表彰奖励情况", "评价情况"]


@pytest.fixture
def served(district: Graph) -> Asking:
    """Chen repaired lamps and was trained; Sun took part and did not agree to anything."""
    ACTIVITIES.save(
        district,
        Activity(id="activity-lamp", title="上门修灯", on=date(2026, 9, 5), hours=3),
        Activity(id="activity-course", title="触电急救", on=date(2026, 9, 12), hours=2, kind="培训"),
    )
    ACTIVITY_TERRITORIES.open(district, Tie("activity-lamp", FIRST), Tie("activity-course", FIRST))
    facts = {"hours": 2.5, "confirmed_by_organiser": True, "confirmed_by_beneficiary": False}
    PERSON_PARTICIPATIONS.open(
        district,
        Tie("person-chen", "activity-lamp", properties=facts),
        Tie("person-chen", "activity-course"),
        Tie("person-sun", "activity-lamp"),
    )
    ORGANISATION_PARTICIPATIONS.open(district, Tie("org-power", "activity-lamp"))
    REVIEWS.save(district, Review(id="review-1", on=date(2026, 9, 6), satisfaction=5, comment="很及时"))
    REVIEWED_ACTIVITIES.open(district, Tie("review-1", "activity-lamp"))
    phone = SEALER.seal("13800000001")
    agreed = {"consent": True, "consent_purpose": "匹配和电话联系"}
    PERSONS.save(
        district,
        Person(id="person-chen", name="陈志强", phone=phone, **agreed),
        Person(id="person-sun", name="孙立", phone=phone, consent=False),
    )
    return asking(district)


def book_of(asked: Asking, path: Path, **given: str) -> Any:
    _, content = form_answer(asked, FormQuestion(FORM, **given), SEALER)
    path.write_bytes(content)
    return openpyxl.load_workbook(path)


def lines(book: Any, part: str) -> list[dict[str, Any]]:
    heads, *rows = book[part].iter_rows(min_row=3, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in rows]


def test_a_record_has_the_five_parts_the_rules_name(served: Asking, tmp_path: Path) -> None:
    book = book_of(served, tmp_path / "表.xlsx", who="person-chen", purpose=PURPOSE)
    assert book.sheetnames == PARTS
    assert "第67号" in book["评价情况"]["A2"].value
    (deed,) = lines(book, "志愿服务情况")
    assert deed | {"记录人签字": None} == {
        "序号": 1,
        "姓名": "陈志强",
        "活动名称": "上门修灯",
        "日期": "2026-09-05",
        "地点": "翠苑街道翠苑一区社区",
        "服务类别": None,
        "时长（小时）": 2.5,
        "组织和参加单位": "区供电公司",
        "组织方确认": "是",
        "服务对象确认": "否",
        "记录人签字": None,
    }
    (course,) = lines(book, "培训情况")
    assert (course["培训名称和内容"], course["学习时长（小时）"]) == ("触电急救", 2)
    (judged,) = lines(book, "评价情况")
    assert (judged["活动名称"], judged["服务对象满意度"], judged["评价意见"]) == ("上门修灯", "很满意", "很及时")
    (honour,) = lines(book, "表彰奖励情况")
    assert set(honour.values()) == {1, "陈志强", None}


def test_nobody_is_named_unless_the_purpose_allows_it(served: Asking, tmp_path: Path) -> None:
    book = book_of(served, tmp_path / "表.xlsx", who="person-chen")
    (person,) = lines(book, "个人基本信息")
    assert (person["姓名"], person["联系方式"], person["工作单位"]) == ("陈**", None, "区供电公司")
    assert "陈志强" not in book["志愿服务情况"]["A1"].value
    (named,) = lines(book_of(served, tmp_path / "又.xlsx", who="person-chen", purpose=PURPOSE), "个人基本信息")
    assert (named["姓名"], named["联系方式"]) == ("陈志强", "13800000001")


def test_who_did_not_agree_is_told_of_by_deeds_alone_whatever_the_purpose(served: Asking, tmp_path: Path) -> None:
    book = book_of(served, tmp_path / "表.xlsx", who="person-sun", purpose=PURPOSE)
    (person,) = lines(book, "个人基本信息")
    assert {name: value for name, value in person.items() if value} == {
        "序号": 1,
        "姓名": "孙*",
        "备注": "没有登记本人同意，个人信息不导出，只列服务情况",
    }
    assert [one["姓名"] for one in lines(book, "志愿服务情况")] == ["孙*"]


def test_consent_that_has_run_out_names_nobody(served: Asking, tmp_path: Path) -> None:
    PERSONS.save(served.graph, Person(id="person-chen", name="陈志强", consent_until=date(2026, 11, 1)))
    (person,) = lines(book_of(served, tmp_path / "表.xlsx", who="person-chen", purpose=PURPOSE), "个人基本信息")
    assert (person["姓名"], person["工作单位"]) == ("陈**", None)


def test_who_took_names_is_noted_and_who_took_none_is_not(served: Asking, tmp_path: Path) -> None:
    before = events.latest_seq(served.graph)
    book_of(served, tmp_path / "表.xlsx", who="org-power")
    assert events.since(served.graph, before) == []
    book_of(served, tmp_path / "表.xlsx", purpose=PURPOSE)
    (noted,) = events.since(served.graph, before)
    assert (noted.kind, noted.by, noted.subjects) == (EventKind.RECORDS_TAKEN, "张三", ("person-chen",))
    assert "records" in noted.detail


@pytest.mark.parametrize(("name", "words"), [("模板.xlsx", "{{没有的}}"), ("模板.xlsm", "{{姓名}}")])
def test_whose_record_could_not_be_written_is_not_noted(served: Asking, tmp_path: Path, name: str, words: str) -> None:
    book, before = openpyxl.Workbook(), events.latest_seq(served.graph)
    book.active["A1"] = words
    book.save(tmp_path / name)
    with pytest.raises(UnreadableFile):
        form_answer(served, FormQuestion(FORM, who="person-chen", purpose=PURPOSE), SEALER, tmp_path / name)
    assert events.since(served.graph, before) == []


def test_no_row_is_gathered_for_a_template_that_means_harm(
    served: Asking, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered: list[Any] = []
    monkeypatch.setattr("api.answers.forms.service_sheets", lambda *_, **__: gathered.append(1))
    (tmp_path / "模板.xlsx").write_bytes(b"PK")
    with pytest.raises(UnreadableFile):
        form_answer(served, FormQuestion(FORM), SEALER, tmp_path / "模板.xlsx")
    assert gathered == []


def test_the_record_of_a_unit_tells_of_those_who_work_there(served: Asking, tmp_path: Path) -> None:
    name, _ = form_answer(served, FormQuestion(FORM, who="区供电公司"), SEALER)
    assert name.startswith("区供电公司志愿服务记录")
    book = book_of(served, tmp_path / "表.xlsx", who="区供电公司")
    assert [one["姓名"] for one in lines(book, "个人基本信息")] == ["陈**"]


def test_a_record_is_signed_and_passed_over_when_it_comes_back(served: Asking, tmp_path: Path) -> None:
    book = book_of(served, tmp_path / "表.xlsx")
    assert {sheet.freeze_panes for sheet in book} == {"C4"}
    assert [sheet[3][len(sheet[3]) - 1].value for sheet in book] == ["本人签字", *["记录人签字"] * 4]
    summary = import_files(served.graph, [tmp_path / "表.xlsx"], sealer=SEALER, user="tester", today=TODAY)
    assert (summary.sheets, summary.all_findings()) == ([], [])


@pytest.mark.parametrize(
    "question",
    [
        FormQuestion(FORM, who="resource-hall"),
        FormQuestion("三张清单", who="person-chen"),
        FormQuestion(FORM, purpose="随便看看"),
    ],
)
def test_a_record_of_nobody_is_refused(served: Asking, question: FormQuestion) -> None:
    with pytest.raises(BadQuestion):
        form_answer(served, question, SEALER)


def test_the_page_of_a_person_leads_to_the_record(reader: httpx.Client) -> None:
    page = reader.get("/persons/person-chen").text
    assert page.count("/lists/forms/志愿服务记录.xlsx?who=person-chen") == 2
    for path in ("/lists/forms", "/api/v1/forms"):
        answer = reader.get(f"{path}/{FORM}.xlsx", params={"who": "person-chen"})
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")


def test_a_template_counts_what_is_on_record_and_no_empty_lines(served: Asking, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "{{志愿服务情况.条数}} 次，{{合计.时长（小时）}} 小时，表彰 {{表彰奖励情况.条数}} 次"
    book.save(tmp_path / "模板.xlsx")
    question = FormQuestion(FORM, who="person-chen")
    (tmp_path / "表.xlsx").write_bytes(form_answer(served, question, SEALER, tmp_path / "模板.xlsx")[1])
    told = openpyxl.load_workbook(tmp_path / "表.xlsx").active["A1"].value
    assert told == "1 次，2.5 小时，表彰 0 次"
