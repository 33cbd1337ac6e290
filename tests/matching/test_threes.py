"""Resources, needs and projects served together: limits on all three, the true optimum and the proof of it."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.threes import Served, serve_in_projects
from matching.threes_bound import ThreeLists, bound, is_allowed, value


def the_lists(  # noqa: PLR0917 three lists and what is between them
    pairs: Sequence[tuple[int, ...]],
    joins: Sequence[tuple[int, ...]],
    offered: list[int],
    asked: list[int],
    room: list[int],
    alone: tuple[int, ...] = (),
) -> ThreeLists:
    """Give lists of pairs (resource, need, worth[, limit]) and joins (need, project, gain[, most])."""
    many = 10**6
    pair = np.array([(*one, many)[:4] for one in pairs], np.int64).reshape(-1, 4).T
    join = np.array([(*one, many)[:4] for one in joins], np.int64).reshape(-1, 4).T
    return ThreeLists(
        pair[0], pair[1], pair[2], np.minimum(pair[3], np.array([*asked, 0])[pair[1]]),
        join[0], join[1], join[2], np.minimum(join[3], np.array([*asked, 0])[join[0]]),
        np.array(offered, np.int64), np.array(asked, np.int64), np.array(room, np.int64),
        np.isin(np.arange(len(asked)), alone),
    )  # fmt: skip


def proved(lists: ThreeLists) -> Served:
    found = serve_in_projects(lists)
    assert found.proved
    assert found.objective == found.bound == value(lists, found.given, found.joined)
    assert is_allowed(lists, found.given, found.joined)
    return found


def test_units_are_split_over_needs_and_needs_over_projects() -> None:
    found = proved(the_lists([(0, 0, 5), (0, 1, 4)], [(0, 0, 1), (0, 1, 1), (1, 1, 1)], [5], [3, 4], [2, 3]))
    assert found.given.tolist() == [3, 2]
    assert found.joined.tolist() == [2, 1, 2]


def test_what_no_project_has_room_for_is_not_served() -> None:
    found = proved(the_lists([(0, 0, 5)], [(0, 0, 1)], [9], [9], [2]))
    assert (found.given.tolist(), found.joined.tolist()) == ([2], [2])


def test_a_need_that_may_stand_alone_is_served_beyond_the_room() -> None:
    found = proved(the_lists([(0, 0, 5)], [(0, 0, 1)], [9], [9], [2], alone=(0,)))
    assert (found.given.tolist(), found.joined.tolist()) == ([9], [2])


def test_attaching_afterwards_would_have_served_the_wrong_need() -> None:
    """The dearer need has no project; whoever matches first spends the only unit on it."""
    found = proved(the_lists([(0, 0, 9), (0, 1, 8)], [(1, 0, 3)], [1], [1, 1], [5]))
    assert found.given.tolist() == [0, 1]
    assert found.objective == 11


def test_a_pair_and_a_join_carry_no_more_than_their_limits() -> None:
    found = proved(the_lists([(0, 0, 5, 4)], [(0, 0, 1, 1), (0, 1, 1, 2)], [9], [9], [9, 9]))
    assert (found.given.tolist(), found.joined.tolist()) == ([3], [1, 2])


def test_prices_tell_what_one_more_unit_is_worth() -> None:
    lists = the_lists([(0, 0, 5)], [(0, 0, 2)], [3], [9], [2])
    assert proved(lists).prices.rent.tolist() == [7]
    assert proved(replace(lists, room=np.array([3]))).objective - proved(lists).objective == 7


@pytest.mark.parametrize(
    "lists",
    [
        the_lists([], [], [], [], []),
        the_lists([], [], [3], [2], [1]),
        the_lists([(0, 0, 5)], [], [3], [2], []),
        the_lists([(0, 0, 5)], [(0, 0, 1)], [0], [2], [1]),
        the_lists([(0, 0, 0)], [(0, 0, 0)], [3], [2], [1]),
    ],
)
def test_nothing_to_serve_is_proved_as_well(lists: ThreeLists) -> None:
    assert proved(lists).objective == 0


@st.composite
def small_lists(draw: st.DrawFn) -> ThreeLists:
    resources, needs, projects = (draw(st.integers(1, 2)) for _ in range(3))
    few = st.integers(0, 2)
    pairs = [(r, n, draw(st.integers(0, 5)), draw(few)) for r in range(resources) for n in range(needs)]
    joins = [(n, p, draw(st.integers(0, 5)), draw(few)) for n in range(needs) for p in range(projects)]
    sides: list[Any] = [[draw(st.integers(0, 3)) for _ in range(size)] for size in (resources, needs, projects)]
    return the_lists(
        [one for one in pairs if draw(st.booleans())],
        [one for one in joins if draw(st.booleans())],
        sides[0],
        sides[1],
        sides[2],
        tuple(n for n in range(needs) if draw(st.booleans())),
    )


def best_of_all(lists: ThreeLists) -> int:
    """Try every amount on every pair and join."""
    best = 0
    for given_ in product(*(range(int(most) + 1) for most in lists.limit)):
        for joined in product(*(range(int(most) + 1) for most in lists.most)):
            amounts = np.array(given_, np.int64), np.array(joined, np.int64)
            if is_allowed(lists, *amounts):
                best = max(best, value(lists, *amounts))
    return best


@settings(max_examples=60, deadline=None)
@given(small_lists())
def test_nothing_tried_by_hand_is_better(lists: ThreeLists) -> None:
    assert proved(lists).objective == best_of_all(lists)


@st.composite
def large_lists(draw: st.DrawFn) -> ThreeLists:
    seed = draw(st.integers(0, 10**6))
    rng = np.random.default_rng(seed)
    resources, needs, projects = (int(one) for one in rng.integers(1, 30, 3))
    pairs = [(r, n, int(rng.integers(0, 10**6))) for r in range(resources) for n in range(needs) if rng.random() < 0.3]
    joins = [(n, p, int(rng.integers(0, 10**5))) for n in range(needs) for p in range(projects) if rng.random() < 0.3]
    sides: list[Any] = [rng.integers(0, 9, size).tolist() for size in (resources, needs, projects)]
    lone = tuple(np.flatnonzero(rng.random(needs) < 0.3).tolist())
    return the_lists(pairs, joins, sides[0], sides[1], sides[2], lone)


@settings(max_examples=60, deadline=None)
@given(large_lists())
def test_every_optimum_is_proved_by_its_prices(lists: ThreeLists) -> None:
    proved(lists)


@settings(max_examples=30, deadline=None)
@given(large_lists(), st.integers(0, 10**6))
def test_any_prices_bound_the_optimum(lists: ThreeLists, seed: int) -> None:
    rng, found = np.random.default_rng(seed), proved(lists)
    moved = replace(found.prices, passing=np.abs(found.prices.passing), wage=found.prices.wage + rng.integers(0, 9))
    assert bound(lists, moved) >= found.objective


def test_tampered_amounts_are_refused() -> None:
    lists = the_lists([(0, 0, 5)], [(0, 0, 1)], [2], [2], [2])
    found = proved(lists)
    assert not is_allowed(lists, found.given + 1, found.joined + 1)
    assert not is_allowed(lists, found.given, found.joined - 1)
    assert not is_allowed(lists, found.given - 3, found.joined - 3)


def test_prices_below_zero_prove_nothing() -> None:
    lists = the_lists([(0, 0, 5)], [(0, 0, 1)], [2], [2], [2])
    found = proved(lists)
    with pytest.raises(ValueError, match="never negative"):
        bound(lists, replace(found.prices, wage=found.prices.wage - 1))
