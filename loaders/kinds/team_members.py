"""Members of teams: who belongs to which team, as what."""

from collections.abc import Iterable
from typing import Final

from loaders import links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday, people, teams
from loaders.kinds.base import PARTS, LedgerKind, col
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give the team of the row, made when nobody knows it, and its member when it is clear who that is."""
    name = entry.get("team_name")
    if not name:
        entry.finding(Severity.ERROR, "team_name", "没有队伍名称", "请补上队伍名称")
        return ()
    known = entry.job.references.find("Team", str(name))
    team = entry.links_of("Team", known) if known else teams.team(entry, str(name))
    if not known:
        teams.tie_territories(entry, team)
    member = _member(entry)
    if member is not None:
        member.tie(links.IN_TEAM, team.id, role=entry.get("role"))
        return (team, member)
    return (team,)


def _member(entry: Entry) -> Record | None:
    if entry.get("id_number") or entry.get("number") or entry.get("phone"):
        return people.person(entry, "Volunteer")
    person = entry.reference("Person", "name")
    return entry.links_of("Person", person) if person else None


KIND: Final = LedgerKind(
    key="team_members",
    continued=True,
    name="队伍成员台账",
    order=56,
    label="Person",
    titles=(
        "队员花名册",
        "队员名册",
        "成员花名册",
        "成员名册",
        "队伍成员",
        "团队成员",
        "服务组织架构",
        "队员名单",
        "成员名单",
    ),
    columns=people.columns(
        col(
            "team_name", "志愿者队伍名称", "队伍名称", "团队名称", "所属队伍", "服务队名称", "志愿队伍", fill_down=True
        ),
        col("role", "成员类型", "队内职务", "角色", "担任职务", "成员身份", "职责", "队伍职务"),
        col("serves", "所属区域", "服务社区", "服务区域", read=PARTS),
    ),
    needs=(("team_name",), ("name",)),
    same=(("id_number",), ("number", "name"), ("phone", "name"), ("name",)),
    records=records,
    everyday=everyday.MEMBER,
)
