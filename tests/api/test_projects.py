"""拟建项目: what the page, the API and the command tell of gaps put together, and of what blocks them."""

import re
from dataclasses import replace

import httpx
import pytest

from api.answers.drafting import accept_proposed
from api.answers.lists import list_answer
from api.answers.projects import blocking_answer, proposed_answer
from api.asking import Asking
from api.errors import BadQuestion, KeyReused, UnknownPlace, UnknownThing
from api.questions import ProjectsQuestion
from graph_model.driver import Graph
from graph_model.entities import MatchRun, Need, Problem, Project, Suggestion
from graph_model.entities.terms import Change
from graph_model.errors import TakenUp
from graph_model.match_runs import save_run
from graph_model.needs import NEED_CATEGORIES, NEED_TERRITORIES, NEEDS
from graph_model.problems import PROBLEM_NEEDS, PROBLEM_TERRITORIES, PROBLEMS
from graph_model.projects import PROJECT_CATEGORIES, PROJECT_NEEDS, PROJECT_TERRITORIES, PROJECTS
from graph_model.scope import Scope
from graph_model.ties import Tie
from tests.api.conftest import asking
from tests.api.small_district import DISTRICT, FIRST, RUN, SECOND, STREET

WISHES = {
    "need-cooker": ("想要一个电饭煲", FIRST),
    "need-washer": ("洗衣机", SECOND),
    "need-quilt": ("想要一床棉被", FIRST),
}
IN_SECOND = {"need-washer", "need-iron", "need-yard", "post-other"}
ALL = ProjectsQuestion()


@pytest.fixture
def wishing(district: Graph) -> Graph:
    """The small district with three wishes nobody is left for and a post nobody fills; a problem led to one of them."""
    wish(district)
    leave_open(district, *WISHES, "post-other")
    return district


def wish(district: Graph) -> None:
    NEEDS.save(
        district,
        *(Need(id=id_, title=title, quantity=2, unit="户", urgency=3) for id_, (title, _) in WISHES.items()),
    )
    NEED_TERRITORIES.open(district, *(Tie(id_, place) for id_, (_, place) in WISHES.items()))
    NEED_CATEGORIES.open(district, *(Tie(id_, "category-funding") for id_ in WISHES))
    PROBLEMS.save(district, Problem(id="problem-poor", title="困难家庭物资来源单一"))
    PROBLEM_TERRITORIES.open(district, Tie("problem-poor", FIRST))
    PROBLEM_NEEDS.open(district, Tie("problem-poor", "need-cooker"))


def want(graph: Graph, category: str, title: str, **places: str) -> None:
    """Add needs of a kind and title, each called by a name, at its place."""
    ids = {f"need-{name}": place for name, place in places.items()}
    NEEDS.save(graph, *(Need(id=id_, title=title) for id_ in ids))
    NEED_TERRITORIES.open(graph, *(Tie(id_, place) for id_, place in ids.items()))
    NEED_CATEGORIES.open(graph, *(Tie(id_, category) for id_ in ids))


def leave_open(graph: Graph, *works: str) -> None:
    """Give this week a run that has nobody left for some works."""
    run = MatchRun(id=RUN, week="2026-W47", territory=DISTRICT, inputs="by hand", suggestions=len(works))
    lines = [
        Suggestion(
            id=f"{RUN}:{work}:gap",
            in_run=RUN,
            work=work,
            work_kind="post" if work.startswith("post") else "need",
            community=SECOND if work in IN_SECOND else FIRST,
            change=Change.GAP,
        )
        for work in works
    ]
    save_run(graph, run, lines)


def take_up(graph: Graph, need: str, *, status: str = "in_progress") -> None:
    PROJECTS.save(graph, Project(id="project-wishes", title="微心愿集中认领", status=status))
    PROJECT_TERRITORIES.open(graph, Tie("project-wishes", FIRST))
    PROJECT_CATEGORIES.open(graph, Tie("project-wishes", "category-funding"))
    PROJECT_NEEDS.open(graph, Tie("project-wishes", need))


def test_wishes_of_a_street_become_one_project(wishing: Graph) -> None:
    answer = proposed_answer(asking(wishing), ALL)
    (one,) = answer.items
    assert (answer.gaps, answer.single, answer.total, answer.proved) == (4, 1, 1, True)
    assert (one.title, one.area.id, one.needs, one.communities, one.people) == ("翠苑街道·资金物资", STREET, 3, 2, 6)
    assert {work.id: work.lacking for work in one.works} == dict.fromkeys(WISHES, 2)
    assert one.blocked_by == "资金物资"
    assert "都在翠苑街道：翠苑一区社区、翠苑二区社区" in one.reasons


def test_where_a_need_comes_from_a_problem_it_says_so(wishing: Graph) -> None:
    (one,) = proposed_answer(asking(wishing), ALL).items
    assert one.grammar == "问题/需求/项目"
    assert {work.id: [ref.id for ref in work.problems] for work in one.works}["need-cooker"] == ["problem-poor"]
    assert "1 件从问题清单来：“困难家庭物资来源单一”" in one.reasons


def test_needs_a_project_has_taken_up_are_told_and_left_out(wishing: Graph) -> None:
    take_up(wishing, "need-cooker")
    answer = proposed_answer(asking(wishing), ALL)
    (one,) = answer.items
    assert (answer.taken_up, one.needs, one.grammar) == (1, 2, "资源/需求/项目")
    assert [ref.name for ref in one.standing] == ["微心愿集中认领"]


def test_what_an_ended_project_was_for_is_open_again(wishing: Graph) -> None:
    take_up(wishing, "need-cooker", status="done")
    answer = proposed_answer(asking(wishing), ALL)
    assert (answer.taken_up, answer.items[0].needs, answer.items[0].standing) == (0, 3, [])


def test_what_blocks_is_ranked_with_its_value(wishing: Graph) -> None:
    answer = blocking_answer(asking(wishing))
    (one,) = answer.items
    assert (answer.projects, answer.ready) == (1, 0)
    assert (one.label, one.short, one.needs, one.people, one.communities) == ("资金物资", 3, 3, 6, 2)
    assert one.value == 3 * (500_000 + 3 * 100_000)


def test_only_projects_that_wait_for_one_thing_are_listed(wishing: Graph) -> None:
    asked = asking(wishing)
    assert proposed_answer(asked, replace(ALL, lacking="资金物资")).total == 1
    assert proposed_answer(asked, replace(ALL, lacking="合适的场地")).items == []


def test_only_works_of_the_place_are_put_together(wishing: Graph) -> None:
    first, second = (proposed_answer(asking(wishing), replace(ALL, place=place)) for place in (FIRST, SECOND))
    assert [work.id for work in first.items[0].works] == ["need-cooker", "need-quilt"]
    assert (second.items, second.single) == ([], 2)


def test_pages_join_to_the_whole(district: Graph) -> None:
    wish(district)
    want(district, "category-venues", "没有停车的地方", lot=FIRST, yard=SECOND)
    leave_open(district, *WISHES, "need-lot", "need-yard")
    asked = asking(district)
    first = proposed_answer(asked, replace(ALL, limit=1))
    second = proposed_answer(asked, replace(ALL, limit=1, cursor=first.next_cursor))
    assert [*first.items, *second.items] == proposed_answer(asked, ALL).items
    assert second.next_cursor is None


def test_without_a_run_nothing_is_known_and_that_is_said(asked: Asking) -> None:
    answer, blocking = proposed_answer(asked, ALL), blocking_answer(asked)
    assert (answer.worked_out, answer.items, blocking.worked_out, blocking.items) == (False, [], False, [])


def test_who_sees_one_community_is_told_of_its_own_works_alone(district: Graph) -> None:
    wish(district)
    want(district, "category-funding", "电熨斗", iron=SECOND)
    PROBLEM_NEEDS.open(district, Tie("problem-poor", "need-iron"))
    leave_open(district, *WISHES, "need-iron")
    neighbour = replace(asking(district), scope=Scope("邻居", SECOND))
    told = proposed_answer(neighbour, ALL).model_dump_json() + blocking_answer(neighbour).model_dump_json()
    assert "need-iron" in told
    assert [one for one in ("need-cooker", "need-quilt", "problem-poor", "一区") if one in told] == []
    with pytest.raises(UnknownPlace):
        proposed_answer(neighbour, replace(ALL, place=FIRST))


@pytest.mark.usefixtures("wishing")
def test_the_service_answers_both_questions_and_shows_the_page(reader: httpx.Client) -> None:
    proposed, blocking = (reader.get(f"/api/v1/projects/{one}").json() for one in ("proposed", "blocking"))
    assert proposed["items"][0]["blocked_by"] == blocking["items"][0]["label"] == "资金物资"
    page = reader.get("/projects/proposed").text
    assert "翠苑街道·资金物资" in page
    assert "困难家庭物资来源单一" in page
    assert "本周建议还没有算" not in page


def test_an_accepted_project_is_drafted_once_and_no_longer_proposed(wishing: Graph) -> None:
    asked = asking(wishing)
    (one,) = proposed_answer(asked, ALL).items
    first, again = accept_proposed(asked, one.id), accept_proposed(asking(wishing), one.id)
    assert (first.project, first.status) == (again.project, "草拟")
    assert "写进 3 件需求" in first.sentence
    answer = proposed_answer(asking(wishing), ALL)
    assert (answer.items, answer.taken_up) == ([], 3)
    (listed,) = list_answer(asking(wishing), "project", status="草拟").items
    assert (listed.id, listed.title, listed.category) == (first.project.id, "翠苑街道·资金物资", "资金物资")


def test_the_same_key_drafts_once_and_another_request_under_it_is_refused(wishing: Graph) -> None:
    asked = asking(wishing)
    (one,) = proposed_answer(asked, ALL).items
    (smaller,) = proposed_answer(asked, replace(ALL, place=FIRST)).items
    first = accept_proposed(asked, one.id, key="k")
    assert accept_proposed(asked, one.id, key="k") == first
    with pytest.raises(KeyReused):
        accept_proposed(asked, smaller.id, FIRST, key="k")


def test_a_proposal_whose_need_was_taken_up_meanwhile_is_refused(wishing: Graph) -> None:
    asked = asking(wishing)
    (one,) = proposed_answer(asked, ALL).items
    take_up(wishing, "need-quilt")
    with pytest.raises(TakenUp):
        accept_proposed(asked, one.id)


def test_posts_alone_make_no_project_and_what_is_not_proposed_cannot_be_drafted(district: Graph) -> None:
    leave_open(district, "post-repair", "post-other")
    asked = asking(district)
    (one,) = proposed_answer(asked, ALL).items
    with pytest.raises(BadQuestion, match="只有岗位"):
        accept_proposed(asked, one.id)
    for unknown in ("proposed-none", "project-none"):
        with pytest.raises(UnknownThing):
            accept_proposed(asked, unknown)


def test_who_sees_one_community_cannot_accept_what_lies_beyond(wishing: Graph) -> None:
    asked = asking(wishing)
    (one,) = proposed_answer(asked, ALL).items
    with pytest.raises(UnknownThing):
        accept_proposed(replace(asked, scope=Scope("邻居", SECOND)), one.id)


@pytest.mark.usefixtures("wishing")
def test_the_form_drafts_and_leads_to_the_project(reader: httpx.Client) -> None:
    page = reader.get("/projects/proposed").text
    fields = dict(re.findall(r'name="(csrf|proposed|place)" value="([^"]*)"', page))
    sent = reader.post("/projects/proposed/accept", data=fields, follow_redirects=True)
    assert "已存为草拟项目：翠苑街道·资金物资" in sent.text
    assert "需求" in sent.text
    assert reader.post("/projects/proposed/accept", data=fields | {"csrf": "x"}).status_code == 403
