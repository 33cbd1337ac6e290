"""Offices held on both sides, and a survey among members of alliances, in the sample district."""

from datetime import date, timedelta
from random import Random
from typing import Final

from graph_model.network.survey import HIGHEST, LOWEST, TRUST_ITEMS, VALUE_ITEMS
from loaders.demo.alliances import lead_name
from loaders.demo.sources import chance, likely
from loaders.demo.world import Alliance, Community, Compound, Person, World

COMMITTEE_SHARE: Final = 0.6
"""Share of the owners' committees in which somebody of the 邻里汇 sits."""
JOINT_SHARE: Final = 0.4
"""Share of the communities whose 大党委 has a member from a paired unit."""
SURVEYED: Final = 6
MOST_RATERS: Final = 10
SINCE: Final = date(2024, 3, 1)
DAYS: Final = 600
ASKED_BEFORE: Final = 45
"""Days before today on which alliances were asked."""
BLANK: Final = 0.05


def hold_offices(world: World) -> None:
    """Let some party members sit in an owners' committee, and some employees in the 大党委 of a paired community."""
    dice = chance(world.seed, "offices")
    members = [one for one in world.people if one.party]
    at_home: dict[str, list[Person]] = {}
    at_work: dict[str, list[Person]] = {}
    for one in members:
        at_home.setdefault(one.home.code, []).append(one)
        if one.unit:
            at_work.setdefault(one.unit.name, []).append(one)
    rows = world.rows.setdefault("交叉任职", [])
    for community in world.communities:
        free = list(at_home.get(community.code, ()))
        rows += [_in_committee(dice, one, community, free) for one in _committees(dice, community) if free]
        paired = [one for unit in world.units if community in unit.paired for one in at_work.get(unit.name, ())]
        if paired and likely(dice, JOINT_SHARE):
            rows.append(_in_joint_committee(dice, community, dice.choice(paired)))


def _committees(dice: Random, community: Community) -> list[Compound]:
    return [one for one in community.compounds if one.committee and likely(dice, COMMITTEE_SHARE)]


def _in_committee(dice: Random, compound: Compound, community: Community, free: list[Person]) -> list[object]:
    holder = free.pop(dice.randrange(len(free)))
    hub = lead_name("小区", (compound.code, f"{community.path}{compound.name}"))
    title = dice.choice(("业委会主任", "业委会副主任", "业委会委员"))
    return [holder.number, holder.name, hub, "邻里汇成员", compound.committee, title, _since(dice), "样例数据", "是"]


def _in_joint_committee(dice: Random, community: Community, holder: Person) -> list[object]:
    committee = lead_name("社区", (community.code, community.path))
    return [holder.number, holder.name, committee, "兼职委员", "", "", _since(dice), "样例数据", "是"]


def _since(dice: Random) -> date:
    return SINCE + timedelta(days=dice.randrange(DAYS))


def survey_alliances(world: World) -> None:
    """Ask the members of some alliances about each other."""
    dice, on = chance(world.seed, "survey"), world.today - timedelta(days=ASKED_BEFORE)
    asked = [one for one in world.alliances if not one.star and len(one.members) <= MOST_RATERS][:SURVEYED]
    world.rows["联盟问卷"] = [row for alliance in asked for row in _answers(dice, alliance, on)]


def _answers(dice: Random, alliance: Alliance, on: date) -> list[list[object]]:
    known = {unit.name: dice.uniform(2.2, 3.7) for unit in alliance.members}
    return [
        [rater, rated, on, *(_score(dice, esteem) for _ in (*TRUST_ITEMS, *VALUE_ITEMS)), "样例数据", "是"]
        for rater in known
        for rated, esteem in known.items()
        if rater != rated
    ]


def _score(dice: Random, esteem: float) -> object:
    if likely(dice, BLANK):
        return ""
    return min(int(HIGHEST), max(int(LOWEST), round(dice.gauss(esteem, 0.6))))
