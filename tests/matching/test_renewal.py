import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import renewal
from matching.metropolis import solve
from matching.region import Region
from matching.renewal import keep, renew
from tests.benchmarks.region import changed_people, generate


def test_a_week_with_a_few_people_changed_ends_as_solved_from_nothing() -> None:
    people, openings = generate(6_000, 600)
    region = Region.of(people, openings)
    kept = keep(region, solve(region)[0])
    other, changed = changed_people(people, 60)
    later = Region.of(other, openings)
    _, proof = renew(later, kept, changed)
    assert proof.proved
    assert proof.objective == solve(later)[1].objective


def test_week_after_week_stays_at_the_optimum() -> None:
    people, openings = generate(3_000, 300)
    region = Region.of(people, openings)
    kept = keep(region, solve(region)[0])
    for week in range(4):
        people, changed = changed_people(people, 90, week)
        region = Region.of(people, openings)
        kept, proof = renew(region, kept, changed)
        assert proof.proved
        assert proof.objective == solve(region)[1].objective


def test_nothing_changed_changes_nobody() -> None:
    region = Region.of(*generate(3_000, 300))
    placement, _ = solve(region)
    kept, proof = renew(region, keep(region, placement), np.empty(0, np.int32))
    assert proof.proved
    assert kept.placement.person.tobytes() == placement.person.tobytes()
    assert kept.placement.opening.tobytes() == placement.opening.tobytes()


def test_a_person_who_may_no_longer_go_is_released() -> None:
    people, openings = generate(3_000, 300)
    region = Region.of(people, openings)
    placement, _ = solve(region)
    who = int(placement.person[0])
    paused = people.max_posts.copy()
    paused[who] = 0
    later = Region.of(people._replace(max_posts=paused), openings)
    kept, proof = renew(later, keep(region, placement), np.array([who], np.int32))
    assert proof.proved
    assert who not in kept.placement.person


@given(st.integers(0, 100))
@settings(deadline=None, max_examples=8)
def test_prices_that_fall_farther_than_was_kept_are_looked_at_anew(seed: int) -> None:
    people, openings = generate(1_000, 100, seed)
    region = Region.of(people, openings)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(renewal, "NEAR", 0)
        patch.setattr(renewal, "FEW", 0)
        kept = keep(region, solve(region)[0])
        other, changed = changed_people(people, 200, seed)
        later = Region.of(other, openings)
        _, proof = renew(later, kept, changed)
    assert proof.is_allowed
    assert proof.objective == solve(later)[1].objective
