"""Party organisations 党组织: form, setup, the one above, and what they cover."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import PartyForm, PartySetup
from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday
from loaders.kinds.base import LedgerKind, col, contact, remark, sample, term
from loaders.records import Record

FORMS: Final = {
    "大工委": PartyForm.WORK_COMMITTEE, "大党委": PartyForm.JOINT_COMMITTEE, "邻里汇": PartyForm.NEIGHBOUR_HUB, "党小组": PartyForm.GROUP,
    "支部": PartyForm.BRANCH, "党总支": PartyForm.BRANCH, "党工委": PartyForm.WORK_COMMITTEE, "党委": PartyForm.JOINT_COMMITTEE,
}  # fmt: skip
SETUPS: Final = {
    "单独": PartySetup.SINGLE,
    "单建": PartySetup.SINGLE,
    "联": PartySetup.JOINT,
    "功能": PartySetup.FUNCTIONAL,
}


def records(entry: Entry) -> Iterable[Record]:
    """Give a party organisation tied to the one above and to the unit or territory it covers."""
    name = entry.get("name")
    if not name:
        entry.finding(Severity.ERROR, "name", "没有党组织名称", "请补上名称")
        return ()
    form = entry.get("form") or next((form for words, form in FORMS.items() if words in name), PartyForm.BRANCH)
    known = entry.job.references.find("PartyOrganisation", str(name))
    record = entry.record(
        "PartyOrganisation", known or keys.node_id("PartyOrganisation", name), "name", "setup", "contact", form=form
    )
    above = entry.reference("PartyOrganisation", "reports_to")
    record.tie(links.REPORTS_TO, above if above != record.id else None)
    record.tie(links.PARTY_COVERS_UNIT, entry.reference("Organisation", "unit"))
    street = entry.territory("street")
    record.tie(links.PARTY_COVERS, entry.territory("covers", street) or (None if "covers" in entry.values else street))
    return (record,)


KIND: Final = LedgerKind(
    key="party_organisations",
    name="党组织台账",
    order=30,
    label="PartyOrganisation",
    titles=("党组织", "党支部", "大工委", "大党委", "邻里汇", "基层党组织", "党组织到社区报到", "党组织到社区报到登记", "党组织报到", "党组织双报到"),
    columns=(
        col("name", "党组织名称", "党支部名称", "支部名称", "组织名称", "党组织", "名称", "党组织全称", "支部", "党支部", "支部全称", read=cleaning.name),
        col("form", "党组织形式", "组织形式", "党组织类型", "形式", "类型", "党组织类别", "组织类别", "支部类别", "支部类型", "类别", read=term(PartyForm, FORMS)),
        col("setup", "组建方式", "设置方式", "组建形式", "建立方式", "组建类型", read=term(PartySetup, SETUPS)),
        col("reports_to", "上级党组织", "上级", "隶属", "上级组织", "隶属党组织", "上级党组织名称"),
        col("unit", "依托单位", "所在单位", "所属单位", "单位", "覆盖单位", "单位名称", "所在企业", "企业名称"),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("covers", "覆盖范围", "所属社区", "覆盖社区", "覆盖小区", "所在社区", "社区", "覆盖地域", "所属区域"),
        col("members", "党员人数", "党员数", "正式党员数", kept=True),
        *contact("书记", "支部书记", "党组织书记"),
        col("founded_on", "成立年月", "成立时间", "成立日期", "换届时间", "换届日期", kept=True),
        remark(),
        sample(),
    ),
    needs=(("name",),),
    same=(("name",),),
    records=records,
    everyday=everyday.PARTY_ORGANISATION,
)  # fmt: skip
