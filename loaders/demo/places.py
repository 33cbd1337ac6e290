"""Places of the sample district: real streets and communities, invented compounds, stations."""

from random import Random
from typing import Final

from graph_model.entities.terms import Level
from loaders.codes.shipped import shipped_within
from loaders.codes.units import level_of, parent_of
from loaders.demo.sources import chance, likely, names, read
from loaders.demo.world import DISTRICT, MARK, Community, Compound, World

KINDS: Final = (
    ("纯翻牌型", 2),
    ("有出租无托管商品楼盘型", 3),
    ("有出租有托管商品楼盘型", 3),
    ("混合居住型", 6),
    ("纯商品房型", 5),
    ("老旧小区型", 7),
    ("超大规模型", 1),
)
STREET_MEANS: Final = {
    "北山街道": 0.7,
    "西溪街道": 0.8,
    "翠苑街道": 0.75,
    "古荡街道": 0.7,
    "西湖街道": 0.35,
    "留下街道": 0.4,
    "转塘街道": 0.35,
    "蒋村街道": 0.55,
    "灵隐街道": 0.8,
    "文新街道": 0.75,
    "三墩镇": 0.45,
    "双浦镇": 0.2,
}
COMPOUND_COMMUNITIES: Final = 0.55
COMMITTEES: Final = 40
QUIET_STAIRWAYS: Final = 3
"""The most stairways of a compound that nobody keeps in touch with."""


def make_communities(world: World) -> None:
    """Add the real communities with sample weights, then compounds with invented names."""
    dice = chance(world.seed, "places")
    units = shipped_within(DISTRICT[0])
    streets = {row["code"]: row["name"] for row in units}
    for row in units:
        if level_of(row["code"]) is not Level.COMMUNITY:
            continue
        above = str(parent_of(row["code"]))
        street = streets[above]
        village = row["type"] == "村"
        weight = dice.lognormvariate(0, 0.55) * (0.45 if village else 1)
        means = min(1, max(0, dice.gauss(STREET_MEANS[street], 0.22)))
        kind = "" if village else dice.choices([one for one, _ in KINDS], [share for _, share in KINDS])[0]
        world.communities.append(Community(row["code"], row["name"], above, street, village, kind, weight, means))
    _make_compounds(world, dice)


def _make_compounds(world: World, dice: Random) -> None:
    first, second, last = (names("compound", which) for which in ("首", "中", "尾"))
    free = [f"{MARK}{a}{b}{c}" for a in first for b in second for c in last]
    dice.shuffle(free)
    companies = [row["name"] for row in read("units") if row["kind"] == "物业服务企业"]
    committees = 0
    for community in world.communities:
        if community.village or not likely(dice, COMPOUND_COMMUNITIES):
            continue
        for local in range(1, dice.randint(2, 4)):
            name = free.pop()
            committee = f"{name}业主委员会" if committees < COMMITTEES and likely(dice, 0.4) else None
            committees += committee is not None
            code = f"{community.code}-C{local:02d}"
            company = dice.choice(companies)
            community.compounds.append(Compound(code, name, dice.randint(180, 900), company, committee))


def add_quiet_stairways(world: World) -> None:
    """Add stairways no party member keeps in touch with: the holes of the chain."""
    dice = chance(world.seed, "quiet stairways")
    for community in world.communities:
        for compound in community.compounds:
            for _ in range(dice.randint(0, QUIET_STAIRWAYS)):
                name = f"{compound.name}{dice.randint(13, 18)}幢{dice.randint(1, 3)}单元"
                if name not in compound.stairways:
                    compound.stairways.append(name)
