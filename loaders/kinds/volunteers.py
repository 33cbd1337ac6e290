"""Volunteers 志愿者 with skills, certificates and the half-days they can serve."""

from collections.abc import Iterable
from typing import Final

from loaders.entry import Entry
from loaders.kinds import abilities, everyday, people, strangers
from loaders.kinds.base import LedgerKind, col
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give a volunteer with skills, home, unit and teams."""
    roles = ("PartyMember", "Volunteer") if people.is_party_member(entry) else ("Volunteer",)
    volunteer = people.person(entry, *roles)
    if volunteer is None:
        return ()
    people.tie_places(entry, volunteer)
    abilities.tie_abilities(entry, volunteer)
    return (volunteer,)


KIND: Final = LedgerKind(
    key="volunteers",
    name="志愿者台账",
    order=52,
    label="Person",
    titles=(
        "志愿者",
        "义工",
        "志愿服务人员",
        "能人",
        "达人",
        "人才",
        "热心居民",
        "骨干",
        "志愿骨干",
        "志愿服务骨干",
        "专家",
        "智库",
    ),
    columns=people.columns(
        col("politics", "政治面貌", "政治身份"),
        col("email", "电子邮箱", "邮箱", "email", kept=True),
        col("times", "志愿活动累计次数", "累计服务次数", "服务次数", kept=True),
        col("total_hours", "志愿活动累计时间", "累计服务时长", "服务总时长", "累计时长", "志愿服务时长", kept=True),
        people.PERSON_CLASS,
        col("registered_by", "登记人", "登记单位名称", "登记单位", kept=True),
    ),
    needs=people.KNOWN_PERSON,
    same=people.SAME_PERSON,
    weak_key=strangers.weak_key,
    records=records,
    everyday=everyday.PERSON,
)
