from datetime import date

import pytest

from graph_model import candidates
from graph_model.activities import (
    ACTIVITIES,
    ACTIVITY_CATEGORIES,
    ACTIVITY_TERRITORIES,
    PERSON_PARTICIPATIONS,
)
from graph_model.driver import Graph
from graph_model.entities import Activity, Category, Skill
from graph_model.entities.candidates import Deed, HeldSkill, Place, RequiredSkill
from graph_model.entities.terms import RegistrationCapacity, Role, SkillLevel
from graph_model.organisations import PAIRINGS
from graph_model.persons import EMPLOYMENTS, HELD_SKILLS, REGISTRATIONS, RESIDENCES, TEAM_MEMBERSHIPS, WILLINGNESS
from graph_model.posts import POST_CATEGORIES, POST_SKILLS
from graph_model.skills import CATEGORIES, SKILLS
from graph_model.ties import Tie
from tests.graph_model.district import (
    ALL,
    DAY,
    DISTRICT,
    HERE,
    NORTH,
    NORTHERN,
    SOUTHERN,
    THERE,
    a_need,
    a_person,
    a_post,
    a_resource,
    a_team,
    an_organisation,
)


def a_full_district(graph: Graph) -> None:
    """A retired judge here who works there, with all that can stand around a person, and one of each other kind."""
    SKILLS.save(graph, Skill(id="skill-mediation", label="调解"))
    CATEGORIES.save(graph, Category(id="category-mediation", label="矛盾化解"))
    person = a_person(
        graph, slots=3, occupation="法官", consent=True, consent_until=date(2026, 12, 31), roles=(Role.VOLUNTEER,)
    )
    unit, team = an_organisation(graph, where=THERE), a_team(graph)
    EMPLOYMENTS.open(graph, Tie(person.id, unit.id))
    PAIRINGS.open(graph, Tie(unit.id, HERE), Tie(unit.id, THERE, until=date(2020, 1, 1)))
    TEAM_MEMBERSHIPS.open(graph, Tie(person.id, team.id))
    REGISTRATIONS.open(graph, Tie(person.id, THERE, properties={"capacity": RegistrationCapacity.WORKPLACE}))
    HELD_SKILLS.open(
        graph,
        Tie(person.id, "skill-mediation", properties={"level": SkillLevel.SENIOR, "valid_until": date(2027, 5, 1)}),
    )
    WILLINGNESS.open(graph, Tie(person.id, "category-mediation"))
    for number, on in enumerate((date(2026, 3, 1), date(2026, 4, 1))):
        ACTIVITIES.save(graph, Activity(id=f"activity-{number}", title="调解", on=on, hours=2.0))
        ACTIVITY_TERRITORIES.open(graph, Tie(f"activity-{number}", HERE))
        ACTIVITY_CATEGORIES.open(graph, Tie(f"activity-{number}", "category-mediation"))
        PERSON_PARTICIPATIONS.open(graph, Tie(person.id, f"activity-{number}", properties={"hours": 1.5 + number}))
    post = a_post(graph, headcount=2, urgency=4)
    POST_SKILLS.open(graph, Tie(post.id, "skill-mediation", properties={"level": 2, "mandatory": True}))
    POST_CATEGORIES.open(graph, Tie(post.id, "category-mediation"))
    a_need(graph, quantity=5.0, unit="份")
    a_resource(graph, where=THERE, capacity=4.0, unit="场")


def test_a_person_is_read_with_all_that_stands_around(district: Graph) -> None:
    a_full_district(district)
    (judge,) = candidates.read_helpers(district, ALL, ["person-甲"], DAY)
    assert (judge.home, judge.organisation, judge.organisation_name) == (HERE, "org-样例单位", "样例单位")
    assert judge.places == (
        Place(HERE, "lives"),
        Place(THERE, "registered_workplace"),
        Place(THERE, "works"),
        Place(HERE, "paired"),
        Place(HERE, "serves"),
    )
    assert judge.skills == (HeldSkill("skill-mediation", 3, None, date(2027, 5, 1), None),)
    assert judge.deeds == (Deed(HERE, "category-mediation", 2, 4.0, date(2026, 4, 1)),)
    assert (judge.roles, judge.text, judge.consent) == (("Volunteer",), "法官 调解", True)
    assert (judge.slots, judge.capacity, judge.load) == (3, 1, 0)


def test_consent_that_ran_out_must_be_asked_for_again(district: Graph) -> None:
    a_person(district, consent=True, consent_until=date(2026, 1, 1))
    a_person(district, "乙", consent=False, consent_until=date(2026, 1, 1))
    rows = candidates.read_helpers(district, ALL, day=DAY)
    assert {row.id: row.consent for row in rows} == {"person-甲": None, "person-乙": False}


def test_some_are_read_as_among_all(district: Graph) -> None:
    a_full_district(district)
    helpers, works = candidates.read_helpers(district, ALL, day=DAY), candidates.read_works(district, ALL, day=DAY)
    ids = [row.id for row in (*helpers, *works)]
    assert [row.kind for row in helpers] == ["organisation", "person", "resource", "team"]
    assert candidates.read_helpers(district, ALL, ids, DAY) == helpers
    assert candidates.read_works(district, ALL, ids, DAY) == works
    assert candidates.read_helpers(district, ALL, ["person-none"], DAY) == []


def test_posts_and_needs_are_read_with_what_they_require(district: Graph) -> None:
    a_full_district(district)
    need, post = candidates.read_works(district, ALL, day=DAY)
    assert (post.kind, post.headcount, post.urgency, post.territory) == ("post", 2, 4, HERE)
    assert post.skills == (RequiredSkill("skill-mediation", 2, mandatory=True),)
    assert post.category == "category-mediation"
    assert (need.kind, need.quantity, need.unit, need.filled) == ("need", 5.0, "份", 0)


def test_a_team_or_thing_is_read_with_the_kinds_of_work_its_name_tells(district: Graph) -> None:
    a_resource(district, "专家义诊")
    (resource,) = candidates.read_helpers(district, ALL, day=DAY)
    assert (resource.categories, resource.titled) == ((), ("category-clinic",))


def test_a_street_reads_only_whom_it_reaches(district: Graph) -> None:
    a_full_district(district)
    a_person(district, "乙", THERE)
    a_person(district, "丙", None)
    read = {
        scope.user: {row.id for row in candidates.read_helpers(district, scope, day=DAY)}
        for scope in (NORTHERN, SOUTHERN)
    }
    assert read["user-north"] == {"person-甲", "team-样例队", "org-样例单位"}
    assert read["user-south"] == {"person-甲", "person-乙", "org-样例单位", "resource-会议室"}
    assert candidates.read_helpers(district, NORTHERN, ["person-乙", "resource-会议室"], DAY) == []
    assert [row.id for row in candidates.read_works(district, SOUTHERN, day=DAY)] == []
    assert candidates.read_works(district, SOUTHERN, ["post-水电维修岗"], DAY) == []


def test_a_home_that_was_left_is_no_home(district: Graph) -> None:
    person = a_person(district, home=None)
    RESIDENCES.open(district, Tie(person.id, HERE, until=date(2026, 1, 1)), Tie(person.id, THERE, date(2026, 1, 2)))
    (row,) = candidates.read_helpers(district, ALL, day=DAY)
    assert row.home == THERE


@pytest.mark.parametrize(
    ("scope", "ids"), [(ALL, [DISTRICT, NORTH, HERE, "330106002000", THERE]), (NORTHERN, [NORTH, HERE])]
)
def test_territories_are_read_with_their_parents(district: Graph, scope: candidates.Scope, ids: list[str]) -> None:
    rows = candidates.read_territories(district, scope)
    assert [row.id for row in rows] == sorted(ids)
    assert {row.id: row.parent for row in rows}[HERE] == NORTH


def test_what_has_ended_is_read_no_more(district: Graph) -> None:
    a_full_district(district)
    ended = date(2026, 11, 1)
    HELD_SKILLS.open(district, Tie("person-甲", "skill-mediation", until=ended))
    WILLINGNESS.open(district, Tie("person-甲", "category-mediation", until=ended))
    POST_SKILLS.open(district, Tie("post-水电维修岗", "skill-mediation", until=ended))
    POST_CATEGORIES.open(district, Tie("post-水电维修岗", "category-mediation", until=ended))
    (judge,) = candidates.read_helpers(district, ALL, ["person-甲"], DAY)
    (post,) = candidates.read_works(district, ALL, ["post-水电维修岗"], DAY)
    assert (judge.skills, judge.categories, post.skills, post.category) == ((), (), (), None)
    assert candidates.read_helpers(district, ALL, day=DAY)[1] == judge


def test_who_moved_away_is_out_of_the_streets_sight(district: Graph) -> None:
    person = a_person(district)
    RESIDENCES.open(district, Tie(person.id, HERE, until=date(2026, 11, 1)))
    RESIDENCES.open(district, Tie(person.id, THERE, date(2026, 11, 2)))
    seen = {
        scope.user: [row.id for row in candidates.read_helpers(district, scope, [person.id], DAY)]
        for scope in (NORTHERN, SOUTHERN)
    }
    assert seen == {"user-north": [], "user-south": [person.id]}
