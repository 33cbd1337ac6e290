"""Party members 党员 with 双报到: where they report at home and at work, their branch, their office."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

import re
from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import RegistrationCapacity
from loaders import cleaning, links
from loaders.entry import Entry
from loaders.kinds import abilities, everyday, people, strangers
from loaders.kinds.base import LedgerKind, col
from loaders.records import Record

NOT_REPORTED: Final = re.compile(r"未|没|转走|转出|^否|^不")
"""States of somebody who has reported nowhere, or no longer."""


def records(entry: Entry) -> Iterable[Record]:
    """Give a party member with the places reported to."""
    member = people.person(entry, "PartyMember")
    if member is None:
        return ()
    people.tie_places(entry, member)
    abilities.tie_abilities(entry, member)
    if not NOT_REPORTED.search(str(entry.get("report_state", ""))):
        _tie_registrations(entry, member)
    branch = entry.reference("PartyOrganisation", "branch")
    member.tie(links.IN_PARTY, branch, since=entry.get("branch_since"), role="党员")
    if entry.get("party_office"):
        member.tie(links.PARTY_OFFICE, branch, title=entry.get("party_office"))
    return (member,)


def _tie_registrations(entry: Entry, member: Record) -> None:
    """Tie a party member to the communities reported to; where the row names none, to that of the whole ledger."""
    since = entry.get("registered_on")
    people.register(
        entry, member, "registered_home", RegistrationCapacity.RESIDENCE, entry.get("registered_home_on", since)
    )
    people.register(
        entry, member, "registered_work", RegistrationCapacity.WORKPLACE, entry.get("registered_work_on", since)
    )
    if people.REPORTING in entry.job.title and not any(one.kind is links.REGISTERED_AT for one in member.links):
        member.tie(links.REGISTERED_AT, entry.home(), capacity=RegistrationCapacity.RESIDENCE.value, since=since)


KIND: Final = LedgerKind(
    key="party_members",
    name="党员双报到台账",
    order=50,
    label="Person",
    titles=("党员", "双报到", "报到登记", "在职党员", "社区报到"),
    columns=people.columns(
        col("registered_home", "居住地报到社区", "居住地报到", "报到社区", "双报到至", "认领单位报到社区", "报到村社", "社区报到", "双报到社区", "生活地报到社区", "报到居住地"),
        col("registered_work", "单位报到社区", "工作地报到社区", "工作地报到", "单位报到", "单位结对社区", "单位报到至", "结对报到社区", "单位共建社区"),
        col("report_state", "报到状态", "是否报到", "是否已报到"),
        col("registered_on", "报到日期", "报到时间", "双报到时间", "双报到日期", read=cleaning.day),
        col("registered_home_on", "居住地报到日期", "居住地报到时间", read=cleaning.day),
        col("registered_work_on", "单位报到日期", "单位报到时间", "工作地报到日期", read=cleaning.day),
        col("branch", "所在党支部", "党支部", "所属党支部", "所在支部", "支部", "党组织", "所在党组织", "组织关系所在党支部", "所属党组织", "组织关系", "所在党支部id", "所在党组织id"),
        col("branch_since", "进入当前党支部日期", "转入日期", "组织关系转入日期", read=cleaning.day),
        col("party_office", "党内职务", "支部职务", "党组织职务"),
        col("joined_on", "入党时间", "入党日期", "转正时间", "入党年月", "入党年份", "加入党组织时间", "加入党组织日期", "加入中共时间", "转正日期", kept=True),
        col("party_class", "党员类别", "人员类别", "党员类型", kept=True),
    ),
    needs=people.KNOWN_PERSON,
    same=people.SAME_PERSON,
    weak_key=strangers.weak_key,
    records=records,
    everyday=everyday.PERSON,
)  # fmt: skip
