"""Random columns of the bulk matcher, small enough to be judged pair by pair, and with every rule able to bite."""

import numpy as np

from matching.bulk_rules import NO_LIMIT, STANDING, age_limits, ages_of
from matching.population import MEANINGS, NO_ORGANISATION, NO_SKILL, SKILLS_HELD, Openings, Population
from tests.benchmarks.region import generate

SKILLS = 6


def alike(people: int, openings: int) -> tuple[Population, Openings]:
    """Give a region all of whose people are as the first, so that their scores tie everywhere."""
    found, offered = generate(people, openings)
    names = ("categories", "wishes", "slots", "community", "subdistrict", "organisation", "place", "skill")
    names += ("standing", "meaning", "level")
    same = {name: np.broadcast_to(getattr(found, name)[:1], getattr(found, name).shape) for name in names}
    return found._replace(**{name: np.ascontiguousarray(one) for name, one in same.items()}), offered


def some_people(rng: np.random.Generator, people: int, openings: int, words: int = 1) -> Population:
    ranges = [sorted(rng.choice(openings + 1, 2 * rng.integers(0, 3), replace=False)) for _ in range(people)]
    barred = [np.sort(rng.choice(openings, rng.integers(0, 3), replace=False)) for _ in range(people)]
    bounds = np.array([bound for one in ranges for bound in one], np.int32)
    born = rng.choice([0, 1950, 1961, 1985, 2008, 2012], people)
    ages = np.array([ages_of(int(year), 2026) for year in born], np.uint8)
    return Population(
        reach_start=np.r_[0, np.cumsum([len(one) // 2 for one in ranges])].astype(np.int64),
        reach_from=bounds[::2].copy(),
        reach_to=bounds[1::2].copy(),
        barred_start=np.r_[0, np.cumsum([len(one) for one in barred])].astype(np.int64),
        barred=np.concatenate(barred).astype(np.int32),
        categories=rng.integers(0, 16, people, np.uint32),
        wishes=rng.integers(0, 16, people, np.uint32),
        held=rng.integers(0, 2**32, (words, people), np.uint32) | rng.integers(0, 2**32, (words, people), np.uint32),
        slots=rng.integers(0, 2**21, people, np.uint32),
        age_low=ages[:, 0].copy(),
        age_high=ages[:, 1].copy(),
        community=rng.integers(0, 3, people).astype(np.int32),
        subdistrict=rng.integers(0, 2, people).astype(np.int32),
        organisation=rng.integers(NO_ORGANISATION, 2, people).astype(np.int32),
        place=rng.integers(-16_000, 16_000, (people, 2)).astype(np.int16),
        skill=rng.choice([*range(SKILLS), NO_SKILL], (people, SKILLS_HELD)).astype(np.uint8),
        level=rng.integers(0, 4, (people, SKILLS_HELD)).astype(np.uint8),
        meaning=rng.integers(-127, 128, (people, MEANINGS)).astype(np.int8) // 3,
        standing=rng.integers(0, STANDING + 1, people).astype(np.int32),
        max_posts=rng.integers(0, 4, people).astype(np.int32),
    )


def some_openings(rng: np.random.Generator, openings: int, words: int = 1) -> Openings:
    slots = rng.integers(0, 2**21, openings, np.uint32) & rng.integers(0, 2**21, openings, np.uint32)
    slots[rng.random(openings) < 0.2] = 0
    limits = [age_limits(*rng.choice([None, 18, 41, 65], 2)) for _ in range(openings)]
    ages = np.array(limits, np.uint8).reshape(-1, 2)
    ages[rng.random(openings) < 0.5] = (36, NO_LIMIT)
    near = rng.choice([0, 200, 500, 1000], (SKILLS, SKILLS)).astype(np.int32)
    np.fill_diagonal(near, 1000)
    return Openings(
        categories=rng.integers(0, 16, openings, np.uint32),
        required=(rng.random((words, openings)) < 0.5) * (np.uint32(1) << rng.integers(0, 32, openings, np.uint32)),
        slots=slots,
        needed=np.minimum(rng.integers(0, 3, openings), np.bitwise_count(slots)).astype(np.uint8),
        least_age=ages[:, 0].copy(),
        most_age=ages[:, 1].copy(),
        community=np.sort(rng.integers(0, 3, openings)).astype(np.int32),
        subdistrict=np.sort(rng.integers(0, 2, openings)).astype(np.int32),
        organisation=rng.integers(NO_ORGANISATION, 2, openings).astype(np.int32),
        place=rng.integers(-16_000, 16_000, (openings, 2)).astype(np.int16),
        skill=rng.integers(0, SKILLS, (openings, 2)).astype(np.uint8),
        meaning=rng.integers(-127, 128, (openings, MEANINGS)).astype(np.int8) // 3,
        urgency=rng.integers(0, 6, openings).astype(np.int32),
        headcount=rng.integers(0, 4, openings).astype(np.int32),
        nearness=near,
    )
