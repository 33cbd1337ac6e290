"""What units did together, read out of the graph: who took part, from which day to which."""

from datetime import date

import pytest

from graph_model.activities import ACTIVITIES
from graph_model.alliances import ALLIANCES, MEMBERSHIPS
from graph_model.driver import Graph
from graph_model.entities import Activity, Alliance, PartyOrganisation, Project
from graph_model.entities.terms import Level, ListStatus, PartyForm
from graph_model.organisations import PAIRINGS
from graph_model.party_organisations import COVERED_TERRITORIES, PARTY_ORGANISATIONS
from graph_model.projects import (
    PROJECT_CATEGORIES,
    PROJECT_LEADERS,
    PROJECT_RESOURCES,
    PROJECT_SUPPORTERS,
    PROJECT_TERRITORIES,
    PROJECTS,
)
from graph_model.strength.spans import joined
from graph_model.ties import Tie
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    FIRST,
    PARTY,
    SECOND,
    STAR,
    build_alliance,
    join_in_project,
    meet,
)
from tests.graph_model.strength.judging import NOW, TODAY, analyst_of, pairs

BEGAN, YESTERDAY = date(2026, 8, 1), date(2026, 11, 21)
SEEN_DONE = date(2026, 11, 10)
SEEN_CYPHER = "MATCH (n:Project) SET n.created_at = datetime($created), n.updated_at = datetime($seen)"


def spans_of(graph: Graph, subject: str, kind: str) -> dict[tuple[str, str], tuple[date, date | None]]:
    """Days of each deed of a kind; no two of them are between the same two."""
    analyst, subjects = analyst_of(graph)
    deeds = [one for one in analyst.standing(subjects[subject], NOW).deeds if one.happening.kind == kind]
    found = {(one.one, one.two): (one.begins, one.ends) for one in deeds}
    assert len(found) == len(deeds)
    return found


def test_a_project_whose_lead_is_replaced_goes_on_for_those_who_stay(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_LEADERS.open(graph, Tie("org-a", "project-1", since=BEGAN, until=YESTERDAY))
    PROJECT_LEADERS.open(graph, Tie("org-d", "project-1", since=TODAY))
    assert spans_of(graph, STAR, "joint_project") == {
        ("超市", "银行"): (date(2026, 8, 2), YESTERDAY),
        ("工厂", "超市"): (TODAY, None),
    }
    assert spans_of(graph, PARTY, "joint_project")["一区大党委", "超市"] == (date(2026, 8, 2), None)


@pytest.mark.parametrize(
    ("deadline", "ended"),
    [(None, SEEN_DONE), (date(2026, 10, 31), date(2026, 10, 31)), (date(2026, 12, 31), SEEN_DONE)],
)
def test_a_finished_project_ends_by_its_deadline_or_when_it_was_seen_done(
    graph: Graph, deadline: date | None, ended: date
) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECTS.save(graph, Project(id="project-1", title="邻里节", status=ListStatus.DONE, deadline=deadline))
    graph.write(lambda tx: tx.run(SEEN_CYPHER, created="2026-07-01T08:00:00Z", seen=f"{SEEN_DONE}T08:00:00Z").consume())
    assert spans_of(graph, STAR, "joint_project") == {("超市", "银行"): (date(2026, 8, 2), ended)}
    assert spans_of(graph, STAR, "resource") == {("学校", "银行"): (BEGAN, ended)}


def test_a_project_for_two_communities_is_one_with_both_committees_and_serves_both(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_TERRITORIES.open(graph, Tie("project-1", SECOND))
    PROJECT_CATEGORIES.open(graph, Tie("project-1", "category-venues"))
    PARTY_ORGANISATIONS.save(graph, PartyOrganisation(id="party-2", name="二区大党委", form=PartyForm.JOINT_COMMITTEE))
    COVERED_TERRITORIES.open(graph, Tie("party-2", SECOND))
    assert spans_of(graph, DISTRICT, "joint_project").keys() == {
        ("超市", "银行"),
        ("一区大党委", "超市"),
        ("一区大党委", "银行"),
        ("二区大党委", "超市"),
        ("二区大党委", "银行"),
    }
    analyst, subjects = analyst_of(graph)
    services = analyst.services_of(analyst.standing(subjects[STAR], NOW))
    assert {place for unit, place in zip(services.member, services.community, strict=True) if unit == "超市"} == {
        "翠苑一区社区",
        "翠苑二区社区",
    }


def test_one_that_left_before_a_project_was_finished_left_on_its_own_day(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECTS.save(graph, Project(id="project-1", title="邻里节", status=ListStatus.DONE))
    PROJECT_SUPPORTERS.open(graph, Tie("org-b", "project-1", since=date(2026, 8, 2), until=date(2026, 9, 30)))
    assert spans_of(graph, STAR, "joint_project") == {("超市", "银行"): (date(2026, 8, 2), date(2026, 9, 30))}


def test_one_that_leaves_a_project_ends_it_for_nobody_else(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_SUPPORTERS.open(graph, Tie("org-d", "project-1", since=BEGAN, until=YESTERDAY))
    found = spans_of(graph, STAR, "joint_project")
    assert found["超市", "银行"] == (date(2026, 8, 2), None)
    assert found["工厂", "超市"] == (date(2026, 8, 2), YESTERDAY)


def test_one_that_changes_its_role_in_a_project_takes_part_once(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_LEADERS.open(graph, Tie("org-a", "project-1", since=BEGAN, until=YESTERDAY))
    PROJECT_SUPPORTERS.open(graph, Tie("org-a", "project-1", since=TODAY))
    assert spans_of(graph, STAR, "joint_project") == {("超市", "银行"): (date(2026, 8, 2), None)}


def test_two_activities_alike_in_all_but_their_ids_are_two(graph: Graph) -> None:
    build_alliance(graph)
    meet(graph, "again", date(2026, 10, 9), "org-hub", "org-b")
    ACTIVITIES.save(graph, Activity(id="activity-again", title="义诊b", on=date(2026, 10, 9)))
    analyst, subjects = analyst_of(graph)
    assert analyst.standing(subjects[STAR], NOW).tied.deeds["医院", "超市"] == ("2026-10-09活动“义诊b”",) * 2


def test_a_hall_lent_to_two_projects_alike_was_lent_twice(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECTS.save(graph, Project(id="project-2", title="邻里节", status=ListStatus.IN_PROGRESS))
    PROJECT_LEADERS.open(graph, Tie("org-a", "project-2", since=BEGAN))
    PROJECT_RESOURCES.open(graph, Tie("project-2", "resource-hall"))
    analyst, subjects = analyst_of(graph)
    assert analyst.standing(subjects[STAR], NOW).tied.deeds["学校", "银行"] == (f"{BEGAN}资源交付“礼堂”",) * 2


def test_another_alliance_of_the_same_name_makes_a_layer(graph: Graph) -> None:
    build_alliance(graph)
    ALLIANCES.save(graph, Alliance(id="alliance-other", name="健康联盟", level=Level.COMMUNITY))
    MEMBERSHIPS.open(graph, *(Tie(unit, "alliance-other", since=BEGAN) for unit in ("org-c", "org-d")))
    analyst, subjects = analyst_of(graph)
    assert pairs(analyst, subjects[STAR], "alliance") == {("学校", "工厂")}


def test_a_pairing_undone_on_the_day_it_began_never_held(graph: Graph) -> None:
    build_alliance(graph)
    PAIRINGS.open(graph, Tie("org-b", FIRST, since=TODAY, until=YESTERDAY))
    assert spans_of(graph, PARTY, "pairing").keys() == {("一区大党委", "银行")}


def test_days_that_follow_each_other_are_one_stretch() -> None:
    first, second, third = date(2026, 1, 1), date(2026, 1, 2), date(2026, 1, 4)
    assert joined([(second, second), (first, first), (third, None)]) == [(first, second), (third, None)]
    assert joined([(first, None), (second, third)]) == [(first, None)]
    assert joined([(second, first)]) == []
