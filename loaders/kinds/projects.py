"""Projects 项目清单, in the three-lists form and in the form of 附件2 重点项目表."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from loaders import cleaning, links
from loaders.entry import Entry
from loaders.files import Cell
from loaders.kinds import everyday, items
from loaders.kinds.base import LedgerKind, col
from loaders.records import Record


def units(cell: Cell) -> tuple[str, ...]:
    """Units in one cell, which 附件2 separates by spaces as well."""
    return cleaning.split("、".join(cleaning.text(cell).split()))


def records(entry: Entry) -> Iterable[Record]:
    """Give a project with the units in charge and in support, the needs it answers and the resources it uses."""
    started = items.start(entry, "Project", "topic", "measure", "target", "budget", "deadline")
    if started is None:
        return ()
    project, place = started
    project.tie(links.PROJECT_IN, place)
    items.tie_category(entry, project, links.PROJECT_ABOUT)
    for kind, name in ((links.PROJECT_LED_BY, "led_by"), (links.PROJECT_SUPPORTED_BY, "supported_by")):
        for unit in entry.all_references("Organisation", name):
            project.tie(kind, unit)
        if items.keep_unknown(entry, project, "Organisation", name):
            project.returned.pop(name, None)
    for need in entry.all_references("Need", "needs"):
        project.tie(links.ADDRESSES, need)
    for resource in entry.all_references("Resource", "resources"):
        project.tie(links.USES, resource)
    return (project,)


KIND: Final = LedgerKind(
    key="projects",
    continued=True,
    name="项目清单",
    order=68,
    label="Project",
    titles=("项目清单", "重点项目", "项目表", "服务项目", "民生实事", "项目申报", "项目台账", "项目"),
    columns=(
        *items.item_columns("项目", "服务项目", "服务项目名称", "实事项目"),
        col("measure", "任务举措及具体指标", "任务举措", "举措", "具体举措", "具体指标", "任务", "工作举措", "主要举措", "实施内容", fill_down=False),
        col("target", "目标", "指标", "目标值", "年度目标", "目标任务"),
        col("topic", "所属行动", "行动", "专题", "主题", "十大行动", "项目主题", "所属专项"),
        col("budget", "预算", "经费", "资金", "预算资金", "投入资金", "经费预算", "总投资", read=cleaning.number),
        col("led_by", "责任单位", "牵头单位", "牵头", "负责单位", "主办单位", "实施单位", "承办单位", "责任部门", read=units, fill_down=True),
        col("supported_by", "配合单位", "协办单位", "参与单位", "共建单位", "支持单位", "协同单位", "配合部门", "参与", "协同", "协同部门", read=units),
        col("needs", "对应需求", "关联需求", "解决需求", "对接需求", "需求编号", "对应需求编号", read=units),
        col("resources", "使用资源", "对接资源", "关联资源", "所用资源", "资源编号", read=units),
        col("places_wanted", "拟认领数", "已认领数", kept=True),
        col("progress", "进展情况", "推进情况", "当前值", "目前值", "目前情况", kept=True),
        *(one for one in items.timing_columns() if one.field == "deadline"),
    ),
    needs=(("title", "description"),),
    same=(("number", "title"), ("title", "place")),
    records=records,
    everyday=everyday.PROJECT,
)  # fmt: skip
