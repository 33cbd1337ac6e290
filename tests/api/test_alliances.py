"""联盟强度: the list, one alliance in words and numbers, as JSON, page and command."""

import json
import re
from dataclasses import replace
from datetime import date, timedelta

import httpx
import pytest
from click.testing import CliRunner

from api.answers.alliance import alliance_answer, words_of
from api.answers.alliances import alliances_answer
from api.answers.strength import judging_of
from api.answers.things import thing_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownThing
from api.questions import AlliancesQuestion
from api.schemas import AllianceAnswer
from api.snapshot import Snapshot
from graph_model import events
from graph_model.alliances import MEMBERSHIPS
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from graph_model.network.survey import KEYS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import TODAY
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    FOUNDED,
    OTHER,
    PARTY,
    STAR,
    STREET,
    answer_survey,
    hold_office,
)
from tests.graph_model.strength.delivering import deliver

ALL = AlliancesQuestion()
HANDED_OVER = date(2026, 8, 31)


@pytest.fixture
def asked(allied: Graph) -> Asking:
    return asking(allied)


def test_the_list_is_ordered_by_level_and_place_and_describes_each(asked: Asking) -> None:
    answer = alliances_answer(asked, ALL)
    assert [one.id for one in answer.items] == [DISTRICT, STAR, PARTY]
    star = answer.items[1]
    assert (star.members, star.ties, star.dormant, star.hangs) == (5, 3, 1, True)
    assert star.leaning.startswith("挂在一家身上：医院 退出，其余成员里走得到的 3 对会断 3 对")
    assert answer.levels == {"district": 1, "subdistrict": 0, "community": 1, "compound": 0, "committee": 1}


@pytest.mark.parametrize(
    ("place", "level", "ids"),
    [(STREET, None, [STAR, PARTY]), (OTHER, None, []), (None, "committee", [PARTY]), (None, "community", [STAR])],
)
def test_the_list_is_narrowed_by_place_and_level(
    asked: Asking, place: str | None, level: str | None, ids: list[str]
) -> None:
    assert [one.id for one in alliances_answer(asked, AlliancesQuestion(place, level)).items] == ids


def test_pages_follow_each_other(asked: Asking) -> None:
    first = alliances_answer(asked, AlliancesQuestion(limit=2))
    rest = alliances_answer(asked, AlliancesQuestion(limit=2, cursor=first.next_cursor))
    assert [one.id for one in (*first.items, *rest.items)] == [DISTRICT, STAR, PARTY]
    assert rest.next_cursor is None


def test_every_sentence_has_a_number(asked: Asking) -> None:
    found = alliance_answer(asked, STAR)
    assert found.drill is not None
    told = [*found.sentences, *found.drill.sentences, *(one.sentence for one in found.proposals or [])]
    assert [one for one in told if not any(letter.isdigit() for letter in one)] == []


def test_what_is_undefined_says_why_and_no_number_is_none(asked: Asking) -> None:
    found = alliance_answer(asked, STAR, "2023Q4")
    assert (found.alliance.members, found.alliance.hangs, found.drill, found.proposals) == (0, None, None, None)
    assert found.reasons.keys() == {"leaning", "drill", "proposals"}
    for row in found.measures:
        assert row.value is not None or (row.words == "无定义" and row.reason)
    assert "NaN" not in json.dumps(found.model_dump(mode="json"))


def test_a_member_that_leaves_takes_services_with_it(asked: Asking) -> None:
    drill = alliance_answer(asked, STAR).drill
    assert drill is not None
    assert drill.worst.members == ["医院"]
    hub = next(one for one in drill.losses if one.members == ["医院"])
    assert (hub.fragmentation, hub.cut_off) == (1.0, 3)


def test_only_what_is_delivered_makes_alliances_be_judged_anew(allied: Graph) -> None:
    snapshot, judged = Snapshot(allied, lambda: TODAY), []

    def judge() -> None:
        view = snapshot.current()
        judged.append(judging_of(Asking(allied, view, view.scope("张三"), TODAY)))

    judge()
    allied.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", ["org-b"]))
    judge()
    deliver(allied)
    allied.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", ["org-b"]))
    judge()
    assert judged[0] is judged[1] is not judged[2]


def test_a_member_is_shown_with_the_role_it_had_in_the_quarter(allied: Graph) -> None:
    for unit, before, after in (("org-hub", "牵头单位", "成员单位"), ("org-a", "成员单位", "牵头单位")):
        MEMBERSHIPS.open(allied, Tie(unit, STAR, since=FOUNDED, until=HANDED_OVER, properties={"role": before}))
        since = HANDED_OVER + timedelta(days=1)
        MEMBERSHIPS.open(allied, Tie(unit, STAR, since=since, properties={"role": after}))
    asked = asking(allied)
    told = {
        quarter: {one.id: one.role for one in alliance_answer(asked, STAR, quarter).members}
        for quarter in ("2026Q2", "2026Q4")
    }
    assert (told["2026Q2"]["org-hub"], told["2026Q2"]["org-a"]) == ("牵头单位", "成员单位")
    assert (told["2026Q4"]["org-hub"], told["2026Q4"]["org-a"]) == ("成员单位", "牵头单位")


def test_persons_never_appear(allied: Graph) -> None:
    hold_office(allied)
    told = alliance_answer(asking(allied), PARTY).model_dump_json()
    assert "兼职委员" in told
    assert "钱任职" not in told
    assert "person-" not in told


def test_a_survey_is_told_as_averages_and_not_who_said_what(allied: Graph) -> None:
    before = {one.key: one for one in alliance_answer(asking(allied), STAR).measures}
    answer_survey(allied)
    after = {one.key: one for one in alliance_answer(asking(allied), STAR).measures}
    assert {(before[key].value, before[key].reason) for key in KEYS} == {(None, "没有问卷")}
    assert (after["trust"].value, after["value"].value) == (pytest.approx(3.5), pytest.approx(2.5))
    assert after["relative_connectivity"].value == {"医院": 1, "银行": None, "超市": None, "学校": None, "工厂": None}
    assert {after[key].reason for key in KEYS} == {"4 个成员收到的评分不足 3 份，没有算进去"}


def test_no_page_of_a_unit_lists_who_rated_whom(allied: Graph) -> None:
    answer_survey(allied)
    told = thing_answer(asking(allied), "organisation", "org-hub").model_dump_json()
    assert "问卷" not in told
    assert "RATES" not in told


@pytest.mark.parametrize("quarter", ["2026Q9", "2030Q1"])
def test_a_quarter_that_is_none_is_refused(asked: Asking, quarter: str) -> None:
    with pytest.raises(BadQuestion):
        alliance_answer(asked, STAR, quarter)


def test_a_level_that_is_none_is_refused(asked: Asking) -> None:
    with pytest.raises(BadQuestion):
        alliances_answer(asked, AlliancesQuestion(level="galaxy"))


def test_an_alliance_outside_the_scope_is_not_found(asked: Asking) -> None:
    elsewhere = replace(asked, scope=replace(asked.scope, territory=OTHER))
    with pytest.raises(UnknownThing):
        alliance_answer(elsewhere, STAR)


def test_a_value_is_written_as_staff_read_it() -> None:
    assert words_of({"甲": {"liaison": 2}}) == "甲 联络人 2"
    assert words_of([]) == "没有"


def test_json_page_and_command_give_the_same(
    reader: httpx.Client, allied: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = AllianceAnswer.model_validate(reader.get(f"/api/v1/alliances/{STAR}").json())
    assert told == alliance_answer(asking(allied), STAR)
    page = reader.get(f"/alliances/{STAR}")
    assert (page.status_code, told.alliance.leaning in page.text) == (200, True)
    assert re.findall(r"\b(?:NaN|nan|None)\b", page.text) == []
    assert told.drill
    assert told.proposals
    told_first = ("谁退出最伤", told.drill.sentences[0], "可以先做", told.proposals[0].sentence)
    order = [page.text.find(words) for words in (*told_first, 'id="do-title"', 'id="drill-title"', 'id="past-title"')]
    assert -1 not in order
    assert order == sorted(order)
    assert "健康联盟" in reader.get("/alliances", params={"level": "community"}).text
    assert reader.get("/api/v1/alliances/none").status_code == 404
    monkeypatch.setattr("api.cli.alliance.ask_service", lambda *_, **__: None)
    monkeypatch.setattr("api.cli.alliance.answered", lambda _, answer: answer(asking(allied)))
    command = CliRunner().invoke(gongjian, ["alliance", STAR])
    assert (command.exit_code, told.alliance.leaning in command.output) == (0, True)
    listed = CliRunner().invoke(gongjian, ["alliance", "--level", "community", "--json"])
    assert [one["id"] for one in json.loads(listed.output)["items"]] == [STAR]


def test_an_empty_graph_has_no_alliances(embedded_graph: Graph) -> None:
    asked = asking(embedded_graph)
    with pytest.raises(UnknownThing):
        alliance_answer(asked, STAR)
