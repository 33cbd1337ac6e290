"""Wishes 微心愿: needs of a person or family that can be claimed."""

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import NeedKind
from loaders import links
from loaders.entry import Entry
from loaders.kinds import everyday
from loaders.kinds.base import LedgerKind, col
from loaders.kinds.needs import need, need_columns
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give a wish; tied to the unit that claimed it."""
    record = need(entry, NeedKind.WISH)
    if record is None:
        return ()
    if entry.get("claimed_by"):
        record.props["claimed_by"] = str(entry.get("claimed_by"))
        record.tie(links.CLAIMED_BY, entry.reference("Organisation", "claimed_by"))
    return (record,)


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
