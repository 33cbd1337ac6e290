"""Builders of a small district: two streets, a community in each, and whoever a test puts there."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any, Final

from graph_model.driver import Graph
from graph_model.entities import MatchRun, Need, Organisation, Person, Post, Resource, Suggestion, Team, Territory
from graph_model.entities.terms import HelperKind, Level, OrganisationKind, TeamKind, Verdict, WorkKind
from graph_model.match_runs import save_run
from graph_model.needs import NEED_TERRITORIES, NEEDS
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.persons import PERSONS, RESIDENCES
from graph_model.posts import POST_TERRITORIES, POSTS
from graph_model.resources import RESOURCE_TERRITORIES, RESOURCES
from graph_model.role_labels import put_mark
from graph_model.scope import Scope
from graph_model.teams import SERVED_TERRITORIES, TEAMS
from graph_model.territories import PARTS, TERRITORIES
from graph_model.ties import Tie

DISTRICT: Final = "330106000000"
NORTH: Final = "330106001000"
SOUTH: Final = "330106002000"
HERE: Final = "330106001001"
THERE: Final = "330106002001"
DAY: Final = date(2026, 11, 22)

ALL: Final = Scope("user-admin", DISTRICT)
NORTHERN: Final = Scope("user-north", NORTH)
SOUTHERN: Final = Scope("user-south", SOUTH)


def build_district(graph: Graph) -> None:
    TERRITORIES.save(
        graph,
        Territory(id=DISTRICT, name="样例区", level=Level.DISTRICT),
        Territory(id=NORTH, name="北街道", level=Level.SUBDISTRICT),
        Territory(id=SOUTH, name="南街道", level=Level.SUBDISTRICT),
        Territory(id=HERE, name="北一社区", level=Level.COMMUNITY),
        Territory(id=THERE, name="南一社区", level=Level.COMMUNITY),
    )
    PARTS.open(graph, Tie(NORTH, DISTRICT), Tie(SOUTH, DISTRICT), Tie(HERE, NORTH), Tie(THERE, SOUTH))


def a_person(graph: Graph, name: str = "甲", home: str | None = HERE, **given: Any) -> Person:
    person = Person(id=f"person-{name}", name=name, **given)
    PERSONS.save(graph, person)
    mark_roles(graph, person)
    if home:
        RESIDENCES.open(graph, Tie(person.id, home))
    return person


def mark_roles(graph: Graph, person: Person) -> None:
    """Give somebody who is saved the labels of their roles, each in a transaction of its own as imports do."""
    for role in person.roles:
        graph.write(partial(put_mark, term=role, ids=[person.id]))


def an_organisation(graph: Graph, name: str = "样例单位", where: str = HERE) -> Organisation:
    organisation = Organisation(id=f"org-{name}", name=name, kind=OrganisationKind.AGENCY)
    ORGANISATIONS.save(graph, organisation)
    LOCATIONS.open(graph, Tie(organisation.id, where))
    return organisation


def a_team(graph: Graph, name: str = "样例队", where: str = HERE) -> Team:
    team = Team(id=f"team-{name}", name=name, kind=TeamKind.VOLUNTEER)
    TEAMS.save(graph, team)
    SERVED_TERRITORIES.open(graph, Tie(team.id, where))
    return team


def a_post(graph: Graph, title: str = "水电维修岗", where: str = HERE, **given: Any) -> Post:
    post = Post(id=f"post-{title}", title=title, **given)
    POSTS.save(graph, post)
    POST_TERRITORIES.open(graph, Tie(post.id, where))
    return post


def a_need(graph: Graph, title: str = "送餐", where: str = HERE, **given: Any) -> Need:
    need = Need(id=f"need-{title}", title=title, **given)
    NEEDS.save(graph, need)
    NEED_TERRITORIES.open(graph, Tie(need.id, where))
    return need


def a_resource(graph: Graph, title: str = "会议室", where: str = HERE, **given: Any) -> Resource:
    resource = Resource(id=f"resource-{title}", title=title, **given)
    RESOURCES.save(graph, resource)
    RESOURCE_TERRITORIES.open(graph, Tie(resource.id, where))
    return resource


def a_run(week: str = "2026-W47", inputs: str = "one") -> MatchRun:
    return MatchRun(id=f"{week}:{DISTRICT}", week=week, territory=DISTRICT, inputs=inputs, by="user-admin")


def a_suggestion(
    work: Post | Need, helper: Person | Team | Resource | None, where: str = HERE, **given: Any
) -> Suggestion:
    run = a_run(given.pop("week", "2026-W47"))
    return Suggestion(
        id=f"{run.id}:{work.id}:{helper.id if helper else 'gap'}",
        in_run=run.id,
        work=work.id,
        work_kind=WorkKind.POST if isinstance(work, Post) else WorkKind.NEED,
        helper=helper.id if helper else None,
        helper_kind=HelperKind(type(helper).__name__.lower()) if helper else None,
        community=where,
        verdict=Verdict.YES if helper else None,
        **given,
    )


def suggest(graph: Graph, *suggestions: Suggestion) -> Sequence[Suggestion]:
    save_run(graph, a_run(), suggestions)
    return suggestions
