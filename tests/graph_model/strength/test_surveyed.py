"""Surveys among members: the last answer within the window, averages only."""

from datetime import date
from typing import Any

import pytest

from graph_model.network.network import network_of
from graph_model.network.survey import TRUST_ITEMS, VALUE_ITEMS, trust_of, value_of
from graph_model.strength.surveyed import survey_among

DAY = date(2026, 9, 30)
NAMES = {"org-a": "甲", "org-b": "乙", "org-c": "丙", "org-x": "外人"}
NETWORK = network_of(["甲"], ["乙"], ids=["甲", "乙", "丙"])


def said(unit: str, rated: str, day: date, **scores: float) -> dict[str, Any]:
    return {"unit": unit, "rated": rated, "day": day, **dict.fromkeys((*TRUST_ITEMS, *VALUE_ITEMS)), **scores}


def test_the_last_answer_of_each_about_each_counts() -> None:
    ratings = [
        said("org-a", "org-b", date(2026, 8, 1), reliability=4.0, open_to_discussion=2.0),
        said("org-a", "org-b", date(2026, 1, 1), reliability=1.0, power_influence=1.0),
        said("org-c", "org-b", date(2026, 8, 1), reliability=1.0, power_influence=2.0),
    ]
    survey = survey_among(ratings, NAMES, NETWORK, DAY, 365)
    at = dict(zip(NETWORK.ids, range(3), strict=True))
    assert trust_of(NETWORK, survey)[at["乙"]] == pytest.approx((3 + 1) / 2)
    assert value_of(NETWORK, survey)[at["乙"]] == pytest.approx(2)


@pytest.mark.parametrize(
    "row",
    [
        said("org-a", "org-b", date(2025, 9, 30), reliability=4.0),
        said("org-a", "org-b", date(2026, 10, 1), reliability=4.0),
        said("org-x", "org-b", date(2026, 8, 1), reliability=4.0),
        said("org-a", "org-x", date(2026, 8, 1), reliability=4.0),
    ],
    ids=["too old", "of later", "by nobody of them", "about nobody of them"],
)
def test_answers_of_other_days_and_others_are_left_out(row: dict[str, Any]) -> None:
    assert survey_among([row], NAMES, NETWORK, DAY, 365) is None
