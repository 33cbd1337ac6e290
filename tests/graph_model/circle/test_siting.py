"""Maximum coverage: greedy within its bound, exact as every choice tried by hand, the same on every run."""

from itertools import combinations

import numpy as np
import pytest

from graph_model.circle.siting import GREEDY_SHARE, bounds, exact, greedy

GREEDY_MISSES = np.array(
    [
        [1, 1, 1, 1, 0, 0],
        [1, 1, 0, 0, 1, 0],
        [0, 0, 1, 1, 0, 1],
    ],
    bool,
)
"""The first site looks best alone; the two others together cover everything."""
ONES = np.ones(6, np.int64)


def by_hand(reach: np.ndarray, weights: np.ndarray, number: int) -> int:
    choices = combinations(range(len(reach)), min(number, len(reach)))
    return max(int(weights[reach[list(one)].any(axis=0)].sum()) for one in choices)


def some(seed: int) -> tuple[np.ndarray, np.ndarray]:
    dice = np.random.default_rng(seed)
    sites, points = int(dice.integers(1, 9)), int(dice.integers(1, 15))
    return dice.random((sites, points)) < dice.uniform(0.05, 0.6), dice.integers(0, 30, points)


def test_greedy_takes_what_adds_most_and_misses_the_best_pair() -> None:
    steps = greedy(GREEDY_MISSES, ONES, 2)
    assert [(one.site, one.gain, one.total) for one in steps] == [(0, 4, 4), (1, 1, 5)]
    best = exact(GREEDY_MISSES, ONES, 2)
    assert (best.sites, best.total, best.proven) == ((1, 2), 6, True)


@pytest.mark.parametrize("seed", range(25))
def test_the_exact_answer_is_the_best_of_all_choices_and_greedy_is_within_its_share(seed: int) -> None:
    reach, weights = some(seed)
    for number in (1, 2, 3, 4):
        best, steps = by_hand(reach, weights, number), greedy(reach, weights, number)
        found = exact(reach, weights, number, [one.site for one in steps])
        assert (found.total, found.proven, len(found.sites) <= number) == (best, True, True)
        covered = steps[-1].total if steps else 0
        assert covered >= GREEDY_SHARE * best
        assert covered <= best <= bounds(reach, weights, steps, number)[-1]


def test_the_bound_is_of_each_number_of_sites_and_no_more_than_all_there_is() -> None:
    steps = greedy(GREEDY_MISSES, ONES, 3)
    assert bounds(GREEDY_MISSES, ONES, steps, 3) == [4, 6, 6]


def test_of_sites_alike_the_first_is_taken_and_greedy_ends_where_nothing_is_left_to_add() -> None:
    reach = np.array([[1, 0], [1, 0], [0, 1]], bool)
    steps = greedy(reach, np.array([5, 5]), 10)
    assert [one.site for one in steps] == [0, 2]


def test_nobody_to_serve_and_nowhere_to_go_are_no_errors() -> None:
    nobody = np.zeros((2, 3), bool)
    assert greedy(nobody, np.ones(3, np.int64), 2) == []
    assert exact(nobody, np.ones(3, np.int64), 2).total == 0
    assert bounds(nobody, np.ones(3, np.int64), [], 2) == [0, 0]
    assert greedy(np.zeros((0, 3), bool), np.ones(3, np.int64), 2) == []


def test_the_same_question_has_the_same_answer() -> None:
    dice = np.random.default_rng(1)
    reach, weights = dice.random((60, 150)) < 0.05, dice.integers(1, 2000, 150)
    assert exact(reach, weights, 6) == exact(reach, weights, 6)


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_the_points_changes_nothing(seed: int) -> None:
    dice = np.random.default_rng(seed)
    reach, weights = dice.random((30, 80)) < 0.08, dice.integers(1, 5, 80)
    order = dice.permutation(80)
    assert exact(reach[:, order], weights[order], 4) == exact(reach, weights, 4)
    assert greedy(reach[:, order], weights[order], 4) == greedy(reach, weights, 4)
