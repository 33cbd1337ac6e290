"""How a pair stands in a proven step: what it lacks is what insisting on it costs at least, and a seat does or not."""

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.assignment import Assignment, AssignmentProblem, market_of, solve
from matching.evidence import Evidence, Solved, evidence_of
from matching.standing import Standing, standing_of
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
    assert standing(THREE, 0, 0) == Standing(chosen=True, missing=0, behind=0, instead=("人0",), elsewhere=("岗0",))


def test_the_next_best_needs_a_seat_and_the_one_after_lacks_what_the_next_best_is_worth_more() -> None:
    assert standing(THREE, 2, 0) == Standing(chosen=False, missing=0, behind=10, instead=("人0",), elsewhere=())
    assert standing(THREE, 1, 0) == Standing(chosen=False, missing=10, behind=20, instead=("人0",), elsewhere=())


def test_whoever_is_used_up_elsewhere_lacks_what_that_is_worth_besides() -> None:
    problem = AssignmentProblem([0, 0], [0, 1], [90, 50], [1], [1, 1])
    assert standing(problem, 0, 1) == Standing(chosen=False, missing=40, behind=0, instead=(), elsewhere=("岗0",))


def test_a_pair_that_no_step_weighed_has_no_standing() -> None:
    step = step_of(THREE, solve(THREE))
    assert standing_of([step], "人9", "岗0") is None
    assert standing_of([step], "人0", "岗9") is None
    assert standing_of([], "人0", "岗0") is None


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
