"""Party organisations of the sample district, from the street's work committee to the compound's 邻里汇."""

from loaders.demo.alliances import lead_name
from loaders.demo.sources import chance, likely
from loaders.demo.world import DISTRICT, MARK, World

GENERATED = f"{MARK}数据"
WITHOUT_HUB = 0.18
"""Share of the compounds without an owners' committee that have no 邻里汇 yet."""


def make_party_organisations(world: World) -> None:
    """Write the chain 大工委 → 大党委 → 党支部 and 邻里汇, and put every party member into a branch."""
    rows = world.rows.setdefault("党组织", [])
    top = lead_name("区", DISTRICT)
    dice = chance(world.seed, "hubs")
    rows.append([top, "大工委", "功能型", "", DISTRICT[1], "", GENERATED, "是"])
    streets = {one.street: one.street_name for one in world.communities}
    for code, name in sorted(streets.items()):
        rows.append([lead_name("镇街", (code, name)), "大工委", "联建", top, name, "", GENERATED, "是"])
    for community in world.communities:
        _community_chain(rows, community.path, lead_name("镇街", (community.street, community.street_name)))
        for compound in community.compounds:
            if compound.committee is None and likely(dice, WITHOUT_HUB):
                continue
            hub = lead_name("小区", (compound.code, f"{community.path}{compound.name}"))
            parent = lead_name("社区", (community.code, community.path))
            rows.append(
                [
                    hub,
                    "邻里汇",
                    "联建",
                    parent,
                    f"{community.path}{compound.name}",
                    compound.committee or "",
                    GENERATED,
                    "是",
                ]
            )
    _unit_branches(world, rows, top)
    _join_branches(world)


def _community_chain(rows: list[list[object]], path: str, street_lead: str) -> None:
    committee = lead_name("社区", ("", path))
    rows.append([committee, "大党委", "联建", street_lead, path, "", GENERATED, "是"])
    rows.append([_residents_branch(path), "党支部", "单建", committee, path, "", GENERATED, "是"])


def _residents_branch(path: str) -> str:
    return f"{MARK}·{path}居民党支部"


def _unit_branches(world: World, rows: list[list[object]], top: str) -> None:
    dice = chance(world.seed, "branches")
    employers = {person.unit.name for person in world.people if person.party and person.unit}
    for unit in world.units:
        if unit.name in employers:
            setup = dice.choices(("单建", "联建", "功能型"), (6, 3, 1))[0]
            rows.append([f"{unit.name}党支部", "党支部", setup, top, unit.home.path, unit.name, GENERATED, "是"])


def _join_branches(world: World) -> None:
    for person in world.people:
        if person.party:
            person.branch = f"{person.unit.name}党支部" if person.unit else _residents_branch(person.home.path)
