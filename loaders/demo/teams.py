"""Teams of the sample district and the volunteers in them."""

from random import Random
from typing import Final

from loaders.demo.sources import chance, names
from loaders.demo.times import work_slots
from loaders.demo.world import MARK, Community, Person, Team, World

TEAMS: Final = (
    ("志愿服务队", 80, "志愿服务 环境整治 养老助残 文体活动 物业维修 医疗健康 托幼教育 科普宣传"),
    ("组团联社", 40, "联系群众 政策办事"),
    ("调解小组", 20, "矛盾化解 法律咨询"),
    ("网格团队", 12, "平安巡防 应急救援 环境整治"),
)
SHORT: Final = {"志愿服务队": "志愿服务队", "组团联社": "组团联社队", "调解小组": "调解小组", "网格团队": "网格队"}
MEMBERS: Final = (3, 12)


def make_teams(world: World) -> None:
    """Add teams and let volunteers who live in the communities they serve join them."""
    dice = chance(world.seed, "teams")
    weights = [one.weight * (0.2 + one.means) for one in world.communities]
    teams: dict[str, Team] = {}
    for kind, count, categories in TEAMS:
        for place in range(count):
            category = categories.split()[place % len(categories.split())]
            team = _team(world, dice, kind, category, dice.choices(world.communities, weights)[0])
            teams.setdefault(team.name, team)
    world.teams.extend(teams.values())
    _fill(world, dice)


def _team(world: World, dice: Random, kind: str, category: str, home: Community) -> Team:
    beside = [one for one in world.communities if one.street == home.street and one is not home]
    serves = [home, *dice.sample(beside, min(len(beside), dice.randint(0, 2)))]
    name = f"{MARK}{home.path}{names('team', category)[0]}{SHORT[kind]}"
    slots = work_slots(dice, dice.choice(("周末", "晚间周末", "工作日")))
    return Team(name, kind, home, serves, category, slots, dice.randint(1, 4))


def _fill(world: World, dice: Random) -> None:
    by_home: dict[str, list[Person]] = {}
    for person in world.people:
        if person.volunteer:
            by_home.setdefault(person.home.code, []).append(person)
    for team in world.teams:
        nearby = [one for place in team.serves for one in by_home.get(place.code, []) if not one.team]
        for person in dice.sample(nearby, min(len(nearby), dice.randint(*MEMBERS))):
            person.team = team.name
            team.members += 1
            team.leader = team.leader or f"{person.name}（{person.number}）"
