"""How a pair stands in a proven step: what it lacks is what insisting on it costs at least, and a seat does or not."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment import Assignment, AssignmentProblem, market_of, solve
from matching.evidence import Evidence, Solved, evidence_of
from matching.standing import Standing, standing_of
from matching.steps import solved_step
from tests.matching.markets import problems

THREE = AssignmentProblem([0, 1, 2], [0, 0, 0], [90, 70, 80], [1, 1, 1], [1])


def step_of(problem: AssignmentProblem, found: Assignment) -> Evidence:
    solved = Solved(market_of(problem), found.chosen.astype(np.int64), found.price, found.fee, found.bound)
    people, posts = len(np.asarray(problem.max_posts)), len(np.asarray(problem.headcount))
    return evidence_of("派人", ([f"人{n}" for n in range(people)], [f"岗{n}" for n in range(posts)]), solved)


def standing(problem: AssignmentProblem, person: int, post: int) -> Standing:
    found = standing_of([step_of(problem, solve(problem))], f"人{person}", f"岗{post}")
    assert found is not None
    return found


def pinned(problem: AssignmentProblem, pair: int) -> AssignmentProblem:
    return replace(problem, pinned=np.arange(len(np.asarray(problem.person))) == pair)


def test_who_is_chosen_lacks_nothing() -> None:
    told = standing(THREE, 0, 0)
    assert told == Standing(True, 0, 0, instead=("人0",), elsewhere=("岗0",), lack="load")  # noqa: FBT003


def test_the_next_best_needs_a_seat_and_the_one_after_lacks_what_the_next_best_is_worth_more() -> None:
    assert standing(THREE, 2, 0) == Standing(chosen=False, missing=0, behind=10, instead=("人0",), elsewhere=())
    assert standing(THREE, 1, 0) == Standing(chosen=False, missing=10, behind=20, instead=("人0",), elsewhere=())


def test_whoever_is_used_up_elsewhere_lacks_what_that_is_worth_besides() -> None:
    problem = AssignmentProblem([0, 0], [0, 1], [90, 50], [1], [1, 1])
    told = standing(problem, 0, 1)
    assert (told.chosen, told.missing, told.instead, told.elsewhere) == (False, 40, (), ("岗0",))


@pytest.mark.parametrize("worth", [50, 90])
def test_a_seat_nobody_took_is_open_and_one_more_is_no_help_however_little_is_missing(worth: int) -> None:
    told = standing(AssignmentProblem([0, 0], [0, 1], [90, worth], [1], [1, 1]), 0, 1)
    told = told if not told.chosen else standing(AssignmentProblem([0, 0], [0, 1], [90, worth], [1], [1, 1]), 0, 0)
    assert (told.missing, told.open, told.lack, told.by_seat) == (90 - worth, True, "load", False)


def test_a_seat_is_open_as_well_where_the_half_day_is_taken_by_another_work() -> None:
    problem = AssignmentProblem([0, 0], [0, 1], [90, 50], [2], [1, 1], group=[0, 0])
    told = standing(problem, 0, 1)
    assert (told.open, told.lack, told.elsewhere, told.by_seat) == (True, "half_day", ("岗0",), False)


def test_a_seat_is_no_help_to_whom_nothing_was_left_before_the_step() -> None:
    told = standing(AssignmentProblem([0, 1], [0, 0], [90, 80], [1, 0], [1]), 1, 0)
    assert (told.open, told.lack, told.by_seat) == (False, "before", False)


def test_a_step_short_of_its_bound_claims_nothing_of_seats_and_less_of_what_is_missing() -> None:
    found = solve(THREE)
    short = replace(step_of(THREE, found), bound=found.bound + 4)
    assert standing_of([short], "人2", "岗0") == replace(standing(THREE, 2, 0), proved=False)
    told = [standing_of([short], f"人{person}", "岗0") for person in (1, 2)]
    assert [(one.missing, one.by_seat) for one in told if one is not None] == [(6, False), (0, False)]


def test_what_was_taken_back_leaves_a_seat_open_and_the_step_unproved() -> None:
    problem = AssignmentProblem([0, 0], [0, 1], [90, 50], [2], [1, 1])
    found = solve(problem)
    solved = Solved(market_of(problem), found.chosen.astype(np.int64), found.price, found.fee, found.bound)
    back = solved.without([1], market_of(problem).taker, np.zeros(2, np.bool_))
    told = standing_of([evidence_of("派人", (["人0"], ["岗0", "岗1"]), back)], "人0", "岗1")
    assert told is not None
    assert (told.chosen, told.missing, told.open, told.proved, told.by_seat) == (False, 0, True, False, False)


def test_a_pair_that_no_step_weighed_has_no_standing() -> None:
    step = step_of(THREE, solve(THREE))
    assert standing_of([step], "人9", "岗0") is None
    assert standing_of([step], "人0", "岗9") is None
    assert standing_of([], "人0", "岗0") is None


def urgent_step() -> Evidence:
    solved, _ = solved_step(
        AssignmentProblem([0, 0, 1], [0, 1, 1], [90, 50, 70], [1, 1], [1, 1], must_fill=[True, False])
    )
    return evidence_of("派人", (["人0", "人1"], ["急", "缓"]), solved)


def test_who_goes_to_an_urgent_work_is_told_by_that_and_not_by_points() -> None:
    step = urgent_step()
    told, chosen = standing_of([step], "人0", "缓"), standing_of([step], "人0", "急")
    assert told is not None
    assert told.missing > step.first // 2 > 0
    assert (told.urgent, told.elsewhere) == (True, ("急",))
    assert chosen is not None
    assert not chosen.urgent


def test_of_two_urgent_works_what_is_missing_is_told_in_points() -> None:
    solved, _ = solved_step(AssignmentProblem([0, 0], [0, 1], [90, 50], [1], [1, 1], must_fill=[True, True]))
    told = standing_of([evidence_of("派人", (["人0"], ["甲", "乙"]), solved)], "人0", "乙")
    assert told is not None
    assert (told.missing, told.urgent) == (40, False)


@given(problems(15, 5), st.integers(0, 2**32 - 1))
@settings(deadline=None, max_examples=80)
def test_insisting_costs_what_is_missing_at_least_and_one_more_seat_does_just_where_nothing_is_missing(
    problem: AssignmentProblem, seed: int
) -> None:
    person, post = np.asarray(problem.person), np.asarray(problem.post)
    room = (np.asarray(problem.max_posts)[person] > 0) & (np.asarray(problem.headcount)[post] > 0)
    found = solve(problem)
    free = np.flatnonzero(room & ~found.chosen & (np.asarray(problem.score) > 0))
    if len(free):
        pair = int(free[seed % len(free)])
        told = standing(problem, int(person[pair]), int(post[pair]))
        assert found.objective - solve(pinned(problem, pair)).objective >= told.missing
        seats = np.asarray(problem.headcount).copy()
        seats[post[pair]] += 1
        more = replace(problem, headcount=seats)
        assert (solve(pinned(more, pair)).objective == solve(more).objective) == (told.missing == 0)
        assert told.by_seat == (told.missing == 0 and not told.open)
        assert not told.open or solve(more).objective == found.objective
