"""The assignment is the true optimum, proved, and never breaks a limit."""

import itertools

import networkx as nx
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import flow
from matching.assignment import Assignment, AssignmentProblem, ProblemNotSoundError, solve
from matching.market import Market
from tests.matching.markets import in_units

Instance = tuple[list[tuple[int, int, int]], list[int], list[int]]


@st.composite
def instances(draw: st.DrawFn) -> Instance:
    people, posts = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    spots = draw(st.lists(st.tuples(st.integers(0, people - 1), st.integers(0, posts - 1)), max_size=9, unique=True))
    scores = draw(st.lists(st.integers(0, 20), min_size=len(spots), max_size=len(spots)))
    limits = draw(st.lists(st.integers(0, 3), min_size=people, max_size=people))
    seats = draw(st.lists(st.integers(0, 3), min_size=posts, max_size=posts))
    return [(*spot, score) for spot, score in zip(spots, scores, strict=True)], limits, seats


def assign(*columns: object) -> Assignment:
    return solve(AssignmentProblem(*columns))  # type: ignore[arg-type]


def columns(pairs: list[tuple[int, int, int]]) -> tuple[list[int], list[int], list[int]]:
    return [p for p, _, _ in pairs], [q for _, q, _ in pairs], [s for _, _, s in pairs]


def best_by_trying_all(instance: Instance, groups: list[int] | None = None, shared: list[int] | None = None) -> int:
    pairs, limits, seats = instance
    best = 0
    for chosen in itertools.product((0, 1), repeat=len(pairs)):
        taken = [n for n, one in enumerate(chosen) if one]
        by_person, by_post = [pairs[n][0] for n in taken], [pairs[n][1] for n in taken]
        grouped = [groups[n] for n in taken if groups and groups[n] >= 0]
        fits = all(by_person.count(i) <= limit for i, limit in enumerate(limits))
        if (
            fits
            and all(by_post.count(j) <= s for j, s in enumerate(seats))
            and all(grouped.count(g) <= limit for g, limit in enumerate(shared or []))
        ):
            best = max(best, sum(pairs[n][2] for n in taken))
    return best


@given(instances())
@settings(deadline=None, max_examples=60)
def test_the_optimum_equals_trying_everything(instance: Instance) -> None:
    pairs, limits, seats = instance
    found = assign(*columns(pairs), limits, seats)
    assert (found.objective, found.proved) == (best_by_trying_all(instance), True)


@given(instances(), st.data())
@settings(deadline=None, max_examples=60)
def test_limits_shared_by_pairs_of_one_person_hold_and_the_optimum_stays_proved(
    instance: Instance, data: st.DataObject
) -> None:
    pairs, limits, seats = instance
    groups = [data.draw(st.sampled_from([-1, person])) for person, _, _ in pairs]
    shared = [data.draw(st.integers(1, 2)) for _ in limits]
    found = assign(*columns(pairs), limits, seats, groups, shared)
    assert (found.objective, found.bound) == (best_by_trying_all(instance, groups, shared),) * 2


def test_the_optimum_equals_that_of_networkx() -> None:
    rng = np.random.default_rng(3)
    pairs = [(i, j, int(rng.integers(1, 1000))) for i in range(40) for j in range(12) if rng.random() < 0.4]
    limits, seats = rng.integers(0, 3, 40).tolist(), rng.integers(0, 4, 12).tolist()
    graph: nx.DiGraph[str] = nx.DiGraph()
    for i, limit in enumerate(limits):
        graph.add_edge("from", f"p{i}", capacity=limit, weight=0)
    for j, seat in enumerate(seats):
        graph.add_edge(f"q{j}", "to", capacity=seat, weight=0)
    for i, j, score in pairs:
        graph.add_edge(f"p{i}", f"q{j}", capacity=1, weight=-score)
    graph.add_edge("from", "to", capacity=sum(limits), weight=0)
    graph.add_node("from", demand=-sum(limits))
    graph.add_node("to", demand=sum(limits))
    assert assign(*columns(pairs), limits, seats).objective == -nx.min_cost_flow_cost(graph)


def test_a_greedy_choice_would_lose() -> None:
    found = assign([0, 0, 1], [0, 1, 0], [10, 9, 8], [1, 1], [1, 1])
    assert (found.chosen.tolist(), found.objective) == ([False, True, True], 17)


def test_nobody_is_twice_on_one_post_even_when_the_pair_is_given_twice() -> None:
    found = assign([0, 0], [0, 0], [5, 7], [2], [2])
    assert found.chosen.tolist() == [False, True]


def test_the_order_of_the_pairs_does_not_matter() -> None:
    rng = np.random.default_rng(5)
    keys = rng.choice(30 * 10, 120, replace=False)
    person, post, score = keys // 10, keys % 10, rng.integers(1, 5, 120)
    order = rng.permutation(120)
    limits, seats = np.full(30, 2), np.full(10, 3)
    straight = assign(person, post, score, limits, seats).chosen
    assert assign(person[order], post[order], score[order], limits, seats).chosen.tolist() == straight[order].tolist()


@pytest.mark.parametrize(("people", "posts"), [(0, 0), (3, 0), (0, 3)])
def test_an_empty_side_is_an_empty_proven_answer(people: int, posts: int) -> None:
    found = assign([], [], [], [1] * people, [1] * posts)
    assert (found.objective, found.proved, len(found.chosen)) == (0, True, 0)


def test_equal_scores_everywhere_are_still_proved() -> None:
    keys = np.arange(600)
    found = assign(keys // 20, keys % 20, np.full(600, 7), np.full(30, 2), np.full(20, 1))
    assert (found.objective, found.proved) == (140, True)


@pytest.mark.parametrize(
    ("column", "value"),
    [("score", -1), ("score", 2**31), ("score", 1.5), ("score", float("nan")), ("person", 1), ("post", -1)],
)
def test_a_pair_that_names_nobody_or_has_no_whole_score_is_refused(column: str, value: float) -> None:
    sound: dict[str, list[float]] = {"person": [0], "post": [0], "score": [1], "max_posts": [1], "headcount": [1]}
    with pytest.raises(ProblemNotSoundError, match=column):
        solve(AssignmentProblem(**(sound | {column: [value]})))  # type: ignore[arg-type]


@pytest.mark.parametrize("column", ["max_posts", "headcount"])
def test_a_limit_below_zero_is_refused_not_taken_for_none(column: str) -> None:
    sound: dict[str, list[int]] = {"person": [0], "post": [0], "score": [1], "max_posts": [1], "headcount": [1]}
    with pytest.raises(ProblemNotSoundError, match=rf"{column}\[0\] is -1"):
        solve(AssignmentProblem(**(sound | {column: [-1]})))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("score", [1, 2]),
        ("post", []),
        ("score", [[1]]),
        ("max_posts", 1),
        ("pinned", [True, False]),
        ("must_fill", []),
        ("team", [0, 1]),
        ("slots", [1, 1]),
        ("group", []),
    ],
)
def test_a_column_of_another_length_than_those_beside_it_is_refused(column: str, value: object) -> None:
    sound: dict[str, object] = {"person": [0], "post": [0], "score": [1], "max_posts": [1], "headcount": [1]}
    with pytest.raises(ProblemNotSoundError, match=column):
        solve(AssignmentProblem(**(sound | {column: value})))  # type: ignore[arg-type]


def test_adding_pairs_by_price_reaches_the_same_proven_optimum(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(9)
    keys = rng.choice(200 * 30, 3000, replace=False)
    args = (keys // 30, keys % 30, rng.integers(1, 10**6, 3000), rng.integers(0, 3, 200), rng.integers(0, 5, 30))
    whole = assign(*args)
    monkeypatch.setattr(flow, "ALL_AT_ONCE", 100)
    monkeypatch.setattr(flow, "FIRST_PER_TAKER", -1)  # fewer pairs a taker than it takes: prices must ask for more
    alone = np.full(3000, -1)
    alone[0] = 0
    grown = assign(*args, alone)
    assert (whole.method, grown.method) == ("auction", "flow")
    assert (grown.objective, grown.proved) == (whole.objective, True)


def test_where_prices_ask_for_ever_more_pairs_all_are_solved_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(9)
    keys = rng.choice(200 * 30, 3000, replace=False)
    args = (keys // 30, keys % 30, rng.integers(1, 10**6, 3000), rng.integers(0, 3, 200), rng.integers(0, 5, 30))
    monkeypatch.setattr(flow, "ALL_AT_ONCE", 100)
    monkeypatch.setattr(flow, "MOST_ROUNDS", 0)
    alone = np.full(3000, -1)
    alone[0] = 0
    assert assign(*args, alone).proved


def test_quantities_go_where_they_are_worth_most() -> None:
    found = flow.allocate(in_units(Market.of_pairs([0, 0, 1], [0, 1, 1], [5, 9, 6], [10, 4], [8, 6])))
    assert (found.amount.tolist(), found.objective, found.proved) == ([8, 2, 4], 8 * 5 + 2 * 9 + 4 * 6, True)


def test_a_limit_on_a_pair_holds() -> None:
    assert flow.allocate(in_units(Market.of_pairs([0], [0], [3], [10], [10]), [4])).amount.tolist() == [4]
