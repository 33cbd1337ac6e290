"""Ledgers of deeds: activities with their hosts, and who took part for how long."""

from typing import Final

from loaders.demo.ledger import Ledger
from loaders.demo.world import Activity, World

WHAT: Final = ("活动编号", "活动名称", "活动类别", "活动日期", "时长（小时）", "活动社区")
ACTIVITY: Final = (*WHAT, "主办单位", "参与单位", "服务人次", "备注", "样例")
HOURS: Final = ("活动编号", "活动名称", "人员编号", "姓名", "服务小时", "活动日期", "备注", "样例")


def activity_ledger(world: World) -> Ledger:
    """Activities with host and partner units."""
    rows = [_activity(one) for one in world.activities]
    return Ledger("共建活动记录（样例）", "活动", ACTIVITY, rows, totals=("服务人次",))


def _activity(one: Activity) -> list[object]:
    host, *partners = [unit.name for unit in one.units] or [""]
    what = (one.number, one.title, one.category, one.on, one.hours, one.community.path)
    return [*what, host, "、".join(partners), one.attendance, "样例数据", "是"]


def hours_ledger(world: World) -> Ledger:
    """Who took part in what, a row each."""
    rows = [
        [one.number, one.title, person.number, person.name, one.hours, one.on, "样例数据", "是"]
        for one in world.activities
        for person in one.people
    ]
    return Ledger("志愿服务时长记录（样例）", "服务时长", HOURS, rows, numbered=False)
