"""Territories 区划: codes, names and levels from the district down to the stairway, with what succeeded what."""
# ruff: noqa: E501 - a column and all its synonyms stand on one line

from collections.abc import Iterable
from typing import Final

from graph_model.entities.terms import CommunityKind, CommunityModel, Level
from loaders import cleaning, keys, links
from loaders.codes.units import level_of, parent_of
from loaders.entry import Entry
from loaders.findings import Severity
from loaders.kinds import everyday
from loaders.kinds.base import CODE, LedgerKind, Reader, col, remark, sample, term, worded
from loaders.records import Record

CODE_LENGTH: Final = 12
LEVELS: Final = {
    "区级": Level.DISTRICT, "区县": Level.DISTRICT, "街道": Level.SUBDISTRICT, "镇": Level.SUBDISTRICT, "乡": Level.SUBDISTRICT,
    "社区": Level.COMMUNITY, "村": Level.COMMUNITY, "小区": Level.COMPOUND, "网格": Level.GRID, "楼": Level.BUILDING, "单元": Level.BUILDING,
}  # fmt: skip
BELOW: Final = (("compound", Level.COMPOUND), ("grid", Level.GRID), ("building", Level.BUILDING))
WORDS: Final[Reader] = worded(str)


def records(entry: Entry) -> Iterable[Record]:
    """Give a territory tied to the one above; missing ones above are made when the row names them."""
    code, parent = entry.get("code"), _parent(entry)
    name = entry.get("name")
    if code is None and parent is None:
        entry.finding(
            Severity.ERROR, "code", "没有区划代码，也找不到上级", "请填 12 位统计用区划代码，小区以下可填上级名称"
        )
        return ()
    if not name:
        entry.finding(Severity.ERROR, "name", "没有名称", "请补上名称")
        return ()
    territory = code or _local_code(entry, str(parent), name)
    level = entry.get("level") or _level_of(territory, name)
    parent = parent or _parent_code(territory)
    heir = _heir(entry, territory)
    record = entry.record(
        "Territory", territory, "name", "households", "population", "elderly", "kind", "model", "longitude", "latitude", "valid_since", "valid_until",
        level=level, code=territory,
    )  # fmt: skip
    above = list(_missing_above(entry, parent, level)) if parent and level is not Level.DISTRICT else []
    if heir:
        entry.finding(Severity.NOTE, "code", f"代码 {territory} 已由 {heir} 接替", "请改用新代码；旧代码照样查得到")
    elif parent and (parent in entry.job.references.places or above):
        record.tie(links.PART_OF, entry.job.references.places.heir_of(parent))
    elif level is not Level.DISTRICT:
        entry.finding(
            Severity.WARNING, "parent", f"上级 {parent} 没有登记", "请先导入上级区划", loaded_but="未挂到上级"
        )
    _tie_successor(entry, record)
    return (*above, record)


def _heir(entry: Entry, territory: str) -> str | None:
    """Tell what took a territory's place, where its own row does not say: it is part of that, and stays so."""
    heir = entry.job.references.places.heir_of(territory)
    return None if heir == territory or entry.get("succeeded_by") else heir


def _parent(entry: Entry) -> str | None:
    stated = entry.get("parent_code")
    if stated:
        return str(stated)
    words = next((entry.values[name] for name in ("parent", "community", "street") if name in entry.values), None)
    if words is None or entry.get("code") is not None:
        return None
    return entry.job.references.territory(str(words)).id


def _local_code(entry: Entry, parent: str, name: str) -> str:
    """Code below the community: the parent's with the local number, or the name when there is none."""
    local = entry.get("local_number") or name
    return f"{parent}-{keys.shortened(''.join(mark for mark in str(local) if mark.isalnum()))}"


def _level_of(code: str, name: str) -> Level:
    if len(code) > CODE_LENGTH:
        return next(
            (level for key, level in LEVELS.items() if key in name and level is not Level.SUBDISTRICT), Level.COMPOUND
        )
    return level_of(code)


def _parent_code(code: str) -> str | None:
    if len(code) > CODE_LENGTH:
        return code.rsplit("-", 1)[0]
    return parent_of(code)


def _missing_above(entry: Entry, parent: str, level: Level) -> Iterable[Record]:
    """Street and district that the row itself names but no ledger lists."""
    if parent in entry.job.references.places:
        return
    if level is Level.COMMUNITY and entry.get("street"):
        district = parent[:6] + "000000"
        yield from _missing_above(entry, district, Level.SUBDISTRICT)
        street = entry.record("Territory", parent, name=entry.get("street"), level=Level.SUBDISTRICT, code=parent)
        if district in entry.job.references.places or entry.get("district"):
            street.tie(links.PART_OF, district)
        yield street
    elif level is Level.SUBDISTRICT and entry.get("district"):
        yield entry.record("Territory", parent, name=entry.get("district"), level=Level.DISTRICT, code=parent)


def _tie_successor(entry: Entry, record: Record) -> None:
    words = entry.get("succeeded_by")
    if not words:
        return
    for part in cleaning.split(str(words)):
        found = entry.job.references.territory(part)
        if found.id is None:
            entry.finding(
                Severity.WARNING, "succeeded_by", f"并入的地域“{part}”没有登记", "请先导入新区划，再导入撤并情况", part
            )
        record.tie(links.SUCCEEDED_BY, found.id, on=entry.get("valid_until"))


def order(code: str) -> tuple[int, str]:
    """Order in which territories are written, those above first."""
    return (
        0
        if code.endswith("000000")
        else 1
        if code.endswith("000") and len(code) == CODE_LENGTH
        else 2 + code.count("-"),
        code,
    )


KIND: Final = LedgerKind(
    key="territories",
    name="区划台账",
    order=10,
    label="Territory",
    titles=("区划", "社区名录", "街道名录", "村社名录", "小区名录", "网格名录", "楼道", "代码", "小区一览", "社区一览", "镇街"),
    columns=(
        col("code", "区划代码", "统计用区划代码", "行政区划代码", "代码", "编码", "统计代码", "社区代码", "街道代码", "网格编码", "小区编码", "code", read=CODE),
        col("name", "名称", "区划名称", "地域名称", "社区名称", "街道名称", "村社名称", "小区名称", "网格名称", "楼道名称", "楼栋", "楼栋号", "楼幢号", "幢号", "小区", "name", read=cleaning.name),
        col("level", "级别", "层级", "类型", "区划级别", "地域级别", "type", read=term(Level, LEVELS)),
        col("parent_code", "上级代码", "上级区划代码", "上级编码", "所属街道代码", "所属社区代码", "父级代码", "street_code", "parent_code", read=CODE),
        col("parent", "上级", "上级名称", "上级单位", "上级区划", "隶属", "所属小区", "小区", "所在小区", "parent"),
        col("community", "所属社区", "社区", "所在社区", "所属村社"),
        col("street", "所属街道", "所属镇街", "街道", "镇街", "乡镇街道", "street"),
        col("district", "所属区", "所属区县", "区", "区县", "district"),
        col("local_number", "本地编号", "序号编码", "楼号", "楼道号", "网格号", "网格编号", "楼栋编号", "小区编号"),
        col("households", "户数", "总户数", "住户数", "居民户数", "常住户数", read=cleaning.count),
        col("population", "人口", "人口数", "常住人口", "居民人数", "总人口", "人口总数", read=cleaning.count),
        col("kind", "社区类型", "社区类别", "社区分类", "类别", "小类", read=term(CommunityKind, {"翻牌": CommunityKind.RENAMED_VILLAGE, "老旧": CommunityKind.OLD, "混合": CommunityKind.MIXED, "超大": CommunityKind.VERY_LARGE, "纯商品房": CommunityKind.COMMERCIAL})),
        col("elderly", "60岁及以上人口", "60岁以上人口", "60周岁以上人口", "老年人口", "老年人口数", "老年人数", read=cleaning.count),
        col("model", "试点示范", "试点示范类型", "分类试点", "试点社区", "示范社区", read=term(CommunityModel, {"试点": CommunityModel.PILOT, "示范": CommunityModel.SHOWCASE})),
        col("longitude", "经度", "lon", "longitude", read=cleaning.number),
        col("latitude", "纬度", "lat", "latitude", read=cleaning.number),
        col("managed", "物业服务企业", "物业公司", "业委会", "物业", kept=True),
        col("valid_since", "设立日期", "成立日期", "启用日期", read=cleaning.day),
        col("valid_until", "撤销日期", "撤并日期", "停用日期", read=cleaning.day),
        col("succeeded_by", "并入", "撤并后", "并入社区", "新代码", "合并到", "现归属", "拆分为"),
        remark(),
        sample(),
    ),
    needs=(("name",), ("code", "parent_code", "parent", "community", "street")),
    same=(("code",), ("parent", "name"), ("community", "name")),
    records=records,
    everyday=everyday.TERRITORY,
)  # fmt: skip
