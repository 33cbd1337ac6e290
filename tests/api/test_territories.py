"""A territory answers by its old code and its old name, and tells who belonged to it on a day."""

from datetime import date

import httpx
import pytest
from click.testing import CliRunner

from api.answers import territories
from api.answers.lists import list_answer
from api.answers.overview import overview_answer
from api.answers.territories import people_answer, territory_answer
from api.answers.who import who_answer
from api.asking import Asking
from api.cli.commands import gongjian
from api.errors import BadQuestion, UnknownPlace
from api.questions import PeopleQuestion, WhoQuestion, day_asked
from api.schemas import PeopleOnADay
from graph_model.driver import Graph
from graph_model.entities import Person, Territory
from graph_model.entities.terms import Level
from graph_model.persons import PERSONS, RESIDENCES, TEAM_MEMBERSHIPS
from graph_model.scope import Scope
from graph_model.teams import SERVED_TERRITORIES
from graph_model.territories import PARTS, SUCCESSIONS, TERRITORIES
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, FIRST, SECOND, STREET, TODAY, build
from tests.conftest import wipe

OLD, SPLIT, LATER = "330106008090", "330106008091", "330106008092"
EAST, LOST, HALFWAY = "330106009000", "330106009091", "330106009092"
MERGED_ON, EVE = date(2025, 3, 1), date(2025, 2, 28)
MERGED = "翠苑旧社区（330106008090）已于2025年3月1日并入翠苑一区社区（330106008001）。"


@pytest.fixture(scope="module", params=["embedded", "neo4j"])
def asked(request: pytest.FixtureRequest) -> Asking:
    """One district on each of the servers in turn for all questions: asking changes nothing."""
    graph: Graph = request.getfixturevalue(f"session_{request.param}_graph")
    wipe(graph)
    build(graph)
    merge(graph)
    return asking(graph)


def merge(graph: Graph) -> None:
    """Have one community merged, one split, and one that will be merged later."""
    names = {OLD: "翠苑旧社区", SPLIT: "翠苑大社区", LATER: "翠苑将并社区"}
    TERRITORIES.save(graph, *(Territory(id=code, name=name, level=Level.COMMUNITY) for code, name in names.items()))
    TERRITORIES.save(
        graph, Territory(id=LATER, name=names[LATER], level=Level.COMMUNITY, valid_until=date(2026, 12, 31))
    )
    PARTS.open(graph, *(Tie(code, STREET) for code in names))
    SUCCESSIONS.open(
        graph,
        Tie(OLD, FIRST, properties={"on": MERGED_ON}),
        Tie(SPLIT, FIRST),
        Tie(SPLIT, SECOND),
        Tie(LATER, SECOND, properties={"on": date(2027, 1, 1)}),
    )
    RESIDENCES.open(graph, Tie("person-sun", OLD, date(2020, 1, 1), EVE), Tie("person-sun", FIRST, MERGED_ON))
    RESIDENCES.open(graph, Tie("person-zhou", OLD, date(2024, 1, 1)))
    merge_twice(graph)
    TEAM_MEMBERSHIPS.open(graph, Tie("person-chen", "team-repair"))
    SERVED_TERRITORIES.open(graph, Tie("team-repair", SECOND))
    for person, home in {"person-wu": OLD, "person-ma": LOST, "person-he": HALFWAY}.items():
        PERSONS.save(graph, Person(id=person, name=person))
        RESIDENCES.open(graph, Tie(person, home, date(2024, 1, 1)))


def merge_twice(graph: Graph) -> None:
    """Have a community of another street merged into its neighbour, and that later into the second of this street."""
    TERRITORIES.save(graph, Territory(id=EAST, name="文新街道", level=Level.SUBDISTRICT))
    for code, name in ((LOST, "先并社区"), (HALFWAY, "后并社区")):
        TERRITORIES.save(graph, Territory(id=code, name=name, level=Level.COMMUNITY))
        PARTS.open(graph, Tie(code, EAST))
    PARTS.open(graph, Tie(EAST, DISTRICT))
    SUCCESSIONS.open(
        graph,
        Tie(LOST, HALFWAY, properties={"on": date(2024, 7, 1)}),
        Tie(HALFWAY, SECOND, properties={"on": date(2026, 1, 1)}),
    )


def ids(answer: PeopleOnADay) -> list[str]:
    return [person.id for person in answer.items]


def living(asked: Asking, place: str, as_of: str) -> list[str]:
    return ids(people_answer(asked, PeopleQuestion(place, as_of, ("居住",), limit=50)))


def test_a_team_that_serves_two_communities_is_told_once_under_a_person(asked: Asking) -> None:
    answer = people_answer(asked, PeopleQuestion(STREET, "2026-01-01", ("在服务这里的队伍",)))
    told = [[one.through.id for one in person.belongings if one.through] for person in answer.items]
    assert told == [["team-repair"]]


def test_what_counts_without_a_date_is_said_on_the_command_line(asked: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = people_answer(asked, PeopleQuestion(FIRST, "2025-06-01"))
    monkeypatch.setattr("api.cli.territory.ask_service", lambda *_, **__: answer)
    told = CliRunner().invoke(gongjian, ["territory", FIRST, "--as-of", "2025-06-01"])
    assert "没有写起止日期的，当作一直都算" in told.output


@pytest.mark.parametrize("words", [OLD, "翠苑旧社区", "翠苑旧"])
def test_an_old_code_or_name_answers_with_what_took_its_place(asked: Asking, words: str) -> None:
    answer = territory_answer(asked, words)
    assert (answer.id, answer.name) == (FIRST, "翠苑一区社区")
    assert answer.succession is not None
    assert answer.succession.sentence == MERGED
    assert answer.succession.on == MERGED_ON
    assert answer.place is not None
    assert answer.place.requested == OLD
    assert [[step.id for step in heir.path] for heir in answer.heirs] == [[DISTRICT, STREET, FIRST]]


def test_the_code_of_a_split_community_names_every_part(asked: Asking) -> None:
    answer = territory_answer(asked, SPLIT)
    assert [heir.id for heir in answer.heirs] == [FIRST, SECOND]
    assert answer.succession is not None
    assert "拆分为翠苑一区社区（330106008001）、翠苑二区社区（330106008002）" in answer.succession.sentence


def test_a_code_that_stands_says_nothing_of_successors(asked: Asking) -> None:
    for code in (FIRST, LATER):
        answer = territory_answer(asked, code)
        assert (answer.id, answer.succession, answer.heirs) == (code, None, [])


@pytest.mark.parametrize("words", [OLD, "翠苑旧社区"])
def test_who_and_lists_say_which_place_took_the_old_ones(asked: Asking, words: str) -> None:
    for place in (who_answer(asked, WhoQuestion(words, "电工")).place, list_answer(asked, "post", words).place):
        assert place is not None
        assert (place.id, place.requested) == (FIRST, OLD)
        assert place.succession is not None
        assert place.succession.sentence == MERGED


def test_a_code_nobody_knew_and_one_outside_the_scope_are_refused(asked: Asking) -> None:
    with pytest.raises(UnknownPlace):
        territory_answer(asked, "330106999999")
    neighbour = Asking(asked.graph, asked.view, Scope("邻居", SECOND), TODAY)
    with pytest.raises(UnknownPlace):
        territory_answer(neighbour, OLD)
    with pytest.raises(UnknownPlace):
        people_answer(neighbour, PeopleQuestion(OLD, "2025-06-01"))


def test_an_old_code_is_itself_on_a_day_before_it_was_merged(asked: Asking) -> None:
    before = people_answer(asked, PeopleQuestion(OLD, "2025-02-28"))
    assert (before.place.id, before.place.name, ids(before)) == (
        OLD,
        "翠苑旧社区",
        ["person-sun", "person-wu", "person-zhou"],
    )
    assert before.place.path[-1].id == OLD
    after = people_answer(asked, PeopleQuestion(OLD, "2025-03-01"))
    assert after.place.id == FIRST
    assert {"person-sun", "person-chen"} <= set(ids(after))


@pytest.mark.parametrize("words", [LOST, HALFWAY, "先并社区"])
def test_a_place_is_the_heir_of_the_day_when_that_was_merged_later(asked: Asking, words: str) -> None:
    then = people_answer(asked, PeopleQuestion(words, "2025-06-01"))
    assert (then.place.id, then.place.name, ids(then)) == (HALFWAY, "后并社区", ["person-he", "person-ma"])
    assert [step.id for step in then.place.path] == [DISTRICT, EAST, HALFWAY]
    now = people_answer(asked, PeopleQuestion(words))
    assert now.place.id == SECOND
    assert {"person-he", "person-ma", "person-zhou"} <= set(ids(now))


def test_a_merger_of_mergers_tells_each_with_its_day(asked: Asking) -> None:
    succession = territory_answer(asked, LOST).succession
    assert succession is not None
    assert succession.sentence == (
        f"先并社区（{LOST}）已于2024年7月1日并入后并社区（{HALFWAY}），"
        f"后并社区（{HALFWAY}）已于2026年1月1日并入翠苑二区社区（{SECOND}）。"
    )


def test_only_communities_that_stand_are_rows_of_the_overview(asked: Asking) -> None:
    assert [row.place.id for row in overview_answer(asked, STREET).rows] == [FIRST, SECOND, LATER]


def test_belonging_is_read_once_for_all_pages(asked: Asking, monkeypatch: pytest.MonkeyPatch) -> None:
    first = people_answer(asked, PeopleQuestion(STREET, "2026-05-04", limit=2))
    monkeypatch.setattr(territories, "people_here_on", None)
    second = people_answer(asked, PeopleQuestion(STREET, "2026-05-04", (), first.next_cursor, 2))
    assert len({*ids(first), *ids(second)}) == 4


def test_who_is_still_registered_at_the_old_code_counts_where_it_went(asked: Asking) -> None:
    assert "person-zhou" not in living(asked, FIRST, "2025-02-28")
    assert "person-zhou" in living(asked, FIRST, "2025-06-01")
    assert "person-zhou" in living(asked, STREET, "2025-06-01")


def test_people_are_counted_once_and_by_way(asked: Asking) -> None:
    answer = people_answer(asked, PeopleQuestion(STREET, None, limit=2))
    assert answer.as_of == TODAY
    counts = {one.label: one.people for one in answer.counts}
    assert counts["居住"] == answer.total == 8
    assert counts["在驻区单位工作"] == 1
    assert (
        answer.sentence
        == "截至2026年11月22日，翠苑街道有 8 人：居住 8 人，在驻区单位工作 1 人，在服务这里的队伍 1 人。"
    )
    second = people_answer(asked, PeopleQuestion(STREET, None, (), answer.next_cursor, 50))
    assert [*ids(answer), *ids(second)] == sorted({*ids(answer), *ids(second)})
    assert len(ids(answer)) + len(ids(second)) == 8


def test_people_outside_the_scope_are_not_told_of(asked: Asking) -> None:
    neighbour = Asking(asked.graph, asked.view, Scope("邻居", SECOND), TODAY)
    assert ids(people_answer(neighbour, PeopleQuestion(SECOND))) == ["person-chen", "person-zhou"]


@pytest.mark.parametrize(
    "words", ["昨天", "2025-02-30", "2025-13-01", "2025", "01/06/2025", "2026-11-23", "1900-01-01"]
)
def test_a_day_that_cannot_be_asked_about_is_refused_with_a_sentence(words: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        day_asked(words, TODAY)
    assert refused.value.detail.endswith(("。", "日。"))


@pytest.mark.parametrize("words", ["2025-06-01", "2025年6月1日", "2025.6.1", "20250601", " 2025/6/1 "])
def test_a_day_is_read_as_people_write_it(words: str) -> None:
    assert day_asked(words, TODAY) == date(2025, 6, 1)


def test_an_unknown_way_is_refused_with_those_there_are(asked: Asking) -> None:
    with pytest.raises(BadQuestion, match="居住"):
        people_answer(asked, PeopleQuestion(FIRST, None, ("路过",)))


def test_the_api_answers_as_of_a_day_page_by_page(reader: httpx.Client) -> None:
    first = reader.get(f"/api/v1/territories/{FIRST}/people", params={"as_of": "2025-06-01", "limit": 3}).json()
    assert first["total"] == 4
    assert [one["id"] for one in first["items"]] == ["person-chen", "person-li", "person-sun"]
    more = reader.get(f"/api/v1/territories/{FIRST}/people", params={"cursor": first["next_cursor"]}).json()
    assert more["items"][0]["id"] not in {one["id"] for one in first["items"]}
    wrong = reader.get(f"/api/v1/territories/{FIRST}/people", params={"as_of": "昨天"})
    assert (wrong.status_code, wrong.headers["content-type"]) == (422, "application/problem+json")
    assert "2025-06-01" in wrong.json()["detail"]
    assert reader.get("/api/v1/territories/999999999999").status_code == 404


def test_the_page_of_a_territory_asks_about_a_day_with_a_plain_form(reader: httpx.Client) -> None:
    page = reader.get(f"/territories/{FIRST}").text
    assert '<input type="date" name="as_of" value="2026-11-22" max="2026-11-22" required>' in page
    then = reader.get(f"/territories/{FIRST}", params={"as_of": "2025-06-01", "way": "居住"})
    assert "截至2025年6月1日，翠苑一区社区有" in then.text
    assert "陈志强" in then.text
    now = reader.get(f"/territories/{FIRST}", params={"way": "在驻区单位工作"})
    assert "截至2026年11月22日，翠苑一区社区没有登记任何人。" in now.text
    assert "没有写起止日期的，当作一直都算" in then.text
    wrong = reader.get(f"/territories/{FIRST}", params={"as_of": "2025-02-30"}, headers={"accept": "text/html"})
    assert wrong.status_code == 422
    assert "不是一个日期" in wrong.text


def test_pages_asked_by_an_old_code_say_what_took_its_place(district: Graph, reader: httpx.Client) -> None:
    TERRITORIES.save(district, Territory(id=OLD, name="翠苑旧社区", level=Level.COMMUNITY))
    SUCCESSIONS.open(district, Tie(OLD, FIRST, properties={"on": MERGED_ON}))
    for path in (
        f"/territories/{OLD}",
        f"/who?place={OLD}&work=电工",
        f"/lists/post?place={OLD}",
        f"/who/overview?place={OLD}",
    ):
        page = reader.get(path, headers={"accept": "text/html"})
        assert page.status_code == 200, path
        assert MERGED in page.text, path
