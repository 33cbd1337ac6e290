"""docs/sample-district.md gives figures; they must be those of the district it describes."""

from collections import Counter
from itertools import permutations
from pathlib import Path

from loaders.demo.folder import SEED, all_ledgers, make_world
from loaders.demo.world import World
from tests.loaders.demo.conftest import TODAY

PAGE = (Path(__file__).parents[3] / "docs" / "sample-district.md").read_text(encoding="utf-8")


def test_table_of_ledgers_is_up_to_date() -> None:
    world = World(SEED, TODAY, 5000)
    files = all_ledgers(world, make_world(world))
    assert f"写出 {len(files)} 个台账文件" in PAGE
    for name, ledgers in files.items():
        sheets = "、".join(ledger.sheet for ledger in ledgers)
        counts = "、".join(f"{len(ledger.rows):,}" for ledger in ledgers)
        assert f"| {name} | {sheets} | {counts} |" in PAGE


def test_figures_in_the_text_are_up_to_date(district: World) -> None:
    held = [one for person in district.people for one in person.holdings if one.certificate]
    lapsed = sum(one.valid_until is not None and one.valid_until < TODAY for one in held)
    homes = Counter(person.home.code for person in district.people if person.volunteer)
    poor = sum(homes[community.code] < 5 for community in district.communities)
    paired = {community.code for unit in district.units for community in unit.paired}
    compounds = [one for community in district.communities for one in community.compounds]
    hubs = sum(row[1] == "邻里汇" for row in district.rows["党组织"])
    sat_in = {row[4] for row in district.rows["交叉任职"] if row[4]}
    rated = {(row[0], row[1]) for row in district.rows["联盟问卷"]}
    asked = [one for one in district.alliances if rated.issuperset(permutations([it.name for it in one.members], 2))]
    touched = {person.stairway for person in district.people if person.stairway}
    for said in (
        f"{len(held)} 份证书里，{lapsed} 份已过期，{sum(one.verified_on is None for one in held)} 份没有核验过",
        f"{sum('心理咨询' in post.skills for post in district.posts)} 个岗位要这张证",
        f"有 {poor} 个社区和村登记的志愿者不到 5 人",
        f"{len(district.communities) - len(paired)} 个社区没有结对单位",
        f"岗位已有 {sum(len(post.holders) for post in district.posts)} 个名额有人",
        f"{len(district.units)} 个单位",
        f"{len(compounds)} 个小区里 {hubs} 个有邻里汇",
        f"{sum(len(one.stairways) for one in compounds)} 个楼道里 {len(touched)} 个有党员联系",
        f"业委会里 {len(sat_in)} 个有人同时在邻里汇任职",
        f"{len(asked)} 个联盟做过问卷",
    ):
        assert said in PAGE
