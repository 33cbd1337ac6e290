"""Returns of communities are solved to the optimum that trying everything finds, and prices prove it."""

import itertools
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment import AssignmentProblem, ProblemNotSoundError, market_of, solve
from matching.certificate import faults
from matching.sides import sides_of
from matching.solving import solved
from matching.vacancies import with_vacancies
from tests.matching.markets import random_problem


@st.composite
def fair_problems(draw: st.DrawFn) -> AssignmentProblem:
    people, posts = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    spots = draw(st.lists(st.tuples(st.integers(0, people - 1), st.integers(0, posts - 1)), max_size=8, unique=True))

    def column(low: int, high: int, size: int) -> list[int]:
        return draw(st.lists(st.integers(low, high), min_size=size, max_size=size))

    return AssignmentProblem(
        [person for person, _ in spots],
        [post for _, post in spots],
        column(0, 20, len(spots)),
        column(0, 2, people),
        column(0, 3, posts),
        community=column(-1, 1, posts),
        returns=sorted(column(0, 9, 3), reverse=True),
        served=column(0, 2, 2),
        forbidden=[one == 0 for one in column(0, 5, len(spots))],
        group=[one if one == person else -1 for one, (person, _) in zip(column(-1, 3, len(spots)), spots, strict=True)],
        group_limit=[1] * 4,
    )


def allowed(problem: AssignmentProblem, taken: list[int]) -> bool:
    person, post, group = (np.asarray(one, int)[taken] for one in (problem.person, problem.post, problem.group))
    over = np.bincount(person, minlength=1) > np.asarray(problem.max_posts)[: max(1, person.max(initial=0) + 1)]
    full = np.bincount(post, minlength=1) > np.asarray(problem.headcount)[: max(1, post.max(initial=0) + 1)]
    banned = np.asarray(problem.forbidden, bool)[taken]
    return not (over.any() or full.any() or banned.any() or (np.bincount(group[group >= 0], minlength=1) > 1).any())


def worth(problem: AssignmentProblem, taken: list[int]) -> int:
    community = np.asarray(problem.community)[np.asarray(problem.post, int)[taken]]
    counts, served = np.bincount(community[community >= 0], minlength=2), np.asarray(problem.served, int)
    steps = [sum(problem.returns[:most]) for most in range(20)]
    returns = sum(steps[before + now] - steps[before] for before, now in zip(served, counts, strict=True))
    return int(np.asarray(problem.score, int)[taken].sum()) + returns


@given(fair_problems())
@settings(deadline=None, max_examples=150)
def test_what_communities_are_worth_is_solved_as_well_as_by_trying_everything(problem: AssignmentProblem) -> None:
    pairs = range(len(np.asarray(problem.person)))
    subsets = [list(one) for size in range(len(pairs) + 1) for one in itertools.combinations(pairs, size)]
    best = max(worth(problem, one) for one in subsets if allowed(problem, one))
    found = solve(problem)
    taken = np.flatnonzero(found.chosen).tolist()
    assert allowed(problem, taken)
    assert (found.objective, worth(problem, taken), found.bound, found.proved) == (best, best, best, True)


def a_fair_market(returns: tuple[int, ...]) -> AssignmentProblem:
    plain = random_problem(4, 3_000, 400, pairs_each=12, seats=3)
    return replace(plain, community=np.arange(400) % 90, returns=returns)


def test_a_market_with_vacancies_passes_the_independent_check_and_a_changed_one_does_not() -> None:
    problem = a_fair_market((900, 500, 100))
    market = market_of(problem)
    sides = sides_of(problem, market)
    assert sides is not None
    spread = with_vacancies(market, sides)
    found = solved(spread.market)
    amount, told = found.chosen.astype(int), (found.price, found.fee, found.objective, found.bound)
    assert faults(spread.market, amount, *told) == []
    assert found.bound - spread.offset == solve(problem).objective
    assert faults(spread.market, amount, found.price * 0, *told[1:])


def test_a_seat_more_is_worth_no_more_than_is_told() -> None:
    problem = a_fair_market((900, 500, 100))
    found = solve(problem)
    for post in range(0, 400, 40):
        seats = np.asarray(problem.headcount) + (np.arange(400) == post)
        gained = solve(replace(problem, headcount=seats)).objective - found.objective
        assert 0 <= gained <= found.price[post]


def test_with_returns_more_communities_are_served_and_scores_are_given_up() -> None:
    scarce = replace(a_fair_market((5_000_000, 1_000_000)), headcount=[2] * 400, max_posts=[1] * 60 + [0] * 2940)
    fair, plain = solve(scarce), solve(replace(scarce, returns=()))
    served = [len(set((one.post % 90).tolist())) for one in (fair, plain)]
    assert served[0] > served[1]
    assert fair.score < plain.score
    assert fair.proved


def test_pins_count_among_those_a_community_has() -> None:
    problem = AssignmentProblem(
        [0, 1, 1],
        [0, 1, 2],
        [5, 9, 8],
        [1, 1],
        [1, 1, 1],
        community=[0, 0, 1],
        returns=(4,),
        pinned=[True, False, False],
    )
    found = solve(problem)
    assert list(zip(found.person, found.post, strict=True)) == [(0, 0), (1, 2)]
    assert (found.objective, found.bound) == (5 + 4 + 8 + 4,) * 2


def test_returns_too_high_to_be_solved_are_refused() -> None:
    with pytest.raises(ProblemNotSoundError, match="bonuses"):
        solve(AssignmentProblem([0], [0], [10], [1], [1], community=[0], returns=(2**31 - 5,)))
