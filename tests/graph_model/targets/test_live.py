"""Live values on both servers: counted from rows, within the scope, unknown where nothing is known."""

from datetime import date

import pytest

from graph_model.alliances import ALLIANCE_TERRITORIES, ALLIANCES
from graph_model.driver import Graph
from graph_model.entities import Alliance, Organisation, PartyOrganisation, Station, Territory
from graph_model.entities.terms import Level, OrganisationKind, PartyForm
from graph_model.organisations import LOCATIONS, ORGANISATIONS, PAIRINGS
from graph_model.party_organisations import COVERED_TERRITORIES, PARTY_ORGANISATIONS
from graph_model.scope import Scope
from graph_model.stations import STATION_TERRITORIES, STATIONS
from graph_model.targets.catalogue import load_catalogue
from graph_model.targets.facts import read_facts
from graph_model.targets.live import Live
from graph_model.targets.measures import live_value
from graph_model.targets.place_measures import metres
from graph_model.targets.values import TARGET_VALUES, read_history, values_of
from graph_model.territories import TERRITORIES
from graph_model.ties import Tie
from tests.graph_model.district import ALL, DAY, DISTRICT, HERE, NORTH, NORTHERN, SOUTH, THERE, build_district


@pytest.fixture
def district(graph: Graph) -> Graph:
    build_district(graph)
    return graph


def live(graph: Graph, target: str, scope: Scope = ALL) -> Live:
    found = load_catalogue().find(target)
    assert found is not None
    return live_value(found, read_facts(graph, scope, DAY))


def a_party(graph: Graph, form: PartyForm, place: str) -> None:
    one = PartyOrganisation(id=f"party-{form}-{place}", name=f"{place}{form}", form=form)
    PARTY_ORGANISATIONS.save(graph, one)
    COVERED_TERRITORIES.open(graph, Tie(one.id, place))


def a_unit(graph: Graph, name: str, kind: OrganisationKind = OrganisationKind.AGENCY) -> str:
    ORGANISATIONS.save(graph, Organisation(id=f"org-{name}", name=name, kind=kind))
    LOCATIONS.open(graph, Tie(f"org-{name}", HERE))
    return f"org-{name}"


def a_station(graph: Graph, name: str, place: str, area: float | None = None) -> None:
    STATIONS.save(graph, Station(id=f"station-{name}", name=name, area_m2=area))
    STATION_TERRITORIES.open(graph, Tie(f"station-{name}", place))


def test_nothing_registered_is_missing_and_not_zero(district: Graph) -> None:
    measured = [one for one in load_catalogue().targets if one.measure]
    facts = read_facts(district, ALL, DAY)
    assert {one.id: live_value(one, facts).value for one in measured} == dict.fromkeys([one.id for one in measured])
    assert all(live_value(one, facts).missing for one in measured)


def test_alliances_are_counted_by_their_level(district: Graph) -> None:
    levels = {"a": (Level.DISTRICT, DISTRICT), "b": (Level.SUBDISTRICT, NORTH), "c": (Level.COMMUNITY, HERE)}
    for name, (level, place) in levels.items():
        ALLIANCES.save(district, Alliance(id=f"alliance-{name}", name=name, level=level))
        ALLIANCE_TERRITORIES.open(district, Tie(f"alliance-{name}", place))
    assert live(district, "s0-upper-alliances").value == 2
    assert live(district, "s0-community-alliances").value == 1
    assert live(district, "s0-upper-alliances", NORTHERN).value == 1


def test_a_community_without_a_committee_is_a_row_that_says_who_must_act(district: Graph) -> None:
    a_party(district, PartyForm.JOINT_COMMITTEE, HERE)
    a_party(district, PartyForm.WORK_COMMITTEE, SOUTH)
    found = live(district, "s0-joint-committees")
    assert found.value == 50
    (hole,) = [row for row in found.rows if not row.met]
    assert (hole.id, hole.act) == (THERE, f"{SOUTH}work_committee")


def test_a_pairing_that_has_ended_counts_no_more(district: Graph) -> None:
    unit = a_unit(district, "税务局")
    PAIRINGS.open(district, Tie(unit, HERE, since=date(2020, 1, 1)))
    PAIRINGS.open(district, Tie(unit, THERE, since=date(2020, 1, 1), until=date(2026, 11, 21)))
    assert live(district, "s0-paired-communities").met == 1


def test_a_community_without_a_registered_area_is_unknown_and_no_part_of_the_share(district: Graph) -> None:
    TERRITORIES.save(district, Territory(id=HERE, name="北一社区", level=Level.COMMUNITY, households=1000))
    a_station(district, "北一驿站", HERE, 180.0)
    a_station(district, "北一中心", HERE, 120.0)
    found = live(district, "s0-premises")
    assert (found.value, found.met, found.unknown) == (100, 1, 1)
    assert found.range == (50, 100)


def test_square_metres_short_of_the_standard_do_not_count(district: Graph) -> None:
    TERRITORIES.save(district, Territory(id=HERE, name="北一社区", level=Level.COMMUNITY, households=1001))
    a_station(district, "北一驿站", HERE, 300.0)
    assert live(district, "s0-premises").value == 0
    assert live(district, "s1-area-floor-300").value == 100


def test_another_scope_sees_no_rows_of_this_one(district: Graph) -> None:
    a_station(district, "南一驿站", THERE)
    assert live(district, "s0-stations").value == 1
    assert live(district, "s0-stations", NORTHERN).value is None


def test_a_degree_of_latitude_is_111_kilometres() -> None:
    south, north = ({"longitude": 120.0, "latitude": at} for at in (30.0, 31.0))
    assert metres(south, north) == pytest.approx(111_195, abs=1)


def test_the_values_of_a_week_are_kept_once_and_told_by_week(district: Graph) -> None:
    a_station(district, "北一驿站", HERE)
    facts = read_facts(district, ALL, DAY)
    for week in ("2026-W46", "2026-W47", "2026-W47"):
        TARGET_VALUES.save(district, *values_of(facts, week))
    history = read_history(district, ALL, "2026-W01", "2026-W47")
    assert [(one["week"], one["value"]) for one in history["s0-stations"]] == [("2026-W46", 1), ("2026-W47", 1)]
    assert [one["value"] for one in history["s0-pilots"]] == [None, None]
    assert list(read_history(district, ALL, "2026-W47", "2026-W47", "s0-stations")) == ["s0-stations"]
    assert [one["week"] for one in read_history(district, ALL, "2026-W47", "2026-W47")["s0-stations"]] == ["2026-W47"]
    assert district.rows("MATCH (n:TargetValue) RETURN count(n) AS n") == [{"n": 2 * len(load_catalogue().targets)}]
