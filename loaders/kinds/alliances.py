"""Alliances 党建联盟 and their members, on one ledger or on two."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

import re
from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import GovernanceForm, Level
from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday
from loaders.kinds.base import PARTS, Column, LedgerKind, col, contact, remark, sample, term
from loaders.kinds.territories import LEVELS
from loaders.records import Record

FORMS: Final = {
    "牵头": GovernanceForm.LEAD_ORGANISATION, "领导": GovernanceForm.LEAD_ORGANISATION, "共商": GovernanceForm.SHARED, "共治": GovernanceForm.SHARED,
    "共享": GovernanceForm.SHARED, "行政": GovernanceForm.ADMINISTRATIVE, "统筹": GovernanceForm.ADMINISTRATIVE,
}  # fmt: skip


QUOTED: Final = re.compile(r"[“\"「『‘]([^“”\"「」『』‘’\s]{1,20}联盟)[”\"」』’]")
QUOTED_BEFORE: Final = re.compile(
    r"[“\"「『‘]([^“”\"「」『』‘’\s]{2,20})[”\"」』’]((?:区域化?)?(?:党建|共建|发展)?联盟)"
)
"""A name in quotation marks with what it is behind them: “文三商圈”党建联盟."""
UNQUOTED: Final = re.compile(r"(?:^|\s)(?:\d{4}年度?)?([^“”\"\s]{2,20}联盟)(?=的?(?:成员|单位|名单|名册|花名册|一览))")
OF_ANY: Final = re.compile(r"^(?:各|全|所有|辖区|本)|^(?:区域|街道|社区|区级)?(?:党建|共建|区域化党建)联盟$")
"""How alliances at large are called, which is the name of none."""


def named_in(title: str) -> str | None:
    """Find the name of the one alliance a title is about.

    >>> named_in("“文教联盟”成员单位 联盟.xlsx")
    '文教联盟'
    """
    whole = ["".join(parts) for parts in QUOTED_BEFORE.findall(title)]
    found = {name for name in (*QUOTED.findall(title), *whole, *UNQUOTED.findall(title)) if not OF_ANY.search(name)}
    return found.pop() if len(found) == 1 else None


def alliance(entry: Entry) -> Record | None:
    """Start the record of an alliance with what it covers and who leads it."""
    name = entry.get("name")
    if not name:
        entry.finding(Severity.ERROR, "name", "没有联盟名称", "请补上名称")
        return None
    known = entry.job.references.find("Alliance", str(name))
    record = entry.record(
        "Alliance", known or keys.node_id("Alliance", name), "name", "governance_form", "founded_on", "contact"
    )
    street = entry.territory("street")
    places = [entry.job.references.territory(words, street).id for words in entry.get("covers", ())] or [street]
    for place in places:
        record.tie(links.ALLIANCE_COVERS, place)
    told = record.props if "level" in entry.values or any(places) else record.guessed
    told["level"] = (entry.get("level") or _level(places, str(name))).value
    if "led_by" in entry.values:
        record.tie(links.ALLIANCE_LED_BY, entry.reference("PartyOrganisation", "led_by"))
    return record


def _level(places: list[str | None], name: str) -> Level:
    place = next((one for one in places if one), "")
    if "小区" in name or "-" in place:
        return Level.COMPOUND
    if place.endswith("000000") or (not place and "区级" in name):
        return Level.DISTRICT
    return Level.SUBDISTRICT if place.endswith("000") or (not place and "街" in name) else Level.COMMUNITY


def records(entry: Entry) -> Iterable[Record]:
    """Give an alliance and the membership of its lead unit and members, tied from the units' side."""
    record = alliance(entry)
    if record is None:
        return ()
    lead = entry.reference("Organisation", "lead") if "lead" in entry.values else None
    members = list(entry.all_references("Organisation", "members"))
    found = [
        (unit, "牵头单位" if unit == lead else entry.get("role") or "成员单位")
        for unit in dict.fromkeys([lead, *members])
        if unit
    ]
    for unit, role in found:
        record.tie(links.ALLIANCE_MEMBER, unit, role=role, since=entry.get("joined_on"), until=entry.get("left_on"))
    return (record,)


MEMBER_COLUMNS: Final[tuple[Column, ...]] = (
    col("role", "成员角色", "角色", "联盟职务", "盟内职务", "成员身份", "担任职务", "职务"),
    col("joined_on", "加入日期", "加入时间", "入盟时间", "入盟日期", read=cleaning.day),
    col("left_on", "退出日期", "退出时间", "退盟时间", read=cleaning.day),
)
KIND: Final = LedgerKind(
    key="alliances",
    continued=True,
    name="党建联盟台账",
    order=40,
    label="Alliance",
    titles=("党建联盟", "联盟"),
    columns=(
        col("name", "联盟名称", "党建联盟名称", "党建联盟", "名称", "所属联盟", "联盟", fill_down=True, read=cleaning.name),
        col("level", "联盟级别", "级别", "层级", "联盟层级", read=term(Level, LEVELS)),
        col("governance_form", "治理形式", "运行方式", "治理方式", "运行形式", "联盟形式", "组织形式", "运行机制", "治理模式", "治理方式", read=term(GovernanceForm, FORMS)),
        col("founded_on", "成立日期", "成立时间", "组建时间", "组建日期", read=cleaning.day),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("covers", "覆盖范围", "覆盖区域", "覆盖社区", "所属区域", "所属社区", "覆盖地域", "所在社区", "社区", "覆盖镇街", read=PARTS),
        col("led_by", "牵头党组织", "领导党组织", "主导党组织", "牵头党委"),
        col("lead", "牵头单位", "盟主单位", "轮值单位", "主席单位", "理事长单位", "发起单位"),
        col("members", "成员单位", "联盟成员", "成员", "单位名称", "成员单位名称", "单位", "参与单位", read=PARTS),
        col("count", "成员数", "成员单位数", "成员数量", kept=True),
        *MEMBER_COLUMNS,
        *contact(),
        remark(),
        sample(),
    ),
    needs=(("name",),),
    same=(("name",),),
    records=records,
    everyday=everyday.ALLIANCE,
    titled=named_in,
)  # fmt: skip
