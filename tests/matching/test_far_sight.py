"""Who may go to very many openings finds the same best ones, and the same bound, without looking at all of them."""

from dataclasses import replace

import numpy as np
import pytest

from matching import far_sight
from matching.far_sight import narrowed
from matching.kernels.offers import no_offers
from matching.metropolis import solve
from matching.population import Openings, Population
from matching.region import Region, weighed
from tests.benchmarks.region import generate


@pytest.fixture(autouse=True)
def _always(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(far_sight, "FROM", 0)


def town(seed: int, spread: int = 1) -> tuple[Population, Openings]:
    """Everybody may go almost anywhere but where they are barred; places lie `spread` times as far apart."""
    people, openings = generate(1_500, 600, seed)
    size, rng = len(people.slots), np.random.default_rng(seed)
    barred = np.sort(rng.integers(0, 600, (size, 3)), axis=1).astype(np.int32).ravel()
    people = people._replace(
        reach_start=np.arange(size + 1) * 2,
        reach_from=np.tile(np.array([0, 350], np.int32), size),
        reach_to=np.tile(np.array([300, 600], np.int32), size),
        barred_start=np.arange(size + 1) * 3,
        barred=barred,
        place=(people.place * spread).astype(np.int16),
    )
    return people, openings._replace(place=(openings.place * spread).astype(np.int16))


@pytest.mark.parametrize(("seed", "spread"), [(1, 1), (2, 8), (3, 20)])
def test_the_bound_and_what_is_held_are_those_of_a_scan_of_everything(seed: int, spread: int) -> None:
    region = Region.of(*town(seed, spread))
    placement, _ = solve(region)
    for price in (placement.price, placement.price // 2, placement.price * 0):
        at = replace(placement, price=price)
        few = narrowed(region, price, 0, region.people.max_posts, placement)
        assert weighed(few, at)[:3] == weighed(region, at)[:3]
        assert len(few.people.reach_from) < len(region.people.slots) * 600


@pytest.mark.parametrize(("seed", "spread", "least"), [(4, 1, 0), (5, 8, -60_000), (6, 20, -60_000)])
def test_the_best_offers_are_those_of_a_scan_of_everything(seed: int, spread: int, least: int) -> None:
    region = Region.of(*town(seed, spread))
    price, everybody = solve(region)[0].price, np.arange(len(region.people.slots), dtype=np.int32)
    width = np.full(len(everybody), 8, np.int32)
    few = narrowed(region, price, least * region.scale, width)
    found = []
    for one in (few, region):
        offers = no_offers(len(everybody), 8)
        one.look(everybody, price, offers, least * region.scale)
        kept = np.arange(8) < offers.size[:, None]
        gains = np.where(kept, offers.score * np.int64(region.scale) - price[offers.opening], 0)
        found.append((offers.size, gains))
    np.testing.assert_array_equal(found[0][0], found[1][0])
    np.testing.assert_array_equal(found[0][1], found[1][1])


def test_most_is_passed_over_where_openings_are_many_and_far() -> None:
    region = Region.of(*town(7, 20))
    placement, _ = solve(region)
    few = narrowed(region, placement.price, 0, region.people.max_posts, placement)
    assert len(few.people.reach_from) < 0.05 * len(region.people.slots) * 600


def test_a_region_of_few_openings_is_scanned_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(far_sight, "FROM", 601)
    region = Region.of(*town(8))
    assert narrowed(region, np.zeros(600, np.int64), 0, region.people.max_posts) is region
