"""Side terms hold, branch and bound finds the optimum over them, repair comes close with a bound that is true."""

import itertools
import os
from collections import Counter
from ctypes import CDLL
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import terms
from matching.assignment import Assignment, AssignmentProblem, ProblemNotSoundError, solve
from matching.quiet import output_aside
from tests.matching.markets import random_problem


@st.composite
def small_problems(draw: st.DrawFn) -> AssignmentProblem:
    people, posts = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    spots = draw(st.lists(st.tuples(st.integers(0, people - 1), st.integers(0, posts - 1)), max_size=6, unique=True))

    def column(low: int, high: int, size: int) -> list[int]:
        return draw(st.lists(st.integers(low, high), min_size=size, max_size=size))

    team, halves = column(-1, 0, people), column(0, 2, len(spots))
    limits = [2 if one == 0 else limit for one, limit in zip(team, column(0, 2, people), strict=True)]
    return AssignmentProblem(
        [person for person, _ in spots],
        [post for _, post in spots],
        column(1, 20, len(spots)),
        limits,
        column(0, 3, posts),
        slots=column(0, 3, posts),
        least=column(0, 2, posts),
        team=team,
        community=column(-1, 1, posts),
        returns=sorted(column(0, 9, 2), reverse=True),
        forbidden=[one == 0 for one in column(0, 5, len(spots))],
        pinned=[one == 0 for one in column(0, 9, len(spots))],
        group=[2 * person + half if half < 2 else -1 for (person, _), half in zip(spots, halves, strict=True)],
        group_limit=column(0, 2, 2 * people),
    )


def breaks(problem: AssignmentProblem, taken: list[int]) -> bool:
    """Whether choosing these pairs breaks any term."""
    person, post = (np.asarray(one, int)[taken] for one in (problem.person, problem.post))
    limits, seats, slots, least, team = (
        np.asarray(one) for one in (problem.max_posts, problem.headcount, problem.slots, problem.least, problem.team)
    )
    filled = np.bincount(post, minlength=len(seats))
    over = (np.bincount(person, minlength=len(limits)) > limits).any() or (filled > seats).any()
    short = ((filled > 0) & (filled < least)).any()
    clash = any(
        a == b and slots[p] & slots[q] for (a, p), (b, q) in itertools.combinations(zip(person, post, strict=True), 2)
    )
    of_team = {int(one) for one in team if one >= 0}
    sets = [
        {int(q) for p, q in zip(person, post, strict=True) if p == who}
        for one in of_team
        for who in np.flatnonzero(team == one)
    ]
    banned = np.asarray(problem.forbidden, bool)[taken].any()
    left = set(np.flatnonzero(problem.pinned).tolist()) - set(taken)
    grouped = Counter(one for one in np.asarray(problem.group, int)[taken].tolist() if one >= 0)
    crowded = any(count > np.asarray(problem.group_limit)[one] for one, count in grouped.items())
    return bool(over or short or clash or banned or left or crowded or any(one != sets[0] for one in sets))


def worth(problem: AssignmentProblem, taken: list[int]) -> int:
    community = np.asarray(problem.community)[np.asarray(problem.post, int)[taken]]
    counts = np.bincount(community[community >= 0], minlength=1)
    return int(np.asarray(problem.score, int)[taken].sum()) + sum(sum(problem.returns[:count]) for count in counts)


def best_of_all(problem: AssignmentProblem) -> int | None:
    """Try everything; none when the pins cannot be held."""
    pairs = range(len(np.asarray(problem.person)))
    subsets = (list(taken) for size in range(len(pairs) + 1) for taken in itertools.combinations(pairs, size))
    return max((worth(problem, taken) for taken in subsets if not breaks(problem, taken)), default=None)


@given(small_problems())
@settings(deadline=None, max_examples=80)
def test_with_every_term_at_once_the_optimum_equals_trying_everything(problem: AssignmentProblem) -> None:
    best = best_of_all(problem)
    if best is None:
        with pytest.raises(ProblemNotSoundError, match="pinned"):
            solve(problem)
        return
    found = solve(problem)
    taken = np.flatnonzero(found.chosen).tolist()
    assert not breaks(problem, taken)
    assert (found.objective, worth(problem, taken), found.proved) == (best, best, True)


@given(small_problems())
@settings(deadline=None, max_examples=80)
def test_repair_breaks_no_term_and_its_bound_is_true(problem: AssignmentProblem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(terms, "EXACT_PAIRS", -1)
        try:
            found = solve(problem)
        except ProblemNotSoundError:
            assert np.any(problem.pinned)
            return
    taken, best = np.flatnonzero(found.chosen).tolist(), best_of_all(problem)
    assert best is not None
    assert not breaks(problem, taken)
    assert worth(problem, taken) == found.objective <= best <= found.bound


def test_a_team_of_one_goes_to_no_two_posts_of_the_same_half_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "EXACT_PAIRS", -1)
    problem = AssignmentProblem([0, 0], [0, 1], [1, 1], [2], [1, 1], slots=[1, 1], team=[0])
    assert len(solve(problem).post) == 1


def clashing_problem() -> AssignmentProblem:
    rng = np.random.default_rng(2)
    plain = random_problem(1, 20_000, 1_000, pairs_each=30, seats=12)
    return replace(plain, max_posts=rng.choice([1, 2, 3], 20_000), slots=1 << rng.integers(0, 21, 1_000))


def test_clashes_of_half_days_on_many_pairs_cost_little_and_the_gap_is_told() -> None:
    problem = clashing_problem()
    found = solve(problem)
    posts = np.asarray(problem.slots)[found.post]
    pairs = np.unique(np.stack([found.person, posts]), axis=1)
    assert pairs.shape[1] == len(found.person)
    assert found.method == "repair"
    assert found.bound - found.objective <= 0.001 * found.bound


BUSY = AssignmentProblem([0, 0, 1], [0, 1, 0], [1, 9, 1], [2, 1], [1, 1], slots=[1, 3], pinned=[True, False, False])


@pytest.mark.parametrize("branched", [-1, terms.EXACT_PAIRS])
def test_nobody_is_chosen_beside_a_pin_at_the_same_half_day(branched: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "EXACT_PAIRS", branched)
    assert assigned(solve(BUSY)) == [(0, 0)]
    with pytest.raises(ProblemNotSoundError, match="pinned"):
        solve(replace(BUSY, pinned=[True, True, False]))


@pytest.mark.parametrize("branched", [-1, terms.EXACT_PAIRS])
def test_a_pin_that_leaves_a_post_short_of_its_least_is_refused(branched: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "EXACT_PAIRS", branched)
    with pytest.raises(ProblemNotSoundError, match="pinned"):
        solve(
            replace(PLAIN, least=[2, 0], headcount=[2, 1], pinned=[True, False, False], forbidden=[False, False, True])
        )


def test_what_is_worth_nothing_takes_no_half_day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "EXACT_PAIRS", -1)
    problem = AssignmentProblem([0, 0], [0, 1], [0, 14], [2], [1, 1], slots=[1, 3], group=[-1, 0])
    assert assigned(solve(problem)) == [(0, 1)]


def test_thirty_thousand_pairs_with_half_days_and_least_staffing_are_proved() -> None:
    rng = np.random.default_rng(4)
    plain = random_problem(4, 5_000, 1_000, pairs_each=6, seats=5)
    found = solve(replace(plain, slots=1 << rng.integers(0, 21, 1_000), least=rng.integers(0, 4, 1_000)))
    assert len(np.asarray(plain.person)) > 29_000
    assert (found.method, found.proved) == ("exact", True)


def test_teams_that_are_to_fill_posts_are_branched_on_only_while_there_are_few_pairs() -> None:
    plain = random_problem(4, 5_000, 1_000, pairs_each=6, seats=5)
    team, least = np.full(5_000, -1), np.full(1_000, 2)
    team[:2] = 0
    assert solve(replace(plain, team=team, least=least)).method == "repair"
    assert solve(replace(plain, team=team)).method == "exact"


def assigned(found: Assignment) -> list[tuple[int, int]]:
    return list(zip(found.person.tolist(), found.post.tolist(), strict=True))


PLAIN = AssignmentProblem([0, 0, 1], [0, 1, 0], [10, 9, 8], [1, 1], [1, 1])


def test_a_pinned_pair_is_chosen_whatever_it_costs_and_the_rest_is_still_the_best() -> None:
    found = solve(replace(PLAIN, pinned=[True, False, False]))
    assert (assigned(found), found.objective, found.bound, found.proved) == ([(0, 0)], 10, 10, True)


def test_a_forbidden_pair_is_never_chosen() -> None:
    found = solve(replace(PLAIN, forbidden=[False, False, True]))
    assert (assigned(found), found.proved) == ([(0, 0)], True)


def test_pins_over_a_limit_are_refused() -> None:
    with pytest.raises(ProblemNotSoundError, match="pinned"):
        solve(replace(PLAIN, pinned=[True, False, True]))


def test_an_incumbent_stays_unless_another_is_better_by_more_than_loyalty() -> None:
    close = AssignmentProblem([0, 1], [0, 0], [100_000, 120_000], [1, 1], [1], incumbent=[True, False])
    assert assigned(solve(close)) == [(0, 0)]
    assert assigned(solve(replace(close, score=[100_000, 140_000]))) == [(1, 0)]
    assert solve(close).score == 100_000


def test_must_fill_posts_go_first_whatever_the_scores() -> None:
    rng = np.random.default_rng(3)
    keys = np.unique(rng.integers(0, 80 * 40, 500))
    person, post, score = keys // 40, keys % 40, rng.integers(1, 10**6, len(keys))
    must = np.arange(40) < 20
    one = np.ones(80, np.int64)
    found = solve(AssignmentProblem(person, post, score, one, one[:40] * 2, must_fill=must))
    urgent = must[post]
    alone = solve(AssignmentProblem(person[urgent], post[urgent], np.ones(urgent.sum(), int), one, one[:40] * 2))
    assert (must[found.post].sum(), found.proved) == (alone.objective, True)


def test_a_post_with_fewer_than_its_least_is_left_empty() -> None:
    found = solve(AssignmentProblem([0, 1], [0, 1], [9, 5], [1, 1], [2, 1], least=[2, 1]))
    assert (assigned(found), found.proved) == ([(1, 1)], True)


def test_a_team_goes_together_or_not_at_all() -> None:
    together = AssignmentProblem([0, 1, 0, 2], [0, 0, 1, 0], [5, 5, 50, 9], [1, 1, 1], [2, 1], team=[0, 0, -1])
    assert assigned(solve(together)) == [(0, 0), (1, 0)]


def test_returns_spread_people_over_communities_and_what_it_costs_is_seen() -> None:
    problem = AssignmentProblem([0, 0, 1, 1], [0, 1, 0, 1], [9, 8, 9, 8], [1, 1], [2, 2], community=[0, 1])
    fair = solve(replace(problem, returns=[5, 0]))
    assert (sorted(fair.post.tolist()), fair.objective, fair.proved) == ([0, 1], 27, True)
    assert solve(problem).score - fair.score == 1


def test_returns_that_grow_are_refused() -> None:
    with pytest.raises(ProblemNotSoundError, match="returns"):
        solve(replace(PLAIN, community=[0, 0], returns=[1, 2]))


def test_nothing_is_printed_where_the_answer_goes(capfd: pytest.CaptureFixture[str]) -> None:
    """HiGHS prints a line of its own on this one; C holds it back, so that it would come after the answer."""
    found = solve(
        AssignmentProblem(
            [1, 2, 2, 0, 1, 3, 0],
            [0, 0, 1, 0, 1, 1, 1],
            [0, 0, 0, 1, 0, 1, 2],
            [3, 3, 2, 1],
            [2, 1],
            pinned=np.arange(7) == 3,
            slots=[0, 1],
        )
    )
    CDLL(None).fflush(None)
    assert (found.method, found.proved, capfd.readouterr().out) == ("exact", True, "")


def test_what_is_printed_meanwhile_is_no_answer_and_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    with output_aside():
        os.write(1, b"aside")
    os.write(1, b"answer")
    assert capfd.readouterr() == ("answer", "aside")
