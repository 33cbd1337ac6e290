"""Sample positions of communities, compounds and stations, laid around each street's rough middle; none is surveyed."""

from math import cos, pi, radians, sin, sqrt
from random import Random
from typing import Final

from loaders.demo.sources import chance, likely
from loaders.demo.world import Community, Spot, World

MIDDLES: Final[dict[str, tuple[float, float, int]]] = {
    "北山街道": (120.145, 30.265, 420),
    "西溪街道": (120.136, 30.277, 330),
    "翠苑街道": (120.118, 30.286, 330),
    "古荡街道": (120.104, 30.274, 360),
    "西湖街道": (120.122, 30.222, 800),
    "留下街道": (120.052, 30.246, 520),
    "转塘街道": (120.078, 30.158, 850),
    "蒋村街道": (120.076, 30.288, 430),
    "灵隐街道": (120.124, 30.262, 420),
    "文新街道": (120.096, 30.291, 340),
    "三墩镇": (120.082, 30.332, 480),
    "双浦镇": (120.062, 30.096, 900),
}
"""Rough middle of each street in degrees, and how far apart in metres its communities are laid."""
ELSEWHERE: Final = (120.100, 30.250, 500)
GOLDEN: Final = pi * (3 - sqrt(5))
METRES_A_DEGREE: Final = 111_195.0
NEAR_COMPOUND: Final = 320
NEAR_STATION: Final = 180
UNPLACED_COMMUNITIES, UNPLACED_COMPOUNDS, UNPLACED_STATIONS = 0.04, 0.03, 0.06
PILOTS, SHOWCASES = 10, 8


def place_communities(world: World) -> None:
    """Lay the communities of each street on a spiral around its middle, their compounds about them; a few have none."""
    dice = chance(world.seed, "positions")
    counts: dict[str, int] = {}
    for community in world.communities:
        number = counts[community.street] = counts.get(community.street, 0) + 1
        east, north, apart = MIDDLES.get(community.street_name, ELSEWHERE)
        far, turn = apart * sqrt(number - 0.5), number * GOLDEN
        spot = moved((east, north), far * cos(turn), far * sin(turn))
        community.spot = None if likely(dice, UNPLACED_COMMUNITIES) else spot
        for compound in community.compounds:
            near = _about(dice, spot, NEAR_COMPOUND)
            compound.spot = None if likely(dice, UNPLACED_COMPOUNDS) else near


def name_models(world: World) -> None:
    """Name the pilots of the seven kinds and a few showcases, both samples."""
    dice = chance(world.seed, "models")
    kinds = sorted({one.kind for one in world.communities if one.kind})
    firsts = [dice.choice([one for one in world.communities if one.kind == kind]) for kind in kinds]
    rest = [one for one in world.communities if one.kind and one not in firsts]
    chosen = dice.sample(rest, PILOTS - len(firsts) + SHOWCASES)
    for community in [*firsts, *chosen[SHOWCASES:]]:
        community.model = "分类试点"
    for community in chosen[:SHOWCASES]:
        community.model = "示范点"


def station_spot(world: World, community: Community) -> Spot | None:
    """Give a station a sample position about its community's; a few have none."""
    dice = chance(world.seed, f"station {community.code}")
    unplaced = likely(dice, UNPLACED_STATIONS)
    return None if unplaced or community.spot is None else _about(dice, community.spot, NEAR_STATION)


def _about(dice: Random, spot: Spot, metres: float) -> Spot:
    return moved(spot, dice.uniform(-metres, metres), dice.uniform(-metres, metres))


def moved(spot: Spot, east: float, north: float) -> Spot:
    """Give the spot so many metres to the east and the north, to five decimals: about a metre."""
    longitude, latitude = spot
    north_degrees, east_degrees = north / METRES_A_DEGREE, east / METRES_A_DEGREE / cos(radians(latitude))
    return round(longitude + east_degrees, 5), round(latitude + north_degrees, 5)


def written(spot: Spot | None) -> Spot | tuple[str, str]:
    """Give the two cells of a position."""
    return spot or ("", "")
