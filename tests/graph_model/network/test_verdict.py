"""What is said of an alliance: beside its form, beside chance, beside its past, never without a number."""

import re
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_model.network.editing import FOLLOWED, followed, with_ties, without_members, without_ties
from graph_model.network.governance import judge_form
from graph_model.network.measures import measure
from graph_model.network.network import Network, network_of
from graph_model.network.quarters import Quarter, step_between, steps_of
from graph_model.network.verdict import Asking, verdict
from tests.graph_model.network.networks import of, random_graph

MEMBERS = ("中学", "医院", "社区", "银行", "法院")


def a_quarter(name: str, ties: list[tuple[str, str]], members: tuple[str, ...] = MEMBERS) -> Quarter:
    source, target = [one for one, _ in ties], [two for _, two in ties]
    attributes = {"条线": dict(zip(MEMBERS, ("教育", "卫健", "街道", "金融", "政法"), strict=True))}
    deeds = {(min(tie), max(tie)): (f"{'、'.join(sorted(tie))}的项目",) for tie in ties}
    return Quarter(name, network_of(source, target, ids=members, attributes=attributes), deeds)


HUB = [("社区", other) for other in MEMBERS if other != "社区"]
RING = [(MEMBERS[place], MEMBERS[place - 1]) for place in range(5)]


def test_an_alliance_with_a_lead_is_expected_to_gather_around_it() -> None:
    shape, lead = judge_form(a_quarter("今", HUB).network, "lead_organisation", "社区")
    assert shape.holds
    assert lead.holds
    assert "现在 1.00：相符" in shape.sentence
    assert "联系 4 家" in lead.sentence


def test_a_lead_that_others_outdo_is_named_with_those() -> None:
    _, lead = judge_form(a_quarter("今", HUB).network, "lead_organisation", "银行")
    assert not lead.holds
    assert "最多的 社区 联系 4 家" in lead.sentence


def test_a_ring_suits_a_shared_form_and_not_a_lead() -> None:
    ring = a_quarter("今", RING).network
    assert all(one.holds for one in judge_form(ring, "shared"))
    assert not judge_form(ring, "lead_organisation")[0].holds
    assert not judge_form(of(nx.cycle_graph(9)), "shared")[1].holds


@pytest.mark.parametrize("seed", range(8))
def test_edited_networks_have_the_measures_of_networks_made_anew(seed: int) -> None:
    network = of(random_graph(seed))
    pairs = list(combinations(range(min(len(network), 5)), 2))
    kept = set(zip(network.out.owner.tolist(), network.out.neighbour.tolist(), strict=True))
    ways = {arc for one, two in pairs for arc in ((one, two), (two, one))}
    for edited, arcs in ((with_ties(network, pairs), kept | ways), (without_ties(network, pairs), kept - ways)):
        anew = network_of(
            [network.ids[one] for one, _ in sorted(arcs)],
            [network.ids[two] for _, two in sorted(arcs)],
            ids=network.ids,
            directed=network.directed,
        )
        assert followed(edited) == followed(anew)


def test_a_network_without_members_is_that_of_the_others() -> None:
    graph: Any = nx.karate_club_graph()
    network = of(graph)
    gone = [name in {"0", "33"} for name in network.ids]
    graph.remove_nodes_from([0, 33])
    found, anew = measure(without_members(network, np.array(gone))), measure(of(graph))
    assert found.values == anew.values


def test_the_measures_followed_are_those_of_the_table() -> None:
    network = of(nx.karate_club_graph())
    found = measure(network).values
    assert followed(network) == {key: found[key] for key in FOLLOWED}


def test_a_change_names_the_tie_and_the_deeds_behind_it() -> None:
    step = step_between(a_quarter("2026Q2", HUB[:3]), a_quarter("2026Q3", HUB))
    [tie] = step.ties
    assert (tie.one, tie.two, tie.came, tie.deeds) == ("法院", "社区", True, ("法院、社区的项目",))
    change = next(one for one in step.changes if one.key == "fragmentation")
    assert (change.before, change.after, change.ties) == (0.4, 0.0, (tie,))
    assert tie.effects["fragmentation"] == -0.4


def test_a_tie_that_went_is_named_with_the_deeds_it_had() -> None:
    step = step_between(a_quarter("2026Q2", RING), a_quarter("2026Q3", RING[1:]))
    [tie] = step.ties
    assert (tie.came, tie.deeds) == (False, ("中学、法院的项目",))
    assert next(one for one in step.changes if one.key == "distance_weighted_fragmentation").ties == (tie,)


def test_members_that_came_and_went_are_named() -> None:
    step = step_between(a_quarter("一", HUB[:2], MEMBERS[:3]), a_quarter("二", HUB[1:2], MEMBERS[1:4]))
    assert (step.joined, step.left) == (("银行",), ("中学",))
    assert [tie.effects for tie in step.ties] == [{}]


def test_only_the_past_four_quarters_count() -> None:
    quarters = [a_quarter(f"季{number}", RING) for number in range(7)]
    assert [(step.before, step.after) for step in steps_of(quarters)] == [
        ("季2", "季3"),
        ("季3", "季4"),
        ("季4", "季5"),
        ("季5", "季6"),
    ]


def test_the_verdict_says_form_chance_and_past_each_with_a_number() -> None:
    quarters = [a_quarter("2026Q2", RING), a_quarter("2026Q3", [*HUB, *RING])]
    found = verdict(quarters, Asking(form="lead_organisation", lead="社区", group="条线", samples=50))
    assert found.sentences
    assert [one for one in found.sentences if not re.search(r"\d", one)] == []
    assert [one for one in found.sentences if len(one) > 120 or not one.endswith("。")] == []
    assert any("2026Q2 到 2026Q3：新增联系 2。" in one for one in found.sentences)
    assert any("的项目" in one for one in found.sentences)


def test_a_divided_network_is_said_to_keep_to_its_groups() -> None:
    karate = Quarter("今", of(nx.karate_club_graph()))
    found = verdict([karate], Asking(group="club", samples=100))
    assert any("内外联系指数 -0.72" in one and "联系比碰巧的更守在组内" in one for one in found.sentences)


@pytest.mark.parametrize("network", [network_of([], []), network_of([], [], ids=["甲"]), network_of(["甲"], ["乙"])])
def test_an_alliance_too_small_to_judge_is_told_so(network: Network) -> None:
    found = verdict([Quarter("今", network)], Asking(form="shared"))
    assert found.sentences == (f"{len(network)} 个成员，不按形式评判：成员不足 3 个。",)


def test_two_verdicts_are_alike_to_the_letter() -> None:
    quarters = [a_quarter("一", RING), a_quarter("二", HUB)]
    asking = Asking(form="shared", group="条线", samples=50)
    assert verdict(quarters, asking) == verdict(quarters, asking)
