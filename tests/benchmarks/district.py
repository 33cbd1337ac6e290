"""A made-up district of any size for benchmarks: seeded, clustered by home, with scarce certificates."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

import numpy as np

from graph_model.entities.candidates import (
    Deed,
    HeldSkill,
    HelperKind,
    HelperRow,
    Place,
    RequiredSkill,
    TerritoryRow,
    TieToPlace,
    WorkRow,
)
from graph_model.labels import ALL_SLOTS
from graph_model.taxonomy import load_taxonomy

TODAY = date(2026, 11, 22)
TAXONOMY = load_taxonomy()
SKILLS = list(TAXONOMY.skills.values())
CATEGORIES = list(TAXONOMY.categories)
PER_STREET = 20
UNITS: Final[tuple[tuple[HelperKind, TieToPlace], ...]] = (
    ("team", "serves"),
    ("organisation", "located"),
    ("resource", "offers"),
)


def territories(communities: int) -> list[TerritoryRow]:
    rows = [TerritoryRow("990000000000", "样例区", "district")]
    for number in range(communities):
        street = f"9900{number // PER_STREET + 1:05d}000"
        if number % PER_STREET == 0:
            rows.append(TerritoryRow(street, f"样例街道{number // PER_STREET}", "subdistrict", "990000000000"))
        rows.append(
            TerritoryRow(f"{street[:-3]}{number % PER_STREET + 1:03d}", f"样例社区{number}", "community", street)
        )
    return rows


def persons(count: int, homes: list[str], seed: int = 7) -> list[HelperRow]:
    rng = np.random.default_rng(seed)
    picks = rng.integers(0, len(homes), (count, 2)).tolist()
    skills = rng.integers(0, len(SKILLS), (count, 2)).tolist()
    chances = rng.random((count, 6)).tolist()
    weeks = (rng.integers(0, ALL_SLOTS + 1, count) & rng.integers(0, ALL_SLOTS + 1, count)).tolist()
    return [_person(n, [homes[p] for p in picks[n]], skills[n], chances[n], weeks[n]) for n in range(count)]


def _person(number: int, homes: list[str], skill: list[int], chance: list[float], week: int) -> HelperRow:
    home, unit = homes
    places = [Place(home, "lives"), Place(unit, "works")]
    if chance[0] < 0.3:
        places += [Place(home, "registered_residence"), Place(unit, "registered_workplace")]
    held = [_held(skill[0], chance[1], chance[2])] + (
        [_held(skill[1], chance[2], chance[3])] if chance[3] < 0.4 else []
    )
    category = SKILLS[skill[0]].category
    done = (Deed(home, category, 1 + int(chance[4] * 9), 4.0, TODAY - timedelta(int(chance[5] * 600))),)
    return HelperRow(
        id=f"person-{number:07d}",
        kind="person",
        name=f"样例{number}",
        home=home,
        places=tuple(places),
        skills=tuple(held),
        categories=(category,) if chance[4] < 0.6 else (),
        slots=week if chance[5] < 0.95 else None,
        capacity=1 + int(chance[1] * 3),
        load=int(chance[2] < 0.1),
        birth_year=1945 + int(chance[3] * 60),
        consent=True if chance[0] < 0.96 else None,
        deeds=done if chance[1] < 0.4 else (),
        updated_on=TODAY - timedelta(int(chance[2] * 700)),
    )


def _held(skill: int, chance: float, other: float) -> HeldSkill:
    known = SKILLS[skill]
    has = known.certificate is not None and chance < 0.6
    until = TODAY + timedelta(int(other * 1500) - 150) if has and known.expires else None
    return HeldSkill(known.id, int(other * 4), known.certificate if has else None, until)


def units(count: int, homes: list[str], seed: int = 8) -> list[HelperRow]:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        kind, tie = UNITS[number % 3]
        category = TAXONOMY.categories[CATEGORIES[int(rng.integers(len(CATEGORIES)))]]
        place = homes[int(rng.integers(len(homes)))]
        rows.append(
            HelperRow(
                id=f"{kind}-{number:05d}",
                kind=kind,
                name=f"样例{category.label}{number}",
                places=(Place(place, tie),),
                categories=(category.id,),
                capacity=int(rng.integers(1, 5)),
                reach=("community", "subdistrict", "district")[int(rng.integers(3))],
                text=f"{category.label} {'、'.join(category.synonyms)}",
            )
        )
    return rows


def posts(count: int, homes: list[str], seed: int = 9) -> list[WorkRow]:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        skill = SKILLS[int(rng.integers(len(SKILLS)))]
        needed = (RequiredSkill(skill.id, 1, mandatory=True),) if rng.random() < 0.6 else ()
        week = int(rng.integers(0, ALL_SLOTS + 1) & rng.integers(0, ALL_SLOTS + 1) & rng.integers(0, ALL_SLOTS + 1))
        rows.append(
            WorkRow(
                id=f"post-{number:06d}",
                kind="post",
                title=f"样例{skill.label}岗",
                territory=homes[int(rng.integers(len(homes)))],
                category=skill.category,
                skills=needed,
                slots=week or None,
                headcount=int(rng.integers(1, 4)),
                urgency=int(rng.integers(1, 6)),
            )
        )
    return rows


def needs(count: int, homes: list[str], seed: int = 10) -> list[WorkRow]:
    rng = np.random.default_rng(seed)
    rows = []
    for number in range(count):
        category = TAXONOMY.categories[CATEGORIES[int(rng.integers(len(CATEGORIES)))]]
        rows.append(
            WorkRow(
                id=f"need-{number:06d}",
                kind="need",
                title=(category.examples or (category.label,))[0],
                territory=homes[int(rng.integers(len(homes)))],
                category=category.id,
                urgency=int(rng.integers(1, 6)),
            )
        )
    return rows
