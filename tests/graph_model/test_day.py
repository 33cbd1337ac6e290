"""The day is that of the place, whatever the clocks of the machine and of the server say."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfoNotFoundError

import pytest

from graph_model import candidates
from graph_model.day import DEFAULT_ZONE, local, settle, today
from graph_model.driver import Graph
from graph_model.neighbours import find_neighbours
from graph_model.organisations import LOCATIONS
from graph_model.people_of_a_place import Way, people_here_on
from graph_model.persons import EMPLOYMENTS, PERSONS
from graph_model.search import find_by_name
from graph_model.ties import Tie
from tests.graph_model.district import (
    DISTRICT,
    HERE,
    NORTH,
    NORTHERN,
    SOUTH,
    SOUTHERN,
    THERE,
    a_person,
    an_organisation,
)

FIRST_ZONE = "Pacific/Kiritimati"
LAST_ZONE = "Etc/GMT+12"


@pytest.fixture(autouse=True)
def _settled_again() -> Iterator[None]:
    yield
    settle(DEFAULT_ZONE)


def test_the_day_begins_with_the_place() -> None:
    settle(FIRST_ZONE)
    first = today()
    settle(LAST_ZONE)
    assert first - today() in {timedelta(days=1), timedelta(days=2)}


def test_a_moment_is_shown_as_the_clocks_of_the_place_show_it() -> None:
    assert local(datetime(2026, 11, 21, 17, 30, tzinfo=UTC)).date() == date(2026, 11, 22)


def test_a_zone_that_is_none_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        settle("Asia/Nowhere")


@pytest.mark.parametrize("zone", [FIRST_ZONE, LAST_ZONE])
def test_queries_go_by_the_day_of_the_place(graph: Graph, zone: str) -> None:
    settle(zone)
    assert graph.rows("RETURN $today AS today") == [{"today": today()}]


def test_a_tie_holds_until_its_last_day_in_the_place_is_over(district: Graph) -> None:
    settle(LAST_ZONE)
    last = today()
    person = a_person(district, home=None)
    unit = an_organisation(district, where=HERE)
    LOCATIONS.open(district, Tie(unit.id, HERE, until=last))
    EMPLOYMENTS.open(district, Tie(person.id, unit.id))
    assert PERSONS.find(district, NORTHERN, person.id)
    settle(FIRST_ZONE)
    assert not PERSONS.find(district, NORTHERN, person.id)


def test_the_staff_of_a_unit_that_moved_away_is_not_told_to_the_old_street(district: Graph) -> None:
    person, unit = a_person(district, home=None), an_organisation(district, where=HERE)
    LOCATIONS.open(district, Tie(unit.id, HERE, until=today() - timedelta(days=1)), Tie(unit.id, THERE))
    EMPLOYMENTS.open(district, Tie(person.id, unit.id))
    told = {}
    for scope in (NORTHERN, SOUTHERN):
        told[scope.territory] = [
            len(PERSONS.find_all(district, scope, [person.id])),
            len(find_by_name(district, scope, person.name)),
            len(people_here_on(district, scope, [DISTRICT], today(), [Way.WORKING])),
            len([one for one in find_neighbours(district, scope, "organisation", unit.id) if one.type == "WORKS_FOR"]),
            len([row for row in candidates.read_helpers(district, scope) if row.id == person.id]),
            len(candidates.read_helpers(district, scope, [person.id])),
        ]
    assert told == {NORTH: [0] * 6, SOUTH: [1] * 6}
