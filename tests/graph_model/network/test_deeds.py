"""Ties come from deeds: they fade, fall asleep, and lie in layers."""

import random
from datetime import date
from typing import Any

import numpy as np
import pytest

from graph_model.network.cohesion import multiplexity, reciprocity
from graph_model.network.deeds import KIND_NAMES, KIND_WEIGHTS, Decay, Deeds, Tied, ties_of
from graph_model.network.network import BadNetwork

TODAY = date(2026, 9, 30)
ROWS = [
    ("项目一", "乙", "甲", "joint_project", "2026-09-30", "2026-09-30", 3),
    ("会一", "甲", "乙", "meeting", "2026-04-03", "2026-04-03", 1),
    ("结对一", "乙", "丙", "pairing", "2020-01-01", "", 1),
    ("活动一", "丙", "丁", "event", "2024-09-30", "2024-09-30", 3),
    ("活动二", "丙", "丁", "event", "2024-01-01", "2024-01-01", 3),
    ("将来", "甲", "丁", "event", "2026-10-01", "2026-10-01", 3),
    ("同盟", "甲", "丙", "alliance", "2020-01-01", "", 3),
]


def deeds(rows: list[tuple[Any, ...]] = ROWS) -> Deeds:
    ids, one, two, kind, begins, ends, confirmed = zip(*rows, strict=True)
    days = [np.array(column, "datetime64[D]") for column in (begins, ends)]
    return Deeds(ids, one, two, kind, *days, np.array(confirmed, np.int8))


def weight(tied: Tied, one: str, two: str) -> float:
    ids, ties = tied.together.ids, tied.together.both
    pairs = zip(ties.owner, ties.neighbour, ties.weight, strict=True)
    return {(ids[a], ids[b]): value for a, b, value in pairs}[one, two]


def test_a_deed_weighs_half_after_its_half_life() -> None:
    assert weight(ties_of(deeds(), TODAY), "甲", "乙") == pytest.approx(3 + 1 / 2)


def test_what_still_holds_does_not_fade() -> None:
    assert weight(ties_of(deeds(), TODAY), "乙", "丙") == 1


def test_a_tie_without_a_deed_in_the_window_is_dormant_with_its_last_deed() -> None:
    [asleep] = ties_of(deeds(), TODAY).dormant
    assert (asleep.one, asleep.two, asleep.last, asleep.deed) == ("丁", "丙", date(2024, 9, 30), "活动一")


def test_a_wider_window_wakes_it() -> None:
    tied = ties_of(deeds(), TODAY, Decay(window=1_100))
    assert tied.dormant == ()
    assert tied.deeds["丁", "丙"] == ("活动一", "活动二")


def test_deeds_that_weigh_nothing_are_not_told_of_a_tie_others_make() -> None:
    both = [*ROWS, ("同盟二", "甲", "乙", "alliance", "2020-01-01", "", 3)]
    tied = ties_of(deeds(both), TODAY)
    assert tied.deeds["乙", "甲"] == ("项目一", "会一")
    assert tied.layers["alliance"].ties == 2


def test_deeds_to_come_are_not_looked_at() -> None:
    assert ("丁", "甲") not in ties_of(deeds(), TODAY).deeds


def test_each_kind_is_a_layer_over_the_same_members() -> None:
    tied = ties_of(deeds(), TODAY)
    assert {kind: layer.ties for kind, layer in tied.layers.items()} == {
        "alliance": 1,
        "joint_project": 1,
        "meeting": 1,
        "pairing": 1,
    }
    assert {layer.ids for layer in tied.layers.values()} == {tied.together.ids}
    assert tied.together.ties == 2


def test_the_kinds_of_a_pair_are_those_in_the_window() -> None:
    old = ("项目零", "乙", "丙", "joint_project", "2023-01-01", "2023-01-01", 3)
    assert multiplexity(ties_of(deeds([*ROWS, old]), TODAY).together) == 1.5


def test_a_tie_is_mutual_when_both_sides_confirm_it() -> None:
    said = ties_of(deeds(), TODAY).said
    assert said is not None
    assert reciprocity(said) == pytest.approx(2 / 3)


def test_only_members_named_are_looked_at_and_all_of_them() -> None:
    tied = ties_of(deeds(), TODAY, members=["甲", "乙", "戊"])
    assert tied.together.ids == ("乙", "戊", "甲")
    assert tied.together.ties == 1


def test_an_unknown_kind_and_a_deed_that_ends_before_it_begins_are_refused() -> None:
    with pytest.raises(BadNetwork, match="没有给“其他”定权重"):
        ties_of(deeds([("x", "甲", "乙", "其他", "2026-01-01", "2026-01-01", 3)]), TODAY)
    with pytest.raises(BadNetwork):
        deeds([("x", "甲", "乙", "event", "2026-01-02", "2026-01-01", 3)])


def test_every_kind_has_a_name_and_a_weight() -> None:
    assert KIND_NAMES.keys() == KIND_WEIGHTS.keys()


def test_no_order_of_deeds_changes_a_bit() -> None:
    rng = random.Random(3)
    rows: list[tuple[Any, ...]] = []
    for number in range(200):
        one, two = rng.sample("甲乙丙丁戊己庚", 2)
        day = f"2026-{rng.randint(1, 9):02d}-{rng.randint(1, 28):02d}"
        rows.append((f"事{number}", one, two, rng.choice(list(KIND_NAMES)), day, day, rng.randint(1, 3)))
    first = ties_of(deeds(rows), TODAY)
    rng.shuffle(rows)
    second = ties_of(deeds(rows), TODAY)
    assert first.together.both.weight.tobytes() == second.together.both.weight.tobytes()
    assert (first.dormant, first.deeds) == (second.dormant, second.deeds)
