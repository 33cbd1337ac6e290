"""What residents of the sample district ask: problems, the needs they lead to, and small wishes."""

from datetime import date, timedelta
from random import Random
from typing import Final

from loaders.demo.sources import Row, chance, likely, read, real_items
from loaders.demo.world import MARK, Community, World

NEEDS: Final = 600
PROBLEMS: Final = 90
WISHES: Final = 240
ORIGINS: Final = ("民情恳谈会", "心愿墙", "四平台", "走访", "居民代表会", "网格综治例会")
STATUS: Final = (("待对接", 62), ("进行中", 20), ("已完成", 16), ("已撤销", 2))
URGENCY: Final = {"1": "不急", "2": "一般", "3": "较急", "4": "紧急", "5": "特急"}
UNIT: Final = {"物业维修": "户", "资金物资": "件", "环境整治": "处", "场地设施": "处"}
GENERATED: Final = f"{MARK}数据"


def make_problems(world: World) -> None:
    """Write the ledger rows of problems raised in the five kinds of meeting."""
    dice, rows = chance(world.seed, "problems"), read("problems")
    for place in range(world.share(PROBLEMS)):
        row, community = dice.choice(rows), _where(world, dice)
        raised = _days_before(world, dice, 20, 500)
        number, urgency = f"{MARK}-WT-{place + 1:03d}", URGENCY[str(dice.randint(2, 5))]
        cells = [number, row["text"], row["category"], community.path, row["forum"], raised, urgency, _status(dice)]
        world.rows.setdefault("问题", []).append([*cells, GENERATED, "是"])


def make_needs(world: World) -> None:
    """Write needs in residents' own words: every sentence once, then again for other places, then the real items."""
    dice, sentences = chance(world.seed, "needs"), read("needs")
    count = world.share(NEEDS)
    drawn = [*sentences, *dice.choices(sentences, k=max(0, count - len(sentences)))][:count]
    for row in drawn:
        quantity = dice.choices((1, 2, 3, 5, 8), (12, 4, 3, 2, 1))[0]
        _add_need(world, dice, row, quantity, GENERATED)
    for item in real_items("需求"):
        row = {"text": item["title"], "category": item["category"], "beneficiaries": "", "urgency": "3"}
        _add_need(world, dice, row, 1, _published(item))


def _add_need(world: World, dice: Random, row: Row, quantity: int, remark: str) -> None:
    community, rows = _where(world, dice), world.rows.setdefault("需求", [])
    raised, problem = _days_before(world, dice, 3, 300), ""
    like = [one for one in world.rows["问题"] if one[2] == row["category"] and one[3] == community.path]
    if like:
        problem = str(like[0][0])
    deadline = raised + timedelta(days=dice.choice((60, 120, 365)))
    deadline = max(deadline, world.today + timedelta(days=dice.randint(7, 60)))
    what = (f"{MARK}-XQ-{len(rows) + 1:04d}", row["text"], row["category"], _spot(dice, community))
    whom = (quantity, UNIT.get(row["category"], "人"), row["beneficiaries"], URGENCY[row["urgency"]])
    rows.append([*what, *whom, dice.choice(ORIGINS), raised, deadline, _status(dice), problem, remark, "是"])


def make_wishes(world: World) -> None:
    """Write small wishes, the real titles first; some are claimed by a unit already."""
    dice = chance(world.seed, "wishes")
    real = [({"text": item["title"], "category": item["category"]}, _published(item)) for item in real_items("微心愿")]
    own = [({"text": row["text"], "category": row["category"]}, GENERATED) for row in read("wishes")]
    givers = [unit for unit in world.units if unit.kind in {"机关", "企业", "群团"}]
    for row, remark in real + dice.choices(own, k=max(len(own), world.share(WISHES) - len(real))):
        rows, community = world.rows.setdefault("微心愿", []), _where(world, dice)
        claimed = likely(dice, 0.4)
        what = (f"{MARK}-XY-{len(rows) + 1:04d}", row["text"], row["category"], community.path)
        whom = (_wisher(dice, row["text"]), 1, "件" if row["category"] == "资金物资" else "次")
        claim = ("已认领", dice.choice(givers).name) if claimed else ("待认领", "")
        rows.append([*what, *whom, _days_before(world, dice, 3, 200), *claim, remark, "是"])


def _wisher(dice: Random, text: str) -> str:
    named = next((row["beneficiaries"] for row in read("wishes") if row["text"] == text), "")
    return named or dice.choice(("困难家庭", "独居老人", "学生", "残疾居民"))


def _where(world: World, dice: Random) -> Community:
    """Poor communities ask more for their size."""
    return dice.choices(world.communities, [one.weight * (1.3 - one.means) for one in world.communities])[0]


def _spot(dice: Random, community: Community) -> str:
    """Name a community or, half of the time, a compound of it; no address that could be somebody's."""
    inside = community.compounds and likely(dice, 0.5)
    return f"{community.path}{dice.choice(community.compounds).name}" if inside else community.path


def _status(dice: Random) -> str:
    return dice.choices([name for name, _ in STATUS], [share for _, share in STATUS])[0]


def _days_before(world: World, dice: Random, least: int, most: int) -> date:
    return world.today - timedelta(days=dice.randint(least, most))


def _published(item: Row) -> str:
    return f"{MARK}：名称取自公开清单 {item['item']}，所在地为样例安排"
