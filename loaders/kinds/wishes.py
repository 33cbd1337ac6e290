"""Wishes 微心愿: needs of a person or family that can be claimed."""

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import ListStatus, NeedKind
from loaders import links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday, items
from loaders.kinds.base import LedgerKind, col
from loaders.kinds.needs import need, need_columns
from loaders.records import Record

CLAIMERS: Final = (links.CLAIMED_BY, links.CLAIMED_BY_TEAM, links.CLAIMED_BY_PERSON)
REGISTER_FIRST: Final = "是单位请先导入单位台账，是个人请先导入志愿者或党员台账，重名的请写编号"


def records(entry: Entry) -> Iterable[Record]:
    """Give a wish; tied to the unit, team or person that claimed it."""
    record = need(entry, NeedKind.WISH)
    if record is None:
        return ()
    if claimed := str(entry.get("claimed_by") or ""):
        record.props["claimed_by"] = claimed
        _tie_claimers(entry, record, claimed)
    return (record,)


def _tie_claimers(entry: Entry, record: Record, claimed: str) -> None:
    """Tie a wish to who claimed it; somebody who fulfilled theirs already is held by it no longer."""
    references = entry.job.references
    is_over = entry.get("status") in {ListStatus.DONE, ListStatus.CANCELLED}
    for one in items.tie_named(entry, record, claimed, (links.CLAIMED_BY,) if is_over else CLAIMERS):
        if references.called_for_short("Organisation", one):
            entry.reference("Organisation", "claimed_by", one)
        elif not any(references.find(kind.start, one) for kind in CLAIMERS):
            reason = f"认领的“{one}”没有登记，或有重名"
            entry.finding(Severity.WARNING, "claimed_by", reason, REGISTER_FIRST, one, loaded_but="未建立这条联系")


KIND: Final = LedgerKind(
    key="wishes",
    name="微心愿清单",
    order=67,
    label="Need",
    titles=("微心愿", "心愿墙", "心愿", "愿望"),
    columns=(
        *need_columns("心愿", "微心愿", "心愿内容", "微心愿名称", "微心愿内容"),
        col(
            "claimed_by",
            "认领单位",
            "认领人",
            "认领者",
            "认领方",
            "圆梦人",
            "圆梦单位",
            "认领单位/个人",
            "认领党员",
            "认领志愿者",
            "认领人姓名",
            "认领企业",
            "圆梦党员",
        ),
        col(
            "claimer_phone",
            "认领人电话",
            "认领人手机",
            "认领人联系方式",
            "认领党员电话",
            "认领单位电话",
            "圆梦人电话",
            kept=True,
        ),
    ),
    needs=(("title", "description"),),
    same=(("number", "title", "place"), ("title", "place", "raised_by")),
    records=records,
    everyday=everyday.WISH,
)
