"""Organisations of the sample district: invented names, seats in communities, pairings with them."""

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import Final

from loaders.demo.sources import chance, likely, read
from loaders.demo.world import Community, Unit, World

PAIRED_SHARE: Final = 0.93
SECOND_PAIR_SHARE: Final = 0.35
PAIRING_KINDS: Final = frozenset({"机关", "事业单位", "企业", "群团"})
BATCHES: Final = ((date(2020, 9, 1), "第一批"), (date(2022, 3, 1), "第二批"), (date(2024, 5, 1), "第三批"))


def make_units(world: World) -> None:
    """Add organisations, more of them where a community has means, and the owners' committees of compounds."""
    dice = chance(world.seed, "units")
    weights = [community.means**2 + 0.05 for community in world.communities]
    for row in read("units"):
        home = dice.choices(world.communities, weights)[0]
        size = int(row["size"])
        about = (row["name"], row["kind"], row["category"], row["system"], row["profile"])
        world.units.append(Unit(*about, size, home, tuple(row["services"].split()) or services_of(row["profile"])))
    for community in world.communities:
        for compound in community.compounds:
            if compound.committee:
                committee = Unit(
                    compound.committee, "业委会", "", "社区", "业委会", 1, community, services_of("业委会")
                )
                world.units.append(committee)


@cache
def services_of(profile: str) -> tuple[str, ...]:
    """Kinds of work that units of a trade do, where their names tell nothing more exact."""
    return tuple(next(row["services"] for row in read("profiles") if row["profile"] == profile).split())


def pair_units(world: World) -> list[tuple[Unit, Community, date, date | None, str]]:
    """Pair most communities with a unit or two (一村一社一机关); some stay without, some pairings have ended."""
    dice = chance(world.seed, "pairings")
    able = [unit for unit in world.units if unit.kind in PAIRING_KINDS]
    pairings = []
    for community in world.communities:
        for unit in dice.sample(able, _pairings(dice)):
            since, batch = dice.choices(BATCHES, (3, 2, 2))[0]
            until = since + timedelta(days=730) if likely(dice, 0.06) else None
            if until is None:
                unit.paired.append(community)
            pairings.append((unit, community, since, until, batch))
    return pairings


def _pairings(dice: Random) -> int:
    if not likely(dice, PAIRED_SHARE):
        return 0
    return 2 if likely(dice, SECOND_PAIR_SHARE) else 1
