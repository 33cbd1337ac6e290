"""A street sees nothing of another: every public query on people or lists that its own tests do not cover."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Final

import pytest

from graph_model import candidates
from graph_model.day import today
from graph_model.driver import Graph
from graph_model.entities import Need, Problem, Project, Resource
from graph_model.entities.terms import ListKind, NeedKind
from graph_model.listings import count_listed, find_listed
from graph_model.match_runs import suggestions_of
from graph_model.needs import ORGANISATION_NEEDS, PERSON_NEEDS
from graph_model.neighbours import find_neighbours
from graph_model.people_of_a_place import Way, people_here_on
from graph_model.persons import (
    EMPLOYMENTS,
    PERSONS,
    REGISTRATIONS,
    RESIDENCES,
    RESPONSIBILITIES,
    TEAM_MEMBERSHIPS,
)
from graph_model.posts import FILLINGS
from graph_model.problems import PROBLEM_NEEDS, PROBLEM_TERRITORIES, PROBLEMS
from graph_model.projects import PROJECT_LEADERS, PROJECT_TERRITORIES, PROJECTS
from graph_model.resources import ORGANISATION_OFFERS, PERSON_OFFERS
from graph_model.scope import Scope
from graph_model.search import find_by_name
from graph_model.territories import PARTS
from graph_model.ties import Tie, Ties
from tests.graph_model.district import (
    ALL,
    DAY,
    HERE,
    NORTH,
    NORTHERN,
    SOUTH,
    SOUTHERN,
    THERE,
    a_need,
    a_person,
    a_post,
    a_resource,
    a_suggestion,
    a_team,
    an_organisation,
    suggest,
)


def test_people_of_another_street_are_not_told_in_any_way(district: Graph) -> None:
    person, unit, team, post = a_person(district), an_organisation(district), a_team(district), a_post(district)
    EMPLOYMENTS.open(district, Tie(person.id, unit.id))
    TEAM_MEMBERSHIPS.open(district, Tie(person.id, team.id))
    REGISTRATIONS.open(district, Tie(person.id, HERE))
    RESPONSIBILITIES.open(district, Tie(person.id, HERE))
    FILLINGS.open(district, Tie(person.id, post.id))
    told = {
        scope.user: [one.way for one in people_here_on(district, scope, [HERE], DAY)] for scope in (NORTHERN, SOUTHERN)
    }
    assert told == {"user-north": list(Way), "user-south": []}


def test_who_works_in_a_street_is_seen_there_wherever_they_live(district: Graph) -> None:
    person, unit = a_person(district, home=THERE), an_organisation(district, where=HERE)
    EMPLOYMENTS.open(district, Tie(person.id, unit.id))
    assert [one.person for one in people_here_on(district, NORTHERN, [HERE], DAY)] == [person.id]


def test_names_of_another_streets_people_and_lists_are_not_found(district: Graph) -> None:
    a_person(district, "张样例")
    a_post(district, "样例岗")
    a_resource(district, "样例室")
    PROBLEMS.save(district, Problem(id="problem-1", title="样例路灯不亮"))
    PROBLEM_TERRITORIES.open(district, Tie("problem-1", HERE))
    an_organisation(district)
    found = {
        scope.user: sorted(one.id for one in find_by_name(district, scope, "样例")) for scope in (NORTHERN, SOUTHERN)
    }
    assert found["user-north"] == [
        "org-样例单位",
        "person-张样例",
        "post-样例岗",
        "problem-1",
        "resource-样例室",
    ]
    assert found["user-south"] == []
    assert find_by_name(district, NORTHERN, " ") == []


def test_lists_of_another_street_are_empty(district: Graph) -> None:
    a_post(district)
    for scope, seen in ((NORTHERN, 1), (SOUTHERN, 0)):
        assert len(find_listed(district, scope, ListKind.POST, range(10))) == seen
        assert count_listed(district, scope, ListKind.POST) == seen


def owners(graph: Graph, scope: Scope, kind: ListKind) -> list[str | None]:
    return [one.owner for one in find_listed(graph, scope, kind, range(9))]


@pytest.mark.parametrize(
    ("kind", "thing", "ties"),
    [
        (ListKind.RESOURCE, a_resource, PERSON_OFFERS),
        (ListKind.NEED, a_need, PERSON_NEEDS),
        (ListKind.WISH, partial(a_need, kind=NeedKind.WISH), PERSON_NEEDS),
    ],
)
def test_whose_a_thing_is_stands_in_a_list_only_where_they_are_within_the_scope(
    district: Graph, kind: ListKind, thing: Callable[..., Need | Resource], ties: Ties
) -> None:
    own, foreign = a_person(district, "北人"), a_person(district, "南人", THERE)
    for title, person in (("一", own), ("二", foreign)):
        ties.open(district, Tie(person.id, thing(district, title).id))
    assert sorted(owners(district, NORTHERN, kind), key=str) == [None, "北人"]
    assert sorted(owners(district, ALL, kind), key=str) == ["北人", "南人"]


def test_a_unit_of_another_street_stands_in_a_list_as_the_owner_for_as_long_as_it_is(district: Graph) -> None:
    unit = an_organisation(district, "南单位", THERE)
    for number, until in enumerate((None, today(), today() - timedelta(days=1))):
        resource, need = a_resource(district, f"室{number}"), a_need(district, f"事{number}")
        ORGANISATION_OFFERS.open(district, Tie(unit.id, resource.id, until=until))
        ORGANISATION_NEEDS.open(district, Tie(unit.id, need.id, until=until))
    assert owners(district, NORTHERN, ListKind.RESOURCE) == ["南单位", "南单位", None]
    assert owners(district, NORTHERN, ListKind.NEED) == ["南单位", "南单位", None]


def test_a_project_stands_in_a_list_without_who_led_it_once(district: Graph) -> None:
    unit = an_organisation(district)
    for number, until in enumerate((None, today() - timedelta(days=1))):
        PROJECTS.save(district, Project(id=f"project-{number}", title=f"项目{number}"))
        PROJECT_TERRITORIES.open(district, Tie(f"project-{number}", HERE))
        PROJECT_LEADERS.open(district, Tie(unit.id, f"project-{number}", until=until))
    assert owners(district, NORTHERN, ListKind.PROJECT) == [unit.name, None]


def test_a_problem_stands_in_a_list_without_the_need_of_another_street(district: Graph) -> None:
    for number, where in enumerate((HERE, THERE)):
        PROBLEMS.save(district, Problem(id=f"problem-{number}", title=f"问题{number}"))
        PROBLEM_TERRITORIES.open(district, Tie(f"problem-{number}", HERE))
        PROBLEM_NEEDS.open(district, Tie(f"problem-{number}", a_need(district, f"需求{number}", where).id))
    assert owners(district, NORTHERN, ListKind.PROBLEM) == ["需求0", None]
    assert owners(district, ALL, ListKind.PROBLEM) == ["需求0", "需求1"]


def test_people_beside_a_record_are_told_only_within_the_scope(district: Graph) -> None:
    person, unit, post = a_person(district), an_organisation(district), a_post(district)
    resource = a_resource(district)
    EMPLOYMENTS.open(district, Tie(person.id, unit.id))
    FILLINGS.open(district, Tie(person.id, post.id))
    PERSON_OFFERS.open(district, Tie(person.id, resource.id))
    beside = {
        scope.user: sorted(one.other["id"] for one in find_neighbours(district, scope, "organisation", unit.id))
        for scope in (NORTHERN, SOUTHERN)
    }
    assert beside == {"user-north": [HERE, person.id], "user-south": [HERE]}
    around = [one.type for one in find_neighbours(district, NORTHERN, "person", person.id)]
    assert around == ["FILLS", "LIVES_IN", "OFFERS", "WORKS_FOR"]
    assert [one.type for one in find_neighbours(district, SOUTHERN, "person", person.id)] == ["LIVES_IN", "WORKS_FOR"]


MOVED: Final = date(2026, 6, 30)


def move_to_the_south(graph: Graph) -> None:
    """Let the northern community belong to the southern street from July on."""
    PARTS.open(graph, Tie(HERE, NORTH, until=MOVED))
    PARTS.open(graph, Tie(HERE, SOUTH, since=MOVED + timedelta(days=1)))


def test_a_community_that_moved_is_seen_by_its_new_street_alone(district: Graph) -> None:
    person, post, need = a_person(district), a_post(district), a_need(district)
    resource, team, unit = a_resource(district), a_team(district), an_organisation(district)
    (suggestion,) = suggest(district, a_suggestion(post, person))
    move_to_the_south(district)

    def seen(scope: Scope) -> dict[str, set[str]]:
        return {
            "helpers": {one.id for one in candidates.read_helpers(district, scope, day=DAY)},
            "helpers by id": {
                one.id for one in candidates.read_helpers(district, scope, [person.id, resource.id, team.id, unit.id])
            },
            "works": {one.id for one in candidates.read_works(district, scope, day=DAY)},
            "works by id": {one.id for one in candidates.read_works(district, scope, [post.id, need.id])},
            "places": {one.id for one in candidates.read_territories(district, scope)},
            "persons": {one.id for one in PERSONS.find_all(district, scope, [person.id])},
            "posts": {one.properties["id"] for one in find_listed(district, scope, ListKind.POST, range(9))},
            "words": {one.id for one in find_by_name(district, scope, "样例")},
            "suggestions": {one.id for one in suggestions_of(district, scope, suggestion.in_run)},
            "living": {one.person for one in people_here_on(district, scope, [HERE], DAY)},
        }

    north, south = seen(NORTHERN), seen(SOUTHERN)
    assert {name: found for name, found in north.items() if found} == {"places": {NORTH}}
    assert all(south.values())


def test_a_person_whose_home_is_past_is_out_of_the_page_as_well(district: Graph) -> None:
    person = a_person(district)
    RESIDENCES.open(district, Tie(person.id, HERE, until=MOVED))
    assert candidates.read_helpers(district, NORTHERN, [person.id]) == []
