"""Holders of posts 在岗人员: who fills which post since when."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from loaders import cleaning, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday, people
from loaders.kinds.base import LedgerKind, col, remark, sample
from loaders.kinds.participations import find_person
from loaders.periods import span
from loaders.records import Record

SHOWN: Final = 5
"""Posts of one title that a finding lists."""


def records(entry: Entry) -> Iterable[Record]:
    """Give the person of the row tied to the post of the row."""
    post = _post(entry)
    if post is None:
        return ()
    person = find_person(entry)
    if person is None:
        return ()
    record = entry.links_of("Person", person)
    record.tie(links.FILLS, post, status="active", since=entry.get("since"), until=entry.get("until"))
    return (record,)


def _post(entry: Entry) -> str | None:
    """Post a row names by number, else by its title, its community deciding between namesakes; reports when none."""
    number, title = entry.get("post_number"), entry.get("post")
    find = entry.job.references.find
    found = next((one for words in (number, title) if words and (one := find("Post", str(words)))), None)
    if found is not None:
        return found
    same = entry.job.references.namesakes(str(title)) if title else []
    place = entry.territory("place") if same else None
    there = [one for one in same if place and one["place"] and _is_in(entry, one["place"], place)]
    if len(there) == 1:
        return str(there[0]["id"])
    if same and not number:
        _report_namesakes(entry, str(title), there or same)
    else:
        _report_unknown(entry, "post_number" if number else "post", str(number or title or ""))
    return None


def _is_in(entry: Entry, place: str, community: str) -> bool:
    return entry.job.references.places.is_under(place, community)


def _report_unknown(entry: Entry, name: str, words: str) -> None:
    """Report a post nobody registered, on the column its words stand in."""
    reason = f"岗位编号“{words}”没有登记" if name == "post_number" else f"没有名为“{words}”的岗位"
    reason = reason if words else "没有写是哪个岗位"
    nearest = entry.job.references.nearest("Post", words) if words and name == "post" else None
    advice = f"最接近的是“{nearest}”，请核对" if nearest else "请先导入岗位台账，或核对名称和编号"
    entry.finding(Severity.ERROR, name, reason, advice, words)


def _report_namesakes(entry: Entry, title: str, same: Sequence[Mapping[str, Any]]) -> None:
    """Report a title that several posts bear, and which they are."""
    name_of = entry.job.references.name_of
    shown = [f"{name_of(one['place']) if one['place'] else '没有社区'} {one['number'] or one['id']}" for one in same]
    more = "等" if len(same) > SHOWN else ""
    reason = f"叫“{title}”的岗位有 {len(same)} 个，分不清是哪一个：{'、'.join(shown[:SHOWN])}{more}"
    entry.finding(Severity.ERROR, "post", reason, "请在“岗位编号”里写上编号，或在“所属社区”里写明岗位所在的社区", title)


KIND: Final = LedgerKind(
    key="post_holders",
    continued=True,
    name="在岗人员台账",
    order=74,
    label="Person",
    titles=("在岗人员", "上岗", "认领人员", "岗位认领", "认岗", "认岗定责", "定岗", "先锋岗认领", "在岗", "到岗"),
    columns=(
        col("post_number", "岗位编号", "岗位id"),
        col("post", "岗位名称", "岗位", "认领岗位", "服务岗位", "所任岗位", "志愿者岗位"),
        *people.IDENTITY,
        col(
            "since",
            "上岗日期",
            "上岗时间",
            "认领日期",
            "到岗日期",
            "开始日期",
            "认领时间",
            "到岗时间",
            read=cleaning.day,
        ),
        col("until", "离岗日期", "结束日期", "离岗时间", read=cleaning.day),
        col("period", "起止时间", "起止日期", "在岗起止时间", "在岗期间", read=span, content="period"),
        col("place", "所属社区", "社区", "所在社区", "岗位所在社区", content="place"),
        remark(),
        sample(),
    ),
    needs=(("post", "post_number"), ("name", "number", "id_number")),
    same=(("id_number",), ("number",), ("phone", "name"), ("name",)),
    records=records,
    everyday=everyday.HOLDER,
)
