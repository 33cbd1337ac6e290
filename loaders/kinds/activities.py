"""Activities 活动: what happened, where, with which units and persons, for how many hours."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

import re
from collections.abc import Iterable
from typing import Final

from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.files import Cell
from loaders.findings import Severity
from loaders.hours import hours
from loaders.kinds import everyday, items
from loaders.kinds.base import PARTS, LedgerKind, col, contact, remark, sample
from loaders.records import Record

AND_OTHERS: Final = re.compile(r"等?(?:共|一行)?\d{1,4}余?[人名]$|等$")
"""What stands behind the names of some who took part."""
COUNTED: Final = re.compile(r"^共?\d{1,4}余?[人名][^：:]*[：:]")
"""What stands before them."""
NAMES: Final = re.compile(r"[\u4e00-\u9fff]{2,4}(?:\s+[\u4e00-\u9fff]{2,4})+")
"""Names with blanks between."""


def records(entry: Entry) -> Iterable[Record]:
    """Give an activity with those who took part."""
    title, on = entry.get("title"), entry.get("on")
    if not title or on is None:
        entry.finding(Severity.ERROR, "title" if not title else "on", "没有活动名称或日期", "请补上名称和日期")
        return ()
    place = entry.place("place", "host")
    record = entry.record(
        "Activity", _id(entry, str(title), place), "number", "title", "on", "hours", "attendance", "contact",
        kind=entry.get("category"),
    )  # fmt: skip
    record.tie(links.ACTIVITY_IN, place)
    items.tie_category(entry, record, links.ACTIVITY_ABOUT)
    hours = entry.get("hours")
    for unit in dict.fromkeys(
        (*entry.all_references("Organisation", "host"), *entry.all_references("Organisation", "units"))
    ):
        record.tie(links.UNIT_TOOK_PART, unit, hours=hours)
    for person in entry.all_references("Person", "persons"):
        record.tie(links.PERSON_TOOK_PART, person, hours=hours)
    for label, name in (("Organisation", "host"), ("Organisation", "units"), ("Person", "persons")):
        items.keep_unknown(entry, record, label, name)
    for label, kind in (
        ("Need", links.ACTIVITY_FOR_NEED),
        ("Project", links.ACTIVITY_FOR_PROJECT),
        ("Post", links.ACTIVITY_FOR_POST),
    ):
        record.tie(kind, entry.reference(label, label.lower()) if label.lower() in entry.values else None)
    return (record,)


def _id(entry: Entry, title: str, place: str | None) -> str:
    if entry.own_id and entry.own_id.startswith(keys.PREFIX_OF["Activity"]):
        return entry.own_id
    if (known := entry.numbered_by_id("Activity")) is not None:
        return known
    number = str(entry.get("number") or "")
    if number and not items.PLAIN_NUMBER.fullmatch(number):
        return keys.numbered_id("Activity", number)
    return keys.node_id("Activity", title, entry.get("on"), place)


def _persons(cell: Cell) -> tuple[str, ...]:
    """Persons in one cell: 王桂芳 李建国、张伟等12人 are three by name."""
    parts = (AND_OTHERS.sub("", part).strip() for part in cleaning.split(COUNTED.sub("", cleaning.text(cell))))
    return tuple(name for part in parts if part for name in (part.split() if NAMES.fullmatch(part) else [part]))


KIND: Final = LedgerKind(
    key="activities",
    name="活动台账",
    order=70,
    label="Activity",
    titles=("活动台账", "活动记录", "服务记录", "活动"),
    columns=(
        col("number", "活动编号", "编号", "活动id"),
        col("title", "活动名称", "活动主题", "活动标题", "名称", "活动", "服务名称", "主题", read=cleaning.title, content="subject"),
        col("on", "活动日期", "活动时间", "日期", "时间", "开展时间", "服务日期", "举办时间", "开展日期", read=cleaning.day, of_the_year=True, content="day"),
        col("hours", "时长", "活动时长", "服务时长", "小时", "服务小时", "小时数", "人均时长", read=hours),
        col("category", "活动类别", "活动类型", "类别", "类型", "服务类别"),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("place", "所属社区", "社区", "活动社区", "开展社区", "所在社区", "服务社区", "活动地点", "地点", "所属区域", content="place"),
        col("host", "主办单位", "主办", "主办方", "组织方", "组织单位", "牵头单位", "承办单位", "举办单位", read=PARTS, content="unit"),
        col("units", "参加单位", "参与单位", "协办单位", "协办", "协办方", "共建单位", "参加的单位", read=PARTS),
        col("persons", "参加人员", "参与人员", "志愿者", "参加党员", "服务人员", "参加人", "参与志愿者", "参加人员编号", "参加志愿者", read=_persons),
        col("attendance", "参加人数", "参与人数", "服务人数", "人数", "服务人次", "受益人数", "惠及人数", "到场人数", "参与人次", "参加人次", read=cleaning.count),
        col("need", "对应需求", "服务需求", "关联需求", "需求编号"),
        col("project", "对应项目", "关联项目", "所属项目", "项目编号"),
        col("post", "对应岗位", "岗位", "岗位编号", "关联岗位"),
        *contact(),
        remark(),
        sample(),
    ),
    needs=(("title",), ("on",)),
    same=(("number", "title", "on"), ("title", "on", "place")),
    records=records,
    everyday=everyday.ACTIVITY,
)  # fmt: skip
