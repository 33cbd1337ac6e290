from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.graph.python import min_cost_flow

from matching import bulk_auction, listing, metropolis, refining
from matching import region as region_of_columns
from matching.bulk_rules import is_eligible, points
from matching.metropolis import solve
from matching.region import Placement, Region, prove
from tests.benchmarks.assignment_peers import Instance, by_or_tools
from tests.benchmarks.region import generate
from tests.matching.bulk_columns import alike, some_openings, some_people

NOBODY = np.empty(0, np.intp)
SEEDS = st.integers(0, 2**32 - 1)


def by_ortools(region: Region) -> int:
    """The optimum by min-cost flow over pairs judged one by one."""
    people, openings = region.people, region.openings
    n, m = len(people.max_posts), len(openings.headcount)
    solver = min_cost_flow.SimpleMinCostFlow()
    for person in range(n):
        solver.add_arc_with_capacity_and_unit_cost(person, n + m, int(people.max_posts[person]), 0)
        for opening in range(m):
            if is_eligible(people, openings, person, opening):
                worth = points(people, openings, person, opening)
                solver.add_arc_with_capacity_and_unit_cost(person, n + opening, 1, -worth)
    for opening in range(m):
        solver.add_arc_with_capacity_and_unit_cost(n + opening, n + m, int(openings.headcount[opening]), 0)
    supply = people.max_posts.astype(np.int64)
    solver.set_nodes_supplies(np.arange(n + m + 1), np.concatenate([supply, np.zeros(m, np.int64), [-supply.sum()]]))
    assert solver.solve() == solver.OPTIMAL
    return -int(solver.optimal_cost())


@given(SEEDS)
@settings(deadline=None, max_examples=60)
def test_the_assignment_reaches_the_optimum_of_an_independent_solver(seed: int) -> None:
    rng = np.random.default_rng(seed)
    region = Region.of(some_people(rng, 25, 12), some_openings(rng, 12))
    _, proof = solve(region)
    assert proof.proved
    assert proof.objective == by_ortools(region)


def test_a_town_is_solved_to_the_proven_optimum_over_all_pairs() -> None:
    placement, proof = solve(Region.of(*generate(6_000, 600)))
    assert proof.proved
    assert proof.pairs > 200_000
    assert len(placement.person) > 3_000


def test_the_answer_does_not_depend_on_the_number_of_threads(monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region.of(*generate(6_000, 600))
    first, _ = solve(region)
    monkeypatch.setattr(region_of_columns.os, "cpu_count", lambda: 5)
    second, _ = solve(region)
    assert first.person.tobytes() + first.opening.tobytes() == second.person.tobytes() + second.opening.tobytes()
    assert first.price.tobytes() == second.price.tobytes()


def test_few_kept_offers_change_the_work_but_not_the_value(monkeypatch: pytest.MonkeyPatch) -> None:
    region = Region.of(*generate(3_000, 300))
    _, whole = solve(region)
    monkeypatch.setattr(region_of_columns, "WIDTH", 2)
    monkeypatch.setattr(refining, "KEPT", 2)
    _, narrow = solve(region)
    assert narrow.proved
    assert narrow.objective == whole.objective


def test_prices_that_are_wrong_are_made_right() -> None:
    region = Region.of(*generate(3_000, 300))
    _, whole = solve(region)
    for price in (0, 300_000, 900_000):
        empty = Placement(NOBODY, NOBODY, np.full(300, price * region.scale), 0)
        placement, proof = metropolis.prove_refined(region, empty)
        assert proof.proved
        assert proof.objective == whole.objective
        assert (placement.price >= 0).all()


def test_an_exact_auction_alone_reaches_what_refining_reaches() -> None:
    region = Region.of(*generate(3_000, 300))
    _, whole = solve(region)
    assert prove(region, metropolis.auctioned(region, bulk_auction.EXACT)) == whole


def test_the_proof_refuses_a_pair_that_is_not_eligible() -> None:
    region = Region.of(*generate(2_000, 200))
    placement, _ = solve(region)
    wrong = next(o for o in range(200) if not is_eligible(region.people, region.openings, int(placement.person[0]), o))
    opening = placement.opening.copy()
    opening[0] = wrong
    assert not prove(region, replace(placement, opening=opening)).is_allowed


def test_the_proof_refuses_a_person_who_is_twice_on_one_opening() -> None:
    region = Region.of(*generate(2_000, 200))
    placement, _ = solve(region)
    twice = replace(
        placement,
        person=np.append(placement.person, placement.person[-1]),
        opening=np.append(placement.opening, placement.opening[-1]),
    )
    assert not prove(region, twice).is_allowed


def test_other_prices_still_bound_the_optimum_but_prove_nothing() -> None:
    region = Region.of(*generate(2_000, 200))
    placement, proof = solve(region)
    dearer = prove(region, replace(placement, price=placement.price + 1000 * region.scale))
    assert dearer.bound > proof.bound
    assert not dearer.proved


def test_people_who_are_all_alike_end_with_a_bound_where_their_pairs_are_too_many_to_list(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk_auction, "LEAST_BIDS", 1_000)
    monkeypatch.setattr(listing, "MOST_LISTED", 0)
    _, proof = solve(Region.of(*alike(3_000, 40)))
    assert proof.is_allowed
    assert 0 < proof.gap < 0.05


def test_people_who_are_all_alike_are_proved_by_the_list_of_their_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_auction, "LEAST_BIDS", 1_000)
    region = Region.of(*alike(3_000, 40))
    _, proof = solve(region)
    person, opening, score = listing.pairs_of(region)
    limits = region.people.max_posts.astype(np.int64), region.openings.headcount.astype(np.int64)
    assert (proof.proved, proof.pairs) == (True, len(score))
    assert proof.objective == by_or_tools(Instance(person, opening, score, *limits))


def test_the_list_of_pairs_is_what_the_rules_say_of_each() -> None:
    people, openings = generate(60, 40)
    read = [
        (person, opening, points(people, openings, person, opening))
        for person in range(60)
        for opening in range(40)
        if is_eligible(people, openings, person, opening)
    ]
    assert len(read) > 100
    assert list(zip(*(one.tolist() for one in listing.pairs_of(Region.of(people, openings))), strict=True)) == read


def test_where_bids_are_spent_the_best_of_what_was_found_is_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk_auction, "LEAST_BIDS", 180)
    monkeypatch.setattr(bulk_auction, "BIDS_PER_SEAT", 0)
    monkeypatch.setattr(listing, "MOST_LISTED", 0)
    region = Region.of(*generate(900, 90))
    rough = metropolis.roughly(region)
    alone = (refining.refine(region, rough), metropolis.auctioned(region, bulk_auction.EXACT))
    found = [prove(region, one) for one in alone]
    placement, proof = metropolis.prove_refined(region, rough)
    assert not proof.proved
    assert proof == prove(region, placement)
    assert proof.objective >= max(one.objective for one in found)
    assert proof.bound <= min(one.bound for one in found)


@pytest.mark.parametrize("side", ["people", "openings", "seats", "room"])
def test_nobody_and_nothing_is_an_assignment_too(side: str) -> None:
    rng = np.random.default_rng(3)
    people, openings = some_people(rng, 5, 5), some_openings(rng, 5)
    if side == "people":
        people = some_people(rng, 1, 5)._replace(reach_start=np.zeros(2, np.int64))
    if side == "openings":
        people = people._replace(reach_start=np.zeros(6, np.int64))
    if side == "seats":
        openings = openings._replace(headcount=np.zeros(5, np.int32))
    if side == "room":
        people = people._replace(max_posts=np.zeros(5, np.int32))
    placement, proof = solve(Region.of(people, openings))
    assert (len(placement.person), proof.objective, proof.proved) == (0, 0, True)
