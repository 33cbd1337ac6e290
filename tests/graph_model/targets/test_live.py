"""Live values on both servers: counted from rows, within the scope, unknown where nothing is known."""

from datetime import date

import pytest

from graph_model.alliances import ALLIANCE_TERRITORIES, ALLIANCES, MEMBERSHIPS
from graph_model.driver import Graph
from graph_model.entities import Alliance, Territory
from graph_model.entities.terms import Level, PartyForm, Role
from graph_model.organisations import PAIRINGS
from graph_model.persons import RESPONSIBILITIES
from graph_model.scope import Scope
from graph_model.targets.catalogue import load_catalogue
from graph_model.targets.chain_measures import open_joint_committees, ten_households
from graph_model.targets.facts import read_facts
from graph_model.targets.live import Live
from graph_model.targets.measures import live_value
from graph_model.targets.place_measures import service_circle, town_centres
from graph_model.targets.values import TARGET_VALUES, read_history, values_of
from graph_model.territories import TERRITORIES
from graph_model.ties import Tie
from tests.graph_model.district import (
    ALL,
    DAY,
    DISTRICT,
    HERE,
    NORTH,
    NORTHERN,
    SOUTH,
    THERE,
    a_person,
    build_district,
)
from tests.graph_model.targets.facts_of import a_party, a_place, a_station, a_unit, measured, notes


@pytest.fixture
def district(graph: Graph) -> Graph:
    build_district(graph)
    return graph


def live(graph: Graph, target: str, scope: Scope = ALL) -> Live:
    found = load_catalogue().find(target)
    assert found is not None
    return live_value(found, read_facts(graph, scope, DAY))


def test_nothing_registered_is_missing_and_not_zero(district: Graph) -> None:
    a_place(district, "北二社区", Level.COMMUNITY, NORTH, longitude=120.1, latitude=30.2)
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
    a_station(district, "北一驿站", HERE, area_m2=180.0)
    a_station(district, "北一中心", HERE, area_m2=120.0)
    found = live(district, "s0-premises")
    assert (found.value, found.met, found.unknown) == (100, 1, 1)
    assert found.range == (50, 100)


def test_square_metres_short_of_the_standard_do_not_count(district: Graph) -> None:
    TERRITORIES.save(district, Territory(id=HERE, name="北一社区", level=Level.COMMUNITY, households=1001))
    a_station(district, "北一驿站", HERE, area_m2=300.0)
    assert live(district, "s0-premises").value == 0
    assert live(district, "s1-area-floor-300").value == 100


def test_without_a_stations_position_nothing_is_known_of_ten_minutes(district: Graph) -> None:
    a_place(district, "北二社区", Level.COMMUNITY, NORTH, longitude=120.1, latitude=30.2)
    a_station(district, "北一驿站", HERE)
    found = measured(district, service_circle)
    assert (found.value, found.rows) == (None, ())
    assert "经度" in found.missing


def test_ten_minutes_are_800_metres_on_foot_to_the_nearest_station(district: Graph) -> None:
    near = a_place(district, "近", Level.COMMUNITY, NORTH, longitude=120.1, latitude=30.2)
    far = a_place(district, "远", Level.COMMUNITY, NORTH, longitude=120.1, latitude=30.3)
    a_station(district, "南边的驿站", HERE, longitude=120.1, latitude=30.195)
    a_station(district, "最南的驿站", HERE, longitude=120.1, latitude=30.1)
    found = measured(district, service_circle)
    told = notes(found)
    assert told[near] == (True, "最近的是南边的驿站，步行约723米（10分钟走800米）")
    assert told[far][0] is False
    assert told[HERE] == (None, "没有登记位置")
    assert (found.value, found.unknown) == (50, 2)
    a_station(district, "没有位置的驿站", far)
    told = notes(measured(district, service_circle))
    assert (told[near][0], told[far][0]) == (True, None)


def test_the_members_of_all_alliances_of_a_community_count_once_each(district: Graph) -> None:
    a_party(district, PartyForm.JOINT_COMMITTEE, HERE)
    units = [a_unit(district, name) for name in ("税务局", "医院", "学校")]
    for name, members in {"a": units, "b": units[:1], "c": []}.items():
        ALLIANCES.save(district, Alliance(id=f"alliance-{name}", name=name, level=Level.COMMUNITY))
        ALLIANCE_TERRITORIES.open(district, Tie(f"alliance-{name}", HERE))
        MEMBERSHIPS.open(district, *(Tie(one, f"alliance-{name}") for one in members))
    assert notes(measured(district, open_joint_committees)) == {
        HERE: (True, "有大党委，联盟成员3家"),
        THERE: (False, "没有大党委，联盟成员0家"),
    }


def test_one_member_is_wanted_for_every_ten_households_or_part_of_them(district: Graph) -> None:
    wanted = {"够": 20, "不够": 21, "空": 0, "没登记": None}
    places = {name: a_place(district, name, Level.COMPOUND, HERE, households=number) for name, number in wanted.items()}
    bare = a_place(district, "没有楼道", Level.COMPOUND, HERE, households=5)
    for name, place in places.items():
        stairway = a_place(district, f"{name}楼道", Level.BUILDING, place)
        for number in (1, 2):
            member = a_person(district, f"{name}{number}", roles=(Role.PARTY_MEMBER,))
            RESPONSIBILITIES.open(district, Tie(member.id, stairway))
    assert notes(measured(district, ten_households)) == {
        places["够"]: (True, "20户，要2名党员，有2名"),
        places["不够"]: (False, "21户，要3名党员，有2名"),
        places["空"]: (None, "没有登记户数"),
        places["没登记"]: (None, "没有登记户数"),
        bare: (None, "没有登记楼道"),
    }


def test_a_subdistrict_needs_a_centre_of_its_own(district: Graph) -> None:
    a_station(district, "北一社区党群服务中心", HERE)
    assert measured(district, town_centres).value is None
    a_station(district, "北街道党群服务中心", NORTH)
    assert notes(measured(district, town_centres)) == {
        NORTH: (True, "北街道党群服务中心"),
        SOUTH: (False, "没有登记"),
    }


def test_another_scope_sees_no_rows_of_this_one(district: Graph) -> None:
    a_station(district, "南一驿站", THERE)
    assert live(district, "s0-stations").value == 1
    assert live(district, "s0-stations", NORTHERN).value is None


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
