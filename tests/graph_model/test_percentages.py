"""Percentages: one rule wherever a share is read."""

import pytest

from graph_model.percentages import percent_words, share_words


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (16.28, "16.3%"),
        (16.25, "16.3%"),
        (16.24, "16.2%"),
        (0.0, "0%"),
        (45.0, "45%"),
        (100.0, "100%"),
        (120.0, "120%"),
    ],
)
def test_a_percentage_is_rounded_half_up(percent: float, words: str) -> None:
    assert percent_words(percent) == words


def test_what_is_not_whole_is_never_told_as_whole_nor_what_is_something_as_nothing() -> None:
    assert (percent_words(99.99), share_words(0.9999, 0), share_words(1e-9), share_words(0.001, 0)) == (
        "99.9%",
        "99%",
        "0.1%",
        "1%",
    )


def test_a_share_is_read_as_it_is_written_so_that_halves_go_up() -> None:
    assert [share_words(one, 0) for one in (0.285, 0.145, 0.575)] == ["29%", "15%", "58%"]
