"""Pairings 一村一社一机关结对共建: which unit is paired with which community, since when."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from loaders import cleaning, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday
from loaders.kinds.base import PARTS, LedgerKind, col, remark, sample
from loaders.periods import span
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Every unit of the row paired with every community of the row."""
    street = entry.territory("street")
    named = (entry.territory_called("communities", words, street) for words in entry.get("communities", ()))
    places = [found for found in named if found]
    units = list(entry.all_references("Organisation", "units"))
    if not units or not places:
        entry.finding(
            Severity.ERROR,
            "units" if not units else "communities",
            "结对的单位或社区不明确，本行未导入",
            "请核对单位和社区的名称",
        )
        return ()
    return [_paired(entry, unit, places) for unit in units]


def _paired(entry: Entry, unit: str, places: list[str]) -> Record:
    record = entry.links_of("Organisation", unit)
    for place in places:
        record.tie(
            links.PAIRED_WITH, place, since=entry.get("since"), until=entry.get("until"), batch=entry.get("batch"),
            content=entry.get("content"), note=entry.note(),
        )  # fmt: skip
    return record


KIND: Final = LedgerKind(
    key="pairings",
    name="结对共建台账",
    order=45,
    label="Organisation",
    titles=("结对", "一村一社一机关", "区域联建", "联建", "共建台账", "结对共建", "包联", "包保", "联系点"),
    columns=(
        col("units", "结对单位", "机关单位", "结对机关", "共建单位", "结对共建单位", "机关名称", "单位", "单位名称", "结对单位名称", "包联单位", "机关", "联系单位", read=PARTS, content="unit"),
        col("communities", "结对社区", "结对村社", "共建社区", "村社", "社区", "结对村", "社区名称", "结对村社区", "结对对象", "村社名称", "所属社区", "包联社区", "联系社区", "对口社区", "结对共建社区", read=PARTS, content="place"),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("grid", "所属网格", kept=True),
        col("since", "结对时间", "结对日期", "开始时间", "签约时间", "起始日期", "开始日期", "签约日期", "自", read=cleaning.day),
        col("until", "结束时间", "结束日期", "终止日期", "到期时间", "至", "解除日期", read=cleaning.day),
        col("period", "起止时间", "起止日期", "起止年月", "结对起止时间", "结对起止日期", "协议起止时间", "合作起止时间", "结对期间", read=span, content="period"),
        col("batch", "批次", "轮次", "结对批次", "年度"),
        col("content", "共建内容", "结对内容", "共建项目", "服务项目名称", "结对项目", "共建事项", "主要内容"),
        col("progress", "推进情况", "进展情况", kept=True),
        col("term", "结对期限", "结对年限", "共建期限", kept=True),
        col("contact", "联系人", "机关联系人", "社区联系人", "联系电话", "附件", kept=True),
        remark(),
        sample(),
    ),
    needs=(("units",), ("communities",)),
    same=(("units",),),
    records=records,
    everyday=everyday.PAIRING,
)  # fmt: skip
