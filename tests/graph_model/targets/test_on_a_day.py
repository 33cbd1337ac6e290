"""What targets are counted from holds on the day: no tie that begins later or has ended is among it."""

from datetime import date, timedelta

import pytest

from graph_model.activities import ACTIVITIES, ACTIVITY_TERRITORIES
from graph_model.alliances import ALLIANCE_TERRITORIES, ALLIANCES, MEMBERSHIPS
from graph_model.driver import Graph
from graph_model.entities import (
    Activity,
    Alliance,
    Need,
    Organisation,
    PartyOrganisation,
    Post,
    Problem,
    Project,
    Resource,
    Station,
)
from graph_model.entities.terms import Level, OrganisationKind, PartyForm, Role
from graph_model.needs import NEED_TERRITORIES, NEEDS
from graph_model.organisations import LOCATIONS, ORGANISATIONS, PAIRINGS
from graph_model.party_organisations import COVERED_ORGANISATIONS, COVERED_TERRITORIES, PARTY_ORGANISATIONS
from graph_model.persons import OFFICES, PARTY_OFFICES, RESPONSIBILITIES
from graph_model.posts import FILLINGS, POST_TERRITORIES, POSTS
from graph_model.problems import PROBLEM_TERRITORIES, PROBLEMS
from graph_model.projects import PROJECT_LEADERS, PROJECT_TERRITORIES, PROJECTS
from graph_model.resources import RESOURCE_TERRITORIES, RESOURCES
from graph_model.stations import STATION_TERRITORIES, STATIONS
from graph_model.targets.facts import Facts, read_facts
from graph_model.territories import PARTS
from graph_model.ties import Tie, Ties
from tests.graph_model.district import ALL, DAY, DISTRICT, HERE, NORTH, a_person

DROP_PART_CYPHER = "MATCH (:Territory {id: $id})-[r:PART_OF]->(:Territory) DELETE r"
YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)
COMMITTEE, AGENCY, SOCIAL = "org-业委会", "org-税务局", "org-社会组织"
PLACED: tuple[tuple[Ties, str], ...] = (
    (LOCATIONS, COMMITTEE),
    (LOCATIONS, AGENCY),
    (LOCATIONS, SOCIAL),
    (PAIRINGS, AGENCY),
    (COVERED_TERRITORIES, "party-1"),
    (ALLIANCE_TERRITORIES, "alliance-1"),
    (STATION_TERRITORIES, "station-1"),
    (ACTIVITY_TERRITORIES, "activity-1"),
    (PROJECT_TERRITORIES, "project-1"),
    (PROBLEM_TERRITORIES, "problem-1"),
    (NEED_TERRITORIES, "need-1"),
    (RESOURCE_TERRITORIES, "resource-1"),
    (POST_TERRITORIES, "post-1"),
    (RESPONSIBILITIES, "person-甲"),
)
INNER: tuple[tuple[Ties, str, str], ...] = (
    (COVERED_ORGANISATIONS, "party-1", COMMITTEE),
    (MEMBERSHIPS, AGENCY, "alliance-1"),
    (PROJECT_LEADERS, AGENCY, "project-1"),
    (FILLINGS, "person-甲", "post-1"),
)
OFFICE: tuple[tuple[Ties, str, str], ...] = (
    (OFFICES, "person-甲", COMMITTEE),
    (PARTY_OFFICES, "person-甲", "party-1"),
)


@pytest.fixture
def untied(district: Graph) -> Graph:
    """One of everything that is counted, nothing of it tied to anything."""
    kinds = {
        COMMITTEE: OrganisationKind.OWNERS_COMMITTEE,
        AGENCY: OrganisationKind.AGENCY,
        SOCIAL: OrganisationKind.SOCIAL_ORGANISATION,
    }
    ORGANISATIONS.save(district, *(Organisation(id=id_, name=id_, kind=kind) for id_, kind in kinds.items()))
    PARTY_ORGANISATIONS.save(district, PartyOrganisation(id="party-1", name="支部", form=PartyForm.BRANCH))
    ALLIANCES.save(district, Alliance(id="alliance-1", name="联盟", level=Level.COMMUNITY))
    STATIONS.save(district, Station(id="station-1", name="驿站"))
    ACTIVITIES.save(district, Activity(id="activity-1", title="义诊", on=date(2026, 10, 9)))
    PROJECTS.save(district, Project(id="project-1", title="项目", topic="选题"))
    PROBLEMS.save(district, Problem(id="problem-1", title="问题"))
    NEEDS.save(district, Need(id="need-1", title="送餐"))
    RESOURCES.save(district, Resource(id="resource-1", title="会议室"))
    POSTS.save(district, Post(id="post-1", title="法律顾问"))
    a_person(district, home=None, roles=(Role.PARTY_MEMBER,))
    return district


def tie_all(graph: Graph, *, since: date | None = None, until: date | None = None, places: bool = True) -> None:
    """Tie everything for some days; where the places are left out, these are tied for good."""
    for ties, start in PLACED:
        ties.open(graph, Tie(start, HERE, since, until) if places else Tie(start, HERE))
    for ties, start, end in (*INNER, *OFFICE):
        ties.open(graph, Tie(start, end, since, until))


def counts(facts: Facts) -> dict[str, int]:
    """How much there is of what the targets are counted from, with what is counted of each."""
    listed = {one["list"]: one["number"] for one in facts.lists}
    return {
        **{name: len(getattr(facts, name)) for name in ("property_units", "alliances", "paired", "party", "stations")},
        **{name: len(getattr(facts, name)) for name in ("social", "active", "agencies", "topics", "legal_posts")},
        **{name: len(getattr(facts, name)) for name in ("stairway_people", "offices")},
        **{name: listed.get(name, 0) for name in ("need", "resource", "problem")},
        **inner(facts),
    }


def inner(facts: Facts) -> dict[str, int]:
    return {
        "covered": sum(len(one["party"]) for one in facts.property_units),
        "members": sum(len(one["members"]) for one in facts.alliances),
        "led": sum(one["projects"] for one in facts.agencies),
        "filled": sum(one["filled"] for one in facts.legal_posts),
    }


def test_what_holds_today_alone_counts(untied: Graph) -> None:
    tie_all(untied, since=DAY, until=DAY)
    found = counts(read_facts(untied, ALL, DAY))
    assert found == dict.fromkeys(found, 1)


@pytest.mark.parametrize("days", [{"since": TOMORROW}, {"until": YESTERDAY}])
def test_what_begins_tomorrow_or_has_ended_counts_nothing(untied: Graph, days: dict[str, date]) -> None:
    tie_all(untied, **days)
    found = counts(read_facts(untied, ALL, DAY))
    assert found == dict.fromkeys(found, 0)


@pytest.mark.parametrize("days", [{"since": TOMORROW}, {"until": YESTERDAY}])
def test_what_somebody_will_be_or_was_is_not_told_of_what_is_here(untied: Graph, days: dict[str, date]) -> None:
    tie_all(untied, **days, places=False)
    facts = read_facts(untied, ALL, DAY)
    assert inner(facts) == dict.fromkeys(inner(facts), 0)
    assert facts.offices == ()
    assert len(facts.property_units) == len(facts.alliances) == len(facts.agencies) == len(facts.legal_posts) == 1


@pytest.mark.parametrize("part", [(HERE, NORTH), (NORTH, DISTRICT)])
def test_what_is_in_a_place_that_is_part_of_the_district_from_tomorrow_on_counts_from_then_on(
    untied: Graph, part: tuple[str, str]
) -> None:
    tie_all(untied)
    untied.write(lambda tx: tx.run(DROP_PART_CYPHER, id=part[0]).consume())
    PARTS.open(untied, Tie(*part, since=TOMORROW))
    facts = read_facts(untied, ALL, DAY)
    assert HERE not in {one["id"] for one in facts.at_level("community")}
    assert counts(facts) == dict.fromkeys(counts(facts), 0)
    assert set(counts(read_facts(untied, ALL, TOMORROW)).values()) == {1}
