"""Two years of activities of the sample district: alone, with the paired unit, or with partners of an alliance."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Final

from graph_model.taxonomy import load_taxonomy
from loaders.demo.sources import Row, chance, likely, read
from loaders.demo.talents import skill_of
from loaders.demo.world import MARK, Activity, Alliance, Community, Person, Unit, World

ACTIVITIES: Final = 3000
DAYS: Final = 730
STAR_MEETINGS: Final = 18
JOINT_SHARE: Final = 0.5
ATTENDANCE: Final = (8, 90)
TRADE_SHARE: Final = 0.8
OPEN: Final = frozenset({"志愿服务", "平安巡防", "联系群众", "环境整治", "文体活动"})
"""Kinds of activity that ask for no trade."""


@dataclass(frozen=True, slots=True)
class _Near:
    """Who can be met where: people by home and by unit, units by paired community, alliances by member."""

    people: dict[str, list[Person]]
    staff: dict[str, list[Person]]
    units: dict[str, list[Unit]]
    partners: dict[str, list[Unit]]


def make_activities(world: World) -> None:
    """Add activities up to yesterday; the star alliance meets only two by two, always with its first member."""
    dice = chance(world.seed, "activities")
    near, kinds = _near(world), read("activities")
    weights = [one.weight * (0.15 + one.means) for one in world.communities]
    star = next(alliance for alliance in world.alliances if alliance.star)
    for place in range(world.share(ACTIVITIES)):
        community = dice.choices(world.communities, weights)[0]
        units = _star_pair(dice, star) if place < STAR_MEETINGS else _hosts(dice, near, community, star)
        kind = _kind(dice, kinds, units)
        people = _participants(dice, near, community, units, kind["category"])
        world.activities.append(
            Activity(
                number="",
                title=f"{community.name}{kind['title']}",
                category=kind["category"],
                on=_day(world.today, dice),
                hours=float(kind["hours"]),
                community=community,
                units=units,
                attendance=len(people) + dice.randint(*ATTENDANCE),
                people=people,
            )
        )
    world.activities.sort(key=lambda one: (one.on, one.community.code, one.title))
    for place, activity in enumerate(world.activities, 1):
        activity.number = f"{MARK}-HD-{place:05d}"


def _day(today: date, dice: Random) -> date:
    """Days of the last two years, more of them recent, none in the future."""
    return today - timedelta(days=1 + int(DAYS * dice.random() ** 1.2))


def _near(world: World) -> _Near:
    near = _Near({}, {}, {}, {})
    for person in world.people:
        if person.volunteer or person.party:
            near.people.setdefault(person.home.code, []).append(person)
            if person.unit:
                near.staff.setdefault(person.unit.name, []).append(person)
    for unit in world.units:
        for community in unit.paired:
            near.units.setdefault(community.code, []).append(unit)
    for alliance in world.alliances:
        for unit in () if alliance.star else alliance.members:
            near.partners.setdefault(unit.name, []).extend(one for one in alliance.members if one is not unit)
    return near


def _hosts(dice: Random, near: _Near, community: Community, star: Alliance) -> list[Unit]:
    """Choose the paired unit, and half of the time a partner of one of its alliances."""
    paired = near.units.get(community.code, [])
    if not paired:
        return []
    host = dice.choice(paired)
    if not likely(dice, JOINT_SHARE):
        return [host]
    outside = {unit.name for unit in star.members[1:]}
    partners = [
        unit for unit in near.partners.get(host.name, []) + paired if unit is not host and unit.name not in outside
    ]
    return [host, dice.choice(partners)] if partners else [host]


def _star_pair(dice: Random, star: Alliance) -> list[Unit]:
    return [star.members[0], dice.choice(star.members[1:])]


def _kind(dice: Random, kinds: Sequence[Row], units: Sequence[Unit]) -> Row:
    """Choose what the hosts know how to do; a community by itself, and any host now and then, does what anybody can."""
    trades = {load_taxonomy().top_of(_category(one)).label for unit in units for one in unit.services}
    own = [kind for kind in kinds if kind["category"] in trades]
    return dice.choice(own if own and likely(dice, TRADE_SHARE) else [one for one in kinds if one["category"] in OPEN])


def _category(label: str) -> str:
    found = load_taxonomy().find_category(label)
    if found is None:
        raise KeyError(label)
    return found.id


def _knows(person: Person, category: str) -> bool:
    """Whether a person has a skill of a kind of work, or the kind asks for none."""
    taxonomy = load_taxonomy()
    served = (skill_of(one.skill).category for one in person.holdings)
    return category in OPEN or any(taxonomy.top_of(one).label == category for one in served)


def _participants(
    dice: Random, near: _Near, community: Community, units: Sequence[Unit], category: str
) -> list[Person]:
    home = [person for person in near.people.get(community.code, []) if _knows(person, category)]
    people = dice.sample(home, min(len(home), dice.randint(1, 4)))
    for unit in units:
        staff = near.staff.get(unit.name, [])
        people += dice.sample(staff, min(len(staff), dice.randint(1, 2)))
    return list({person.number: person for person in people}.values())
