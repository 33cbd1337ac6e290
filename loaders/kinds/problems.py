"""Problems 问题清单: what was raised before anybody knew what is needed."""

from collections.abc import Iterable
from typing import Final

from loaders import cleaning, links
from loaders.entry import Entry
from loaders.kinds import everyday, items
from loaders.kinds.base import LedgerKind, col
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give a problem with its place, category and who raised it."""
    started = items.start(entry, "Problem", "origin", "urgency", "deadline", "raised_on", "raised_by")
    if started is None:
        return ()
    problem, place = started
    problem.tie(links.PROBLEM_IN, place)
    items.tie_category(entry, problem, links.PROBLEM_ABOUT)
    return (problem,)


KIND: Final = LedgerKind(
    key="problems",
    name="问题清单",
    order=64,
    label="Problem",
    titles=("问题清单", "问题台账", "问题", "堵点", "隐患", "纠纷", "矛盾", "难题"),
    columns=(
        *items.item_columns("问题", "存在问题", "反映问题", "主要问题", "问题事项"),
        col(
            "raised_by",
            "提出单位",
            "提出人",
            "上报人",
            "反映人",
            "上报单位",
            "反映单位",
            "提出主体",
            "发现人",
            "来源单位",
        ),
        col(
            "raised_on",
            "提出日期",
            "提出时间",
            "反映时间",
            "上报时间",
            "登记日期",
            "发现时间",
            "收集日期",
            read=cleaning.day,
            of_the_year=True,
        ),
        col("origin", "问题来源", "来源", "收集渠道", "来源渠道", "渠道", "发现渠道"),
        col("measure", "整改措施", "解决措施", "办理情况", "责任单位", "办理单位", "转办部门", kept=True),
        *(one for one in items.timing_columns() if one.field != "slots"),
    ),
    needs=(("title", "description"),),
    same=(("number", "title", "place"), ("title", "place")),
    records=records,
    everyday=everyday.PROBLEM,
)
