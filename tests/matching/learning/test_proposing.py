"""Learning recovers what people look for, and does not learn where there is too little, or nothing, to learn."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from graph_model.entities.past import PastWeek
from matching.features import DOCUMENTED
from matching.learning.evaluation import LEAST_EACH, split_of
from matching.learning.proposing import Learnt, TooFewDecisionsError, learn
from matching.learning.regression import LEAST_WEIGHT, fit, quantised
from matching.learning.sample import KEYS
from matching.weights import FULL, Weights
from tests.matching.learning.simulation import AS_DOCUMENTED, BUSY_EXPERTS, OF_NEIGHBOURS, Taste, past_weeks

ROOT = Path(__file__).parents[3]
IN_ANOTHER_PROCESS = """
from matching.features import DOCUMENTED
from matching.learning.proposing import learn
from tests.matching.learning.simulation import past_weeks
print(learn(reversed(past_weeks(weeks=8)), DOCUMENTED, DOCUMENTED))
"""


@pytest.fixture(scope="module")
def neighbours() -> Learnt:
    return learn(past_weeks(OF_NEIGHBOURS), DOCUMENTED, DOCUMENTED)


def off(weights: Weights, taste: Taste) -> float:
    """Return how far weights are from a taste: the sum of the differences of the shares."""
    true = taste.coefficients() / taste.coefficients().sum()
    return float(np.abs(np.array([weights.points[key] for key in KEYS]) / FULL - true).sum())


def test_what_people_look_for_is_recovered(neighbours: Learnt) -> None:
    assert off(neighbours.weights, OF_NEIGHBOURS) < off(DOCUMENTED, OF_NEIGHBOURS) / 2
    points = neighbours.weights.points
    assert set(sorted(points, key=lambda key: -points[key])[:3]) == {"near", "ties", "time"}


def test_later_weeks_are_told_apart_better_than_by_the_prior(neighbours: Learnt) -> None:
    learnt, present = neighbours.learnt, neighbours.present
    assert learnt.pairs.value is not None
    assert present.pairs.value is not None
    assert learnt.pairs.value > present.pairs.value + 0.03
    for k in (1, 3, 5):
        assert (learnt.top[k].value or 0) > (present.top[k].value or 0)
    assert (learnt.brier.value or 1) < (present.brier.value or 0)
    assert (learnt.regret.value or 1) < (present.regret.value or 0)
    assert neighbours.better


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_people_who_decide_as_documented_change_nothing_worth_adopting(seed: int) -> None:
    assert not learn(past_weeks(AS_DOCUMENTED, seed=seed), DOCUMENTED, DOCUMENTED).better


def test_weights_are_whole_thousands_never_negative_and_a_full_score_in_all(neighbours: Learnt) -> None:
    points = neighbours.weights.points.values()
    assert sum(points) == FULL
    assert all(one >= LEAST_WEIGHT and one % 1_000 == 0 for one in points)


def test_a_feature_that_counts_against_gets_the_least_weight_not_a_negative_one() -> None:
    contrary = Taste({**OF_NEIGHBOURS.pull, "papers": -3.0}, base=-2.0)
    learnt = learn(past_weeks(contrary), DOCUMENTED, DOCUMENTED)
    assert learnt.weights.points["papers"] == LEAST_WEIGHT


def test_that_the_best_are_hindered_most_does_not_speak_against_their_trade() -> None:
    hindered = fit(split_of(past_weeks(BUSY_EXPERTS, each=600)).earlier, DOCUMENTED).weights().points
    share = (hindered["trade"] + hindered["papers"]) / FULL
    assert share == pytest.approx((DOCUMENTED.points["trade"] + DOCUMENTED.points["papers"]) / FULL, abs=0.08)


def test_few_decisions_stay_close_to_the_prior_and_many_leave_it() -> None:
    few, many = (fit(split_of(past_weeks(weeks=4, each=each)).earlier, DOCUMENTED).weights() for each in (20, 600))
    assert off(few, OF_NEIGHBOURS) > off(many, OF_NEIGHBOURS)


def test_with_too_few_decisions_nothing_is_learnt_and_what_is_missing_is_told() -> None:
    with pytest.raises(TooFewDecisionsError) as few:
        learn(past_weeks(weeks=3, each=40), DOCUMENTED, DOCUMENTED)
    enough = few.value.enough
    assert (enough.weeks, enough.missing_weeks) == (3, 1)
    assert enough.missing_good == LEAST_EACH - enough.good > 0
    assert enough.missing_bad == LEAST_EACH - enough.bad > 0


def test_of_no_weeks_at_all_nothing_is_learnt() -> None:
    with pytest.raises(TooFewDecisionsError):
        learn([], DOCUMENTED, DOCUMENTED)


def test_the_weeks_asked_are_later_than_all_that_was_learnt_from(neighbours: Learnt) -> None:
    assert max(neighbours.learnt_from) < min(neighbours.held_out)
    assert len(neighbours.held_out) == 3


def test_what_comes_later_changes_nothing_of_what_is_learnt(neighbours: Learnt) -> None:
    weeks = past_weeks(OF_NEIGHBOURS)
    later = [turned(week) if week.week in neighbours.held_out else week for week in weeks]
    again = learn(later, DOCUMENTED, DOCUMENTED)
    assert again.weights == neighbours.weights
    assert again.learnt.pairs != neighbours.learnt.pairs


def turned(week: PastWeek) -> PastWeek:
    """Give every suggestion of a week the parts of another."""
    parts = [one.parts for one in week.suggestions]
    return replace(
        week,
        suggestions=tuple(
            replace(one, parts=p) for one, p in zip(week.suggestions, parts[1:] + parts[:1], strict=True)
        ),
    )


def test_hash_seed_threads_and_order_do_not_show() -> None:
    assert _in_another_process("1", "1") == f"{learn(past_weeks(weeks=8), DOCUMENTED, DOCUMENTED)}\n"


def _in_another_process(seed: str, threads: str) -> str:
    surroundings = {"PYTHONHASHSEED": seed, "OPENBLAS_NUM_THREADS": threads, "OMP_NUM_THREADS": threads}
    return subprocess.run(
        [sys.executable, "-c", IN_ANOTHER_PROCESS],
        env=os.environ | surroundings | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    ).stdout


def test_shares_are_rounded_to_the_largest_remainders_and_ties_to_the_first() -> None:
    points = list(quantised(np.ones(len(KEYS))).points.values())
    assert sum(points) == FULL
    assert points == sorted(points, reverse=True)
    assert max(points) - min(points) == 1_000


def test_no_shares_at_all_are_even_ones() -> None:
    assert quantised(np.zeros(len(KEYS))) == quantised(np.ones(len(KEYS)))
