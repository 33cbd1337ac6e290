"""Skills and certificates: clustered by unit, some lapsed, some never checked, psychologists scarce."""

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from graph_model.taxonomy import Skill, load_taxonomy
from loaders.demo.sources import chance, likely, read, weighted
from loaders.demo.world import Holding, Person, World

VALID_YEARS: Final = {"健康证": 1, "机动车驾驶证": 6, "护士执业证": 5, "执业药师注册证": 5}
USUAL_YEARS: Final = 3
OWN_TRADE: Final = 0.85
PSYCHOLOGY: Final = "心理咨询"
LAPSED_PSYCHOLOGISTS: Final = 4
SELF_TAUGHT_PSYCHOLOGISTS: Final = 8
RARE: Final = (("手语", 4, 2), ("助浴", 5, 1), ("适老化评估", 4, 2), ("陪同就医", 60, 1), ("有害生物防制", 3, 2))


def give_talents(world: World) -> None:
    """Give skills to everybody, then the scarce ones to the few who have them."""
    dice = chance(world.seed, "talents")
    for person in world.people:
        _give_trade(world, dice, person)
    _give_psychology(world, dice)
    for skill, count, level in RARE:
        for person in dice.sample(_volunteers(world), min(count, len(_volunteers(world)))):
            _add(person, Holding(skill, level))


@cache
def skill_of(label: str) -> Skill:
    """Skill of the taxonomy by its label; raises `KeyError` for one it does not know."""
    found = load_taxonomy().find_skill(label)
    if found is None or found.label != label:
        raise KeyError(label)
    return found


@cache
def _trade(profile: str) -> tuple[list[str], list[int]]:
    return weighted(next(row["skills"] for row in read("profiles") if row["profile"] == profile))


def _volunteers(world: World) -> list[Person]:
    return [person for person in world.people if person.volunteer]


def _give_trade(world: World, dice: Random, person: Person) -> None:
    for _ in range(dice.choices((0, 1, 2, 3), (1, 5, 4, 1) if person.volunteer else (4, 4, 1, 0))[0]):
        own = likely(dice, OWN_TRADE)
        names, shares = _trade(person.profile if own else "居民")
        skill = dice.choices(names, shares)[0]
        level = dice.choices((0, 1, 2, 3), (2, 3, 4, 2) if own and person.profile != "居民" else (5, 4, 1, 0))[0]
        holding = Holding(skill, level)
        if level and likely(dice, 0.85):
            _certify(world.today, dice, holding)
        _add(person, holding)


def _add(person: Person, holding: Holding) -> None:
    if all(held.skill != holding.skill for held in person.holdings):
        person.holdings.append(holding)


def _certify(today: date, dice: Random, holding: Holding) -> None:
    """Give the usual certificate: three in five in order, the rest lapsed, unchecked or without a date."""
    skill = skill_of(holding.skill)
    if skill.certificate is None:
        return
    holding.certificate = skill.certificate
    state = dice.choices(("valid", "lapsed", "unchecked", "undated"), (60, 12, 16, 12))[0]
    if skill.expires and state != "undated":
        years = VALID_YEARS.get(skill.certificate, USUAL_YEARS)
        days = dice.randint(20, years * 365)
        holding.valid_until = today + timedelta(days=-days // 3 if state == "lapsed" else days)
    if state in {"valid", "lapsed"}:
        holding.verified_on = today - timedelta(days=dice.randint(30, 700))


def _give_psychology(world: World, dice: Random) -> None:
    """Two certified psychologists in the whole district, some whose certificate lapsed, some self-taught."""
    trained = [one for one in _volunteers(world) if one.profile in {"心理社", "学校", "医院", "民政", "公益慈善社"}]
    active = [one for one in trained if not one.do_not_assign and one.consent == "是" and one.slots]
    certified = dice.sample(active, 2)
    others = [one for one in trained if one not in certified]
    chosen = dice.sample(others, min(len(others), LAPSED_PSYCHOLOGISTS + SELF_TAUGHT_PSYCHOLOGISTS))
    for place, person in enumerate(certified):
        days = 300 + 200 * place
        _add(
            person,
            Holding(PSYCHOLOGY, 2 + place, "心理咨询师证", world.today + timedelta(days), world.today - timedelta(60)),
        )
        person.reach = "全区"
    for place, person in enumerate(chosen):
        lapsed = place < LAPSED_PSYCHOLOGISTS
        until = world.today - timedelta(days=40 + 90 * place)
        _add(person, Holding(PSYCHOLOGY, 2, "心理咨询师证", until, None) if lapsed else Holding(PSYCHOLOGY, 0))
