from itertools import combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching.bulk_rules import is_eligible
from matching.bulk_rules import points as read_points
from matching.half_days import barring, clashing, points, without_clashes
from matching.kernels.half_days import best_apart
from matching.metropolis import solve
from matching.region import Placement, Proof, Region
from tests.benchmarks.region import generate
from tests.matching.bulk_columns import some_openings, some_people

Solved = tuple[Region, Placement, Proof]


@pytest.fixture(scope="module")
def solved() -> Solved:
    region = Region.of(*generate(10_000, 1_000))
    return region, *solve(region)


def test_nobody_holds_the_same_half_day_twice(solved: Solved) -> None:
    region, placement, proof = solved
    assert clashing(region, placement).any()
    clean = without_clashes(region, placement, proof)
    held: dict[int, int] = {}
    for person, opening in zip(clean.placement.person.tolist(), clean.placement.opening.tolist(), strict=True):
        wanted = int(region.openings.slots[opening])
        assert held.get(person, 0) & wanted == 0
        held[person] = held.get(person, 0) | wanted
    assert clean.is_allowed


def test_the_bound_shows_that_less_than_a_thousandth_is_lost(solved: Solved) -> None:
    clean = without_clashes(*solved)
    assert clean.objective <= clean.bound < solved[2].bound
    assert clean.gap <= 0.001
    assert clean.clashes > 0


def test_the_more_gainful_of_two_clashing_openings_is_kept(solved: Solved) -> None:
    region, placement, _ = solved
    marked = clashing(region, placement)
    gain = points(region, placement) * region.scale - placement.price[placement.opening]
    for at in np.flatnonzero(marked)[:50]:
        others = (placement.person == placement.person[at]) & ~marked
        assert gain[others].max() >= gain[at]


def test_points_of_single_pairs_are_those_of_the_readable_form(solved: Solved) -> None:
    region, placement, _ = solved
    told = points(region, placement)
    for at in range(0, len(told), 97):
        pair = int(placement.person[at]), int(placement.opening[at])
        assert told[at] == read_points(region.people, region.openings, *pair)


def test_barring_adds_to_what_is_barred_already() -> None:
    people = some_people(np.random.default_rng(1), 4, 20)
    barred = barring(people, np.array([2, 0]), np.array([7, 19]))
    for person in range(4):
        before = set(people.barred[people.barred_start[person] : people.barred_start[person + 1]].tolist())
        after = barred.barred[barred.barred_start[person] : barred.barred_start[person + 1]].tolist()
        assert sorted(after) == after
        assert set(after) == before | ({7} if person == 2 else {19} if person == 0 else set())


@given(st.lists(st.tuples(st.integers(1, 100), st.integers(0, 15)), min_size=1, max_size=7), st.integers(2, 3))
@settings(deadline=None)
def test_the_best_set_apart_is_the_best_of_all_sets(pairs: list[tuple[int, int]], most: int) -> None:
    ordered = sorted(pairs, reverse=True)
    sets = [one for size in range(1, most + 1) for one in combinations(ordered, size)]
    apart = [one for one in sets if all(not a[1] & b[1] for a, b in combinations(one, 2))]
    gain, half_days = (np.array(column) for column in zip(*ordered, strict=True))
    best = best_apart(gain.astype(np.int64), half_days.astype(np.uint32), most)
    assert best == max(sum(gain for gain, _ in one) for one in apart)


def test_no_placement_without_clashes_exceeds_the_bound() -> None:
    rng = np.random.default_rng(7)
    for _ in range(20):
        region = Region.of(some_people(rng, 4, 5), some_openings(rng, 5))
        placement, proof = solve(region)
        clean = without_clashes(region, placement, proof)
        assert clean.objective <= best_by_trying(region) <= clean.bound


def best_by_trying(region: Region) -> int:
    """The optimum without clashes, person by person over all sets of openings each could hold."""
    best = {tuple(region.openings.headcount.tolist()): 0}
    for person in range(len(region.people.max_posts)):
        after: dict[tuple[int, ...], int] = {}
        for held in possible_sets(region, person):
            worth = sum(read_points(region.people, region.openings, person, opening) for opening in held)
            for seats, value in best.items():
                left = tuple(free - (opening in held) for opening, free in enumerate(seats))
                if min(left) >= 0:
                    after[left] = max(after.get(left, 0), value + worth)
        best = after
    return max(best.values())


def possible_sets(region: Region, person: int) -> list[tuple[int, ...]]:
    able = [o for o in range(len(region.openings.slots)) if is_eligible(region.people, region.openings, person, o)]
    sizes = range(int(region.people.max_posts[person]) + 1)
    slots = region.openings.slots
    return [
        held
        for size in sizes
        for held in combinations(able, size)
        if all(not slots[a] & slots[b] for a, b in combinations(held, 2))
    ]
