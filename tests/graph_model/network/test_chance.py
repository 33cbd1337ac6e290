"""Beside chance: random networks keep every member's ties, and nothing but the seed decides on them."""

import random
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_model.network.chance import SAME_DEGREES, TOO_LARGE, Compared, compare_with_chance
from graph_model.network.editing import followed
from graph_model.network.kernels import rewiring
from graph_model.network.network import Network, network_of
from tests.graph_model.network.networks import of, random_graph

KARATE = of(nx.karate_club_graph())


def drawn(network: Network, count: int = 50, seed: int = 5) -> np.ndarray:
    one, two = network.pairs()
    made = np.empty((count, len(network.out.neighbour)), np.int32)
    rewiring.random_networks(network.out.start, one, two, network.directed, seed, 500, 100, made)
    return made


def graph_of(network: Network, row: np.ndarray) -> Any:
    graph: Any = nx.DiGraph() if network.directed else nx.Graph()
    graph.add_nodes_from(range(len(network)))
    graph.add_edges_from(zip(network.out.owner.tolist(), row.tolist(), strict=True))
    return graph


@pytest.mark.parametrize("seed", range(10))
def test_random_networks_are_simple_and_keep_every_degree(seed: int) -> None:
    network = of(random_graph(seed))
    assert network.ties > 1
    for row in drawn(network):
        graph = graph_of(network, row)
        assert nx.number_of_selfloops(graph) == 0
        assert graph.size() == network.ties
        assert sorted(row) == sorted(network.out.neighbour)
        ends = [graph.degree, *([graph.in_degree, graph.out_degree] if network.directed else [])]
        was = graph_of(network, network.out.neighbour)
        then = [was.degree, *([was.in_degree, was.out_degree] if network.directed else [])]
        assert [dict(one) for one in ends] == [dict(one) for one in then]


def test_every_network_of_a_small_degree_sequence_is_drawn_alike_often() -> None:
    """A hexagon's degrees are those of 60 hexagons and 10 pairs of triangles."""
    ring: Any = nx.cycle_graph(6)
    network = of(ring)
    one, two = network.pairs()
    made = np.empty((14_000, 12), np.int32)
    rewiring.random_networks(network.out.start, one, two, False, 7, 100, 20, made)  # noqa: FBT003 a kernel's
    _, counts = np.unique(made, axis=0, return_counts=True)
    assert len(counts) == 70
    assert 130 < counts.min() < counts.max() < 275


def test_what_random_networks_are_measured_by_agrees_with_networkx() -> None:
    found = compare_with_chance(KARATE, "club", samples=400)
    rng = random.Random(1)
    spread = []
    for row in drawn(KARATE, 60, rng.randrange(1 << 30)):
        values = list(nx.betweenness_centrality(graph_of(KARATE, row)).values())
        spread.append(sum(max(values) - value for value in values) / 33)
    theirs = found.beside["betweenness_centralization"]
    assert abs(np.mean(spread) - theirs.mean) < 4 * theirs.spread / 60**0.5


def test_the_clubs_of_the_karate_network_are_no_chance() -> None:
    found = compare_with_chance(KARATE, "club").beside["ei_index"]
    assert found.z < -5
    assert found.p < 0.002
    assert round(found.observed, 4) == -0.7179


def test_what_degrees_decide_is_not_compared() -> None:
    found = compare_with_chance(KARATE)
    assert found.reasons["density"] == found.reasons["degree_centralization"] == SAME_DEGREES
    assert found.reasons["ei_index"] == "没有指定按什么分组"


def test_a_network_that_cannot_be_otherwise_is_told_so() -> None:
    assert compare_with_chance(of(nx.star_graph(5))).beside == {}
    assert compare_with_chance(network_of(["甲"], ["乙"])).reasons["fragmentation"] == "成员或联系太少，没有别的连法"
    assert compare_with_chance(network_of([], [])).beside == {}


def test_a_large_network_says_what_was_not_compared() -> None:
    found = compare_with_chance(of(nx.gnm_random_graph(900, 1_500, seed=1)))
    assert found.reasons["betweenness_centralization"] == TOO_LARGE
    assert "fragmentation" in found.beside


def test_directed_networks_are_compared_by_their_mutual_ties() -> None:
    ring = [(str(place), str((place + step) % 12)) for place in range(12) for step in (1, -1)]
    found = compare_with_chance(network_of(*zip(*ring, strict=True), directed=True))
    assert found.beside["reciprocity"].observed == 1
    assert found.beside["reciprocity"].z > 3


def told(network: Network, **how: Any) -> Compared:
    return compare_with_chance(network, "club", samples=64, **how)


def test_neither_threads_nor_a_second_run_change_a_bit_and_another_seed_does() -> None:
    assert told(KARATE, threads=1) == told(KARATE, threads=3) == told(KARATE)
    assert told(KARATE, seed=1) != told(KARATE)


@pytest.mark.parametrize("seed", range(20))
def test_random_networks_are_measured_as_the_network_itself_is(seed: int) -> None:
    network = of(random_graph(seed))
    large = network_of(
        [network.ids[place] for place in network.pairs()[0]],
        [network.ids[place] for place in network.pairs()[1]],
        ids=[*network.ids, *(f"孤{number}" for number in range(70))],
        directed=network.directed,
    )
    for one in (network, large):
        found = compare_with_chance(one, samples=8).beside
        expected = followed(one)
        for key in found.keys() & expected.keys():
            assert found[key].observed == pytest.approx(expected[key], abs=1e-9)
