"""Who sees one community alone is told of nothing outside it, whatever they ask."""

from dataclasses import replace

import pytest

from api.answers.desk import desk_answer
from api.answers.lists import list_answer
from api.answers.overview import overview_answer
from api.answers.projects import blocking_answer, proposed_answer
from api.answers.search import search
from api.answers.things import thing_answer
from api.answers.verifying import verify_answer
from api.answers.week import week_answer
from api.answers.where import where_answer
from api.answers.who import who_answer
from api.answers.why_not import why_not_answer
from api.asking import Asking
from api.errors import UnknownPlace, UnknownThing
from api.questions import ProjectsQuestion, VerifyQuestion, WeekQuestion, WhereQuestion, WhoQuestion
from graph_model.driver import Graph
from graph_model.entities import Person, Team
from graph_model.errors import NotFound
from graph_model.persons import HELD_SKILLS, PERSONS, RESIDENCES, TEAM_MEMBERSHIPS
from graph_model.scope import Scope
from graph_model.teams import SERVED_TERRITORIES, TEAMS
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, ELECTRICIAN, FIRST, SATURDAY, SECOND, propose_two_for_one_place

OUTSIDE = ("person-gao", "person-li", "person-sun", "team-repair", "resource-hall", "post-repair", "need-lamp")


@pytest.fixture
def neighbour(district: Graph) -> Asking:
    """A reader of the second community; 李建国, 高远, the team, the hall, the post and the need are in the first.

    高远 is a member of a team that serves the second, which makes the team seen there, not its members.
    """
    propose_two_for_one_place(district)
    PERSONS.save(district, Person(id="person-gao", name="高远", slots=SATURDAY, consent=True))
    RESIDENCES.open(district, Tie("person-gao", FIRST))
    HELD_SKILLS.open(district, Tie("person-gao", ELECTRICIAN, properties={"level": 3}))
    TEAMS.save(district, Team(id="team-second", name="二区志愿队", kind="volunteer"))
    SERVED_TERRITORIES.open(district, Tie("team-second", SECOND))
    TEAM_MEMBERSHIPS.open(district, Tie("person-gao", "team-second"))
    return replace(asking(district), scope=Scope("邻居", SECOND))


def test_no_answer_names_anything_outside(neighbour: Asking) -> None:
    answers = [
        who_answer(neighbour, WhoQuestion(None, "电灯坏了没人修", (), (), ("符合", "待核实", "不符合"), None, 50)),
        where_answer(neighbour, WhereQuestion("person-zhou", None, (), None, 50)),
        week_answer(neighbour, WeekQuestion()),
        desk_answer(neighbour),
        overview_answer(neighbour),
        verify_answer(neighbour, VerifyQuestion(only_gaps=False)),
        proposed_answer(neighbour, ProjectsQuestion()),
        blocking_answer(neighbour),
        thing_answer(neighbour, "organisation", "org-power"),
        *(list_answer(neighbour, kind) for kind in ("resource", "need", "post")),
        *(hit for words in ("李建国", "高远", "水电", "礼堂", "电灯", "翠苑") for hit in search(neighbour, words).hits),
    ]
    told = "".join(answer.model_dump_json() for answer in answers)
    assert "person-zhou" in told
    assert "post-other" in told
    assert [one for one in (*OUTSIDE, "李建国", "高远", "水电维修岗") if one in told] == []


@pytest.mark.parametrize("helper", [one for one in OUTSIDE if not one.startswith(("post", "need"))])
def test_a_helper_outside_is_not_known(neighbour: Asking, helper: str) -> None:
    with pytest.raises(UnknownThing):
        where_answer(neighbour, WhereQuestion(helper, None, (), None, None))
    with pytest.raises(UnknownThing):
        why_not_answer(neighbour, helper, "post-other")
    with pytest.raises(NotFound):
        thing_answer(neighbour, helper.partition("-")[0], helper)


@pytest.mark.parametrize("name", ["李建国", "高远"])
def test_a_helper_outside_is_not_known_by_name(neighbour: Asking, name: str) -> None:
    with pytest.raises(UnknownThing):
        where_answer(neighbour, WhereQuestion(name))


def test_a_work_or_a_place_outside_is_not_known(neighbour: Asking) -> None:
    with pytest.raises(UnknownThing):
        why_not_answer(neighbour, "person-zhou", "post-repair")
    with pytest.raises(NotFound):
        thing_answer(neighbour, "post", "post-repair")
    for place in (FIRST, DISTRICT):
        with pytest.raises(UnknownPlace):
            overview_answer(neighbour, place)


def test_who_works_for_a_unit_inside_is_seen_wherever_they_live(neighbour: Asking) -> None:
    assert where_answer(neighbour, WhereQuestion("person-chen", None, (), None, None)).helper.name == "陈志强"
