"""People of the sample district: nobody who exists, living and working in different places."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random
from typing import Final

from loaders.demo.sources import Row, chance, likely, names, read
from loaders.demo.talents import give_talents
from loaders.demo.times import weekly_slots
from loaders.demo.world import MARK, Community, Compound, Person, Unit, World

EDUCATION: Final = ("初中", "高中", "大专", "本科", "研究生")
SCHOOLING: Final = {"高": (0, 2, 16, 60, 22), "中": (8, 22, 36, 30, 4), "低": (30, 38, 22, 9, 1)}
PARTY_SHARE: Final = 0.4
BOTH_SHARE: Final = 0.2
SAME_STREET_HOME: Final = 0.22
YOUNG_FROM: Final = 1980


def make_people(world: World) -> None:
    """Add persons with homes, work, roles, double registration, skills and free time."""
    dice = chance(world.seed, "people")
    homes, units = _HomeChooser(world.communities), _workplaces(world.units)
    for index in range(world.persons):
        world.people.append(_person(world, dice, index + 1, homes, units))
    _choose_roles(world, dice)
    for person in world.people:
        _register(world, dice, person)
        _describe_freedom(dice, person)
    give_talents(world)


def _workplaces(units: Sequence[Unit]) -> tuple[list[Unit], list[int]]:
    employers = [unit for unit in units if unit.kind != "业委会"]
    return employers, list(accumulate(unit.size for unit in employers))


class _HomeChooser:
    """Chooses homes by the weight of communities, now and then in a given street."""

    def __init__(self, communities: Sequence[Community]) -> None:
        self.everywhere = (list(communities), list(accumulate(_pull(one) for one in communities)))
        self.by_street: dict[str, tuple[list[Community], list[float]]] = {}
        for street in {one.street for one in communities}:
            there = [one for one in communities if one.street == street]
            self.by_street[street] = (there, list(accumulate(_pull(one) for one in there)))

    def choose(self, dice: Random, street: str | None) -> Community:
        choices, weights = self.by_street[street] if street else self.everywhere
        return dice.choices(choices, cum_weights=weights)[0]


def _pull(community: Community) -> float:
    return community.weight * (0.25 + community.means)


def _person(
    world: World, dice: Random, number: int, homes: _HomeChooser, units: tuple[list[Unit], list[int]]
) -> Person:
    employment = dice.choices(("在职", "退休", "流动"), (58, 32, 10))[0]
    unit = dice.choices(units[0], cum_weights=units[1])[0] if employment == "在职" and likely(dice, 0.88) else None
    street = unit.home.street if unit and likely(dice, SAME_STREET_HOME) else None
    gender = dice.choice("男女")
    born = world.today.year - _age(dice, employment)
    profile = _profile(dice, employment, unit, units)
    education = dice.choices(EDUCATION, SCHOOLING[_trade(profile)["schooling"]])[0]
    return Person(
        number=f"{MARK}-{number:06d}",
        name=_name(dice, gender, young=born >= YOUNG_FROM),
        gender=gender,
        birth_year=born,
        employment=employment,
        profile=profile,
        occupation=_occupation(dice, profile, employment),
        education=education,
        home=homes.choose(dice, street),
        unit=unit,
    )


def _age(dice: Random, employment: str) -> int:
    if employment == "退休":
        return min(84, max(55, round(dice.gauss(66, 6))))
    return min(62, max(20, round(dice.gauss(40 if employment == "在职" else 34, 9))))


def _name(dice: Random, gender: str, *, young: bool) -> str:
    surname = dice.choice(names("surname"))
    given = dice.choice(names("given", "青" if young else "老", gender))
    if len(given) == 1 and likely(dice, 0.5):
        given = dice.choice(names("middle")) + given
    return f"{MARK}·{surname}{given}"


def _profile(dice: Random, employment: str, unit: Unit | None, units: tuple[list[Unit], list[int]]) -> str:
    if unit is not None:
        return unit.profile
    if employment == "退休" and likely(dice, 0.6):
        return dice.choices(units[0], cum_weights=units[1])[0].profile
    return "居民"


def _occupation(dice: Random, profile: str, employment: str) -> str:
    if employment == "退休" and profile == "居民":
        return "退休职工"
    name = dice.choice(_trade(profile)["occupations"].split())
    return f"退休{name}" if employment == "退休" else name


@cache
def _trade(profile: str) -> Row:
    return next(row for row in read("profiles") if row["profile"] == profile)


def _choose_roles(world: World, dice: Random) -> None:
    """Two fifths are party members, everybody else volunteers, and half of the party members volunteer too."""
    share = {row["profile"]: int(row["party_share"]) for row in read("profiles")}
    drawn = sorted(world.people, key=lambda one: dice.random() ** (1 / share[one.profile]), reverse=True)
    party, both = round(world.persons * PARTY_SHARE), round(world.persons * BOTH_SHARE)
    for place, person in enumerate(drawn):
        person.party = place < party
        person.volunteer = place < both or place >= party


def _register(world: World, dice: Random, person: Person) -> None:
    if not person.party:
        return
    person.registered_on = date(2020, 10, 1) + timedelta(days=dice.randrange((world.today - date(2020, 10, 1)).days))
    if likely(dice, 0.93):
        person.registered_home = person.home
    if person.unit is not None and likely(dice, 0.85):
        person.registered_work = dice.choice(person.unit.paired) if person.unit.paired else person.unit.home


def _describe_freedom(dice: Random, person: Person) -> None:
    known = likely(dice, 0.9 if person.volunteer else 0.65)
    person.slots = weekly_slots(dice, person.employment) if known else None
    retired = person.employment == "退休"
    if likely(dice, 0.9):
        person.hours = dice.choice((4, 6, 8, 10) if retired else (2, 2, 3, 4))
    person.max_posts = dice.choices((1, 2, 3), (2, 3, 2) if retired else (6, 3, 1))[0]
    person.reach = dice.choices(("本社区", "本镇街", "全区"), (4, 4, 2) if person.volunteer else (3, 4, 3))[0]
    person.consent = dice.choices(("是", "否", ""), (86, 3, 11))[0]
    person.do_not_assign = likely(dice, 0.012)
    if person.party and person.home.compounds and likely(dice, 0.5):
        person.stairway = _stairway(dice, dice.choice(person.home.compounds))


def _stairway(dice: Random, compound: Compound) -> str:
    """Choose a stairway of a compound for a party member to keep in touch with (党员联楼道)."""
    name = f"{compound.name}{dice.randint(1, 12)}幢{dice.randint(1, 3)}单元"
    if name not in compound.stairways:
        compound.stairways.append(name)
    return name
