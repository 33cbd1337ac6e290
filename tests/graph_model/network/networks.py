"""Networks for tests: classical ones and random ones with every oddity a file may have."""

import random
from typing import Any

import networkx as nx

from graph_model.network.network import Network, from_networkx

GROUPS = ("条线一", "条线二", "条线三")


def of(graph: Any, **how: Any) -> Network:
    return from_networkx(graph, **how)


def a_star(leaves: int) -> Network:
    return of(nx.star_graph(leaves))


def random_graph(seed: int) -> Any:
    """A small graph that may be directed, weighted, disconnected, with self-ties, twins (repeated ties), lone nodes."""
    rng = random.Random(seed)
    directed = seed % 2 == 1
    size = rng.randint(3, 40)
    graph: Any = nx.MultiDiGraph() if directed else nx.MultiGraph()
    names = [f"单位{place:02d}" for place in range(size)]
    rng.shuffle(names)
    for name in names:
        graph.add_node(name, **({"条线": rng.choice(GROUPS)} if rng.random() < 0.9 else {}))
    for _ in range(rng.randint(1, size * rng.randint(1, 4))):
        one, two = rng.choice(names), rng.choice(names)
        graph.add_edge(one, two, weight=rng.choice((1.0, 2.0, 0.5)), kind=rng.choice(("结对", "项目", "资源")))
    return graph


def simple(graph: Any, *, directed: bool) -> Any:
    """What networkx is asked: no self-ties, repeated ties merged with weights added."""
    made: Any = nx.DiGraph() if directed else nx.Graph()
    made.add_nodes_from(graph.nodes(data=True))
    for one, two, weight in graph.edges(data="weight", default=1.0):
        if one != two:
            old = made.get_edge_data(one, two, {"weight": 0.0})["weight"]
            made.add_edge(one, two, weight=old + weight)
    return made
