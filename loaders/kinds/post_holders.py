"""Holders of posts 在岗人员: who fills which post since when."""

from collections.abc import Iterable
from typing import Final

from loaders import cleaning, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday, people
from loaders.kinds.base import LedgerKind, col, remark, sample
from loaders.kinds.participations import find_person
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give the person of the row tied to the post of the row."""
    number, title = entry.get("post_number"), entry.get("post")
    post = next(
        (found for words in (number, title) if words and (found := entry.job.references.find("Post", str(words)))), None
    )
    if post is None:
        entry.finding(
            Severity.ERROR,
            "post",
            f"岗位“{title or number or ''}”没有登记或有重名",
            "请先导入岗位台账，并填写岗位编号",
            str(title or ""),
        )
        return ()
    person = find_person(entry)
    if person is None:
        return ()
    record = entry.links_of("Person", person)
    record.tie(links.FILLS, post, status="active", since=entry.get("since"), until=entry.get("until"))
    return (record,)


KIND: Final = LedgerKind(
    key="post_holders",
    continued=True,
    name="在岗人员台账",
    order=74,
    label="Person",
    titles=("在岗人员", "上岗", "认领人员", "岗位认领", "先锋岗认领", "在岗", "到岗"),
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
        col("place", "所属社区", "社区", "所在社区", kept=True),
        remark(),
        sample(),
    ),
    needs=(("post", "post_number"), ("name", "number", "id_number")),
    same=(("id_number",), ("number",), ("phone", "name"), ("name",)),
    records=records,
    everyday=everyday.HOLDER,
)
