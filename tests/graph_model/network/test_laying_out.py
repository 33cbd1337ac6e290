"""Where members stand in a picture: the same bytes always, nobody upon another, and no stir about a newcomer."""

import math
import os
import subprocess
import sys
from itertools import combinations, pairwise

import numpy as np
import pytest

from graph_model.network.discs import MARGIN, discs_of
from graph_model.network.laying_out import GRAIN, laid_out, spacing_of
from graph_model.network.network import Ints, Network, network_of

STREETS = {f"s{street}": [f"s{street}-c{place}" for place in range(9)] for street in range(6)}
TREE = {"root": [*STREETS], **STREETS}
COMMUNITIES = [place for own in STREETS.values() for place in own]
MEMBERS = 300
PRINTING = "from tests.graph_model.network.test_laying_out import laid_out_bytes; print(laid_out_bytes())"


def names(count: int = MEMBERS) -> list[str]:
    return [f"org-{at:04d}" for at in range(count)]


def ties(count: int = MEMBERS) -> list[tuple[str, str]]:
    rng = np.random.default_rng(7)
    drawn = rng.integers(0, count, (5 * count, 2)).tolist()
    return sorted({(f"org-{min(pair):04d}", f"org-{max(pair):04d}") for pair in drawn if pair[0] != pair[1]})


def home_of(name: str) -> str:
    return COMMUNITIES[sum(name.encode()) * 31 % len(COMMUNITIES)]


def network(members: list[str], pairs: list[tuple[str, str]]) -> Network:
    return network_of([one for one, _ in pairs], [two for _, two in pairs], ids=members)


def stood(members: list[str], pairs: list[tuple[str, str]]) -> dict[str, tuple[int, int]]:
    own = network(members, pairs)
    discs = discs_of(TREE, "root", 1.6)
    spots: Ints = laid_out(own, [home_of(one) for one in own.ids], discs, frozenset())
    return {name: (x, y) for name, (x, y) in zip(own.ids, spots.tolist(), strict=True)}


def laid_out_bytes() -> str:
    return repr(sorted(stood(names(), ties()).items()))


def test_no_order_of_rows_moves_anybody() -> None:
    turned = [(two, one) for one, two in reversed(ties())]
    assert stood(names(), ties()) == stood(names()[::-1], turned)


def test_no_hash_seed_moves_anybody() -> None:
    told = set()
    for seed in ("1", "2"):
        environment = os.environ | {"PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", PRINTING]
        told.add(subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout)
    assert told == {laid_out_bytes() + "\n"}


def test_who_comes_moves_few_and_those_little() -> None:
    before = stood(names(), ties())
    newcomer = [("org-0003", "org-new"), ("org-0100", "org-new"), ("org-0200", "org-new")]
    after = stood([*names(), "org-new"], [*ties(), *newcomer])
    moved = sorted(math.dist(before[name], after[name]) / GRAIN for name in before)
    assert moved[len(moved) // 2] < 0.02
    assert moved[int(len(moved) * 0.95)] < 0.2
    assert moved[-1] < 1.5


def test_who_leaves_leaves_the_others_where_they_were() -> None:
    before = stood(names(), ties())
    left = [pair for pair in ties() if "org-0042" not in pair]
    after = stood([name for name in names() if name != "org-0042"], left)
    moved = sorted(math.dist(before[name], after[name]) / GRAIN for name in after)
    assert moved[len(moved) // 2] < 0.02


def test_nobody_stands_upon_another() -> None:
    discs = discs_of(TREE, "root", 1.6)
    spacing = spacing_of(MEMBERS, len(COMMUNITIES)) * GRAIN
    nearest = min(math.dist(one, two) for one, two in combinations(stood(names(), ties()).values(), 2))
    assert len(discs) == len(COMMUNITIES) + len(STREETS) + 1
    assert nearest > 0.4 * spacing


def test_members_stay_near_their_home() -> None:
    discs = discs_of(TREE, "root", 1.6)
    for name, (x, y) in stood(names(), ties()).items():
        home = discs[home_of(name)]
        assert math.dist((x / GRAIN, y / GRAIN), (home.x, home.y)) < 2.5


def test_ties_draw_members_together() -> None:
    alone, tied = stood(["org-0001", "org-0002"], []), stood(["org-0001", "org-0002"], [("org-0001", "org-0002")])
    assert math.dist(*tied.values()) < math.dist(*alone.values())


def test_those_who_stand_for_their_place_stand_in_its_middle() -> None:
    discs = discs_of(TREE, "root")
    one = network(["party"], [])
    assert laid_out(one, ["s1-c1"], discs, frozenset({"party"})).tolist() == [
        [round(discs["s1-c1"].x * GRAIN), round(discs["s1-c1"].y * GRAIN)]
    ]


def test_a_picture_of_nobody_is_empty() -> None:
    assert laid_out(network([], []), [], discs_of({}, "root"), frozenset()).shape == (0, 2)


def test_two_on_one_spot_part() -> None:
    discs = discs_of({}, "root")
    one, two = laid_out(network(["a", "b"], []), ["root", "root"], discs, frozenset({"a", "b"})).tolist()
    assert math.dist(one, two) > 0.4 * GRAIN


@pytest.mark.parametrize("stretch", [1.0, 1.6])
def test_no_disc_meets_one_beside_it_and_each_lies_within_its_own(stretch: float) -> None:
    discs = discs_of(TREE, "root", stretch)
    for place, own in TREE.items():
        for one, two in combinations((discs[part] for part in own), 2):
            assert math.dist((one.x, one.y), (two.x, two.y)) >= one.radius + two.radius + 2 * MARGIN - 1e-9
        for part in own:
            away = math.dist((discs[part].x, discs[part].y), (discs[place].x, discs[place].y))
            assert away + discs[part].radius <= discs[place].radius


def test_spacing_changes_with_a_doubling_only() -> None:
    found = [spacing_of(members, 100) for members in range(401, 800)]
    assert len({*found}) == 1
    assert all(wide >= narrow for wide, narrow in pairwise(spacing_of(members, 10) for members in range(1, 200)))
