"""What a reader of a street may see of what its units did elsewhere, and what may not."""

from datetime import date

import pytest

from graph_model.driver import Graph
from graph_model.organisations import PAIRINGS
from graph_model.projects import PROJECT_TERRITORIES
from graph_model.resources import ORGANISATION_OFFERS
from graph_model.strength.facts import read_deliveries
from graph_model.ties import Tie
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    FIRST,
    OTHER,
    SECOND,
    STAR,
    STREET,
    build_alliance,
    join_in_project,
    meet,
)
from tests.graph_model.strength.delivering import deliver
from tests.graph_model.strength.judging import NOW, analyst_of, facts_of

ELSEWHERE = "不在您的管辖范围"


def test_what_members_did_elsewhere_ties_them_and_has_no_title(graph: Graph) -> None:
    build_alliance(graph)
    meet(graph, "far", date(2026, 11, 2), "org-a", "org-b", place=OTHER)
    told = {}
    for root in (DISTRICT, STREET):
        analyst, subjects = analyst_of(graph, root)
        told[root] = analyst.standing(subjects[STAR], NOW).tied.deeds["超市", "银行"]
        assert analyst.analyse(subjects[STAR], NOW).now.tied.together.ties == 4
    assert told == {DISTRICT: ("2026-11-02活动“义诊far”",), STREET: (f"2026-11-02活动“{ELSEWHERE}”",)}


@pytest.mark.parametrize(("places", "title"), [((OTHER,), ELSEWHERE), ((OTHER, SECOND), "邻里节"), ((), "邻里节")])
def test_a_project_is_named_where_a_place_of_it_is_or_none_is_known(
    graph: Graph, places: tuple[str, ...], title: str
) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_TERRITORIES.open(graph, Tie("project-1", FIRST, until=date(2026, 10, 1)))
    PROJECT_TERRITORIES.open(graph, *(Tie("project-1", place) for place in places))
    facts = facts_of(graph, STREET)
    assert {row["title"] for row in facts.projects} == {title}
    assert {row["title"] for row in facts.resources} == {title if title == ELSEWHERE else "礼堂"}
    assert {place for row in facts.projects for place in row["places"]} <= {SECOND}


def test_a_place_elsewhere_that_a_unit_is_paired_with_is_not_named(graph: Graph) -> None:
    build_alliance(graph)
    PAIRINGS.open(graph, Tie("org-a", OTHER, since=date(2026, 5, 1)))
    assert {row["title"] for row in facts_of(graph, STREET).pairings} == {"翠苑一区社区", ELSEWHERE}


def test_only_what_was_delivered_within_the_scope_is_read(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    deliver(graph)
    near = read_deliveries(graph, facts_of(graph, STREET))
    assert [(row["unit"], row["title"]) for row in near] == [("org-b", "近处的需求"), ("org-c", "近处的需求")]
    assert len(read_deliveries(graph, facts_of(graph))) == 4


def test_what_a_unit_never_had_was_not_delivered_by_it(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    deliver(graph)
    ORGANISATION_OFFERS.open(graph, Tie("org-c", "resource-hall", until=date(2026, 11, 20)))
    assert {row["unit"] for row in read_deliveries(graph, facts_of(graph))} == {"org-b"}
