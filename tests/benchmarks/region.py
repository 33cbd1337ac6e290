"""Generated regions of any size: clustered skills, certificates, half-days and places, as in a city."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from matching.bulk_rules import MOST_URGENT, NO_LIMIT, STANDING, age_limits, ages_of
from matching.parts import Part, chosen, store, stretch
from matching.population import MEANINGS, NO_SKILL, SKILLS_HELD, SKILLS_WANTED, Openings, Population

SKILLS, PER_KIND, CERTIFICATES = 64, 8, 12
PEOPLE_OF_A_COMMUNITY, COMMUNITIES_OF_A_SUBDISTRICT, SUBDISTRICTS_OF_A_DISTRICT = 500, 20, 10
REACHES = (0.25, 0.55, 0.17, 0.03)
"""Shares of people who go within their community, subdistrict, district, and anywhere."""
Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Land:
    """Where everybody is: communities in order, each with its subdistrict, district and centre."""

    subdistrict: Whole
    district: Whole
    centre: NDArray[np.float64]
    person: Whole
    opening: Whole


def _land(rng: np.random.Generator, people: int, openings: int) -> Land:
    communities = max(4, people // PEOPLE_OF_A_COMMUNITY)
    subdistricts = max(2, communities // COMMUNITIES_OF_A_SUBDISTRICT)
    districts = max(1, subdistricts // SUBDISTRICTS_OF_A_DISTRICT)
    district_of = np.sort(rng.integers(0, districts, subdistricts))
    subdistrict = np.sort(rng.integers(0, subdistricts, communities))
    side = np.sqrt(communities) * 120
    district_centre = rng.uniform(-side / 2, side / 2, (districts, 2))
    subdistrict_centre = district_centre[district_of] + rng.normal(0, side / 8, (subdistricts, 2))
    centre = subdistrict_centre[subdistrict] + rng.normal(0, 150, (communities, 2))
    lived, worked = rng.lognormal(0, 0.5, communities), rng.lognormal(0, 0.6, communities)
    person = np.sort(rng.choice(communities, people, p=lived / lived.sum()))
    opening = np.sort(rng.choice(communities, openings, p=worked / worked.sum()))
    return Land(subdistrict, district_of[subdistrict], centre, person, opening)


def _places(rng: np.random.Generator, centre: NDArray[np.float64], spread: float) -> NDArray[np.int16]:
    return np.clip(np.rint(centre + rng.normal(0, spread, centre.shape)), -16_000, 16_000).astype(np.int16)


def _popularity(size: int, power: float) -> NDArray[np.float64]:
    weights = 1 / np.arange(1, size + 1) ** power
    return weights / weights.sum()


def _kinds(skill: NDArray[np.uint8]) -> NDArray[np.uint32]:
    bits = np.where(skill == NO_SKILL, 0, np.uint32(1) << (skill // PER_KIND % 32).astype(np.uint32))
    return np.bitwise_or.reduce(bits.astype(np.uint32), axis=1)


def _meanings(rng: np.random.Generator, middle: NDArray[np.float64], skill: NDArray[np.uint8]) -> NDArray[np.int8]:
    vectors = (middle[skill] + rng.normal(0, 0.8, (len(skill), MEANINGS))).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.round(vectors * 127).astype(np.int8)


def _certificates(rng: np.random.Generator, size: int, shares: tuple[float, ...]) -> NDArray[np.uint32]:
    mask = np.zeros(size, np.uint32)
    for share in shares:
        has = rng.random(size) < share
        drawn = rng.choice(CERTIFICATES, int(has.sum()), p=_popularity(CERTIFICATES, 1.2))
        mask[has] |= np.uint32(1) << drawn.astype(np.uint32)
    return mask


def _free(rng: np.random.Generator, people: int) -> NDArray[np.uint32]:
    """Half-days free by way of life: at work, retired, neither."""
    likely = np.full((3, 21), [[0.08], [0.45], [0.25]])
    likely[0, 2::3], likely[0, 15:], likely[1, 2::3] = 0.45, 0.6, 0.15
    life, mask = rng.choice(3, people, p=[0.5, 0.3, 0.2]), np.zeros(people, np.uint32)
    for half_day in range(21):
        mask |= (rng.random(people) < likely[life, half_day]).astype(np.uint32) << np.uint32(half_day)
    return mask


def _reach(rng: np.random.Generator, land: Land) -> tuple[NDArray[np.int32], NDArray[np.int32]]:
    people, openings = len(land.person), len(land.opening)
    reach = rng.choice(len(REACHES), people, p=REACHES)
    low, high = np.zeros(people, np.int32), np.full(people, openings, np.int32)
    for level, of in enumerate((np.arange(len(land.subdistrict)), land.subdistrict, land.district)):
        mine, theirs = of[land.person], of[land.opening]
        low[reach == level] = np.searchsorted(theirs, mine[reach == level], "left")
        high[reach == level] = np.searchsorted(theirs, mine[reach == level], "right")
    return low, high


def generate(people: int, openings: int, seed: int = 1) -> tuple[Population, Openings]:
    """Make a region; the same sizes and seed give the same region."""
    rng = np.random.default_rng(seed)
    land = _land(rng, people, openings)
    name = rng.permutation(SKILLS)
    turned, wanted = np.arange(SKILLS), np.sort(rng.permutation(SKILLS)[:24])
    turned[wanted] = rng.permutation(wanted)
    middle = rng.normal(0, 1, (NO_SKILL + 1, MEANINGS))
    told = _people(rng, land, name, middle)
    return told, _openings(rng, land, name[turned], middle)


def generate_parts(folder: Path, people: int, openings: int, seed: int = 1) -> list[Path]:
    """Make a region district by district, never whole, in files: first of those who reach beyond theirs, then each."""
    rng = np.random.default_rng(seed)
    land, name = _land(rng, people, openings), rng.permutation(SKILLS)
    middle = rng.normal(0, 1, (NO_SKILL + 1, MEANINGS))
    every, beyond, paths = _openings(rng, land, name, middle), [], [folder / "beyond.npz"]
    districts = np.arange(int(land.district[-1]) + 2)
    people_at, openings_at = (np.searchsorted(land.district[one], districts) for one in (land.person, land.opening))
    for number in range(len(districts) - 1):
        own, first, last = np.random.default_rng([seed, number]), int(openings_at[number]), int(openings_at[number + 1])
        here = replace(land, person=land.person[people_at[number] : people_at[number + 1]])
        found = _people(own, here, name, middle)
        inside = (found.reach_from >= first) & (found.reach_to <= last)
        beyond.append(chosen(found, np.flatnonzero(~inside)))
        who = np.flatnonzero(inside)
        paths.append(folder / f"{number}.npz")
        store(Part(chosen(found, who, first), stretch(every, first, last), who, first), paths[-1])
    far = _together(beyond)
    store(Part(far, every, np.arange(len(far.slots)), 0), paths[0])
    return paths


def _together(groups: Sequence[Population]) -> Population:
    columns = {
        name: np.concatenate([getattr(one, name) for one in groups], axis=1 if name == "held" else 0)
        for name in Population._fields
    }
    size = len(columns["slots"])
    return Population(**columns | {"reach_start": np.arange(size + 1), "barred_start": np.zeros(size + 1, np.int64)})


def _people(rng: np.random.Generator, land: Land, name: Whole, middle: NDArray[np.float64]) -> Population:
    size = len(land.person)
    skill = name[rng.choice(SKILLS, (size, SKILLS_HELD), p=_popularity(SKILLS, 0.9))].astype(np.uint8)
    skill[np.arange(SKILLS_HELD) >= rng.integers(1, SKILLS_HELD + 1, size)[:, None]] = NO_SKILL
    ages = np.array([ages_of(year, 2026) for year in range(1936, 2009)], np.uint8)[rng.integers(0, 73, size)]
    low, high = _reach(rng, land)
    kinds = _kinds(skill)
    return Population(
        reach_start=np.arange(size + 1),
        reach_from=low,
        reach_to=high,
        barred_start=np.zeros(size + 1, np.int64),
        barred=np.zeros(0, np.int32),
        categories=kinds,
        wishes=kinds & (np.uint32(1) << rng.integers(0, 8, size).astype(np.uint32)),
        held=_certificates(rng, size, (0.45, 0.15))[None],
        slots=_free(rng, size),
        age_low=ages[:, 0].copy(),
        age_high=ages[:, 1].copy(),
        community=land.person.astype(np.int32),
        subdistrict=land.subdistrict[land.person].astype(np.int32),
        organisation=rng.integers(0, max(8, len(land.subdistrict) // 4), size).astype(np.int32),
        place=_places(rng, land.centre[land.person], 35),
        skill=skill,
        level=rng.integers(0, 4, (size, SKILLS_HELD)).astype(np.uint8),
        meaning=_meanings(rng, middle, skill[:, 0]),
        standing=rng.integers(0, STANDING + 1, size).astype(np.int32),
        max_posts=rng.choice([1, 2, 3], size, p=[0.75, 0.18, 0.07]).astype(np.int32),
    )


def _openings(rng: np.random.Generator, land: Land, name: Whole, middle: NDArray[np.float64]) -> Openings:
    size = len(land.opening)
    skill = name[rng.choice(SKILLS, (size, SKILLS_WANTED), p=_popularity(SKILLS, 0.9))].astype(np.uint8)
    slots, count = np.zeros(size, np.uint32), rng.integers(1, 4, size)
    for turn in range(3):
        drawn = np.uint32(1) << rng.integers(0, 21, size).astype(np.uint32)
        slots |= np.where(count > turn, drawn, 0).astype(np.uint32)
    needed = np.minimum(np.where(rng.random(size) < 0.2, 2, 1), np.bitwise_count(slots))
    kind = np.arange(SKILLS) // PER_KIND
    near = np.where(kind[:, None] == kind, 500, np.where(kind[:, None] // 2 == kind // 2, 200, 0)).astype(np.int32)
    np.fill_diagonal(near, 1000)
    return Openings(
        categories=_kinds(skill),
        required=_certificates(rng, size, (0.35,))[None],
        slots=slots,
        needed=needed.astype(np.uint8),
        least_age=np.where(rng.random(size) < 0.1, age_limits(22, None)[0], age_limits(None, None)[0]).astype(np.uint8),
        most_age=np.where(rng.random(size) < 0.15, 65, NO_LIMIT).astype(np.uint8),
        community=land.opening.astype(np.int32),
        subdistrict=land.subdistrict[land.opening].astype(np.int32),
        organisation=rng.integers(0, max(8, len(land.subdistrict) // 4), size).astype(np.int32),
        place=_places(rng, land.centre[land.opening], 30),
        skill=skill,
        meaning=_meanings(rng, middle, skill[:, 0]),
        urgency=rng.integers(0, MOST_URGENT + 1, size).astype(np.int32),
        headcount=np.minimum(50, rng.geometric(1 / 8.5, size)).astype(np.int32),
        nearness=near,
    )


def changed_people(people: Population, number: int, seed: int = 5) -> tuple[Population, NDArray[np.int32]]:
    """Give some people, drawn at random, each other's skills, times, ages and room; where they live they stay."""
    rng = np.random.default_rng(seed)
    changed = np.sort(rng.choice(len(people.slots), number, replace=False)).astype(np.int32)
    other = rng.permutation(changed)
    columns = {}
    for name in CHANGING:
        column = getattr(people, name).copy()
        rows = column.T if name == "held" else column
        rows[changed] = rows[other]
        columns[name] = column
    return people._replace(**columns), changed


CHANGING = ("categories", "wishes", "held", "slots", "age_low", "age_high", "organisation", "skill", "level")
CHANGING += ("meaning", "standing", "max_posts")
