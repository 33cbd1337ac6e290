"""Exploration is off unless asked for, stays among near equals that are eligible, and costs no more than it says."""

from datetime import date, timedelta

import numpy as np

from matching.changes import Earlier
from matching.learning.exploration import MOST_POINTS, nudges
from matching.problem import Problem
from matching.weekly import INCUMBENT, Proposal, propose
from tests.matching.builders import TODAY, a_person, a_post, a_problem, a_skill, slots

WEEKS = [TODAY + timedelta(weeks=n) for n in range(12)]
PAIR = (np.repeat(np.arange(50), 40), np.tile(np.arange(40), 50))
HELPERS, WORKS = [f"person-{n}" for n in range(50)], [f"post-{n}" for n in range(40)]


def equals() -> Problem:
    skilled = {"skills": (a_skill("理发"),), "slots": slots("周六上午")}
    people = [a_person(f"person-{n}", **skilled) for n in range(6)]
    unfit = a_person("person-unfit", skills=(), slots=slots("周六上午"))
    return a_problem([*people, unfit], [a_post(skills=("理发",), slots=slots("周六上午"))])


def sent(proposal: Proposal) -> str | None:
    (line,) = proposal.suggestions
    return line.helper


def test_without_it_the_same_of_equals_is_sent_every_week() -> None:
    assert {sent(propose(equals(), day)) for day in WEEKS} == {sent(propose(equals(), TODAY))}
    assert propose(equals(), TODAY, (), 0) == propose(equals(), TODAY)


def test_with_it_others_of_the_equals_get_their_turn_and_nobody_else_does() -> None:
    turns = {sent(propose(equals(), day, (), MOST_POINTS)) for day in WEEKS}
    assert len(turns) > 2
    assert "person-unfit" not in turns


def test_a_week_is_the_same_however_often_it_is_worked_out_and_in_any_order() -> None:
    problem = equals()
    turned = problem.with_helpers(tuple(reversed(problem.helpers.rows)))
    assert propose(problem, TODAY, (), MOST_POINTS) == propose(turned, TODAY, (), MOST_POINTS)


def test_who_was_suggested_last_week_is_not_sent_away_for_it() -> None:
    assert MOST_POINTS < INCUMBENT
    for day in WEEKS:
        last = [Earlier("post-1", "person-3", "样例", "pending", None)]
        assert sent(propose(equals(), day, last, MOST_POINTS)) == "person-3"


def test_points_lie_between_nothing_and_the_most_whatever_is_asked_for() -> None:
    for most in (1, 500, MOST_POINTS, 10 * MOST_POINTS):
        found = nudges(TODAY, HELPERS, WORKS, PAIR, most)
        assert found.min() >= 0
        assert found.max() <= min(most, MOST_POINTS)
    assert abs(nudges(TODAY, HELPERS, WORKS, PAIR, MOST_POINTS).mean() - MOST_POINTS / 2) < MOST_POINTS / 20


def test_points_of_another_week_are_others_and_follow_ids_not_numbers() -> None:
    one, other = (nudges(day, HELPERS, WORKS, PAIR, MOST_POINTS) for day in (date(2026, 11, 16), date(2026, 11, 23)))
    assert not np.array_equal(one, other)
    turned = nudges(date(2026, 11, 22), HELPERS[::-1], WORKS, (49 - PAIR[0], PAIR[1]), MOST_POINTS)
    assert np.array_equal(one, turned)
