"""Live values of places: facilities, stations, the service circle, kinds of community."""

from math import asin, cos, radians, sin, sqrt
from typing import Any, Final

from graph_model.entities.terms import CommunityKind
from graph_model.labels import chinese
from graph_model.place_tree import grouped
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live, Row, counted, listed, shared
from graph_model.targets.rows import leader, territory_row

STATION_LEDGER: Final = "党群服务阵地台账"
AREA_PER_HUNDRED: Final = 30.0
AREA_FLOOR: Final = 300.0
DETOUR: Final = 1.3
"""How much longer the way on foot is than the straight line, where no roads are at hand."""
WALK_METRES: Final = 10 * 80 / DETOUR
"""How far as the crow flies one walks in ten minutes at 80 metres a minute."""
EARTH_METRES: Final = 6_371_008.8
"""Mean radius (IUGG)."""
STATION_WORD: Final = "驿站"
CENTRE_WORD: Final = "党群服务中心"
SOCIAL_WORK_LEDGER: Final = "社工站名册（用阵地台账导入）"
SOCIAL_WORK_WORDS: Final = ("社工站", "社会工作站")


def stations(facts: Facts) -> Live:
    """Count the stations called 驿站."""
    rows = [_station_row(facts, one, STATION_WORD in one["name"]) for one in facts.stations]
    return counted(rows, bool(rows), STATION_LEDGER)


def _station_row(facts: Facts, one: dict[str, Any], met: bool) -> Row:  # noqa: FBT001 a field of the row
    area = f"{one['area']:g}平方米" if one["area"] is not None else "没有登记面积"
    return Row("station", one["id"], one["name"], met, area, one["place"], leader(facts, one["place"]))


def town_centres(facts: Facts) -> Live:
    """Give the share of subdistricts with a 党群服务中心 of their own: one of a community in them is none."""
    found = [one for one in facts.stations if CENTRE_WORD in one["name"]]
    own = [one for one in found if facts.place_by_id[one["place"]]["level"] == "subdistrict"]
    return _subdistricts_with(facts, own, f"{STATION_LEDGER}写明镇街自己的党群服务中心（写所属镇街，社区留空）")


def social_work_stations(facts: Facts) -> Live:
    """Count the stations for social work."""
    found = _for_social_work(facts)
    return counted([_station_row(facts, one, met=True) for one in found], bool(found), SOCIAL_WORK_LEDGER)


def social_work_everywhere(facts: Facts) -> Live:
    """Give the share of subdistricts with a station for social work."""
    return _subdistricts_with(facts, _for_social_work(facts), SOCIAL_WORK_LEDGER)


def _for_social_work(facts: Facts) -> list[dict[str, Any]]:
    return [one for one in facts.stations if any(word in one["name"] for word in SOCIAL_WORK_WORDS)]


def _subdistricts_with(facts: Facts, found: list[dict[str, Any]], missing: str) -> Live:
    there: dict[str, list[str]] = {}
    for one in found:
        street = facts.at(one["place"], "subdistrict")
        if street:
            there.setdefault(street, []).append(one["name"])
    names = {place["id"]: there.get(place["id"], []) for place in facts.at_level("subdistrict")}
    rows = [territory_row(facts, place, bool(own), listed(own) or "没有登记") for place, own in names.items()]
    return shared(rows, bool(found), missing)


def premises_per_hundred_households(facts: Facts) -> Live:
    """Give the share of communities whose stations have 30 square metres for every hundred households."""
    areas = station_areas(facts)
    rows = [_area_row(facts, place, areas.get(place["id"])) for place in facts.at_level("community")]
    return shared(rows, bool(areas), f"{STATION_LEDGER}写明面积，区划台账写明户数")


def _area_row(facts: Facts, place: dict[str, Any], area: float | None) -> Row:
    households = place["households"]
    if area is None or not households:
        return territory_row(facts, place["id"], None, "没有登记面积" if area is None else "没有登记户数")
    wanted = households / 100 * AREA_PER_HUNDRED
    note = f"{area:g}平方米，{households}户，每百户{area / households * 100:.1f}平方米，要{wanted:.0f}平方米"
    return territory_row(facts, place["id"], area >= wanted, note)


def premises_floor_300(facts: Facts) -> Live:
    """Give the share of communities whose stations have 300 square metres together."""
    areas = station_areas(facts)
    rows = []
    for place in facts.at_level("community"):
        area = areas.get(place["id"])
        note = "没有登记面积" if area is None else f"{area:g}平方米"
        rows.append(territory_row(facts, place["id"], None if area is None else area >= AREA_FLOOR, note))
    return shared(rows, bool(areas), f"{STATION_LEDGER}写明面积")


def station_areas(facts: Facts) -> dict[str, float]:
    """Add up the area of the stations of each community; those without an area tell nothing."""
    areas: dict[str, float] = {}
    for one in facts.stations:
        community = facts.at(one["place"], "community")
        if community and one["area"] is not None:
            areas[community] = areas.get(community, 0.0) + one["area"]
    return areas


def community_kinds(facts: Facts) -> Live:
    """Count the seven kinds that the communities are of."""
    communities = facts.at_level("community")
    kinds = grouped((one for one in communities if one["kind"]), "kind")
    rows = []
    for kind in CommunityKind:
        there = kinds.get(kind.value, [])
        note = f"{len(there)}个社区：{listed([one['name'] for one in there])}" if there else "没有这一类"
        rows.append(Row("topic", kind.value, chinese(kind), bool(there), note))
    return counted(rows, bool(kinds), "区划台账写明社区类型")


def service_circle(facts: Facts) -> Live:
    """Give the share of the communities whose position is known that have a station within ten minutes on foot."""
    spots = [one for one in facts.stations if one["longitude"] is not None and one["latitude"] is not None]
    missing = f"{STATION_LEDGER}和区划台账写明经度、纬度"
    if not spots:
        return Live(None, (), missing)
    return shared(
        (_walk_row(facts, place, spots) for place in facts.at_level("community")), registered=True, missing=missing
    )


def _walk_row(facts: Facts, place: dict[str, Any], spots: list[dict[str, Any]]) -> Row:
    if place["longitude"] is None or place["latitude"] is None:
        return territory_row(facts, place["id"], None, "没有登记位置")
    nearest = min(spots, key=lambda one: (metres(place, one), one["id"]))
    away = metres(place, nearest)
    note = f"最近的是{nearest['name']}，直线{away:.0f}米（10分钟走得到{WALK_METRES:.0f}米）"
    return territory_row(facts, place["id"], away <= WALK_METRES, note)


def metres(one: dict[str, Any], other: dict[str, Any]) -> float:
    """Give the distance of two points on the sphere in metres (haversine)."""
    south, north = radians(one["latitude"]), radians(other["latitude"])
    across = radians(other["longitude"] - one["longitude"])
    half = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin(across / 2) ** 2
    return 2 * EARTH_METRES * asin(min(1.0, sqrt(half)))
