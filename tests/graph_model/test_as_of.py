from datetime import date

from graph_model import people_on_a_day as people
from graph_model.alliances import ALLIANCES, MEMBERSHIPS, members_on
from graph_model.driver import Graph
from graph_model.entities import Alliance, Territory
from graph_model.entities.terms import Level, RegistrationCapacity
from graph_model.organisations import PAIRINGS, paired_on
from graph_model.persons import EMPLOYMENTS, OFFICES, REGISTRATIONS, TEAM_MEMBERSHIPS
from graph_model.posts import FILLINGS
from graph_model.territories import PARTS, SUCCESSIONS, TERRITORIES, find_path, find_territory
from graph_model.ties import Tie
from tests.graph_model.district import ALL, DISTRICT, HERE, NORTH, THERE, a_person, a_post, a_team, an_organisation

FIRST, LAST = date(2025, 3, 1), date(2025, 12, 31)
BEFORE, DURING, AFTER = date(2025, 2, 28), date(2025, 6, 1), date(2026, 1, 1)


def an_alliance(graph: Graph) -> Alliance:
    alliance = Alliance(id="alliance-1", name="样例联盟", level=Level.COMMUNITY)
    ALLIANCES.save(graph, alliance)
    return alliance


def test_a_member_is_a_member_from_the_first_day_to_the_last(district: Graph) -> None:
    unit, alliance = an_organisation(district), an_alliance(district)
    MEMBERSHIPS.open(district, Tie(unit.id, alliance.id, FIRST, LAST, {"role": "成员"}))
    members = {day: [m.id for m in members_on(district, alliance.id, day)] for day in (BEFORE, FIRST, LAST, AFTER)}
    assert members == {BEFORE: [], FIRST: [unit.id], LAST: [unit.id], AFTER: []}


def test_closing_ends_a_pairing_after_its_last_day(district: Graph) -> None:
    unit = an_organisation(district)
    pairing = Tie(unit.id, HERE, FIRST, properties={"batch": "第一批"})
    PAIRINGS.open(district, pairing)
    PAIRINGS.close(district, LAST, pairing)
    assert [o.id for o in paired_on(district, HERE, LAST)] == [unit.id]
    assert paired_on(district, HERE, AFTER) == []
    assert [o.id for o in paired_on(district, NORTH, DURING)] == [unit.id]
    assert paired_on(district, THERE, DURING) == []


def test_a_pair_may_be_tied_again_after_a_break(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, LAST), Tie(unit.id, HERE, date(2026, 6, 1)))
    paired = {day: len(paired_on(district, HERE, day)) for day in (DURING, AFTER, date(2026, 7, 1))}
    assert paired == {DURING: 1, AFTER: 0, date(2026, 7, 1): 1}


def test_opening_the_same_tie_twice_makes_no_twin(district: Graph) -> None:
    unit = an_organisation(district)
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST), Tie(unit.id, HERE, FIRST))
    PAIRINGS.open(district, Tie(unit.id, HERE, FIRST, properties={"batch": "第二批"}))
    rows = district.rows("MATCH (:Organisation)-[r:PAIRED_WITH]->() RETURN r.batch AS batch")
    assert rows == [{"batch": "第二批"}]


def test_a_tie_without_both_ends_is_not_counted(district: Graph) -> None:
    unit = an_organisation(district)
    assert PAIRINGS.open(district, Tie(unit.id, HERE), Tie(unit.id, "330106009009"), Tie("org-none", HERE)) == 1


def test_registrations_at_home_and_at_work_are_told_apart(district: Graph) -> None:
    person = a_person(district)
    REGISTRATIONS.open(
        district,
        Tie(person.id, HERE, FIRST, properties={"capacity": RegistrationCapacity.RESIDENCE}),
        Tie(person.id, THERE, FIRST, LAST, {"capacity": RegistrationCapacity.WORKPLACE}),
    )
    at_work = RegistrationCapacity.WORKPLACE
    assert [p.id for p in people.registered_on(district, ALL, THERE, DURING, at_work)] == [person.id]
    assert people.registered_on(district, ALL, HERE, DURING, at_work) == []
    assert people.registered_on(district, ALL, THERE, AFTER) == []
    assert [p.id for p in people.registered_on(district, ALL, DISTRICT, AFTER)] == [person.id]


def test_teams_units_offices_and_posts_are_asked_as_of_a_day(district: Graph) -> None:
    person, unit, team, post = a_person(district), an_organisation(district), a_team(district), a_post(district)
    EMPLOYMENTS.open(district, Tie(person.id, unit.id, FIRST, LAST))
    OFFICES.open(district, Tie(person.id, unit.id, FIRST, LAST, {"title": "兼职委员"}))
    TEAM_MEMBERSHIPS.open(district, Tie(person.id, team.id, FIRST, LAST))
    FILLINGS.open(district, Tie(person.id, post.id, FIRST, LAST))
    for day, expected in ((BEFORE, []), (DURING, [person.id]), (AFTER, [])):
        assert [p.id for p in people.staff_on(district, ALL, unit.id, day)] == expected
        assert [p.id for p in people.officers_on(district, ALL, unit.id, day)] == expected
        assert [p.id for p in people.team_on(district, ALL, team.id, day)] == expected
        assert [p.id for p in people.filling_on(district, ALL, post.id, day)] == expected


def merge(graph: Graph, old: str, new: str, on: date) -> None:
    TERRITORIES.save(graph, Territory(id=new, name="新", level=Level.COMMUNITY))
    PARTS.open(graph, Tie(new, NORTH))
    SUCCESSIONS.open(graph, Tie(old, new, properties={"on": on}))


def test_an_old_code_answers_with_its_successors_from_the_day_on(district: Graph) -> None:
    merge(district, HERE, "330106001101", FIRST)
    merge(district, HERE, "330106001102", FIRST)
    assert [t.id for t in find_territory(district, HERE, BEFORE)] == [HERE]
    assert [t.id for t in find_territory(district, HERE, FIRST)] == ["330106001101", "330106001102"]


def test_successors_of_successors_are_followed(district: Graph) -> None:
    merge(district, HERE, "330106001101", FIRST)
    merge(district, "330106001101", "330106001201", LAST)
    assert [t.id for t in find_territory(district, HERE, DURING)] == ["330106001101"]
    assert [t.id for t in find_territory(district, HERE, AFTER)] == ["330106001201"]


def test_a_code_nobody_knew_finds_nothing(district: Graph) -> None:
    assert find_territory(district, "330106999999", DURING) == []


def test_the_path_leads_from_the_district_down(district: Graph) -> None:
    assert [t.id for t in find_path(district, HERE)] == [DISTRICT, NORTH, HERE]
