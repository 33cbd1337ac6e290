"""Finding an id by a part of a name: what is said of where it is, and the command that asks."""

import httpx
import pytest
from click.testing import CliRunner

from api.answers.search import search
from api.answers.where import where_answer
from api.cli import searching
from api.cli.commands import gongjian
from api.questions import WhereQuestion
from api.schemas import Hit, SearchAnswer
from api.settings import Settings
from graph_model.driver import Graph
from graph_model.entities import Problem
from graph_model.problems import PROBLEM_TERRITORIES, PROBLEMS
from graph_model.teams import SERVED_TERRITORIES
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import SECOND

FOUND = Hit(id="team-repair", kind="team", kind_label="团队", name="水电维修志愿队", place="服务 翠苑一区社区")


def test_a_team_is_found_with_all_the_places_it_serves(district: Graph) -> None:
    (team,) = search(asking(district), "水电维修志愿队").hits
    assert team.place == "服务 翠苑一区社区"
    SERVED_TERRITORIES.open(district, Tie("team-repair", SECOND))
    (team,) = search(asking(district), "水电维修志愿队").hits
    assert team.place == "服务 翠苑一区社区、翠苑二区社区"
    assert where_answer(asking(district), WhereQuestion("team-repair")).helper.tags == ["服务 2 处"]


def test_a_problem_is_found_by_its_words_in_the_answer_and_on_the_page(district: Graph, reader: httpx.Client) -> None:
    PROBLEMS.save(district, Problem(id="problem-light", title="东门路灯夜里不亮"))
    PROBLEM_TERRITORIES.open(district, Tie("problem-light", SECOND))
    (hit,) = search(asking(district), "路灯").hits
    assert (hit.kind, hit.kind_label, hit.id, hit.place) == ("problem", "问题", "problem-light", "翠苑二区社区")
    page = reader.get("/search", params={"q": "路灯"}).text
    assert '<a href="/raised/problem-light">东门路灯夜里不亮</a>' in page
    assert reader.get("/api/v1/search", params={"q": "路灯"}).json()["hits"][0]["id"] == "problem-light"


@pytest.fixture
def folders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The data folders the command was asked for; the service of each knows one team."""
    asked: list[str] = []

    def answer(settings: Settings, _path: str, _schema: type[SearchAnswer], *, q: str, limit: int) -> SearchAnswer:
        asked.append(f"{settings.data_folder} {limit}")
        return SearchAnswer(text=q, hits=[FOUND] if q in FOUND.name else [])

    monkeypatch.setattr(searching, "ask_service", answer)
    return asked


def said(*words: str) -> str:
    result = CliRunner().invoke(gongjian, words)
    assert result.exit_code == 0
    return result.output


def test_the_command_names_ids_or_says_that_nothing_was_found(folders: list[str]) -> None:
    assert said("search", "水电") == "[团队] 水电维修志愿队（team-repair） · 服务 翠苑一区社区\n"
    assert said("search", "天文", "--limit", "5") == "没有找到“天文”。换个写法，或只写其中两个字。\n"
    assert [one.split()[1] for one in folders] == ["20", "5"]


@pytest.mark.parametrize(
    "words",
    [
        ("--data-folder", "here", "search", "水电"),
        ("search", "水电", "--data-folder", "here"),
        ("--data-folder", "there", "search", "--data-folder", "here", "水电"),
    ],
)
def test_the_data_folder_may_stand_before_the_command_or_after_it(folders: list[str], words: tuple[str, ...]) -> None:
    said(*words)
    assert folders == ["here 20"]
