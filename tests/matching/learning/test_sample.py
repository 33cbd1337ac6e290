"""Decisions become columns: only what says something of the fit, and each only of what it says."""

import numpy as np
import pytest

from graph_model.entities.terms import Decision, DeclineReason, HelperKind
from matching.features import DOCUMENTED, FEATURES
from matching.learning.reasons import SPEAKS_OF
from matching.learning.sample import KEYS, Sample, filled, sample_of
from matching.weights import FULL, Weights
from tests.matching.learning.builders import a_decision, a_decline, a_week
from tests.matching.learning.simulation import past_weeks


def spoken(sample: Sample, position: int = 0) -> set[str]:
    return {key for key, said in zip(KEYS, sample.speaks[position], strict=True) if said}


def test_every_reason_is_known_and_speaks_of_features_there_are() -> None:
    assert set(SPEAKS_OF) == set(DeclineReason)
    assert set().union(*SPEAKS_OF.values()) <= {feature.key for feature in FEATURES}


@pytest.mark.parametrize(
    "reason", [DeclineReason.ALREADY_COVERED, DeclineReason.SITUATION_CHANGED, DeclineReason.OTHER]
)
def test_what_says_nothing_of_the_fit_is_left_out(reason: DeclineReason) -> None:
    assert len(sample_of([a_week(a_decline(reason))])) == 0


def test_what_nobody_decided_and_gaps_are_left_out() -> None:
    pending, gap = a_decision(decision=Decision.PENDING), a_decision(2, helper=None, decision=Decision.DECLINED)
    assert len(sample_of([a_week(pending, gap)])) == 0


def test_who_cannot_come_says_nothing_of_the_trade() -> None:
    sample = sample_of([a_week(a_decline(DeclineReason.INCONVENIENT))])
    assert not spoken(sample) & {"trade", "papers", "done", "near", "ties"}
    assert {"time", "wish"} <= spoken(sample)


@pytest.mark.parametrize("reason", [DeclineReason.SKILL, DeclineReason.DISTANCE, DeclineReason.TIME])
def test_what_did_not_fit_is_a_judgement_of_the_whole_pair(reason: DeclineReason) -> None:
    sample = sample_of([a_week(a_decline(reason))])
    assert spoken(sample) == set(KEYS)
    assert len(sample.judged) == 1


def test_an_order_is_not_tested_by_who_was_hindered() -> None:
    sample = sample_of([a_week(a_decline(DeclineReason.INCONVENIENT), a_decision(2))])
    assert (len(sample), len(sample.judged)) == (2, 1)


def test_an_acceptance_speaks_of_everything() -> None:
    sample = sample_of([a_week(a_decision())])
    assert spoken(sample) == set(KEYS)
    assert sample.good.tolist() == [True]


def test_an_outcome_that_disappointed_outweighs_the_acceptance_and_speaks_of_the_trade() -> None:
    sample = sample_of([a_week(a_decision(satisfactions=(1, 2)))])
    assert (sample.good.tolist(), sample.count.tolist()) == ([False], [2.0])
    assert spoken(sample) == {"trade", "papers", "done", "wording"}


def test_an_outcome_that_satisfied_counts_twice_and_a_middling_one_once() -> None:
    sample = sample_of([a_week(a_decision(1, satisfactions=(5, 4)), a_decision(2, satisfactions=(3,)))])
    assert (sample.good.tolist(), sample.count.tolist()) == ([True, True], [2.0, 1.0])


def test_features_are_read_by_the_weights_of_their_own_week() -> None:
    other = Weights({key: FULL - 10_000 if key == "near" else 1_000 for key in DOCUMENTED.points})
    one = a_decision(parts=(("near", (FULL - 10_000) // 2), ("trade", 250)))
    value = sample_of([a_week(one, weights=other.to_text())]).value[0]
    assert value[KEYS.index("near")] == 0.5
    assert value[KEYS.index("trade")] == 0.25


def test_a_week_without_recorded_weights_went_by_the_documented_ones() -> None:
    sample = sample_of([a_week(a_decision(values={"near": 0.5}), weights=None)])
    assert sample.value[0, KEYS.index("near")] == 0.5


def test_a_feature_that_did_not_count_then_is_not_known_and_stands_at_the_mean() -> None:
    without = Weights({key: FULL if key == "near" else 0 for key in DOCUMENTED.points})
    known = a_week(a_decision(values={"trade": 0.25}))
    sample = sample_of([known, a_week(a_decision(week="2026-W11"), week="2026-W11", weights=without.to_text())])
    assert np.isnan(sample.value[1, KEYS.index("trade")])
    assert filled(sample.value)[1, KEYS.index("trade")] == 0.25


def test_units_and_resources_are_counted_by_themselves_and_people_never() -> None:
    unit = a_decision(2, helper="org-1", helper_kind=HelperKind.ORGANISATION)
    sample = sample_of([a_week(a_decision(1), unit)])
    assert (sample.helpers, sample.helper.tolist()) == (("org-1",), [-1, 0])


def test_the_order_of_weeks_and_rows_does_not_show() -> None:
    weeks = past_weeks(weeks=3, each=30)
    turned = [a_week(*reversed(week.suggestions), week=week.week) for week in reversed(weeks)]
    one, other = sample_of(weeks), sample_of(turned)
    for name in ("value", "good", "speaks", "count", "week", "listed", "helper"):
        assert np.array_equal(getattr(one, name), getattr(other, name)), name
