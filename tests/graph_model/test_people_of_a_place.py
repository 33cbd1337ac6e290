"""Who belonged to a territory on a day, in every way there is, and who may be told of it."""

from datetime import date

import pytest

from graph_model import candidates
from graph_model.driver import Graph
from graph_model.entities import Territory
from graph_model.entities.terms import Level, RegistrationCapacity
from graph_model.people_of_a_place import Belonging, Way, people_here_on
from graph_model.persons import EMPLOYMENTS, REGISTRATIONS, RESIDENCES, RESPONSIBILITIES, TEAM_MEMBERSHIPS
from graph_model.posts import FILLINGS
from graph_model.scope import Scope
from graph_model.successions import codes_on, path_on, read_successions
from graph_model.territories import PARTS, SUCCESSIONS, TERRITORIES
from graph_model.ties import Tie
from matching.territories import Territories
from tests.graph_model.district import (
    ALL,
    DISTRICT,
    HERE,
    NORTH,
    SOUTH,
    SOUTHERN,
    THERE,
    a_person,
    a_post,
    a_team,
    an_organisation,
)

FIRST, LAST = date(2025, 3, 1), date(2025, 12, 31)
BEFORE, DURING, AFTER = date(2025, 2, 28), date(2025, 6, 1), date(2026, 1, 1)
DAYS = (BEFORE, FIRST, LAST, AFTER)


def ways(graph: Graph, day: date, where: str = HERE, scope: Scope = ALL) -> list[Way]:
    return [one.way for one in people_here_on(graph, scope, [where], day)]


@pytest.fixture
def person(district: Graph) -> str:
    """Somebody who lives in the south and had, in 2025, every tie to the north."""
    person, unit, team, post = (
        a_person(district, home=THERE),
        an_organisation(district),
        a_team(district),
        a_post(district),
    )
    RESIDENCES.open(district, Tie(person.id, HERE, FIRST, LAST))
    REGISTRATIONS.open(district, Tie(person.id, HERE, FIRST, LAST, {"capacity": RegistrationCapacity.WORKPLACE}))
    EMPLOYMENTS.open(district, Tie(person.id, unit.id, FIRST, LAST))
    FILLINGS.open(district, Tie(person.id, post.id, FIRST, LAST))
    TEAM_MEMBERSHIPS.open(district, Tie(person.id, team.id, FIRST, LAST))
    RESPONSIBILITIES.open(district, Tie(person.id, HERE, FIRST, LAST))
    return person.id


def test_every_way_holds_from_its_first_day_to_its_last(district: Graph, person: str) -> None:
    assert {day: ways(district, day) for day in DAYS} == {BEFORE: [], FIRST: list(Way), LAST: list(Way), AFTER: []}
    assert {one.person for one in people_here_on(district, ALL, [HERE], DURING)} == {person}


def test_a_belonging_tells_through_what_and_how_long(district: Graph, person: str) -> None:
    found = {one.way: one for one in people_here_on(district, ALL, [HERE], DURING)}
    assert found[Way.WORKING] == Belonging(
        person, "甲", ("Person",), Way.WORKING, HERE, "北一社区", "org-样例单位", "样例单位", None, FIRST, LAST
    )
    assert found[Way.REPORTING].note == RegistrationCapacity.WORKPLACE


def test_who_belongs_to_a_part_belongs_to_the_whole(district: Graph, person: str) -> None:
    assert ways(district, DURING, DISTRICT) == [Way.LIVING, *Way]
    assert {one.person for one in people_here_on(district, ALL, [DISTRICT], DURING)} == {person}


def test_only_the_ways_asked_for_are_told(district: Graph, person: str) -> None:
    assert [one.way for one in people_here_on(district, ALL, [HERE], DURING, [Way.TEAM])] == [Way.TEAM]
    assert person


def test_who_is_outside_the_scope_is_not_told_of(district: Graph) -> None:
    a_person(district, "乙", home=HERE)
    assert ways(district, DURING, HERE, SOUTHERN) == []
    assert ways(district, DURING, HERE, ALL) == [Way.LIVING]


def test_a_code_leads_through_every_change_that_had_happened_by_the_day(district: Graph) -> None:
    for code in ("330106001101", "330106001102", "330106001201"):
        TERRITORIES.save(district, Territory(id=code, name="新", level=Level.COMMUNITY))
    SUCCESSIONS.open(
        district,
        Tie(HERE, "330106001101", properties={"on": FIRST}),
        Tie(HERE, "330106001102", properties={"on": FIRST}),
        Tie("330106001101", "330106001201", properties={"on": LAST}),
    )
    known = read_successions(district)
    assert known.heirs(HERE, BEFORE) == [HERE]
    assert known.heirs(HERE, DURING) == ["330106001101", "330106001102"]
    assert known.heirs(HERE, AFTER) == ["330106001102", "330106001201"]
    assert [step.on for step in known.taken(HERE, DURING)] == [FIRST, FIRST]
    assert list(known.gone(DURING)) == [HERE]
    assert known.heirs("330106999999", DURING) == ["330106999999"]


def test_territories_that_replace_each_other_in_a_circle_end(district: Graph) -> None:
    SUCCESSIONS.open(district, Tie(HERE, THERE), Tie(THERE, HERE))
    assert read_successions(district).heirs(HERE, DURING) == []


def test_where_to_look_and_the_way_there_are_those_of_the_day(district: Graph) -> None:
    TERRITORIES.save(district, Territory(id="330106002102", name="中", level=Level.COMMUNITY))
    PARTS.open(district, Tie("330106002102", SOUTH))
    SUCCESSIONS.open(
        district,
        Tie(THERE, "330106002102", properties={"on": FIRST}),
        Tie("330106002102", HERE, properties={"on": AFTER}),
    )
    known = read_successions(district)
    looked = {day: codes_on(district, known, SOUTH, day) for day in (BEFORE, DURING, AFTER)}
    assert looked == {BEFORE: [SOUTH], DURING: [SOUTH, THERE], AFTER: [SOUTH]}
    assert codes_on(district, known, "330106002102", DURING) == ["330106002102", THERE]
    assert codes_on(district, known, NORTH, AFTER) == [NORTH, THERE, "330106002102"]
    assert [id_ for id_, _ in path_on(district, "330106002102", AFTER)] == [DISTRICT, SOUTH, "330106002102"]
    PARTS.open(district, Tie("330106002102", SOUTH, until=LAST))
    assert path_on(district, "330106002102", AFTER) == [("330106002102", "中")]
    assert path_on(district, "330106999999", AFTER) == []


def test_a_code_leads_to_its_last_heirs_however_it_got_there(district: Graph) -> None:
    for code in ("330106001101", "330106001102", "330106001201"):
        TERRITORIES.save(district, Territory(id=code, name="新", level=Level.COMMUNITY))
        PARTS.open(district, Tie(code, NORTH))
    SUCCESSIONS.open(
        district,
        Tie(HERE, "330106001101"),
        Tie(HERE, "330106001102"),
        Tie("330106001101", "330106001201"),
    )
    tree = Territories.from_rows(candidates.read_territories(district, ALL))
    assert tree.rows[tree.number(HERE)].id == "330106001102"
    assert read_successions(district).first_heir(HERE, AFTER) == "330106001102"
