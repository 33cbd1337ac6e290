"""What prices tell: what a pair lacks is what insisting on it costs at least, and the counterfactual comes true."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment import AssignmentProblem, solve
from matching.shadows import alternatives, counterfactual, missing, price_of_fairness, scarce_kinds
from tests.matching.markets import problems

THREE = AssignmentProblem([0, 1, 2], [0, 0, 0], [90, 70, 80], [1, 1, 1], [1])


def test_alternatives_are_the_nearest_first_with_what_they_lack() -> None:
    told = alternatives(THREE, solve(THREE), 0)
    assert [(one.person, one.score, one.missing) for one in told] == [(2, 80, 0), (1, 70, 10)]


def test_at_most_ten_alternatives_are_told() -> None:
    many = AssignmentProblem(np.arange(30), np.zeros(30, int), np.arange(30), np.ones(30, int), [2])
    assert [one.person for one in alternatives(many, solve(many), 0)] == list(range(27, 17, -1))


def test_a_counterfactual_names_the_score_and_whether_a_seat_would_do() -> None:
    found = solve(THREE)
    second, third = counterfactual(THREE, found, 2), counterfactual(THREE, found, 1)
    assert (second.loss, second.by_score, second.by_seat, second.displaced) == (10, 90, True, (0,))
    assert (third.loss, third.by_score, third.by_seat) == (20, 90, False)
    assert second.sentence.startswith("这个岗位多一个名额就轮到他")


def test_a_pair_that_is_chosen_needs_no_change() -> None:
    assert counterfactual(THREE, solve(THREE), 0).sentence == "已在最优派法里，或换上也不减总分"


@given(problems(15, 5), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=60)
def test_what_a_pair_lacks_is_what_insisting_costs_at_least_and_the_score_told_is_enough(
    problem: AssignmentProblem, seed: int
) -> None:
    person, post, score = (np.asarray(one) for one in (problem.person, problem.post, problem.score))
    room = (np.asarray(problem.max_posts)[person] > 0) & (np.asarray(problem.headcount)[post] > 0)
    if room.any():
        pair = int(np.flatnonzero(room)[seed % room.sum()])
        found = solve(problem)
        told = counterfactual(problem, found, pair)
        assert max(0, int(missing(problem, found)[pair])) == told.missing <= told.loss
        better = solve(replace(problem, score=np.where(np.arange(len(score)) == pair, told.by_score + 1, score)))
        assert better.chosen[pair]


def test_kinds_are_ordered_by_seats_left_empty_then_by_price() -> None:
    problem = AssignmentProblem([0, 1, 0], [0, 0, 1], [9, 7, 1], [1, 1], [1, 2, 1])
    told = scarce_kinds(problem, solve(problem), ["水电", "调解", "水电"])
    assert [(one.kind, one.seats, one.empty, one.price) for one in told] == [("调解", 2, 2, 0), ("水电", 2, 1, 7)]


def test_the_price_of_fairness_is_what_it_costs_in_scores_and_whom_it_serves() -> None:
    problem = AssignmentProblem(
        [0, 0, 1, 1], [0, 1, 0, 1], [9, 8, 9, 6], [1, 1], [2, 2], community=[0, 1], returns=[5, 0]
    )
    told = price_of_fairness(problem, solve(problem))
    assert (told.cost, told.last) == (1, 0)
    assert (told.served.tolist(), told.served_without.tolist()) == ([1, 1], [2, 0])


def test_without_communities_fairness_costs_nothing() -> None:
    assert price_of_fairness(THREE, solve(THREE)).cost == 0
