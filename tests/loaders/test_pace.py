"""The time left is said once enough was done to tell, and follows the speed of the last seconds."""

import pytest

from loaders.pace import Pace


def test_nothing_is_said_of_the_time_left_before_a_second_and_some_hundred_rows_are_done() -> None:
    pace = Pace(100_000)
    pace.step(1, 60.0)  # what came before the first row took a minute
    pace.step(100, 60.5)
    assert pace.seconds_left is None
    pace.step(400, 61.5)
    assert pace.seconds_left is None
    pace.step(2_000, 62.0)
    assert pace.seconds_left == pytest.approx(98_000 / pace.rows_per_second)
    assert 40 < pace.seconds_left < 120


def test_a_slow_start_is_forgotten() -> None:
    pace = Pace(1_000_000)
    pace.step(0, 0.0)
    for second in range(1, 11):
        pace.step(second * 10, float(second))
    for second in range(11, 31):
        pace.step(100 + (second - 10) * 2_000, float(second))
    assert 1_900 < pace.rows_per_second < 2_000


def test_a_short_sheet_says_what_is_left_of_it() -> None:
    pace = Pace(20, enough=1)
    pace.step(0, 0.0)
    pace.step(10, 2.0)
    assert (pace.rows_per_second, pace.seconds_left) == (5.0, 2.0)
