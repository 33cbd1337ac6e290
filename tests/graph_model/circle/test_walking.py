"""How far it is on foot: the sphere, the detour, a site's own list; who is within reach."""

import numpy as np
import pytest

from graph_model.circle.coverage import BEYOND, NOWHERE, UNKNOWN, WITHIN, Share, nearest, shares, states
from graph_model.circle.walking import ListedWalk, Spots, StraightWalk, reach_of, spots_of, straight_metres


def spots(**latitudes: float) -> Spots:
    return spots_of([{"id": id_, "longitude": 120.0, "latitude": at} for id_, at in latitudes.items()])


def test_a_degree_of_latitude_is_111_kilometres_and_of_longitude_less_northwards() -> None:
    here = spots(a=30.0)
    east = spots_of([{"id": "b", "longitude": 121.0, "latitude": 30.0}])
    assert straight_metres(here, spots(c=31.0))[0, 0] == pytest.approx(111_195, abs=1)
    assert straight_metres(here, east)[0, 0] == pytest.approx(111_195 * np.cos(np.radians(30)), rel=1e-4)
    assert straight_metres(here, here)[0, 0] == 0


def test_the_way_on_foot_is_the_straight_line_times_the_detour_and_ten_minutes_go_by_the_pace() -> None:
    plain, round_about = (StraightWalk(detour).metres(spots(a=30.0), spots(b=30.01, c=30.02)) for detour in (1.0, 1.5))
    assert round_about == pytest.approx(plain * 1.5)
    assert (reach_of(StraightWalk()), reach_of(StraightWalk(pace=60), 5)) == (800, 300)


def test_what_a_site_lists_holds_both_ways_and_the_rest_is_reckoned() -> None:
    straight = StraightWalk()
    walk = ListedWalk({("a", "s"): 5.0, ("t", "b"): 7.0}, straight)
    starts, ends = spots(a=30.0, b=30.01), spots(s=30.1, t=30.2)
    found, reckoned = walk.metres(starts, ends), straight.metres(starts, ends)
    assert (found[0, 0], found[1, 1]) == (5, 7)
    assert (found[0, 1], found[1, 0]) == (reckoned[0, 1], reckoned[1, 0])
    assert walk.metres(ends, starts).tolist() == found.T.tolist()


def test_the_nearest_station_is_the_first_of_equals_and_there_may_be_none() -> None:
    found = nearest(np.array([[3.0, 2.0, 2.0], [9.0, 8.0, 1.0]]))
    assert (found.station.tolist(), found.metres.tolist()) == ([1, 2], [2, 1])
    none = nearest(np.zeros((2, 0)))
    assert (none.station.tolist(), none.metres.tolist()) == ([NOWHERE] * 2, [np.inf] * 2)


def test_the_edge_is_within_reach_and_doubt_counts_only_beyond_it() -> None:
    metres, unsure = np.array([800.0, 800.1, 900.0, 1.0]), np.array([False, False, True, True])
    assert states(metres, 800, unsure).tolist() == [WITHIN, BEYOND, UNKNOWN, WITHIN]


def test_a_share_is_of_what_is_known_and_none_where_nothing_is() -> None:
    state = np.array([WITHIN, BEYOND, UNKNOWN, UNKNOWN], np.int8)
    first, second = shares(np.array([0, 0, 0, 1]), 2, np.array([30, 10, 5, 7]), state)
    assert (first, first.percent) == (Share(30, 10, 5), 75)
    assert (second, second.percent) == (Share(0, 0, 7), None)
    assert first + second == Share(30, 10, 12)
