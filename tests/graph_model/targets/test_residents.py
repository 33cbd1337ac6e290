"""Where residents stand and who walks to a station, on both servers."""

from dataclasses import replace

import pytest

from graph_model.circle.coverage import NOWHERE, Share
from graph_model.circle.walking import ListedWalk, StraightWalk
from graph_model.driver import Graph
from graph_model.entities.terms import Level
from graph_model.targets.facts import read_facts
from graph_model.targets.residents import Circle
from graph_model.territories import TERRITORIES
from tests.graph_model.district import ALL, DAY, HERE, NORTHERN, THERE, build_district
from tests.graph_model.targets.facts_of import a_place, a_station

LINE = 120.1


@pytest.fixture
def district(graph: Graph) -> Graph:
    """HERE with 100 households at the origin, THERE with none registered."""
    build_district(graph)
    one = TERRITORIES.get(graph, HERE)
    TERRITORIES.save(graph, one.model_copy(update={"households": 100, "longitude": LINE, "latitude": 30.0}))
    return graph


def circle(graph: Graph, **changed: object) -> Circle:
    return Circle(replace(read_facts(graph, ALL, DAY), **changed), 10)


def test_households_stand_in_their_compounds_and_the_rest_at_the_community(district: Graph) -> None:
    a_place(district, "兰苑", Level.COMPOUND, HERE, households=30, longitude=LINE, latitude=30.1)
    a_place(district, "竹苑", Level.COMPOUND, HERE, households=20)
    stands = {(one.place.removeprefix(f"{HERE}-"), one.households) for one in circle(district).stands}
    assert stands == {("兰苑", 30), (HERE, 70)}


def test_compounds_with_more_households_than_their_community_are_believed(district: Graph) -> None:
    a_place(district, "兰苑", Level.COMPOUND, HERE, households=130, longitude=LINE, latitude=30.1)
    assert [one.households for one in circle(district).stands] == [130]


def test_a_share_counts_households_and_knows_nothing_of_a_community_without_them(district: Graph) -> None:
    a_place(district, "远苑", Level.COMPOUND, HERE, households=25, longitude=LINE, latitude=30.1)
    a_station(district, "驿站", HERE, longitude=LINE, latitude=30.005)
    found = circle(district)
    assert found.shares == {HERE: Share(75, 25)}
    assert found.share_of([HERE, THERE]).percent == 75
    assert found.share_of([THERE]).percent is None


def test_a_community_of_which_half_a_position_is_known_has_none(district: Graph) -> None:
    one = TERRITORIES.get(district, THERE)
    TERRITORIES.save(district, one.model_copy(update={"households": 50, "longitude": LINE}))
    a_station(district, "驿站", HERE, longitude=LINE, latitude=30.005)
    assert circle(district).share_of([THERE]).percent is None


def test_a_station_across_the_border_is_walked_to_as_well(district: Graph) -> None:
    a_station(district, "对面的驿站", THERE, longitude=LINE, latitude=30.005)
    assert circle(district).shares[HERE] == Share(100)
    alone = Circle(read_facts(district, NORTHERN, DAY), 10)
    assert alone.shares[HERE] == Share(0, 100)


def test_a_station_nobody_knows_the_place_of_leaves_those_beyond_the_others_unknown(district: Graph) -> None:
    a_station(district, "没有位置的驿站", HERE)
    assert circle(district).shares == {HERE: Share(unknown=100)}
    a_station(district, "驿站", HERE, longitude=LINE, latitude=30.005)
    assert circle(district).shares == {HERE: Share(100)}


def test_a_community_nobody_knows_the_place_of_is_unknown(district: Graph) -> None:
    one = TERRITORIES.get(district, THERE)
    TERRITORIES.save(district, one.model_copy(update={"households": 40}))
    a_station(district, "驿站", HERE, longitude=LINE, latitude=30.0)
    assert circle(district).shares[THERE] == Share(unknown=40)


def test_a_site_with_roads_of_its_own_is_believed(district: Graph) -> None:
    a_station(district, "驿站", HERE, longitude=LINE, latitude=30.005)
    river = ListedWalk({(HERE, "station-驿站"): 2500.0}, StraightWalk())
    assert circle(district, walking=river).shares[HERE] == Share(0, 100)
    assert circle(district, walking=StraightWalk(detour=3)).shares[HERE] == Share(0, 100)
    assert circle(district, walking=StraightWalk(detour=3, pace=200)).shares[HERE] == Share(100)


def test_without_any_station_everybody_is_beyond(district: Graph) -> None:
    found = circle(district)
    assert (found.shares[HERE], found.nearest_to(found.facts.place_by_id[HERE])[0]) == (Share(0, 100), NOWHERE)
