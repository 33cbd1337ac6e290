"""Hours of service 服务时长: who took part in which activity, for how long, confirmed by whom."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.hours import hours
from loaders.kinds import everyday, people
from loaders.kinds.base import YES_NO, LedgerKind, col, remark, sample
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give the person of the row tied to the activity of the row."""
    activity = _activity(entry)
    person = find_person(entry)
    if activity is None or person is None:
        return ()
    entry.within("Activity", "hours", entry.get("hours"))
    record = entry.links_of("Person", person)
    record.tie(
        links.PERSON_TAKES_PART, activity, hours=entry.get("hours"), confirmed_by_organiser=entry.get("confirmed_by_organiser"),
        confirmed_by_beneficiary=entry.get("confirmed_by_beneficiary"),
    )  # fmt: skip
    return (record,)


def _activity(entry: Entry) -> str | None:
    number, title = entry.get("activity_number"), entry.get("activity")
    found = entry.job.references.find("Activity", str(number)) if number else None
    found = found or (entry.job.references.activity(str(title), entry.get("on")) if title else None)
    if found is None:
        entry.finding(
            Severity.ERROR,
            "activity",
            f"活动“{title or number or ''}”没有登记",
            "请先导入活动台账，并核对活动名称、编号和日期",
        )
    return found


def find_person(entry: Entry) -> str | None:
    """Person a row names by ID number, number, phone, or a name nobody shares; reports when it is nobody known."""
    name = entry.get("name")
    known = keys.person_keys(entry.job.sealer, name, entry.get("number"), entry.get("phone"), entry.get("id_number"))
    found = entry.job.references.person_by_keys(known) if known else None
    words = entry.get("number") or name
    found = found or (entry.job.references.find("Person", str(words)) if words else None)
    if found is None:
        entry.finding(
            Severity.ERROR,
            "name",
            f"“{name or words or ''}”没有登记或有重名，不能确定是谁",
            "请先导入党员或志愿者台账，并填写编号",
            str(name or ""),
        )
        return None
    return entry.job.references.standing(found)


KIND: Final = LedgerKind(
    key="participations",
    continued=True,
    name="服务时长台账",
    order=72,
    label="Person",
    titles=("服务时长", "时长", "工时", "服务工时", "参加名单", "签到", "参与名单", "活动参加"),
    columns=(
        col("activity_number", "活动编号", "活动id"),
        col("activity", "活动名称", "活动主题", "活动", "参加活动", "服务活动", "参与活动"),
        col("on", "活动日期", "活动时间", "日期", "服务日期", "时间", read=cleaning.day, of_the_year=True),
        *people.IDENTITY,
        col("hours", "时长", "服务时长", "小时", "服务小时", "小时数", "服务时长小时", "参加时长", "工时", "服务工时", "时数", "服务时数", read=hours),
        col("confirmed_by_organiser", "组织方确认", "主办方确认", "组织者确认", "社区确认", read=YES_NO),
        col("confirmed_by_beneficiary", "服务对象确认", "受益人确认", "居民确认", "对象确认", read=YES_NO),
        col("place", "活动地点", "地点", "服务地点", kept=True),
        col("host", "组织方", "主办方", "组织单位", "主办单位", kept=True),
        remark(),
        sample(),
    ),
    needs=(("activity", "activity_number"), ("name", "number", "id_number", "phone")),
    same=(("id_number",), ("number",), ("phone", "name"), ("name",)),
    records=records,
    everyday=everyday.PARTICIPATION,
)  # fmt: skip
