"""What the forms offer to choose from, and how a reader's choices are read back."""

from typing import Final

from markupsafe import Markup, escape

from graph_model.entities.terms import DeclineReason, HelperKind, ListKind, ListStatus
from graph_model.labels import CHINESE
from graph_model.taxonomy import load_taxonomy

KINDS: Final = tuple((kind.value, CHINESE[HelperKind][kind]) for kind in HelperKind)
DECLINE_REASONS: Final = tuple(CHINESE[DeclineReason][reason] for reason in DeclineReason)
DECISIONS: Final = (("", "全部"), ("待定", "待定"), ("已采纳", "已采纳"), ("未采纳", "未采纳"))
CHANGES: Final = (("", "全部"), ("新增", "新增"), ("调整", "调整"), ("不变", "不变"), ("缺口", "缺口"))
LIST_KINDS: Final = tuple((kind.value, CHINESE[ListKind][kind]) for kind in ListKind)
LIST_STATUSES: Final = tuple(CHINESE[ListStatus][status] for status in ListStatus)
EXAMPLES: Final = (
    "楼上独居的老人家里电灯坏了没人修",
    "孩子放学早，家里没人接",
    "楼道里堆东西，邻居吵起来了",
    "想找人给老人量血压、讲讲怎么吃药",
)


def _category_options() -> Markup:
    labels = [category.label for category in load_taxonomy().categories.values()]
    return Markup().join(Markup('<option value="{0}">{0}</option>').format(label) for label in labels)


CATEGORY_OPTIONS: Final = _category_options()


def category_options(chosen: str) -> Markup:
    """Return an option for every kind of work, `chosen` selected."""
    mark = f'value="{escape(chosen)}"'
    return Markup(str(CATEGORY_OPTIONS).replace(mark, mark + " selected", 1))  # noqa: S704 both parts are escaped
