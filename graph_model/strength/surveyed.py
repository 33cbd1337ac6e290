"""What members said of each other in a survey, where they were asked; nobody learns who said what."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import numpy as np

from graph_model.network.network import Floats, Network
from graph_model.network.survey import TRUST_ITEMS, VALUE_ITEMS, Survey

UNANSWERED: Final = float("nan")
FEWEST: Final = 3
"""Of a member rated by fewer nothing is told: with one the average is what it said, with two each sees the other's."""


def survey_among(
    ratings: Iterable[Mapping[str, Any]], names: Mapping[str, str], network: Network, day: date, window: int
) -> Survey | None:
    """Return the last answer of each member about each other within a window of days; None when there is none.

    What was left blank altogether is no answer.

    Parameters
    ----------
    ratings : rows of unit, rated, day and the items of `graph_model.network.survey`
    names : mapping of str to str
        What the units are called in the network, by id.
    """
    place = {name: at for at, name in enumerate(network.ids)}
    last = {
        (names[row["unit"]], names[row["rated"]]): row
        for row in sorted(ratings, key=lambda row: row["day"])
        if day - timedelta(days=window) < row["day"] <= day
        and {row["unit"], row["rated"]} <= names.keys()
        and any(row[item] is not None for item in (*TRUST_ITEMS, *VALUE_ITEMS))
    }
    answers = [(place[rated], row) for (rater, rated), row in sorted(last.items()) if {rater, rated} <= place.keys()]
    if not answers:
        return None
    rated = np.array([at for at, _ in answers], np.int32)
    return Survey(rated, _items(answers, TRUST_ITEMS), _items(answers, VALUE_ITEMS), FEWEST)


def _items(answers: Iterable[tuple[int, Mapping[str, Any]]], items: tuple[str, ...]) -> Floats:
    """Return the answers to some items, a row each; NaN where nothing was said."""
    return np.array([[UNANSWERED if row[item] is None else row[item] for item in items] for _, row in answers])
