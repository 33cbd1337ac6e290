"""Surveys among members: the last answer within the window, averages only."""

from datetime import date
from typing import Any

import pytest

from graph_model.network.measures import Asked, measure
from graph_model.network.network import network_of
from graph_model.network.survey import KEYS, TRUST_ITEMS, VALUE_ITEMS, trust_of, value_of
from graph_model.strength.surveyed import survey_among

DAY = date(2026, 9, 30)
NAMES = {"org-a": "甲", "org-b": "乙", "org-c": "丙", "org-d": "丁", "org-x": "外人"}
NETWORK = network_of(["甲"], ["乙"], ids=["甲", "乙", "丙", "丁"])


def said(unit: str, rated: str, day: date, **scores: float) -> dict[str, Any]:
    return {"unit": unit, "rated": rated, "day": day, **dict.fromkeys((*TRUST_ITEMS, *VALUE_ITEMS)), **scores}


def test_the_last_answer_of_each_about_each_counts() -> None:
    ratings = [
        said("org-a", "org-b", date(2026, 8, 1), reliability=4.0, open_to_discussion=2.0, power_influence=2.0),
        said("org-a", "org-b", date(2026, 1, 1), reliability=1.0, power_influence=1.0),
        said("org-c", "org-b", date(2026, 8, 1), reliability=1.0, power_influence=2.0),
        said("org-d", "org-b", date(2026, 8, 1), reliability=2.0, power_influence=2.0),
    ]
    survey = survey_among(ratings, NAMES, NETWORK, DAY, 365)
    at = dict(zip(NETWORK.ids, range(4), strict=True))
    assert trust_of(NETWORK, survey)[at["乙"]] == pytest.approx((3 + 1 + 2) / 3)
    assert value_of(NETWORK, survey)[at["乙"]] == pytest.approx(2)


@pytest.mark.parametrize(
    "row",
    [
        said("org-a", "org-b", date(2025, 9, 30), reliability=4.0),
        said("org-a", "org-b", date(2026, 10, 1), reliability=4.0),
        said("org-x", "org-b", date(2026, 8, 1), reliability=4.0),
        said("org-a", "org-x", date(2026, 8, 1), reliability=4.0),
        said("org-a", "org-b", date(2026, 8, 1)),
    ],
    ids=["too old", "of later", "by nobody of them", "about nobody of them", "all left blank"],
)
def test_answers_of_other_days_and_others_are_left_out(row: dict[str, Any]) -> None:
    assert survey_among([row], NAMES, NETWORK, DAY, 365) is None


def test_of_a_member_rated_by_two_nothing_is_told_nor_put_into_the_mean() -> None:
    scores = {"reliability": 1.0, "power_influence": 1.0}
    few = [said(one, "org-a", date(2026, 8, 1), **scores) for one in ("org-b", "org-c")]
    alone = survey_among(few, NAMES, NETWORK, DAY, 365)
    why = "每个成员收到的评分都不足 3 份，写了就看得出是谁评的"
    assert {measure(NETWORK, Asked(survey=alone)).reasons[key] for key in KEYS} == {why}
    many = [
        said(one, "org-b", date(2026, 8, 1), reliability=4.0, power_influence=3.0)
        for one in ("org-a", "org-c", "org-d")
    ]
    found = measure(NETWORK, Asked(survey=survey_among([*few, *many], NAMES, NETWORK, DAY, 365)))
    assert (found.values["trust"], found.values["value"]) == (4, 3)
    assert found.values["relative_connectivity"] == {"甲": None, "乙": 1, "丙": None, "丁": None}
    assert found.reasons["trust"] == "3 个成员收到的评分不足 3 份，没有算进去"


def test_what_one_item_was_answered_by_few_is_not_told_though_others_were_by_many() -> None:
    many = [said(one, "org-b", date(2026, 8, 1), power_influence=3.0) for one in ("org-a", "org-c", "org-d")]
    many[0]["reliability"] = 1.0
    found = measure(NETWORK, Asked(survey=survey_among(many, NAMES, NETWORK, DAY, 365))).values
    assert (found["trust"], found["value"]) == (None, 3)
