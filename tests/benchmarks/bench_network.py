"""Measures of alliances beside networkx and, where it is installed, igraph (GPL: here only, never in the product).

Run: `python -m tests.benchmarks.bench_network [alliance district drill betweenness]`.
"""

import importlib.util
import random
import sys
import time
from collections.abc import Callable
from typing import Any

import networkx as nx
import numpy as np

from graph_model.network import cohesion
from graph_model.network.chance import compare_with_chance
from graph_model.network.drill import drill
from graph_model.network.kernels import cutting
from graph_model.network.measures import Asked, measure
from graph_model.network.network import Network, from_networkx
from graph_model.network.services import Services

IGRAPH = importlib.util.find_spec("igraph") is not None
ALLIANCE = (40, 234)
DISTRICT = (5_000, 25_000)
LARGE = (50_000, 300_000)
SOURCES = 100
PEER_LOSSES = 2


def seconds(work: Callable[[], object], times: int = 1) -> tuple[float, float]:
    """Return the least seconds by the clock and of the processors of some runs."""
    found = []
    for _ in range(times):
        clock, used = time.perf_counter(), time.process_time()
        work()
        found.append((time.perf_counter() - clock, time.process_time() - used))
    return min(found)


def a_graph(size: tuple[int, int], groups: int = 4) -> Any:
    graph: Any = nx.gnm_random_graph(*size, seed=1)
    nx.set_node_attributes(graph, {node: f"条线{node % groups}" for node in graph}, "条线")
    return graph


def in_igraph(network: Network) -> Any:
    import igraph  # noqa: PLC0415 where it is installed

    one, two = network.pairs()
    return igraph.Graph(len(network), list(zip(one.tolist(), two.tolist(), strict=True)))


def told(name: str, found: tuple[float, float], unit: float = 1.0) -> None:
    clock, used = (value * unit for value in found)
    print(f"  {name}: {clock:.4g} {'ms' if unit > 1 else 's'} clock, {used:.4g} CPU")  # noqa: T201


def networkx_set(graph: Any) -> None:
    """Work out what networkx has of the set, of the network alone."""
    nx.density(graph)
    nx.betweenness_centrality(graph)
    nx.core_number(graph)
    list(nx.articulation_points(graph))
    list(nx.bridges(graph))
    nx.constraint(graph)
    nx.effective_size(graph, nodes=list(graph))
    nx.attribute_assortativity_coefficient(graph, "条线")
    nx.community.louvain_communities(graph, seed=1)
    dict(nx.all_pairs_shortest_path_length(graph))


def alliance() -> None:
    print("an alliance of 40, 234 ties: full set with 1,000 random networks; must be ≤ 150 ms")  # noqa: T201
    graph = a_graph(ALLIANCE)
    network = from_networkx(graph)

    def ours() -> None:
        measure(network, Asked(group="条线"))
        compare_with_chance(network, "条线")

    ours()
    told("ours, all measures and 1,000 random networks", seconds(ours, 7), 1e3)
    told("ours, all measures", seconds(lambda: measure(network, Asked(group="条线")), 7), 1e3)
    told("networkx, what it has, no random networks", seconds(lambda: networkx_set(graph), 3), 1e3)

    def one_random() -> None:
        other = graph.copy()
        nx.double_edge_swap(other, nswap=468, max_tries=100_000, seed=1)
        nx.betweenness_centrality(other)

    told("networkx, 1,000 random networks with betweenness (20 measured, times 50)", scaled(one_random, 20, 50), 1e3)
    told("ours, the loss drill", seconds(lambda: drill(network), 3), 1e3)


def scaled(work: Callable[[], object], times: int, factor: float) -> tuple[float, float]:
    """Return the time of some runs together, times a factor."""
    clock, used = seconds(lambda: [work() for _ in range(times)])
    return clock * factor, used * factor


def district() -> None:
    print("a district of 5,000 organisations, 25,000 ties; full report measures must be ≤ 10 s")  # noqa: T201
    graph = a_graph(DISTRICT, 12)
    network = from_networkx(graph)
    small = from_networkx(a_graph(ALLIANCE))
    measure(small, Asked(group="条线")), compare_with_chance(small, "条线")

    def ours() -> None:
        measure(network, Asked(group="条线"))
        compare_with_chance(network, "条线")

    told("ours, all measures and what is compared with 1,000 random networks", seconds(ours))
    told("ours, betweenness alone", seconds(lambda: cohesion.betweenness(network)))
    told("networkx, betweenness alone (250 of 5,000 sources, times 20)", _sampled_networkx(graph, 250, 20))
    if IGRAPH:
        peer = in_igraph(network)
        told("igraph, betweenness alone, one core", seconds(peer.betweenness))


def _sampled_networkx(graph: Any, sources: int, factor: float) -> tuple[float, float]:
    chosen = list(graph)[:sources]
    return scaled(lambda: nx.betweenness_centrality_subset(graph, chosen, list(graph)), 1, factor)


def drilling() -> None:
    print("the loss drill of the district: every member, and the worst two; must be ≤ 10 s")  # noqa: T201
    graph = a_graph(DISTRICT)
    network = from_networkx(graph)
    rng = random.Random(1)
    rows = [(f"{rng.randrange(5_000)}", f"社区{rng.randrange(500)}", f"服务{rng.randrange(8)}") for _ in range(10_000)]
    services = Services(*zip(*rows, strict=True))
    drill(from_networkx(a_graph(ALLIANCE)), services)
    told(
        "ours, fragmentation and distances after each loss, services, the worst of 12,497,500 pairs",
        seconds(lambda: drill(network, services)),
    )
    told(
        "ours, fragmentation after each loss alone",
        seconds(lambda: cutting.cut_nodes_and_ties(network.both.start, network.both.neighbour)),
    )

    def one_loss() -> None:
        other = graph.copy()
        other.remove_node(7)
        sum(len(one) for one in nx.connected_components(other))

    told("networkx, components after each loss (20 measured, times 250), no distances", scaled(one_loss, 20, 250))


def large() -> None:
    print(f"betweenness, 50,000 nodes, 300,000 ties; must be ≤ 1.5 × igraph on one core; {SOURCES} sources")  # noqa: T201
    network = from_networkx(a_graph(LARGE))
    cohesion.betweenness(from_networkx(a_graph(ALLIANCE)))
    one = seconds(lambda: cohesion.betweenness(network, pivots=SOURCES, threads=1))
    told("ours, one thread", one)
    told("ours, two threads", seconds(lambda: cohesion.betweenness(network, pivots=SOURCES, threads=2)))
    found = cohesion.betweenness(network, pivots=cohesion.PIVOTS)
    print(f"  {cohesion.PIVOTS:,} sources as a sample: 95 % sure that no value is off by more than {found.error:.4f}")  # noqa: T201
    if IGRAPH:
        peer = in_igraph(network)
        rng = np.random.default_rng(0)
        chosen = np.sort(rng.permutation(len(network))[:SOURCES]).tolist()
        theirs = seconds(lambda: peer.betweenness(sources=chosen, targets=None))
        told("igraph, the same sources, one core", theirs)
        print(f"  ratio on one core {one[1] / theirs[1]:.2f}")  # noqa: T201


PARTS = {"alliance": alliance, "district": district, "drill": drilling, "betweenness": large}

if __name__ == "__main__":
    for part in sys.argv[1:] or PARTS:
        PARTS[part]()
