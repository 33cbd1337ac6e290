"""Resources 资源清单: what units, teams and persons offer."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import Reach
from loaders import cleaning, links
from loaders.entry import Entry
from loaders.files import Cell
from loaders.kinds import everyday, items
from loaders.kinds.base import LedgerKind, col, term
from loaders.kinds.people import REACHES
from loaders.periods import span
from loaders.places import DISTRICT
from loaders.records import Record

OFFERERS: Final = (links.OFFERED_BY_UNIT, links.OFFERED_BY_TEAM, links.OFFERED_BY_PERSON)


def quantity(cell: Cell) -> tuple[float, str | None]:
    """Give number with the unit written behind it."""
    return cleaning.number(cell), cleaning.unit_after_number(cell)


def records(entry: Entry) -> Iterable[Record]:
    """Give a resource with its place, category and who offers it."""
    capacity, written = entry.get("capacity", (None, None))
    started = items.start(
        entry,
        "Resource",
        "window_from",
        "window_until",
        "slots",
        "reach",
        capacity=capacity,
        unit=entry.get("unit", written),
    )
    if started is None:
        return ()
    resource, place = started
    items.tie_category(entry, resource, links.RESOURCE_ABOUT)
    _tie_owner(entry, resource)
    is_near = place is not None and not DISTRICT.fullmatch(place)
    resource.tie(links.RESOURCE_IN, place if is_near else _site(entry, resource) or place)
    return (resource,)


def _site(entry: Entry, resource: Record) -> str | None:
    """Give the place of the first unit that offers a resource which names none of its own."""
    units = (link.start for link in resource.links if link.kind is links.OFFERED_BY_UNIT)
    return next(filter(None, map(entry.job.references.site_of, units)), None)


def _tie_owner(entry: Entry, resource: Record) -> None:
    """Tie a resource to whom its column names; several with a mark between where no one has the whole for a name."""
    unknown = items.tie_named(entry, resource, str(entry.get("owner") or ""), OFFERERS)
    for one in unknown:
        entry.reference("Organisation", "owner", one)
    if unknown:
        resource.props["owner"] = "、".join(unknown)


KIND: Final = LedgerKind(
    key="resources",
    name="资源清单",
    order=62,
    label="Resource",
    titles=("资源清单", "资源台账", "资源", "共享物资", "闲置", "可用场地", "供给清单", "服务清单", "可提供服务"),
    columns=(
        *items.item_columns("资源", "可提供资源", "共建资源", "服务资源", "场地名称", "服务项目", "服务名称", "可提供服务", "可提供的服务"),
        col("owner", "提供单位", "资源提供单位", "单位", "单位名称", "资源单位", "提供方", "所属单位", "责任单位", "提供者", "权属单位", "来源单位", "填报单位", content="unit"),
        col("capacity", "数量", "容量", "可供数量", "可容纳人数", "规模", "面积", "额度", "资源数量", "可提供数量", "数量规模", read=quantity),
        col("unit", "计量单位", "数量单位", "计数单位", "单位计量", "量词"),
        col("window_from", "开始日期", "起始日期", "可用开始", "开放开始日期", "有效期起", "可用起", "开始时间", read=cleaning.day),
        col("window_until", "结束日期", "截止日期", "可用结束", "有效期至", "有效期止", "有效期", "可用止", "结束时间", read=cleaning.day),
        col("window", "起止时间", "起止日期", "可用期间", "开放期间", "可用起止时间", read=span, content="period"),
        col("reach", "服务范围", "开放范围", "辐射范围", "适用范围", "覆盖范围", "可服务范围", read=term(Reach, REACHES)),
        *(one for one in items.timing_columns() if one.field == "slots"),
    ),
    needs=(("title", "description"), ("owner", "capacity", "title")),
    same=(("number", "title", "owner"), ("title", "place", "owner")),
    records=records,
    everyday=everyday.RESOURCE,
)  # fmt: skip
