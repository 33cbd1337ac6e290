"""Needs 需求清单, of both grammars: raised at once, or led to by a problem."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import NeedKind
from loaders import cleaning, links
from loaders.entry import Entry
from loaders.kinds import everyday, items
from loaders.kinds.base import PARTS, Column, LedgerKind, col
from loaders.kinds.posts import require
from loaders.kinds.resources import quantity
from loaders.records import Record


def need(entry: Entry, kind: NeedKind) -> Record | None:
    """Give a need or wish with its place, category, who raised it and the problem it came from."""
    amount, written = entry.get("quantity", (None, None))
    started = items.start(
        entry, "Need", "urgency", "beneficiaries", "deadline", "slots", "origin", "headcount", "raised_on",
        quantity=amount, unit=entry.get("unit", written), kind=kind,
    )  # fmt: skip
    if started is None:
        return None
    record, place = started
    record.tie(links.NEED_IN, place)
    items.tie_category(entry, record, links.NEED_ABOUT)
    items.raise_by(entry, record, place, links.NEED_RAISED_BY, links.NEED_RAISED_BY_UNIT, links.NEED_RAISED_BY_PERSON)
    require(entry, record)
    return record


def records(entry: Entry) -> Iterable[Record]:
    """Give a need, tied to its problem when the row names one."""
    record = need(entry, NeedKind.WISH if "心愿" in entry.get("kind", "") else NeedKind.NEED)
    if record is None:
        return ()
    problem = entry.reference("Problem", "problem")
    if problem:
        record.tie(links.NEED_OF_PROBLEM, problem)
    return (record,)


def need_columns(noun: str, *titles: str) -> tuple[Column, ...]:
    """Columns of needs and wishes."""
    return (
        *items.item_columns(noun, *titles),
        col("kind", "需求性质", "清单类型"),
        col("raised_by", "提出单位", "提出人", "需求单位", "提出主体", "上报单位", "需求方", "反映人", "申请人", "提出方", "上报人", "心愿人", "许愿人", "需求提出单位", "来源单位", "需求企业", "企业名称", "提报单位"),
        col("raised_on", "提出日期", "提出时间", "上报时间", "登记日期", "申报时间", "反映时间", "征集时间", "收集日期", "许愿时间", "登记时间", read=cleaning.day, of_the_year=True),
        col("quantity", "数量", "需求数量", "所需数量", "需要数量", read=quantity),
        col("unit", "计量单位", "数量单位", "单位"),
        col("headcount", "需要人数", "需求人数", "所需人数", "人数", read=items.headcount),
        col("beneficiaries", "服务对象", "受益人群", "受益对象", "对象", "服务人群", "涉及人群", "受益人", "面向人群", "惠及人群", "心愿人群", "需求人群"),
        col("origin", "需求来源", "来源", "收集渠道", "来源渠道", "渠道", "提出渠道", "征集渠道", "心愿来源"),
        col("skills", "所需技能", "需要技能", "技能要求", "专长要求", "所需专长", read=PARTS),
        col("certificates", "所需证书", "证书要求", "持证要求", read=PARTS),
        col("where", "具体地点", "详细地点", kept=True),
        *items.timing_columns(),
    )  # fmt: skip


KIND: Final = LedgerKind(
    key="needs",
    name="需求清单",
    order=66,
    label="Need",
    titles=("需求清单", "需求台账", "需求", "诉求", "求助", "急难愁盼", "所需所盼", "民需"),
    columns=(
        *need_columns("需求", "居民需求", "服务需求", "群众需求"),
        col("problem", "对应问题", "来源问题", "关联问题", "所属问题", "问题编号", "来源问题编号", "对应问题编号"),
    ),
    needs=(("title", "description"),),
    same=(("number", "title", "place"), ("title", "place")),
    records=records,
    everyday=everyday.NEED,
)
