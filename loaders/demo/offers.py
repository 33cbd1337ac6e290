"""What is offered and undertaken in the sample district: resources by the trade of a unit, projects, stations."""

from datetime import date, timedelta
from random import Random
from typing import Final

from loaders.demo.positions import station_spot, written
from loaders.demo.sources import Row, chance, likely, names, read, real_items
from loaders.demo.times import work_slots
from loaders.demo.times import written as written_slots
from loaders.demo.world import MARK, Community, Unit, World

RESOURCES: Final = 260
PROJECTS: Final = 100
STATIONS: Final = 64
WITHDRAWN_SHARE: Final = 0.05
REACH: Final = (("本社区", 4), ("本镇街", 5), ("全区", 3))
GENERATED: Final = f"{MARK}数据"


def make_resources(world: World) -> None:
    """Write resources: each offered by a unit whose trade it is; hardly any is counselling."""
    dice = chance(world.seed, "resources")
    by_profile: dict[str, list[Row]] = {}
    for row in read("resources"):
        by_profile.setdefault(row["profile"], []).append(row)
    able = [unit for unit in world.units if unit.profile in by_profile]
    weights = [unit.size for unit in able]
    offered: set[tuple[str, str]] = set()
    while len(offered) < world.share(RESOURCES):
        unit = dice.choices(able, weights)[0]
        rows = by_profile[unit.profile]
        row = dice.choices(rows, [int(one["weight"]) for one in rows])[0]
        if (unit.name, row["title"]) not in offered:
            offered.add((unit.name, row["title"]))
            _add_resource(world, dice, row, unit, GENERATED)
    for item in real_items("资源") + real_items("志愿服务项目"):
        trade = next((one for one in read("resources") if one["category"] == item["category"]), read("resources")[0])
        unit = dice.choice([one for one in able if one.profile == trade["profile"]])
        row = trade | {"title": item["title"], "slots": "不限"}
        _add_resource(world, dice, row, unit, f"{MARK}：名称取自公开清单 {item['item']}，提供单位为样例安排")


def _add_resource(world: World, dice: Random, row: Row, unit: Unit, remark: str) -> None:
    rows = world.rows.setdefault("资源", [])
    place = dice.choice(unit.paired) if unit.paired else unit.home
    start = world.today - timedelta(days=dice.randint(30, 700))
    ended = likely(dice, WITHDRAWN_SHARE)
    until = world.today + timedelta(days=-20 if ended else 400)
    what = (f"{MARK}-ZY-{len(rows) + 1:04d}", row["title"], row["category"], unit.name, place.path)
    amount = (round(int(row["capacity"]) * dice.uniform(0.5, 1.5)) or 1, row["unit"])
    reach = dice.choices([name for name, _ in REACH], [share for _, share in REACH])[0]
    when = (written_slots(work_slots(dice, row["slots"])), start, until)
    rows.append([*what, *amount, reach, *when, "已撤销" if ended else "待对接", remark, "是"])


def make_projects(world: World) -> None:
    """Write projects with a responsible and supporting units, a measure and its target."""
    dice = chance(world.seed, "projects")
    generated = dice.choices(read("projects"), k=world.share(PROJECTS))
    for row in generated:
        _add_project(world, dice, row, GENERATED)
    for item in real_items("项目"):
        like = next((row for row in read("projects") if row["category"] == item["category"]), read("projects")[0])
        remark = f"{MARK}：名称取自公开清单 {item['item']}，责任单位为样例安排"
        _add_project(world, dice, like | {"title": item["title"]}, remark)


def _add_project(world: World, dice: Random, row: Row, remark: str) -> None:
    rows = world.rows.setdefault("项目", [])
    community = dice.choice(world.communities)
    agencies = [unit for unit in world.units if unit.kind in {"机关", "事业单位", "群团"}]
    lead, *support = dice.sample(agencies, dice.randint(2, 4))
    needs = [one for one in world.rows["需求"] if one[2] == row["category"] and str(one[3]).startswith(community.path)]
    done = dice.choices(("待对接", "进行中", "已完成"), (3, 5, 2))[0]
    what = (f"{MARK}-XM-{len(rows) + 1:03d}", row["title"], row["topic"], row["category"], community.path)
    aim = (row["measure"], f"{row['target']}{row['unit']}", lead.name, "、".join(unit.name for unit in support))
    means = (round(int(row["budget"]) * dice.uniform(0.4, 1.6), -2), date(world.today.year, 12, 31), done)
    rows.append([*what, *aim, *means, "、".join(str(one[0]) for one in needs[:2]), remark, "是"])


def make_stations(world: World) -> None:
    """Write stations with sample areas, more of them where a community has means."""
    dice = chance(world.seed, "stations")
    places = sorted(world.communities, key=lambda one: (-one.means * dice.uniform(0.5, 1.5), one.code))
    world.rows["阵地"] = [_station(world, dice, one) for one in places[:STATIONS]]


def _station(world: World, dice: Random, community: Community) -> list[object]:
    kind = dice.choice(("党群服务中心", "党群驿站", "红色驿站"))
    services = "、".join(dice.sample(names("service"), dice.randint(2, 5)))
    name = f"{MARK}·{community.path}{kind}"
    area = dice.choice((60, 120, 220, 350, 480, 600, 900))
    return [
        name,
        kind,
        community.path,
        area,
        *written(station_spot(world, community)),
        services,
        dice.choice(("8:30-17:30", "8:30-20:30", "全天")),
        GENERATED,
        "是",
    ]
