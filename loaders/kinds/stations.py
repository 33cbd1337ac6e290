"""Stations 党群服务中心 and 驿站: where they are, how large, what they offer."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from loaders import cleaning, keys, links
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday
from loaders.kinds.base import PARTS, LedgerKind, col, contact, remark, sample
from loaders.records import Record


def records(entry: Entry) -> Iterable[Record]:
    """Give a station with its place."""
    name = entry.get("name")
    if not name:
        entry.finding(Severity.ERROR, "name", "没有驿站名称", "请补上名称")
        return ()
    place = entry.place("place")
    record = entry.record(
        "Station", keys.node_id("Station", name, place), "name", "address", "longitude", "latitude", "area_m2", "services", "opening",
        "contact",
    )  # fmt: skip
    record.tie(links.STATION_IN, place)
    return (record,)


KIND: Final = LedgerKind(
    key="stations",
    name="党群服务驿站台账",
    order=58,
    label="Station",
    titles=("驿站", "党群服务中心", "服务站", "阵地"),
    columns=(
        col(
            "name",
            "驿站名称",
            "党群服务中心名称",
            "站点名称",
            "阵地名称",
            "服务站名称",
            "中心名称",
            "名称",
            "驿站",
            "党群驿站",
            "阵地",
            "阵地名",
            "党群阵地",
            read=cleaning.name,
        ),
        col("street", "所属街道", "街道", "镇街", "所属镇街"),
        col("place", "所属社区", "社区", "所在社区", "所属区域", "所属村社", content="place"),
        col("address", "地址", "详细地址", "所在地址", "位置", "在哪", "在哪里"),
        col("longitude", "经度", read=cleaning.number),
        col("latitude", "纬度", read=cleaning.number),
        col("area_m2", "面积", "建筑面积", "使用面积", "面积平方米", "场地面积", read=cleaning.number),
        col("services", "服务项目", "服务内容", "功能", "服务功能", "主要功能", read=PARTS),
        col("opening", "开放时间", "服务时间", "运营时间", "开放时段", "服务时段", "运营时段"),
        col("type", "阵地类型", "类型", "站点类型", "级别", "阵地级别", kept=True),
        *contact("管理员", "站长", "阵地负责人"),
        remark(),
        sample(),
    ),
    needs=(("name",),),
    same=(("name", "place"),),
    records=records,
    everyday=everyday.STATION,
)
