"""The loss drill: what is left is what counting without the lost members gives, and proposals keep their promise."""

from collections.abc import Sequence
from datetime import date
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_model.network import drill as drilling
from graph_model.network import proposals as proposing
from graph_model.network.deeds import DormantTie
from graph_model.network.definitions import Undefined
from graph_model.network.drill import Candidate, drill, drill_sentences, with_candidates
from graph_model.network.editing import followed, with_ties, without_members
from graph_model.network.network import Network, network_of
from graph_model.network.proposals import INVITE, TOGETHER, WAKE, WORST_LOSS, Outsider, Possible, pairs_to_try, propose
from graph_model.network.services import Service, Services
from tests.graph_model.network.networks import of, random_graph

KARATE = of(nx.karate_club_graph())
PATH = network_of(["甲", "乙", "丙", "丁"], ["乙", "丙", "丁", "戊"])
SERVED = Services(
    ("甲", "甲", "乙", "丙", "乙", "外"),
    ("一社", "二社", "一社", "二社", "二社", "一社"),
    ("法律", "法律", "法律", "养老", "法律", "维修"),
)


def without(network: Network, members: Sequence[str]) -> dict[str, float | None]:
    return dict(followed(without_members(network, np.array([name in members for name in network.ids]))))


@pytest.mark.parametrize("seed", range(30))
def test_every_loss_leaves_what_the_network_of_the_others_has(seed: int) -> None:
    network = of(random_graph(seed))
    for loss in drill(network).losses:
        left = without(network, loss.members)
        assert loss.fragmentation == left["fragmentation"]
        assert loss.distance_weighted_fragmentation == pytest.approx(left["distance_weighted_fragmentation"])


@pytest.mark.parametrize("seed", range(20))
def test_no_two_leave_worse_than_the_worst_pair(seed: int) -> None:
    network = of(random_graph(seed))
    if len(network) < 5:
        network = of(random_graph(seed + 100))
    pairs = [without(network, pair) for pair in combinations(network.ids, 2)]
    worst = max((left["fragmentation"], round(left["distance_weighted_fragmentation"] or 0, 9)) for left in pairs)
    found = drill(network).worst_pair
    assert (found.fragmentation, round(found.distance_weighted_fragmentation or 0, 9)) == worst


def test_the_karate_club_loses_most_with_its_instructor() -> None:
    found = drill(KARATE)
    assert found.worst.members == ("0",)
    assert round(found.worst.fragmentation, 4) == 0.3163
    assert found.worst.cut_off == 6


@pytest.mark.parametrize("graph", [nx.random_labeled_tree(60, seed=4), nx.connected_caveman_graph(8, 5)])
def test_networks_that_hang_on_single_members_are_drilled_right(graph: Any) -> None:
    network = of(graph)
    for loss in drill(network).losses:
        left = without(network, loss.members)
        assert loss.fragmentation == left["fragmentation"]
        assert loss.distance_weighted_fragmentation == pytest.approx(left["distance_weighted_fragmentation"])
        pieces = sorted(map(len, nx.connected_components(graph.subgraph(set(graph) - {int(loss.members[0])}))))
        assert loss.cut_off == sum(pieces[:-1])


def test_services_are_lost_with_who_alone_gives_them() -> None:
    losses = {one.members[0]: one.services for one in drill(PATH, SERVED).losses}
    assert losses == {"甲": (), "乙": (), "丙": (Service("二社", "养老"),), "丁": (), "戊": ()}


def test_services_of_two_are_lost_when_both_leave() -> None:
    both = network_of(["甲", "乙", "丙"], ["乙", "丙", "甲"])
    found = drill(both, SERVED).worst_pair
    assert found.members == ("乙", "甲")
    assert found.services == (Service("一社", "法律"), Service("二社", "法律"))


def test_who_could_step_in_is_asked_with_what_is_lost() -> None:
    asked = []

    def step_in(leaving: Sequence[str], lost: Sequence[Service]) -> list[Candidate]:
        asked.append((leaving, tuple(lost)))
        return [Candidate("养老院", 3, "会养老", tuple(lost)), Candidate("护理站", 2, "离得近", tuple(lost))]

    found = with_candidates(drill(PATH, SERVED), step_in)
    assert asked == [(("丙",), (Service("二社", "养老"),))]
    assert [one.weeks for one in found.losses if one.candidates] == [2]
    assert found.worst.members == ("丙",)
    assert drill_sentences(found)[:4] == [
        "丙 退出：碎裂度 0.00 → 0.67，2 家连不上其余的。",
        "丙 退出：1 个社区少 1 项服务，如二社的养老。",
        "丙 退出：可以顶上的有 2 家，最快的 护理站 要 2 周：离得近。",
        "丙 退出：这 2 家接得住 1 项。",
    ]


def test_who_could_step_in_for_the_worst_two_is_asked_too() -> None:
    found = drill(network_of(["甲", "乙", "丙"], ["乙", "丙", "甲"]), SERVED)
    pair = with_candidates(
        found, lambda leaving, lost: [Candidate("和".join(leaving), 1, "离得近", tuple(lost))]
    ).worst_pair
    assert [one.id for one in pair.candidates] == ["乙和甲"]


def test_what_nobody_who_could_step_in_can_do_is_said() -> None:
    able = Candidate("律师所", 1, "能做法律 1 类", (Service("一社", "法律"),))
    sentences = drill_sentences(with_candidates(drill(PATH, SERVED), lambda *_: [able]))
    assert "丙 退出：这 1 家接得住 0 项，接不住的还有 1 项（养老）。" in sentences
    assert sentences[-1] == "只靠一家的服务有 1 项，在 1 家手上；列出的单位能接住其中 0 项，1 项还没有着落。"
    does = Candidate("养老院", 1, "能做养老 1 类", (Service("二社", "养老"),))
    told = drill_sentences(with_candidates(drill(PATH, SERVED), lambda *_: [does]))
    assert "丙 退出：这 1 家接得住 1 项。" in told
    assert told[-1] == "只靠一家的服务有 1 项，在 1 家手上；列出的单位能接住其中 1 项，0 项还没有着落。"


def test_where_nobody_could_step_in_is_told_apart_from_nobody_asked() -> None:
    nobody = "丙 退出：登记的单位里能顶上的有 0 家。"
    assert nobody in drill_sentences(with_candidates(drill(PATH, SERVED), lambda *_: []))
    assert nobody not in drill_sentences(drill(PATH, SERVED))


def test_a_network_too_long_says_that_distances_were_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(drilling, "MOST_REACHED", 1)
    network = of(nx.path_graph(20))
    found = drill(network)
    assert found.reasons == {"distance_weighted_fragmentation": "网络太长太大，没有算退出后的距离"}
    assert {one.distance_weighted_fragmentation for one in found.losses} == {None}
    assert found.distance_weighted_fragmentation == followed(network)["distance_weighted_fragmentation"]


def test_two_members_cannot_be_drilled() -> None:
    with pytest.raises(Undefined):
        drill(network_of(["甲"], ["乙"]))


def test_neither_threads_nor_the_order_of_rows_change_a_bit() -> None:
    network = of(nx.gnm_random_graph(300, 700, seed=1))
    assert drill(network, threads=1) == drill(network, threads=3)
    turned = Services(SERVED.member[::-1], SERVED.community[::-1], SERVED.service[::-1])
    assert drill(PATH, SERVED) == drill(PATH, turned)


def test_three_things_to_do_are_one_of_each_kind_and_change_what_they_say() -> None:
    dormant = [
        DormantTie("丁", "乙", date(2024, 5, 1), "joint_project", "旧项目"),
        DormantTie("丁", "丙", date(2024, 5, 1), "event", "x"),
    ]
    outsiders = [
        Outsider("学校", ("甲", "戊"), (Service("二社", "养老"),)),
        Outsider("银行", ("甲", "戊")),
        Outsider("生人", ()),
    ]
    invite, wake, together = propose(PATH, Possible(outsiders, dormant, SERVED))
    assert (invite.kind, invite.members) == (INVITE, ("学校",))
    assert "能替 1 项只靠一家的服务兜底" in invite.sentence
    assert invite.after[WORST_LOSS] == 0
    assert (wake.kind, wake.members) == (WAKE, ("丁", "乙"))
    assert "2024-05-01 的旧项目" in wake.sentence
    assert (together.kind, together.members) == (TOGETHER, ("戊", "甲"))
    place = [PATH.ids.index(one) for one in together.members]
    edited = followed(with_ties(PATH, [(place[0], place[1])]))
    assert {key: together.after[key] for key in edited} == edited
    assert "走一家最坏的碎裂度 0.667 → 0.000" in together.sentence


def test_without_outsiders_and_dormant_ties_three_pairs_are_proposed() -> None:
    found = propose(PATH)
    assert [one.kind for one in found] == [TOGETHER] * 3
    assert len({one.members for one in found}) == 3


def test_no_pair_brought_together_leaves_less_at_the_mercy_of_one() -> None:
    best = propose(KARATE)[0].after[WORST_LOSS]
    untied = [pair for pair in combinations(range(34), 2) if pair[1] not in set(neighbours(pair[0]))]
    for pair in untied:
        edited = with_ties(KARATE, [pair])
        assert max(one.fragmentation for one in drill(edited).losses) >= best


def neighbours(place: int) -> list[int]:
    ties = KARATE.both
    return ties.neighbour[ties.start[place] : ties.start[place + 1]].tolist()


def test_where_everybody_is_tied_nothing_is_proposed() -> None:
    assert propose(of(nx.complete_graph(5))) == []


def test_large_networks_are_bridged_where_the_worst_loss_would_break_them() -> None:
    graph: Any = nx.disjoint_union(nx.gnm_random_graph(150, 600, seed=1), nx.gnm_random_graph(150, 600, seed=2))
    graph.add_edges_from([(300, 0), (300, 200)])
    network = of(graph)
    assert {(one < 150) != (two < 150) for one, two in numbers(network)} == {True}
    first = propose(network)[0]
    assert drill(network).worst.members == ("300",)
    sides = {int(name) < 150 for name in first.members}
    assert sides == {True, False}
    assert (first.after[WORST_LOSS] or 0) < 0.05 < (first.before[WORST_LOSS] or 0)


def test_large_networks_that_nobody_would_break_are_tied_where_they_are_tied_least() -> None:
    graph: Any = nx.disjoint_union(nx.complete_graph(60), nx.cycle_graph(30))
    graph.add_edges_from([(1, 60), (2, 75)])
    network = of(graph)
    tried = {one for pair in numbers(network) for one in pair}
    assert len(tried) == 45
    assert tried >= set(range(60, 90))


def test_those_who_are_alone_are_tied_to_the_largest_piece_however_many_they_are() -> None:
    graph: Any = nx.relabel_nodes(nx.gnm_random_graph(40, 200, seed=3), {at: f"乙{at:02}" for at in range(40)})
    graph.add_nodes_from(f"甲{at:02}" for at in range(60))
    for proposal in propose(of(graph)):
        assert {name[0] for name in proposal.members} == {"甲", "乙"}
        assert (proposal.after["fragmentation"] or 0) < (proposal.before["fragmentation"] or 0)


def numbers(network: Network) -> list[tuple[int, int]]:
    """The pairs that are tried, by the names the graph gave them."""
    return [(int(network.ids[one]), int(network.ids[two])) for one, two in pairs_to_try(network)]


def test_of_many_dormant_ties_the_latest_are_tried_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proposing, "MOST_PAIRS", 2)
    ends = (("甲", "戊", 1), ("甲", "丙", 2), ("甲", "丁", 3))
    dormant = [DormantTie(one, two, date(2025, 1, day), "event", "活动") for one, two, day in ends]
    woken = next(one for one in propose(PATH, Possible(dormant=dormant)) if one.kind == WAKE)
    assert woken.members == ("甲", "丁")
    assert "（休眠的共 3 条，试了最近的 2 条）" in woken.sentence
    monkeypatch.setattr(proposing, "MOST_PAIRS", 3)
    woken = next(one for one in propose(PATH, Possible(dormant=dormant)) if one.kind == WAKE)
    assert (woken.members, "试了最近的" in woken.sentence) == (("甲", "戊"), False)


def test_of_many_outsiders_the_best_known_are_tried_and_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    outsiders = [
        Outsider("外一", ("甲",)),
        Outsider("外二", ("甲", "戊")),
        Outsider("外三", ("乙",)),
        Outsider("外四", ()),
    ]
    monkeypatch.setattr(proposing, "MOST_PAIRS", 1)
    asked_in = next(one for one in propose(PATH, Possible(outsiders)) if one.kind == INVITE)
    assert asked_in.members == ("外二",)
    assert "（认识成员的共 3 家，试了共事最多的 1 家）" in asked_in.sentence


def test_of_many_alike_so_many_are_set_apart_by_distances(monkeypatch: pytest.MonkeyPatch) -> None:
    measured: list[Network] = []
    closeness = proposing.closeness

    def counting(network: Network, *others: Any) -> float:
        measured.append(network)
        return closeness(network, *others)

    monkeypatch.setattr(proposing, "closeness", counting)
    star = of(nx.star_graph(20))
    assert propose(star)[0].members == ("1", "10")
    assert len(measured) == proposing.MOST_CLOSE
