"""Ledgers of places: division codes, compounds with property company and owners' committee, stations."""

from typing import Final

from graph_model.entities.terms import Level
from loaders.codes.shipped import shipped_within
from loaders.codes.units import level_of
from loaders.demo.ledger import Ledger
from loaders.demo.positions import written
from loaders.demo.world import DISTRICT, Community, Compound, World

FIGURES: Final = "户数、人口、类型、试点、位置均为样例数"
PLACED: Final = ("经度", "纬度")
EMPTY: Final = ("",) * 8
CODE_WORDS: Final = "区划代码 名称 级别 上级代码 社区类型 试点示范 户数 人口 60岁及以上人口"
CODE_COLUMNS: Final = tuple(CODE_WORDS.split())
STATION_COLUMNS: Final = (
    "阵地名称",
    "阵地类型",
    "所在社区",
    "面积（㎡）",
    "经度",
    "纬度",
    "服务功能",
    "开放时间",
    "备注",
    "样例",
)


def code_ledger(world: World) -> Ledger:
    """Division codes of the district, its streets and communities; codes and names are real."""
    rows: list[list[object]] = [[*DISTRICT, "区", *EMPTY, FIGURES, "是"]]
    streets = [row for row in shipped_within(DISTRICT[0]) if level_of(row["code"]) is Level.SUBDISTRICT]
    for row in streets:
        there = [one for one in world.communities if one.street == row["code"]]
        homes = sum(one.households for one in there)
        people = sum(one.population for one in there)
        rows.append([row["code"], row["name"], "镇街", DISTRICT[0], "", "", homes, people, *EMPTY[-3:], FIGURES, "是"])
    rows.extend(_community(one) for one in world.communities)
    columns = (*CODE_COLUMNS, *PLACED, "备注", "样例")
    return Ledger("西湖区行政区划代码表（样例）", "区划代码", columns, rows, numbered=False)


def _community(one: Community) -> list[object]:
    about = (one.code, one.name, "社区", one.street, one.kind, one.model, one.households, one.population, one.elderly)
    return [*about, *written(one.spot), FIGURES, "是"]


def compound_ledger(world: World) -> Ledger:
    """Compounds and the stairways somebody keeps in touch with, all with invented names."""
    columns = ("区划代码", "名称", "级别", "上级代码", "户数", *PLACED, "物业服务企业", "业委会", "备注", "样例")
    compounds = [(one.code, compound) for one in world.communities for compound in one.compounds]
    rows = [_compound(code, compound) for code, compound in compounds]
    for _, compound in compounds:
        for number, name in enumerate(compound.stairways, 1):
            rows.append(
                [f"{compound.code}-L{number:02d}", name, "楼道", compound.code, "", "", "", "", "", "样例数据", "是"]
            )
    return Ledger("西湖区住宅小区与楼道名册（样例）", "小区楼道", columns, rows, numbered=False)


def _compound(parent: str, one: Compound) -> list[object]:
    about = (one.code, one.name, "小区", parent, one.households, *written(one.spot))
    return [*about, one.property_company, one.committee or "", "样例数据", "是"]


def station_ledger(world: World) -> Ledger:
    """Stations with their area."""
    return Ledger("党群服务阵地台账（样例）", "阵地", STATION_COLUMNS, world.rows["阵地"], totals=("面积（㎡）",))
