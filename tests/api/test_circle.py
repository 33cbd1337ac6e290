"""服务圈: who walks to a station, where the next helps most: page, JSON and command say the same."""

from dataclasses import replace
from pathlib import Path

import httpx
import orjson
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from api.answers.circle import circle_answer
from api.answers.models import models_answer
from api.answers.premises import standard_answer
from api.answers.siting import next_station_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownPlace
from api.questions import CircleQuestion, LikenessQuestion, StandardQuestion
from api.settings import Settings
from graph_model.circle.walking import ListedWalk, StraightWalk
from graph_model.driver import Graph
from graph_model.entities import Station, Territory
from graph_model.entities.terms import Level
from graph_model.scope import Scope
from graph_model.stations import STATION_TERRITORIES, STATIONS
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, FIRST, SECOND, STREET, TODAY

THIRD = "330106008003"
LINE = 120.1
ALL = CircleQuestion()


@pytest.fixture
def walked(district: Graph) -> Graph:
    """Three communities on a line 3.3 km apart: the first has a station, the last a compound near the second."""
    facts = {FIRST: (100, 30.0, 260), SECOND: (40, 30.03, 100), THIRD: (80, 30.06, None)}
    names = {FIRST: "翠苑一区社区", SECOND: "翠苑二区社区", THIRD: "翠苑三区社区"}
    TERRITORIES.save(
        district,
        *(
            Territory(
                id=id_,
                name=names[id_],
                level=Level.COMMUNITY,
                households=households,
                population=people,
                longitude=LINE,
                latitude=north,
            )
            for id_, (households, north, people) in facts.items()
        ),
        Territory(id=f"{THIRD}-C01", name="近苑", level=Level.COMPOUND, households=30, longitude=LINE, latitude=30.032),
    )
    PARTS.open(district, Tie(THIRD, STREET), Tie(f"{THIRD}-C01", THIRD))
    STATIONS.save(district, Station(id="station-1", name="一区驿站", longitude=LINE, latitude=30.001))
    STATION_TERRITORIES.open(district, Tie("station-1", FIRST))
    return district


def test_a_share_is_told_for_the_place_and_each_of_its_parts(walked: Graph) -> None:
    answer = circle_answer(asking(walked), CircleQuestion(STREET))
    assert (answer.whole.within, answer.whole.beyond, answer.whole.share_words) == (100, 120, "45.5%")
    assert [(one.place.id, one.circle.share, one.stations) for one in answer.items] == [
        (FIRST, 100, 1),
        (SECOND, 0, 0),
        (THIRD, 0, 0),
    ]
    assert (answer.items[0].nearest.id, answer.items[0].metres) == ("station-1", 145)
    assert answer.whole.people == 260


def test_people_are_told_only_where_they_are_registered_and_households_never_as_zero(walked: Graph) -> None:
    empty = Territory(id="330106008004", name="四区", level=Level.COMMUNITY)
    TERRITORIES.save(walked, empty)
    PARTS.open(walked, Tie(empty.id, STREET))
    found = {one.place.id: one for one in circle_answer(asking(walked), CircleQuestion(STREET)).items}
    assert found[THIRD].circle.people is None
    assert (found[empty.id].circle.households, found[empty.id].circle.share) == (None, None)
    assert (found[empty.id].circle.share_words, found[empty.id].note) == ("缺数据", "没有登记户数、位置")
    assert circle_answer(asking(walked), ALL).whole.without_households == 1


def test_any_level_below_can_be_listed_page_by_page(walked: Graph) -> None:
    asked = asking(walked)
    first = circle_answer(asked, CircleQuestion(level="community", limit=2))
    second = circle_answer(asked, CircleQuestion(level="community", limit=2, cursor=first.next_cursor))
    assert ([one.place.id for one in first.items + second.items], second.next_cursor) == ([FIRST, SECOND, THIRD], None)
    (compound,) = circle_answer(asked, CircleQuestion(level="compound")).items
    assert (compound.circle.households, compound.circle.beyond) == (30, 30)
    assert [one.level_label for one in circle_answer(asked, ALL).items] == ["镇街"]


def test_the_next_station_goes_where_most_households_are_beyond_and_nobody_does_better(walked: Graph) -> None:
    answer = next_station_answer(asking(walked), stations=5)
    assert [(one.place.id, one.gain, one.best, one.proven) for one in answer.items] == [
        (SECOND, 70, 70, True),
        (THIRD, 50, 120, True),
    ]
    assert (answer.sites, answer.coverable, answer.items[-1].share_words) == (2, 120, "100%")
    assert [one.id for one in answer.items[-1].best_places] == [SECOND, THIRD]
    assert "已证最好" in answer.sentence


def test_a_place_asks_for_its_own_residents_only(walked: Graph) -> None:
    answer = next_station_answer(asking(walked), SECOND)
    assert [(one.place.id, one.gain) for one in answer.items] == [(SECOND, 40)]
    assert next_station_answer(asking(walked), FIRST).sentence.startswith("没有候选")


def test_a_community_with_a_station_nobody_knows_the_place_of_is_no_candidate(walked: Graph) -> None:
    STATIONS.save(walked, Station(id="station-2", name="二区驿站"))
    STATION_TERRITORIES.open(walked, Tie("station-2", SECOND))
    asked = asking(walked)
    assert [one.place.id for one in next_station_answer(asked).items] == [THIRD]
    whole = circle_answer(asked, ALL)
    assert (whole.whole.unknown, [one.id for one in whole.unplaced]) == (40, ["station-2"])


def test_how_far_it_is_on_foot_is_a_setting(walked: Graph) -> None:
    asked = asking(walked)
    far = replace(asked, view=replace(asked.view, walking=StraightWalk(detour=5, pace=20), derived={}))
    assert circle_answer(far, ALL).whole.within == 0
    listed = ListedWalk({(SECOND, "station-1"): 12.0})
    near = replace(asked, view=replace(asked.view, walking=listed, derived={}))
    assert circle_answer(near, ALL).whole.within == 140
    assert circle_answer(near, ALL).rule.listed == 1


def test_a_reader_sees_their_own_part_alone(walked: Graph) -> None:
    asked = asking(walked)
    neighbour = Asking(asked.graph, asked.view, Scope("邻居", SECOND), TODAY)
    assert circle_answer(neighbour, ALL).whole.households == 40
    with pytest.raises(UnknownPlace):
        circle_answer(neighbour, CircleQuestion(FIRST))
    with pytest.raises(UnknownPlace):
        next_station_answer(neighbour, DISTRICT)


def test_a_level_there_is_none_of_is_refused(asked: Asking) -> None:
    with pytest.raises(BadQuestion):
        circle_answer(asked, CircleQuestion(level="省"))


def test_page_json_and_command_say_the_same(
    reader: httpx.Client, walked: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert reader.get("/api/v1/places/circle").json()["whole"]["share_words"] == "45.5%"
    page = reader.get("/places", params={"place": STREET})
    assert (page.status_code, "45.5%" in page.text, "翠苑二区社区" in page.text) == (200, True, True)
    following = reader.get("/places/next")
    assert (following.status_code, "翠苑二区社区" in following.text, "已证最好" in following.text) == (200, True, True)
    assert reader.get("/api/v1/places/next", params={"stations": 11}).status_code == 422
    monkeypatch.setattr("api.cli.circle.ask_service", lambda *_, **__: None)
    monkeypatch.setattr("api.cli.circle.answered", lambda _, answer: answer(asking(walked)))
    told = CliRunner().invoke(gongjian, ["places", "circle"])
    assert (told.exit_code, "45.5% 走得到（100/220 户）" in told.output) == (0, True)
    told = CliRunner().invoke(gongjian, ["places", "next", "--json"])
    assert orjson.loads(told.output)["items"][0]["place"]["id"] == SECOND


def test_the_table_to_fill_in_is_read_back_as_a_list(
    reader: httpx.Client, walked: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = reader.get("/places/walks.csv")
    monkeypatch.setattr("api.cli.circle.answered", lambda _, answer: answer(asking(walked)))
    assert CliRunner().invoke(gongjian, ["places", "walks", str(tmp_path / "路程表.csv")]).exit_code == 0
    assert (tmp_path / "路程表.csv").read_bytes() == sent.content
    lines = sent.content.decode("utf-8-sig").splitlines()
    assert [line.split(",")[0::4][:2] for line in lines[1:]] == [[FIRST, "station-1"], [f"{THIRD}-C01", SECOND]]
    file = tmp_path / "填好.csv"
    file.write_text("\n".join([lines[0], *(f"{line}{900}" for line in lines[1:])]), "utf-8")
    assert Settings(walking_list=file).walking.listed[f"{THIRD}-C01", SECOND] == 900


def test_the_settings_make_the_walk_and_refuse_a_list_that_is_none(tmp_path: Path) -> None:
    assert Settings(walk_detour=1.5).walking == StraightWalk(1.5, 80)
    file = tmp_path / "路程.csv"
    file.write_text("起点编号,终点编号,步行米数\na,s,70\n", "utf-8")
    assert Settings(walking_list=file).walking == ListedWalk({("a", "s"): 70.0})
    with pytest.raises(ValidationError):
        Settings(walking_list=tmp_path / "没有.csv")


@pytest.fixture
def compared(walked: Graph) -> Graph:
    """The three communities with kinds; the second is the pilot of the first's kind, the third of another."""
    facts = {FIRST: ("old", None, 50), SECOND: ("old", "pilot", 25), THIRD: ("mixed", "showcase", 100)}
    for id_, (kind, model, elderly) in facts.items():
        told = {"kind": kind, "model": model, "elderly": elderly, "population": 200}
        one = TERRITORIES.get(walked, id_)
        TERRITORIES.save(walked, Territory.model_validate(one.model_dump() | told))
    STATIONS.save(walked, Station(id="station-1", name="一区驿站", longitude=LINE, latitude=30.001, area_m2=120))
    return walked


def test_premises_tell_value_standard_and_gap_and_what_is_missing(compared: Graph) -> None:
    answer = standard_answer(asking(compared), StandardQuestion())
    first, *others = answer.items
    assert (first.place.id, first.area, first.wanted, first.per_hundred, first.gap) == (FIRST, 120, 30, 120, 180)
    assert (first.per_hundred_verdict, first.floor_verdict) == ("算数", "不算")
    assert {(one.area, one.gap, one.floor_verdict) for one in others} == {(None, None, "缺数据")}
    told = {one.id: (one.met, one.short, one.unknown) for one in answer.standards}
    assert told["s1-area-per-hundred"] == (1, 0, 2)
    assert told["s1-area-floor-300"] == (0, 1, 2)
    assert told["s1-area-floor-500"] == (None, None, None)
    assert [one.missing for one in answer.standards if one.met is None] == [
        "《新建社区名单》：哪些社区是新建的、哪年建成"
    ] * 2


def test_premises_are_chosen_by_verdict_and_a_wrong_one_is_refused(compared: Graph) -> None:
    asked = asking(compared)
    assert [one.place.id for one in standard_answer(asked, StandardQuestion(verdict="不算")).items] == [FIRST]
    assert standard_answer(asked, StandardQuestion(STREET, verdict="缺数据", limit=1)).next_cursor
    with pytest.raises(BadQuestion):
        standard_answer(asked, StandardQuestion(verdict="差不多"))


def test_the_model_of_the_same_kind_is_named_first_with_what_is_alike_and_what_differs(compared: Graph) -> None:
    answer = models_answer(asking(compared), LikenessQuestion())
    first = answer.items[0]
    assert [(one.place.id, one.same_kind, one.model_label) for one in first.models] == [
        (SECOND, True, "分类试点"),
        (THIRD, False, "示范点"),
    ]
    told = first.models[0]
    assert "户数不同：100户，它40户" in told.differ
    assert "每百户志愿者" in told.unknown
    assert 0 <= told.closeness <= 100
    assert [[one.place.id for one in item.models] for item in answer.items[1:]] == [[THIRD], [SECOND]]
    assert {one.label: (one.communities, len(one.models)) for one in answer.kinds if one.communities} == {
        "老旧小区型": (2, 1),
        "混合居住型": (1, 1),
    }


def test_without_a_registered_model_nothing_is_made_up(walked: Graph) -> None:
    answer = models_answer(asking(walked), LikenessQuestion())
    assert (answer.models, [one.models for one in answer.items], answer.unknown_kind) == (0, [[], [], []], 3)
    assert "试点示范" in answer.missing


def test_a_neighbour_is_compared_with_models_of_their_own_scope_alone(compared: Graph) -> None:
    asked = asking(compared)
    neighbour = Asking(asked.graph, asked.view, Scope("邻居", FIRST), TODAY)
    assert models_answer(neighbour, LikenessQuestion()).models == 0


def test_the_other_two_pages_and_commands_say_what_the_json_says(
    reader: httpx.Client, compared: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = reader.get("/places/standard")
    assert (page.status_code, "180 平方米" in page.text, "无数据" in page.text) == (200, True, True)
    page = reader.get("/places/models")
    assert (page.status_code, "户数不同：100户，它40户" in page.text) == (200, True)
    assert reader.get("/api/v1/places/models").json()["models"] == 2
    assert reader.get("/api/v1/places/standard", params={"verdict": "差不多"}).status_code == 422
    monkeypatch.setattr("api.cli.circle.ask_service", lambda *_, **__: None)
    monkeypatch.setattr("api.cli.circle.answered", lambda _, answer: answer(asking(compared)))
    told = CliRunner().invoke(gongjian, ["places", "standard"])
    assert (told.exit_code, "还差 180 平方米" in told.output) == (0, True)
    told = CliRunner().invoke(gongjian, ["places", "models"])
    assert (told.exit_code, "翠苑二区社区（分类试点，同类）" in told.output) == (0, True)
