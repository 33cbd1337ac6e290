"""Live values of places: facilities, stations, the service circle, kinds of community."""

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any, Final

from graph_model.circle.coverage import nearest
from graph_model.circle.walking import MINUTES, reach_of, spots_of
from graph_model.entities.terms import CommunityKind, CommunityModel
from graph_model.labels import chinese
from graph_model.place_tree import grouped
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live, Row, counted, listed, shared
from graph_model.targets.premises import Premises, premises_of
from graph_model.targets.residents import doubtful_communities, placed
from graph_model.targets.rows import leader, territory_row

STATION_LEDGER: Final = "党群服务阵地台账"
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
    found = premises_of(facts)
    rows = [territory_row(facts, one.place, one.enough, area_words(one)) for one in found]
    return shared(rows, _any_area(found), f"{STATION_LEDGER}写明面积，区划台账写明户数")


def area_words(one: Premises) -> str:
    """Write what a community has and what its households ask for."""
    if one.area is None or one.per_hundred is None or one.wanted is None:
        return "没有登记面积" if one.area is None else "没有登记户数"
    has = f"{_area(one)}，{one.households}户，每百户{int(one.per_hundred * 10) / 10:g}平方米"
    return f"{has}，要{ceil(one.wanted)}平方米"


def _area(one: Premises) -> str:
    unmeasured = f"，另有{one.unmeasured}处没有登记面积" if one.unmeasured else ""
    return f"{one.area:g}平方米{unmeasured}"


def _any_area(found: Sequence[Premises]) -> bool:
    return any(one.area is not None for one in found)


def premises_floor_300(facts: Facts) -> Live:
    """Give the share of communities whose stations have 300 square metres together."""
    found = premises_of(facts)
    rows = [
        territory_row(facts, one.place, one.above_floor, "没有登记面积" if one.area is None else _area(one))
        for one in found
    ]
    return shared(rows, _any_area(found), f"{STATION_LEDGER}写明面积")


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


def pilots(facts: Facts) -> Live:
    """Count the communities named as pilots of their kind."""
    return _named(facts, facts.at_level("community"), CommunityModel.PILOT)


def showcases(facts: Facts) -> Live:
    """Count the places named as showcases, whatever their level."""
    return _named(facts, [one for places in facts.standing.values() for one in places], CommunityModel.SHOWCASE)


def _named(facts: Facts, places: Sequence[Mapping[str, Any]], model: CommunityModel) -> Live:
    found = sorted((one for one in places if one["model"] == model.value), key=lambda one: str(one["id"]))
    notes = {one["id"]: chinese(CommunityKind(one["kind"])) if one["kind"] else "没有登记社区类型" for one in found}
    rows = [territory_row(facts, one["id"], met=True, note=notes[one["id"]]) for one in found]
    return counted(rows, bool(rows), f"区划台账“试点示范”一列写明{chinese(model)}")


def service_circle(facts: Facts) -> Live:
    """Give the share of the communities whose position is known that have a station within ten minutes on foot."""
    spots = sorted((one for one in facts.stations if placed(one)), key=lambda one: str(one["id"]))
    missing = f"{STATION_LEDGER}和区划台账写明经度、纬度"
    if not spots:
        return Live(None, (), missing)
    found, doubtful = nearest_stations(facts, spots), doubtful_communities(facts)
    rows = (
        _walk_row(facts, place["id"], found.get(place["id"]), place["id"] in doubtful)
        for place in facts.at_level("community")
    )
    return shared(rows, registered=True, missing=missing)


def nearest_stations(facts: Facts, stations: Sequence[Mapping[str, Any]]) -> dict[str, tuple[str, float]]:
    """Give the name of the station nearest to each community's own position and the metres on foot."""
    communities = [one for one in facts.at_level("community") if placed(one)]
    found = nearest(facts.walking.metres(spots_of(communities), spots_of(stations)))
    names = [stations[number]["name"] for number in found.station]
    return {
        one["id"]: (name, float(metres)) for one, name, metres in zip(communities, names, found.metres, strict=True)
    }


def _walk_row(facts: Facts, place: str, found: tuple[str, float] | None, doubtful: bool) -> Row:  # noqa: FBT001 its place
    if found is None:
        return territory_row(facts, place, None, "没有登记位置")
    (name, away), reach = found, reach_of(facts.walking)
    note = f"最近的是{name}，步行约{away:.0f}米（{MINUTES}分钟走{reach:.0f}米）"
    if away > reach and doubtful:
        return territory_row(facts, place, None, f"{note}，本社区有阵地没有登记位置")
    return territory_row(facts, place, away <= reach, note)
