"""Surveys 联盟问卷: what a unit says of another it works with, six items of 1 to 4 as PARTNER asks them."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from graph_model.network.survey import HIGHEST, LOWEST, TRUST_ITEMS, VALUE_ITEMS
from loaders import cleaning, links
from loaders.entry import Entry
from loaders.files import Cell
from loaders.findings import CellProblem, Severity
from loaders.kinds import everyday
from loaders.kinds.base import LedgerKind, col, remark, sample
from loaders.records import Record

ITEMS: Final = (*TRUST_ITEMS, *VALUE_ITEMS)
SAID: Final = {"很低": 1, "较低": 2, "较高": 3, "很高": 4}
SCALE: Final = "、".join(f"{score} {said}" for said, score in SAID.items())


def records(entry: Entry) -> Iterable[Record]:
    """Give the unit that answers, tied to the unit it rates on the day."""
    rater, rated = (entry.reference("Organisation", name) for name in ("rater", "rated"))
    if rater is None or rated is None:
        advice = "请核对两边单位的名称，或先导入单位台账"
        entry.finding(Severity.ERROR, "rated" if rater else "rater", "填写的单位或被评的单位不明确，本行未导入", advice)
        return ()
    if rater == rated:
        entry.finding(Severity.ERROR, "rated", "自己评自己的不算", "请填写对合作单位的评价，或删去这一行")
        return ()
    if "on" not in entry.values:
        entry.finding(Severity.ERROR, "on", "没有写哪天填的，分不清是哪一次问卷", "请加一列“填写日期”")
        return ()
    if not {*ITEMS} & entry.values.keys():
        entry.finding(
            Severity.ERROR, "reliability", "六项里没有一项写了分数，本行未导入", f"每项写 {SCALE}；不清楚的留空"
        )
        return ()
    record = entry.links_of("Organisation", rater)
    record.tie(
        links.RATES, rated, since=entry.get("on"), note=entry.note(), **{item: entry.get(item) for item in ITEMS}
    )
    return (record,)


def _score(cell: Cell) -> float:
    score = SAID.get(cleaning.text(cell)) or cleaning.number(cell)
    if not LOWEST <= score <= HIGHEST:
        raise CellProblem("分数要在 1 到 4 之间", f"{SCALE}；不清楚的留空")
    return float(score)


KIND: Final = LedgerKind(
    key="ratings",
    name="联盟问卷台账",
    order=46,
    label="Organisation",
    titles=("问卷", "互评", "合作评价", "满意度互评", "物业评价"),
    columns=(
        col("rater", "填写单位", "填表单位", "评价单位", "打分单位", "答卷单位", "评价方", "填报单位", "业委会", "业主委员会", "单位"),
        col("rated", "被评单位", "被评价单位", "评价对象", "合作单位", "对方单位", "打分对象", "被评价方", "被评物业", "被评物业公司", "物业公司", "物业企业", "物业服务企业"),
        col("place", "所属社区", "所在社区", "社区", "所属小区", "所在小区", "小区", "服务小区", kept=True),
        col("on", "填写日期", "填写时间", "评价日期", "评价时间", "问卷日期", "调查日期", "填报日期", "日期", read=cleaning.day),
        col("reliability", "可靠程度", "可靠", "可靠性", "说到做到", "守信程度", read=_score),
        col("mission_support", "目标认同", "认同目标", "认同共同目标", "支持共同目标", "目标一致", read=_score),
        col("open_to_discussion", "愿意商量", "开放讨论", "坦诚沟通", "愿意沟通", "沟通坦诚", read=_score),
        col("power_influence", "影响力", "影响程度", "话语权", read=_score),
        col("level_of_involvement", "参与程度", "投入程度", "参与度", "投入", read=_score),
        col("resource_contribution", "资源贡献", "贡献资源", "资源投入", "出资源", read=_score),
        remark(),
        sample(),
    ),
    needs=(("rater",), ("rated",), ITEMS),
    same=(("rater", "rated", "on"),),
    continued=True,
    records=records,
    everyday=everyday.RATING,
)  # fmt: skip
