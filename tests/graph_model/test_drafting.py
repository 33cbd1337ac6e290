"""A project is drafted out of needs once, within the scope, and no need goes into two."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from graph_model import events
from graph_model.drafting import draft
from graph_model.driver import Graph
from graph_model.entities import Need, Problem, Project
from graph_model.entities.terms import EventKind, ListStatus
from graph_model.errors import NotFound, TakenUp
from graph_model.lineage import problems_behind, projects_taking_up, standing_projects
from graph_model.migrations import migrate
from graph_model.needs import NEED_TERRITORIES, NEEDS
from graph_model.problems import PROBLEM_NEEDS, PROBLEM_TERRITORIES, PROBLEMS
from graph_model.projects import PROJECTS
from graph_model.scope import Scope
from graph_model.ties import Tie
from tests.graph_model.district import ALL, HERE, NORTH, NORTHERN, SOUTHERN, THERE, build_district

FUNDING = "category-funding"


@pytest.fixture
def wishing(graph: Graph) -> Graph:
    """A district with two needs in the north and one in the south, and a problem behind the first."""
    migrate(graph)
    build_district(graph)
    NEEDS.save(graph, *(Need(id=f"need-{n}", title=f"需求{n}") for n in (1, 2, 3)))
    NEED_TERRITORIES.open(graph, Tie("need-1", HERE), Tie("need-2", HERE), Tie("need-3", THERE))
    PROBLEMS.save(graph, Problem(id="problem-1", title="问题"))
    PROBLEM_TERRITORIES.open(graph, Tie("problem-1", HERE))
    PROBLEM_NEEDS.open(graph, Tie("problem-1", "need-1"), Tie("problem-1", "need-3"))
    return graph


def drafted(graph: Graph, scope: Scope, *needs: str, name: str = "project-1") -> bool:
    project = Project(id=name, title="北街道·资金物资", status=ListStatus.DRAFT)
    return graph.write(lambda tx: draft(tx, scope, project, NORTH, FUNDING, needs))


def test_a_project_is_drafted_with_its_place_kind_needs_and_event(wishing: Graph) -> None:
    assert drafted(wishing, NORTHERN, "need-2", "need-1")
    assert PROJECTS.get(wishing, NORTHERN, "project-1").status is ListStatus.DRAFT
    taken = projects_taking_up(wishing, ALL, ["need-1", "need-2", "need-3"])
    assert [(need, one.id) for need in sorted(taken) for one in taken[need]] == [
        ("need-1", "project-1"),
        ("need-2", "project-1"),
    ]
    (one,) = standing_projects(wishing, NORTHERN)
    assert (one.id, one.place, one.category) == ("project-1", NORTH, FUNDING)
    (event,) = events.about(wishing, "project-1")
    assert (event.kind, event.by, event.subjects) == (
        EventKind.LIST_CHANGED,
        "user-north",
        ("project-1", "need-1", "need-2"),
    )


def test_drafted_again_nothing_changes(wishing: Graph) -> None:
    drafted(wishing, NORTHERN, "need-1", "need-2")
    seq = events.latest_seq(wishing)
    assert not drafted(wishing, NORTHERN, "need-1", "need-2")
    assert events.latest_seq(wishing) == seq


def test_a_need_goes_into_one_project_alone(wishing: Graph) -> None:
    drafted(wishing, NORTHERN, "need-1")
    with pytest.raises(TakenUp) as refused:
        drafted(wishing, NORTHERN, "need-1", "need-2", name="project-2")
    assert (refused.value.need, refused.value.project) == ("need-1", "project-1")
    assert PROJECTS.find(wishing, ALL, "project-2") is None


def test_what_an_ended_project_was_for_may_be_taken_up_again(wishing: Graph) -> None:
    drafted(wishing, NORTHERN, "need-1")
    PROJECTS.save(wishing, Project(id="project-1", title="北街道·资金物资", status=ListStatus.CANCELLED))
    assert drafted(wishing, NORTHERN, "need-1", name="project-2")


def test_a_need_outside_the_scope_cannot_be_drafted(wishing: Graph) -> None:
    with pytest.raises(NotFound):
        drafted(wishing, NORTHERN, "need-1", "need-3")
    assert PROJECTS.find(wishing, ALL, "project-1") is None


def test_problems_and_projects_outside_the_scope_are_not_told(wishing: Graph) -> None:
    drafted(wishing, ALL, "need-1", "need-3")
    ids = ["need-1", "need-3"]
    assert set(problems_behind(wishing, ALL, ids)) == set(ids)
    assert problems_behind(wishing, SOUTHERN, ids) == {}
    assert projects_taking_up(wishing, SOUTHERN, ids) == {}
    assert standing_projects(wishing, SOUTHERN) == []


def test_two_who_draft_the_same_need_at_once_get_one_project(wishing: Graph) -> None:
    together = Barrier(2)

    def one(name: str) -> bool:
        together.wait()
        try:
            return drafted(wishing, NORTHERN, "need-1", "need-2", name=name)
        except TakenUp:
            return False

    with ThreadPoolExecutor(2) as pool:
        won = list(pool.map(one, ("project-1", "project-2")))
    assert sorted(won) == [False, True]
    assert len(projects_taking_up(wishing, ALL, ["need-1"])["need-1"]) == 1
