"""The bulk form of who may do what and how well, written to be read: one person, one opening, whole numbers.

`matching.kernels.scan` does the same over whole ranges at once; tests prove that both agree on every pair.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.population import NO_ORGANISATION, NO_SKILL, Openings, Population

TRADE_MAIN: Final = 187_500
TRADE_SECOND: Final = 62_500
PAPERS: Final = 100_000
SAME_SUBDISTRICT: Final = 50_000
SAME_COMMUNITY: Final = 40_000
"""Beside the points of the same subdistrict."""
DISTANCE: Final = 50_000
HALF_DISTANCE: Final = 200
"""So far away, counted in `METRES`, half the points for distance are left: two kilometres."""
TIME: Final = 100_000
ANY_TIME: Final = 70_000
TIES: Final = 100_000
STANDING: Final = 190_000
WISH: Final = 60_000
WORDING: Final = 40_000
URGENCY: Final = 4_000
"""For each of five degrees."""
MOST_URGENT: Final = 5
FULL: Final = (
    TRADE_MAIN + TRADE_SECOND + PAPERS + SAME_SUBDISTRICT + SAME_COMMUNITY + DISTANCE + TIME + TIES + STANDING + WISH
) + (WORDING + URGENCY * MOST_URGENT)
LEVEL_VALUES: Final = (550, 750, 900, 1000)
"""How far a skill of each level fits, in thousandths; as `matching.facets.LEVEL_VALUES`."""
EXACT: Final = 1_000_000
"""Nearness in thousandths times fit in thousandths."""
ALIKE: Final = 1 << 14
"""About the product of a meaning with itself."""
ADULT: Final = 18
OLDEST: Final = 126
"""Whoever is older counts as so old."""
NO_LIMIT: Final = 255


def is_eligible(people: Population, openings: Openings, person: int, opening: int) -> bool:
    """Tell whether a person may be sent: every rule of the bulk form, one after the other."""
    common = int(people.slots[person]) & int(openings.slots[opening])
    return (
        is_within_reach(people, person, opening)
        and opening not in people.barred[people.barred_start[person] : people.barred_start[person + 1]]
        and bool(people.categories[person] & openings.categories[opening])
        and not (openings.required[:, opening] & ~people.held[:, person]).any()
        and common.bit_count() >= int(openings.needed[opening])
        and bool(people.age_low[person] >= openings.least_age[opening])
        and bool(people.age_high[person] <= openings.most_age[opening])
    )


def is_within_reach(people: Population, person: int, opening: int) -> bool:
    """Tell whether an opening lies in one of the ranges a person reaches."""
    ranges = range(people.reach_start[person], people.reach_start[person + 1])
    return any(people.reach_from[one] <= opening < people.reach_to[one] for one in ranges)


def points(people: Population, openings: Openings, person: int, opening: int) -> int:
    """Score a pair: whole points from 0 to 1,000,000, the sum of what each feature adds."""
    main, second = (fit(people, openings, person, int(skill)) for skill in openings.skill[opening])
    return (
        main * TRADE_MAIN // EXACT
        + second * TRADE_SECOND // EXACT
        + papers(people, person, int(openings.skill[opening, 0]))
        + territory(people, openings, person, opening)
        + distance(people, openings, person, opening)
        + time(people, openings, person, opening)
        + ties(people, openings, person, opening)
        + int(people.standing[person])
        + (WISH if people.wishes[person] & openings.categories[opening] else 0)
        + wording(people, openings, person, opening)
        + URGENCY * int(openings.urgency[opening])
    )


def fit(people: Population, openings: Openings, person: int, skill: int) -> int:
    """Find how well a person fits a skill by the nearest one held and its level; 0 to `EXACT`."""
    held = zip(people.skill[person].tolist(), people.level[person].tolist(), strict=True)
    fits = (int(openings.nearness[one, skill]) * LEVEL_VALUES[level] for one, level in held if one != NO_SKILL)
    return max(fits, default=0)


def papers(people: Population, person: int, skill: int) -> int:
    """Give points for the level of the very skill; one listed twice counts by the better level."""
    held = zip(people.skill[person].tolist(), people.level[person].tolist(), strict=True)
    return max((PAPERS * level // 3 for one, level in held if one == skill), default=0)


def territory(people: Population, openings: Openings, person: int, opening: int) -> int:
    """Give points for the same subdistrict, and more for the same community."""
    near = SAME_SUBDISTRICT if people.subdistrict[person] == openings.subdistrict[opening] else 0
    return near + (SAME_COMMUNITY if people.community[person] == openings.community[opening] else 0)


def distance(people: Population, openings: Openings, person: int, opening: int) -> int:
    """Give points falling with the square of the distance, by one division in single precision."""
    east, north = (people.place[person].astype(np.int64) - openings.place[opening]).tolist()
    far = HALF_DISTANCE**2 + east**2 + north**2
    return int(np.float32(DISTANCE * HALF_DISTANCE**2) / np.float32(far))


def time(people: Population, openings: Openings, person: int, opening: int) -> int:
    """Give points for each wanted half-day that is free."""
    wanted = int(openings.slots[opening])
    if not wanted:
        return ANY_TIME
    return (int(people.slots[person]) & wanted).bit_count() * (TIME // wanted.bit_count())


def ties(people: Population, openings: Openings, person: int, opening: int) -> int:
    """Give points where the person's unit is the one paired with the opening."""
    unit = people.organisation[person]
    return TIES if unit != NO_ORGANISATION and unit == openings.organisation[opening] else 0


def wording(people: Population, openings: Openings, person: int, opening: int) -> int:
    """Give points for descriptions that mean alike."""
    alike = int(people.meaning[person].astype(np.int64) @ openings.meaning[opening].astype(np.int64))
    return min(max(alike, 0), ALIKE) * WORDING // ALIKE


def ages_of(birth_year: int, year: int) -> tuple[int, int]:
    """Turn a birth year, 0 when it is not known, into the two numbers openings are compared with.

    Of a birth year alone the age is known to one year: both ages must fit. Twice the lower one, plus one as a mark
    that it is known, lets an opening without limits take people of unknown age and one with limits refuse them.
    """
    if not birth_year:
        return 2 * ADULT, 0
    oldest = min(max(year - birth_year, 1), OLDEST)
    return 2 * (oldest - 1) + 1, oldest


def age_limits(least: int | None, most: int | None) -> tuple[int, int]:
    """Turn an opening's age limits into the two numbers; who is not of age needs a guardian's word first."""
    limited = least is not None or most is not None
    return 2 * min(max(least or 0, ADULT), OLDEST) + limited, NO_LIMIT if most is None else min(most, NO_LIMIT)
