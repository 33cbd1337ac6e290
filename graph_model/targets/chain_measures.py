"""Live values of the chain: committees, hubs, stairways, pairings, party branches."""

from math import ceil
from typing import Any, Final

from graph_model.place_tree import grouped
from graph_model.targets.facts import Facts
from graph_model.targets.live import Live, Row, listed, shared
from graph_model.targets.rows import leader, territory_row

PARTY_LEDGER: Final = "党组织台账：组织形式写大工委、大党委、邻里汇，写明覆盖的镇街、社区、小区"
PROPERTY_LEDGER: Final = "物业与业委会名册，党组织台账写明依托单位"
HOUSEHOLDS_TO_ONE: Final = 10
BRANCHES: Final = ("branch", "group", "neighbour_hub")


def work_committees(facts: Facts) -> Live:
    """Give the share of subdistricts with a 大工委."""
    return _with_party(facts, "subdistrict", ("work_committee",))


def joint_committees(facts: Facts) -> Live:
    """Give the share of communities with a 大党委."""
    return _with_party(facts, "community", ("joint_committee",))


def neighbour_hubs(facts: Facts) -> Live:
    """Give the share of compounds with a 邻里汇."""
    return _with_party(facts, "compound", ("neighbour_hub",))


def compound_branches(facts: Facts) -> Live:
    """Give the share of compounds that a branch, group or 邻里汇 covers."""
    return _with_party(facts, "compound", BRANCHES)


def _with_party(facts: Facts, level: str, forms: tuple[str, ...]) -> Live:
    party = grouped(row for row in facts.party if row["form"] in forms)
    rows = (
        _named_row(facts, place["id"], [one["name"] for one in party.get(place["id"], [])])
        for place in facts.at_level(level)
    )
    return shared(rows, bool(facts.party), PARTY_LEDGER)


def _named_row(facts: Facts, place: str, names: list[str]) -> Row:
    return territory_row(facts, place, bool(names), listed(names) if names else "没有登记")


def party_stairways(facts: Facts) -> Live:
    """Give the share of registered stairways with a party member; names of persons stay with the chain."""
    people = grouped(facts.stairway_people)
    rows = []
    for place in facts.at_level("building"):
        number = len(people.get(place["id"], []))
        note = f"{number}名党员联系" if number else "没有党员联系"
        rows.append(territory_row(facts, place["id"], number > 0, note))
    return shared(rows, bool(rows), "小区楼道名册（级别写“楼道”），党员台账写明联系楼道")


def ten_households(facts: Facts) -> Live:
    """Give the share of compounds where no party member in touch with its stairways has more than ten households."""
    members: dict[str, set[str]] = {}
    with_stairways = {facts.at(one["id"], "compound") for one in facts.at_level("building")}
    for row in facts.stairway_people:
        compound = facts.at(row["place"], "compound")
        if compound:
            members.setdefault(compound, set()).add(row["id"])
    rows = [
        _ten_row(facts, place, len(members.get(place["id"], ())) if place["id"] in with_stairways else None)
        for place in facts.at_level("compound")
    ]
    return shared(rows, bool(rows), "小区名册写明户数，党员台账写明联系楼道")


def _ten_row(facts: Facts, place: dict[str, Any], members: int | None) -> Row:
    households = place["households"]
    if not households or members is None:
        return territory_row(facts, place["id"], None, "没有登记楼道" if households else "没有登记户数")
    wanted = ceil(households / HOUSEHOLDS_TO_ONE)
    note = f"{households}户，要{wanted}名党员，有{members}名"
    return territory_row(facts, place["id"], members >= wanted, note)


def paired_communities(facts: Facts) -> Live:
    """Give the share of communities that some unit is paired with today."""
    paired = grouped(facts.paired)
    rows = (
        _named_row(facts, place["id"], [one["name"] for one in paired.get(place["id"], [])])
        for place in facts.at_level("community")
    )
    return shared(rows, bool(facts.paired), "一村一社一机关结对共建台账")


def property_party(facts: Facts) -> Live:
    """Give the share of owners' committees and property companies that a party organisation covers."""
    units = {row["id"]: row for row in facts.property_units}
    rows = [
        Row(
            "organisation",
            one["id"],
            one["name"],
            bool(one["party"]),
            listed(sorted(one["party"])) if one["party"] else "没有党组织覆盖",
            one["place"],
            leader(facts, one["place"]),
        )
        for one in units.values()
    ]
    return shared(rows, bool(facts.party), PROPERTY_LEDGER)


def open_joint_committees(facts: Facts) -> Live:
    """Give the share of communities with a 大党委 and alliances of the community that have members, each told once."""
    committees = {row["place"] for row in facts.party if row["form"] == "joint_committee"}
    members: dict[str, set[str]] = {}
    for row in facts.alliances:
        if row["level"] == "community":
            members.setdefault(row["place"], set()).update(row["members"])
    rows = []
    for place in facts.at_level("community"):
        one, number = place["id"] in committees, len(members.get(place["id"], ()))
        note = f"{'有大党委' if one else '没有大党委'}，联盟成员{number}家"
        rows.append(territory_row(facts, place["id"], one and number > 0, note))
    return shared(rows, bool(facts.party) and bool(facts.alliances), "党组织台账和党建联盟台账")


def both_offices(facts: Facts) -> Live:
    """Give the share of owners' committees with somebody who also holds an office in a party organisation."""
    holders = grouped(facts.offices, "unit")
    rows = []
    for one in {row["id"]: row for row in facts.property_units if row["kind"] == "owners_committee"}.values():
        there = holders.get(one["id"], [])
        note = listed([f"{row['party_name']}{row['party_title'] or ''}" for row in there]) if there else "没有交叉任职"
        rows.append(
            Row("organisation", one["id"], one["name"], bool(there), note, one["place"], leader(facts, one["place"]))
        )
    return shared(rows, bool(facts.offices), "交叉任职台账")
