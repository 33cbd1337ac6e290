"""Teams 团队: volunteer teams, 组团联社, mediators, grid teams, and their members."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import Reach, TeamKind
from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday, people
from loaders.kinds.base import PARTS, SLOTS, LedgerKind, col, contact, remark, sample, term
from loaders.records import Record

KINDS: Final = {
    "志愿": TeamKind.VOLUNTEER, "联社": TeamKind.COMMUNITY_LIAISON, "组团": TeamKind.COMMUNITY_LIAISON, "调解": TeamKind.MEDIATION,
    "网格": TeamKind.GRID, "服务队": TeamKind.VOLUNTEER, "先锋": TeamKind.VOLUNTEER,
}  # fmt: skip


def team(entry: Entry, name: str) -> Record:
    """Start the record of a team."""
    kind = entry.get("kind") or next((kind for words, kind in KINDS.items() if words in name), TeamKind.VOLUNTEER)
    known = entry.job.references.find("Team", name)
    return entry.record(
        "Team",
        known or keys.node_id("Team", name),
        "description",
        "slots",
        "max_posts",
        "reach",
        "contact",
        name=name,
        kind=kind,
    )


def tie_territories(entry: Entry, record: Record) -> None:
    """Tie a team to every territory it serves."""
    street = entry.territory("street")
    named = (entry.territory_called("serves", words, street) for words in entry.get("serves", ()))
    served = [found for found in named if found]
    for place in served or (street or entry.home(),):
        record.tie(links.TEAM_SERVES, place)


def records(entry: Entry) -> Iterable[Record]:
    """Give a team with what and whom it serves."""
    name = entry.get("name")
    if not name:
        entry.finding(Severity.ERROR, "name", "没有队伍名称", "请补上名称")
        return ()
    record = team(entry, str(name))
    tie_territories(entry, record)
    record.tie(links.TEAM_ABOUT, entry.category("category"))
    return (record,)


KIND: Final = LedgerKind(
    key="teams",
    name="团队台账",
    order=35,
    label="Team",
    titles=("队伍", "团队", "组团联社", "服务队", "调解小组"),
    columns=(
        col("name", "队伍名称", "团队名称", "志愿者队伍名称", "志愿服务队名称", "服务队名称", "名称", "志愿队伍", "小组名称", "志愿队伍名称", read=cleaning.name),
        col("kind", "队伍类型", "团队类型", "类型", "性质", "队伍性质", "团队性质", read=term(TeamKind, KINDS)),
        col("category", "服务类别", "类别", "服务领域", "服务方向", "服务内容类别", "主要服务类别"),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("serves", "服务社区", "服务区域", "所属区域", "所属社区", "联系社区", "服务范围社区", "社区", "服务村社", "联系村社", "服务对象社区", "所在社区", "驻地", read=PARTS),
        col("description", "服务内容", "简介", "队伍简介", "主要服务", "职责"),
        col("slots", "可服务时间", "服务时间", "活动时间", "服务时段", read=SLOTS),
        col("max_posts", "可承接数", "同时承接数", "可承接任务数", "承接能力", "可同时承接", "最多承担岗位", read=cleaning.count),
        col("reach", "服务范围", "可服务范围", read=term(Reach, people.REACHES)),
        col("unit", "所属单位", "依托单位", "组建单位", "人数", "队员人数", "成员人数", "队员数", "队伍人数", "成立时间", "成立日期", kept=True),
        *contact(),
        remark(),
        sample(),
    ),
    needs=(("name",),),
    same=(("name",),),
    records=records,
    everyday=everyday.TEAM,
)  # fmt: skip
