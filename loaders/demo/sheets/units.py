"""Ledgers of units: who they are, party organisations, pairings, alliances and their members, teams."""

from datetime import date
from typing import Final

from loaders.demo.ledger import Ledger
from loaders.demo.times import written
from loaders.demo.world import Alliance, Community, Team, Unit, World

SHEETS: Final = (
    ("机关", ("机关", "群团")),
    ("事业单位", ("事业单位",)),
    ("企业及两新组织", ("企业",)),
    ("社会组织", ("社会组织",)),
    ("物业与业委会", ("物业服务企业", "业委会")),
)
UNIT_COLUMNS: Final = (
    "单位名称",
    "单位性质",
    "社会组织类别",
    "所属条线",
    "所在社区",
    "服务领域",
    "服务范围",
    "统一社会信用代码",
    "联系电话",
    "备注",
    "样例",
)
ALLIANCE_COLUMNS: Final = (
    "联盟名称",
    "联盟层级",
    "治理方式",
    "覆盖区域",
    "牵头党组织",
    "成立日期",
    "牵头单位",
    "成员单位",
    "加入日期",
    "备注",
    "样例",
)
REACHES: Final = {"机关": "全区", "群团": "全区", "业委会": "本小区", "物业服务企业": "本社区"}
PARTY_COLUMNS: Final = ("党组织名称", "组织形式", "设置方式", "上级党组织", "所在社区", "依托单位", "备注", "样例")


def unit_ledgers(world: World) -> list[Ledger]:
    """Organisations, a sheet a kind; credit codes and phones stay empty."""
    return [
        Ledger(
            f"{sheet}单位名录（样例）", sheet, UNIT_COLUMNS, [_unit(one) for one in world.units if one.kind in kinds]
        )
        for sheet, kinds in SHEETS
    ]


def _unit(unit: Unit) -> list[object]:
    what = (unit.name, unit.kind, unit.category, unit.system, unit.home.path)
    return [*what, "、".join(unit.services), REACHES.get(unit.kind, "本街道"), "", "", "样例单位，名称虚构", "是"]


def party_ledger(world: World) -> Ledger:
    """Party organisations with the one above."""
    return Ledger("党组织名册（样例）", "党组织", PARTY_COLUMNS, world.rows["党组织"])


def pairing_ledger(pairings: list[tuple[Unit, Community, date, date | None, str]]) -> Ledger:
    """Pairings of units and communities with their dates."""
    columns = ("结对单位", "结对社区", "结对日期", "结束日期", "批次", "备注", "样例")
    rows = [
        [unit.name, place.path, since, until, batch, "样例数据", "是"] for unit, place, since, until, batch in pairings
    ]
    return Ledger("一村一社一机关结对共建台账（样例）", "结对共建", columns, rows)


def alliance_ledger(world: World) -> Ledger:
    """Alliances with all their members in one cell; the first of them is the lead unit."""
    return Ledger("党建联盟台账（样例）", "党建联盟", ALLIANCE_COLUMNS, [_alliance(one) for one in world.alliances])


def _alliance(one: Alliance) -> list[object]:
    lead, *others = [unit.name for unit in one.members]
    what = (one.name, one.level, one.form, one.territory_name, one.lead, one.founded_on)
    return [*what, lead, "、".join(others), one.founded_on, "样例数据", "是"]


def survey_ledger(world: World) -> Ledger:
    """Answers of members of alliances about each other, 1 to 4."""
    items = ("可靠程度", "目标认同", "愿意商量", "影响力", "参与程度", "资源贡献")
    columns = ("填写单位", "被评单位", "填写日期", *items, "备注", "样例")
    return Ledger("联盟问卷（样例）", "联盟问卷", columns, world.rows["联盟问卷"])


def team_ledger(world: World) -> Ledger:
    """Teams with the communities they serve."""
    columns = (
        "队伍名称",
        "队伍类型",
        "服务类别",
        "服务社区",
        "可服务时间",
        "可承接数",
        "人数",
        "队长",
        "备注",
        "样例",
    )
    return Ledger("志愿队伍台账（样例）", "队伍", columns, [_team(team) for team in world.teams], totals=("人数",))


def _team(team: Team) -> list[object]:
    serves = "、".join(one.path for one in team.serves)
    about = (team.name, team.kind, team.category, serves, written(team.slots))
    return [*about, team.capacity, team.members, team.leader, "样例数据", "是"]
