"""Ties that imports ended or undid, and what of an alliance they leave."""

from datetime import date

from graph_model.activities import ACTIVITY_CATEGORIES, ACTIVITY_TERRITORIES, ORGANISATION_PARTICIPATIONS
from graph_model.alliances import ALLIANCE_TERRITORIES
from graph_model.driver import Graph
from graph_model.entities import PartyOrganisation
from graph_model.entities.terms import PartyForm
from graph_model.organisations import LOCATIONS
from graph_model.party_organisations import (
    COVERED_ORGANISATIONS,
    COVERED_TERRITORIES,
    LED_ALLIANCES,
    PARTY_ORGANISATIONS,
)
from graph_model.projects import PROJECT_CATEGORIES, PROJECT_RESOURCES, PROJECT_TERRITORIES
from graph_model.resources import ORGANISATION_OFFERS
from graph_model.strength.subjects import Membership, subjects_of
from graph_model.ties import Tie
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    FIRST,
    OTHER,
    PARTY,
    SECOND,
    STAR,
    STREET,
    build_alliance,
    hold_office,
    join_in_project,
)
from tests.graph_model.strength.judging import analyst_of, facts_of, pairs

OVER = date(2026, 11, 20)
MET = "activity-c"
END_ACTIVITY_CYPHER = "MATCH (n:Activity {id: $id}) SET n.ended_on = $day"


def test_a_part_taken_that_was_undone_ties_nobody(graph: Graph) -> None:
    build_alliance(graph)
    ORGANISATION_PARTICIPATIONS.open(graph, Tie("org-c", MET, until=OVER))
    analyst, subjects = analyst_of(graph)
    assert pairs(analyst, subjects[STAR], "event") == {("医院", "银行"), ("医院", "超市")}


def test_what_was_corrected_of_an_activity_counts_as_it_is_now(graph: Graph) -> None:
    build_alliance(graph)
    ACTIVITY_TERRITORIES.open(graph, Tie(MET, SECOND, until=OVER), Tie(MET, FIRST))
    ACTIVITY_CATEGORIES.open(graph, Tie(MET, "category-venues", until=OVER))
    rows = [row for row in facts_of(graph).activities if row["deed"] == MET]
    assert [(row["places"], row["services"]) for row in rows] == [([FIRST], [])] * 2


def test_an_activity_a_complete_ledger_no_longer_lists_was_where_it_was(graph: Graph) -> None:
    build_alliance(graph)
    graph.write(lambda tx: tx.run(END_ACTIVITY_CYPHER, id=MET, day=OVER).consume())
    ACTIVITY_TERRITORIES.open(graph, Tie(MET, SECOND, until=OVER))
    assert [row["places"] for row in facts_of(graph).activities if row["deed"] == MET] == [[SECOND], [SECOND]]


def test_what_was_corrected_of_a_project_counts_as_it_is_now(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_CATEGORIES.open(graph, Tie("project-1", "category-venues", until=OVER))
    PROJECT_TERRITORIES.open(graph, Tie("project-1", FIRST, until=OVER), Tie("project-1", SECOND))
    rows = facts_of(graph).projects
    assert [(row["places"], row["services"]) for row in rows] == [([SECOND], [])] * 2


def test_a_resource_that_was_not_its_own_is_not_given(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    ORGANISATION_OFFERS.open(graph, Tie("org-c", "resource-hall", until=OVER))
    assert facts_of(graph).resources == ()


def test_a_resource_a_project_did_not_use_is_not_given(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    PROJECT_RESOURCES.open(graph, Tie("project-1", "resource-hall", until=OVER))
    assert facts_of(graph).resources == ()


def test_who_leads_an_alliance_is_who_leads_it_now(graph: Graph) -> None:
    build_alliance(graph)
    PARTY_ORGANISATIONS.save(graph, PartyOrganisation(id="party-a", name="从前的党委", form=PartyForm.BRANCH))
    LED_ALLIANCES.open(graph, Tie("party-a", STAR, until=OVER))
    assert {one.id: one for one in subjects_of(facts_of(graph))}[STAR].leader == "一区大党委"


def test_who_no_longer_covers_a_street_is_not_listed_there(graph: Graph) -> None:
    build_alliance(graph)
    ALLIANCE_TERRITORIES.open(graph, Tie(STAR, FIRST, until=OVER), Tie(STAR, OTHER))
    COVERED_TERRITORIES.open(graph, Tie(PARTY, FIRST, until=OVER), Tie(PARTY, OTHER))
    assert [one.id for one in subjects_of(facts_of(graph, STREET))] == [STREET]
    assert [one.id for one in subjects_of(facts_of(graph, OTHER))] == [OTHER, STAR, PARTY]


def test_an_alliance_that_covers_nothing_any_more_is_of_the_district(graph: Graph) -> None:
    build_alliance(graph)
    ALLIANCE_TERRITORIES.open(graph, Tie(STAR, FIRST, until=OVER))
    assert {one.id: one.places for one in subjects_of(facts_of(graph))}[STAR] == (DISTRICT,)


def test_an_office_in_a_branch_that_left_a_unit_does_not_tie_it(graph: Graph) -> None:
    build_alliance(graph)
    hold_office(graph)
    COVERED_ORGANISATIONS.open(graph, Tie("party-works", "org-d", until=OVER))
    analyst, subjects = analyst_of(graph)
    assert pairs(analyst, subjects[STAR], "office") == set()


def test_a_unit_is_of_the_street_it_was_in_on_the_day(graph: Graph) -> None:
    build_alliance(graph)
    LOCATIONS.open(graph, Tie("org-d", OTHER, until=date(2026, 6, 30)), Tie("org-d", FIRST, since=date(2026, 7, 1)))
    membership = Membership(facts_of(graph))
    assert membership.attributes(["org-d"], OVER)["镇街"] == {"工厂": "翠苑街道"}
    assert membership.attributes(["org-d"], date(2026, 6, 1))["镇街"] == {"工厂": "灵隐街道"}
