"""Statistics 统计表: figures other people added up; recognised so that staff are told, never loaded."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from typing import Final

from loaders.kinds import everyday
from loaders.kinds.base import LedgerKind, col

KIND: Final = LedgerKind(
    key="statistics",
    name="统计表",
    order=99,
    label="",
    titles=("统计表", "汇总", "月报", "季报", "年报", "满意度", "测评", "评分表", "考核表"),
    columns=(
        col("unit", "单位", "单位名称", "填报单位"),
        col("place", "共建社区", "社区"),
        col("count", "社区数量", "总数", "平均数", "个数", "次数", "占比", "总人数", "累计", "合计", "成员总数", "党员数", "办公场所数量", "总面积", "解决问题数",
            "社会组织总数", "机关党员数", "社会组织平均数", "主管单位总数", kept=True),
        col("reported", "填报日期", "填报状态", "上报日期", "填表人", "联系人", "联系电话", kept=True),
        col("told", "活动内容", "办理情况", "开展情况", kept=True),
    ),
    needs=(("count",),),
    same=(),
    records=lambda _: (),
    everyday=everyday.STATISTICS,
)  # fmt: skip
