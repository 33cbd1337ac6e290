"""Party-building alliances of the sample district at every level, one of which hangs on a single member."""

from datetime import date, timedelta
from random import Random
from typing import Final

from loaders.demo.sources import chance
from loaders.demo.world import DISTRICT, MARK, Alliance, Community, Unit, World

FORMS: Final = ("牵头单位型", "共商共治型", "行政统筹型")
DISTRICT_ALLIANCES: Final = (
    ("平安建设", ("政法", "应急", "社会")),
    ("健康服务", ("卫健", "群团")),
    ("教育成长", ("教育", "科技", "文体")),
)
DISTRICT_MEMBERS: Final = 14
STREET_THEMES: Final = ("区域化", "邻里服务")
STREETS_WITH_TWO: Final = 8
COMMUNITY_ALLIANCES: Final = 56
COMPOUND_ALLIANCES: Final = 12
STAR_NAME: Final = f"{MARK}·茶乡健康共建联盟"
STAR_MEMBERS: Final = 5
LEADING_FORM: Final = {"区": "区域党建指导委员会", "镇街": "大工委", "社区": "大党委", "小区": "邻里汇"}
FIRST_DAY: Final = date(2019, 3, 1)
FOUNDING_DAYS: Final = 2200


def make_alliances(world: World) -> None:
    """Add alliances of district, streets, communities and compounds, and the one that hangs on a single member."""
    founded = _Founding(world)
    for theme, systems in DISTRICT_ALLIANCES:
        members = [unit for unit in world.units if unit.system in systems][:DISTRICT_MEMBERS]
        founded.add(f"西湖区{theme}党建联盟", "区", DISTRICT, members)
    for place, (code, name) in enumerate(sorted({one.street: one.street_name for one in world.communities}.items())):
        for theme in STREET_THEMES if place < STREETS_WITH_TWO else STREET_THEMES[:1]:
            founded.add(f"{name}{theme}党建联盟", "镇街", (code, name), _near(world, founded.dice, code, 9))
    for community in _best_connected(world)[:COMMUNITY_ALLIANCES]:
        members = paired_units(world, community) + _near(world, founded.dice, community.street, 3)
        founded.add(f"{community.path}党建联盟", "社区", (community.code, community.path), members)
    _found_in_compounds(founded)
    _found_star(founded)


def lead_name(level: str, territory: tuple[str, str]) -> str:
    """Name of the sample party organisation that leads at a level."""
    return f"{MARK}·{territory[1].replace(MARK, '')}{LEADING_FORM[level]}"


def paired_units(world: World, community: Community) -> list[Unit]:
    """Units paired with a community today."""
    return [unit for unit in world.units if community in unit.paired]


class _Founding:
    """Founds alliances with a day, a form of governance and the party organisation that leads."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.dice = chance(world.seed, "alliances")

    def add(self, name: str, level: str, territory: tuple[str, str], members: list[Unit]) -> Alliance:
        unique = list({unit.name: unit for unit in members}.values())
        day = FIRST_DAY + timedelta(days=self.dice.randrange(FOUNDING_DAYS))
        form, lead = self.dice.choice(FORMS), lead_name(level, territory)
        alliance = Alliance(f"{MARK}·{name}", level, form, *territory, day, lead, unique)
        self.world.alliances.append(alliance)
        return alliance


def _near(world: World, dice: Random, street: str, count: int) -> list[Unit]:
    there = [one for one in world.units if one.home.street == street and one.kind != "业委会"]
    linked = [one for one in world.units if any(pair.street == street for pair in one.paired)]
    choices = list({unit.name: unit for unit in there + linked}.values())
    return dice.sample(choices, min(count, len(choices)))


def _best_connected(world: World) -> list[Community]:
    return sorted(world.communities, key=lambda one: (-len(paired_units(world, one)), -one.means, one.code))


def _found_in_compounds(founded: _Founding) -> None:
    world = founded.world
    with_committee = [(one, place) for place in world.communities for one in place.compounds if one.committee]
    for compound, community in with_committee[:COMPOUND_ALLIANCES]:
        own = [unit for unit in world.units if unit.name in (compound.committee, compound.property_company)]
        members = own + _near(world, founded.dice, community.street, 2)
        name = f"{compound.name.removeprefix(MARK)}小区党建联盟"
        founded.add(name, "小区", (compound.code, f"{community.path}{compound.name}"), members)


def _found_star(founded: _Founding) -> None:
    """Six members who meet through the first hospital only: without it the alliance falls apart."""
    units = founded.world.units
    place = next(one for one in founded.world.communities if one.village and not one.compounds)
    hub = next(unit for unit in units if unit.profile == "医院")
    bound = {unit.name for alliance in founded.world.alliances for unit in alliance.members}
    loose = [unit for unit in units if unit.name not in bound and not unit.paired and unit.kind != "业委会"]
    name = STAR_NAME.removeprefix(f"{MARK}·")
    founded.add(name, "社区", (place.code, place.path), [hub, *loose[:STAR_MEMBERS]]).star = True
