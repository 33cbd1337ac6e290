"""Premises against their standards: value, what is wanted, the gap; what nobody measured is not known."""

import pytest

from graph_model.driver import Graph
from graph_model.entities.terms import CommunityModel, Level
from graph_model.stations import STATION_TERRITORIES
from graph_model.targets.facts import read_facts
from graph_model.targets.place_measures import pilots, premises_per_hundred_households, showcases
from graph_model.targets.premises import Premises, premises_of
from graph_model.ties import Tie
from tests.graph_model.district import ALL, DAY, NORTH, NORTHERN, build_district
from tests.graph_model.targets.facts_of import a_place, a_station, measured, notes


@pytest.fixture
def district(graph: Graph) -> Graph:
    build_district(graph)
    return graph


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (Premises("x", 1000, 1, 0, 300.0), (True, True, 0)),
        (Premises("x", 1000, 1, 0, 299.5), (False, False, 0.5)),
        (Premises("x", 2000, 1, 0, 400.0), (False, True, 200)),
        (Premises("x", 500, 1, 0, 200.0), (True, False, 100)),
        (Premises("x", 1000, 2, 1, 299.5), (None, None, None)),
        (Premises("x", 1000, 2, 1, 350.0), (True, True, 0)),
        (Premises("x", None, 1, 0, 350.0), (None, True, None)),
        (Premises("x", 0, 1, 0, 350.0), (None, True, None)),
        (Premises("x", 1000, 1, 1, None), (None, None, None)),
    ],
)
def test_both_standards_are_told_with_what_is_lacking(one: Premises, told: tuple[object, ...]) -> None:
    assert (one.enough, one.above_floor, one.gap) == told


def test_stations_of_a_community_and_of_its_compounds_are_added_up_each_once(district: Graph) -> None:
    here = a_place(district, "甲", Level.COMMUNITY, NORTH, households=1000)
    compound = a_place(district, "兰苑", Level.COMPOUND, here)
    a_station(district, "一", here, area_m2=100.0)
    a_station(district, "二", compound, area_m2=150.0)
    STATION_TERRITORIES.open(district, Tie("station-二", here))
    a_station(district, "三", here)
    found = {one.place: one for one in premises_of(read_facts(district, ALL, DAY))}[here]
    assert (found.area, found.stations, found.unmeasured, found.enough) == (250, 3, 1, None)
    assert {one.place for one in premises_of(read_facts(district, NORTHERN, DAY))} >= {here}


def test_a_share_a_hair_short_is_never_written_as_reached(district: Graph) -> None:
    here = a_place(district, "甲", Level.COMMUNITY, NORTH, households=1001)
    a_station(district, "一", here, area_m2=300.0)
    assert notes(measured(district, premises_per_hundred_households))[here] == (
        False,
        "300平方米，1001户，每百户29.9平方米，要301平方米",
    )


def test_pilots_are_communities_and_showcases_any_place(district: Graph) -> None:
    first = a_place(district, "甲", Level.COMMUNITY, NORTH, model=CommunityModel.PILOT)
    second = a_place(district, "兰苑", Level.COMPOUND, first, model=CommunityModel.SHOWCASE)
    assert notes(measured(district, pilots)) == {first: (True, "没有登记社区类型")}
    assert list(notes(measured(district, showcases))) == [second]
