"""协作图谱: the picture as JSON, and the page whose table says the same without JavaScript."""

import re
from dataclasses import replace
from datetime import date

import httpx
import pytest

from api.answers.picture import COUNTED, picture_answer, stage_asked
from api.answers.picture_table import PictureTable
from api.asking import Asking
from api.errors import UnknownPlace, UnknownThing
from api.questions import PictureQuestion
from api.schemas import PictureAnswer
from graph_model.driver import Graph
from graph_model.entities import Organisation
from graph_model.entities.terms import OrganisationKind
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    FIRST,
    OTHER,
    PARTY,
    STAR,
    STREET,
    hold_office,
    join_in_project,
    meet,
)

WHOLE = PictureQuestion()


@pytest.fixture
def asked(allied: Graph) -> Asking:
    join_in_project(allied)
    return asking(allied)


def names(answer: PictureAnswer) -> set[str]:
    return {one.name for one in answer.units}


def tied(answer: PictureAnswer, at: int = -1) -> set[frozenset[str]]:
    ends = zip(answer.ties.one, answer.ties.two, answer.ties.weights[at], strict=True)
    return {frozenset((answer.units[one].name, answer.units[two].name)) for one, two, weight in ends if weight}


def test_the_whole_district_is_there_with_its_last_eight_quarters(asked: Asking) -> None:
    answer = picture_answer(asked, WHOLE)
    assert (answer.quarters[0], answer.quarters[-1]) == ("2025Q1", "2026Q4")
    assert {"医院", "银行", "超市", "学校", "工厂", "外地单位", "一区大党委"} <= names(answer)
    assert frozenset(("医院", "银行")) in tied(answer)
    assert frozenset(("医院", "银行")) not in tied(answer, 0)
    event = next(one for one in answer.layers if one.key == "event")
    assert (event.name, event.ties[0], event.ties[-1]) == ("活动", 1, 3)


def test_ties_that_sleep_are_a_layer_of_their_own_and_tie_nobody(asked: Asking) -> None:
    answer = picture_answer(asked, PictureQuestion(alliance=STAR))
    table = PictureTable(answer, 7, ("dormant",))
    assert [({one.one.name, one.two.name}, one.layers, one.weight) for one in table.ties] == [
        ({"医院", "工厂"}, ("休眠",), 0.0)
    ]
    assert (table.asleep, table.lone, max(table.degrees)) == (1, 5, 0)
    assert PictureTable(answer, 7, COUNTED).asleep == 0


def test_an_alliance_shows_its_members_alone_and_where_they_stood_before(asked: Asking) -> None:
    whole, star = picture_answer(asked, WHOLE), picture_answer(asked, PictureQuestion(alliance=STAR))
    assert names(star) == {"医院", "银行", "超市", "学校", "工厂"}
    assert star.alliance is not None
    assert star.alliance.name == "健康联盟"
    spots = {one.id: (one.x, one.y) for one in whole.units}
    assert {one.id: (one.x, one.y) for one in star.units}.items() <= spots.items()


@pytest.mark.parametrize(("place", "there", "absent"), [(STREET, "医院", "外地单位"), (OTHER, "外地单位", "医院")])
def test_a_place_shows_who_belongs_there(asked: Asking, place: str, there: str, absent: str) -> None:
    found = names(picture_answer(asked, PictureQuestion(place)))
    assert there in found
    assert absent not in found


def test_a_reader_of_a_street_sees_its_units_alone(asked: Asking) -> None:
    there = replace(asked, scope=replace(asked.scope, territory=OTHER))
    assert "医院" not in names(picture_answer(there, WHOLE))
    with pytest.raises(UnknownThing):
        picture_answer(there, PictureQuestion(alliance=STAR))
    with pytest.raises(UnknownPlace):
        picture_answer(there, PictureQuestion(FIRST))


def test_persons_never_appear(allied: Graph) -> None:
    hold_office(allied)
    answer = picture_answer(asking(allied), WHOLE)
    office = next(one for one in answer.layers if one.key == "office")
    assert office.ties[-1] > 0
    told = answer.model_dump_json()
    assert "钱任职" not in told
    assert "person-" not in told


def test_positions_are_worked_out_once_for_a_state_of_the_graph(asked: Asking) -> None:
    assert stage_asked(asked) is stage_asked(asked)
    first = picture_answer(asked, WHOLE)
    assert picture_answer(asking(asked.graph), WHOLE) == first


def test_a_later_meeting_ties_without_moving_those_apart_from_it(allied: Graph) -> None:
    before = {one.name: (one.x, one.y) for one in picture_answer(asking(allied), WHOLE).units}
    meet(allied, "late", date(2026, 11, 20), "org-b", "org-c")
    answer = picture_answer(asking(allied), WHOLE)
    assert frozenset(("超市", "学校")) in tied(answer)
    after = {one.name: (one.x, one.y) for one in answer.units}
    assert after["外地单位"] == before["外地单位"]


def test_the_table_tells_ties_units_and_names(asked: Asking) -> None:
    answer = picture_answer(asked, WHOLE)
    table = PictureTable(answer, 7, COUNTED)
    assert {frozenset((one.one.name, one.two.name)) for one in table.ties} == {
        frozenset((answer.units[one].name, answer.units[two].name))
        for one, two, weight in zip(answer.ties.one, answer.ties.two, answer.ties.weights[7], strict=True)
        if weight
    }
    assert [one.weight for one in table.ties] == sorted((one.weight for one in table.ties), reverse=True)
    shop = PictureTable(answer, 7, ("event",), "超市")
    assert [({one.one.name, one.two.name}, one.layers) for one in shop.ties] == [({"医院", "超市"}, ("活动",))]
    assert [(one.unit.name, one.ties) for one in shop.units] == [("超市", 1)]
    assert PictureTable(answer, 7, COUNTED, "无此单位").ties == []


def test_json_and_page_say_the_same(reader: httpx.Client, allied: Graph) -> None:
    told = PictureAnswer.model_validate(reader.get("/api/v1/picture").json())
    assert told == picture_answer(asking(allied), WHOLE)
    page = reader.get("/picture", params={"layer": "event", "quarter": "2026Q4"})
    assert page.status_code == 200
    assert re.findall(r'<td class="what"><a href="/organisations/[\w-]+">(\w+)</a>', page.text)
    units = reader.get("/picture", params={"show": "units", "alliance": STAR}).text
    assert [one for one in ("医院", "银行", "超市", "学校", "工厂") if one not in units] == []
    assert f'href="/alliances/{PARTY}"' in reader.get("/picture", params={"find": "大党委", "show": "units"}).text


def test_the_table_is_paged(reader: httpx.Client, allied: Graph) -> None:
    units = [f"org-p{number}" for number in range(8)]
    ORGANISATIONS.save(
        allied, *(Organisation(id=id_, name=f"甲{id_[-1]}", kind=OrganisationKind.ENTERPRISE) for id_ in units)
    )
    LOCATIONS.open(allied, *(Tie(id_, FIRST) for id_ in units))
    meet(allied, "many", date(2026, 11, 4), *units)
    asked = {"find": "甲", "show": "ties"}
    page = reader.get("/picture", params=asked).text
    following = re.search(r'href="(/picture\?[^"]*cursor=[^"]*)"', page)
    assert following is not None
    rest = reader.get(following[1].replace("&amp;", "&")).text
    rows = [len(re.findall(r'<td class="what">', one)) for one in (page, rest)]
    assert rows == [20, 8]


@pytest.mark.usefixtures("allied")
def test_an_alliance_and_a_committee_lead_to_their_picture_and_are_chosen_there(reader: httpx.Client) -> None:
    for id_ in (STAR, PARTY):
        assert f'href="/picture?alliance={id_}"' in reader.get(f"/alliances/{id_}").text
        assert f'<option value="{id_}" selected>' in reader.get("/picture", params={"alliance": id_}).text
    assert 'href="/picture"' in reader.get("/alliances").text


@pytest.mark.usefixtures("allied")
def test_a_quarter_that_is_not_shown_is_refused(reader: httpx.Client) -> None:
    assert reader.get("/picture", params={"quarter": "2020Q1"}).status_code == 422
    assert reader.get("/api/v1/picture", params={"alliance": "none"}).status_code == 404
    assert reader.get("/api/v1/picture", params={"place": DISTRICT}).status_code == 200
