"""The auction reaches the optimum of an independent solver, from the start and taken up again after any change."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from matching import auction, solving
from matching.assignment import Assignment, AssignmentProblem, market_of, solve
from matching.flow import allocate
from tests.matching.markets import faults_of, problems, random_problem

Column = NDArray[np.int64]


def by_or_tools(problem: AssignmentProblem) -> int:
    market = market_of(problem)
    order = np.lexsort((market.taker, market.giver))
    return allocate(solving.part_of(market, order)).objective


@given(problems())
@settings(deadline=None, max_examples=80)
def test_the_optimum_equals_that_of_or_tools_and_its_proof_stands(problem: AssignmentProblem) -> None:
    found = solve(problem)
    assert (found.objective, found.proved, faults_of(problem, found)) == (by_or_tools(problem), True, [])


def changed(problem: AssignmentProblem, rng: np.random.Generator, share: float) -> AssignmentProblem:
    """Other scores, people and posts gone, other headcounts and limits, for a share of everything."""
    person, post, score = (np.asarray(one) for one in (problem.person, problem.post, problem.score))
    limits, seats = np.asarray(problem.max_posts).copy(), np.asarray(problem.headcount).copy()
    other = rng.random(len(score)) < share
    kept = ~(rng.random(len(limits)) < share / 2)[person] & ~(rng.random(len(seats)) < share / 2)[post]
    score = np.where(other, rng.integers(0, 1_000_001, len(score)), score)
    limits = np.where(rng.random(len(limits)) < share, rng.integers(0, 4, len(limits)), limits)
    seats = np.where(rng.random(len(seats)) < share, rng.integers(0, 9, len(seats)), seats)
    return AssignmentProblem(person[kept], post[kept], score[kept], limits, seats)


@given(problems(60, 15), st.integers(0, 2**32 - 1), st.sampled_from([0.02, 0.2, 0.8]))
@settings(deadline=None, max_examples=80)
def test_taken_up_after_changes_it_equals_the_cold_optimum(problem: AssignmentProblem, seed: int, share: float) -> None:
    before, after = problem, changed(problem, np.random.default_rng(seed), share)
    if seed % 2:
        before, after = after, before
    warm = solve(replace(after, previous=solve(before)))
    assert (warm.objective, warm.proved, faults_of(after, warm)) == (solve(after).objective, True, [])


@pytest.mark.parametrize("gone", ["people", "posts"])
def test_after_deletions_free_seats_are_filled_in_reverse(gone: str) -> None:
    before = random_problem(3, 2000, 200, pairs_each=20)
    column = np.asarray(before.person if gone == "people" else before.post)
    kept = column % 10 != 0
    after = AssignmentProblem(
        *(np.asarray(one)[kept] for one in (before.person, before.post, before.score)),
        before.max_posts,
        before.headcount,
    )
    warm = solve(replace(after, previous=solve(before)))
    assert (warm.method, warm.objective, warm.proved) == ("resumed", solve(after).objective, True)


def test_people_and_posts_may_be_added_to_what_was() -> None:
    after = random_problem(4, 1000, 100, pairs_each=12)
    inside = (np.asarray(after.person) < 900) & (np.asarray(after.post) < 90)
    before = AssignmentProblem(
        *(np.asarray(one)[inside] for one in (after.person, after.post, after.score)),
        np.asarray(after.max_posts)[:900],
        np.asarray(after.headcount)[:90],
    )
    warm = solve(replace(after, previous=solve(before)))
    assert (warm.method, warm.objective) == ("resumed", solve(after).objective)


def test_a_spent_budget_leaves_the_optimum_to_the_flow(monkeypatch: pytest.MonkeyPatch) -> None:
    problem = random_problem(5, 300, 30)
    whole = solve(problem)
    monkeypatch.setattr(auction, "LEAST_BIDS", 10)
    monkeypatch.setattr(auction, "BIDS_PER_SEAT", 0)
    found = solve(problem)
    assert (whole.method, found.method, found.objective, found.proved) == ("auction", "flow", whole.objective, True)


def sparse() -> tuple[Column, ...]:
    rng = np.random.default_rng(8)
    keys = np.unique(rng.integers(0, 600 * 80, 6000))
    return keys // 80, keys % 80, rng.integers(1, 1_000_000, len(keys)), rng.integers(1, 4, 600), rng.integers(0, 9, 80)


HOSTILE: dict[str, Callable[[Column, Column, Column], Column]] = {
    "all equal": lambda _person, _post, score: np.full(len(score), 500_000),
    "of the post alone": lambda _person, post, _score: 1000 + post * 7,
    "of the person alone": lambda person, _post, _score: 1000 + person * 7,
    "three values": lambda _person, _post, score: score % 3,
    "must fill": lambda _person, _post, score: score + 100_000_000,
    "must fill half": lambda _person, post, score: score + 100_000_000 * (post % 2),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_scores_are_solved_and_proved(kind: str) -> None:
    person, post, score, limits, seats = sparse()
    problem = AssignmentProblem(person, post, HOSTILE[kind](person, post, score), limits, seats)
    found = solve(problem)
    assert (found.objective, faults_of(problem, found), found.proved) == (by_or_tools(problem), [], True)


def test_one_post_wanted_by_all_goes_to_the_best() -> None:
    score = np.random.default_rng(1).permutation(50_000)
    found = solve(AssignmentProblem(np.arange(50_000), np.zeros(50_000, int), score, np.ones(50_000, int), [100]))
    assert sorted(score[found.chosen].tolist()) == list(range(49_900, 50_000))
    assert found.price.tolist() == [49_899]


def test_two_hundred_thousand_identical_people_are_weighed_as_one_kind() -> None:
    many = 200_000
    problem = AssignmentProblem(
        np.repeat(np.arange(many), 3),
        np.tile(np.arange(3), many),
        np.tile([5, 7, 9], many),
        np.full(many, 2),
        [10, 1000, 150_000],
    )
    found = solve(problem)
    assert (found.method, found.objective, found.proved) == ("kinds", 10 * 5 + 1000 * 7 + 150_000 * 9, True)
    assert faults_of(problem, found) == []


def test_zero_capacities_assign_nobody_and_tell_what_a_first_seat_is_worth() -> None:
    found = solve(AssignmentProblem([0, 1, 0], [0, 0, 1], [50, 70, 20], [1, 1], [0, 1]))
    assert (found.chosen.tolist(), found.price.tolist(), found.proved) == ([False, False, True], [70, 0], True)
    assert solve(AssignmentProblem([0], [0], [5], [0], [3])).objective == 0


def told(found: Assignment) -> tuple[object, ...]:
    return found.person.tolist(), found.post.tolist(), found.price.tolist(), found.wage.tolist(), found.bound


@given(problems(20, 6), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=60)
def test_a_price_is_what_one_more_seat_would_be_worth(problem: AssignmentProblem, seed: int) -> None:
    seats = np.maximum(np.asarray(problem.headcount), 0)
    if len(seats):
        post = seed % len(seats)
        found, more = solve(problem), solve(replace(problem, headcount=seats + (np.arange(len(seats)) == post)))
        assert more.objective - found.objective == found.price[post]


@given(problems(40, 10), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=60)
def test_the_order_of_the_rows_changes_nothing(problem: AssignmentProblem, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(len(np.asarray(problem.person)))
    shuffled = AssignmentProblem(
        *(np.asarray(one)[order] for one in (problem.person, problem.post, problem.score)),
        problem.max_posts,
        problem.headcount,
    )
    assert told(solve(shuffled)) == told(solve(problem))


SCRIPT = """
import hashlib, numpy
from matching.assignment import solve
from tests.matching.markets import random_problem
found = solve(random_problem(6, 45_000, 900))
print(hashlib.sha256(b"".join(one.tobytes() for one in (found.chosen, found.price, found.wage))).hexdigest())
"""


def test_hash_seed_and_thread_count_change_no_byte() -> None:
    answers = {
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            env=os.environ
            | {"PYTHONHASHSEED": seed, "NUMBA_NUM_THREADS": threads, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed, threads in (("0", "1"), ("1", "2"))
    }
    assert len(answers) == 1
    assert len(answers.pop()) == 65
