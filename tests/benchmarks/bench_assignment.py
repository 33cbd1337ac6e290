"""Assignment of 5,000 people to 1,000 posts over 30,000 pairs: ours with proof, beside raw OR-Tools and networkx.

Run with: python -m tests.benchmarks.bench_assignment
"""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from matching.assignment import assign

PEOPLE, POSTS, PAIRS = 5_000, 1_000, 30_000
ROUNDS = 15
LIMIT = 1.3
Column = NDArray[np.int64]


@dataclass(frozen=True)
class Instance:
    person: Column
    post: Column
    score: Column
    max_posts: Column
    headcount: Column


def instance(seed: int = 11) -> Instance:
    rng = np.random.default_rng(seed)
    keys = np.sort(rng.choice(PEOPLE * POSTS, PAIRS, replace=False))
    score, limits, seats = rng.integers(1, 10**6, PAIRS), rng.integers(1, 3, PEOPLE), rng.integers(1, 5, POSTS)
    return Instance(keys // POSTS, keys % POSTS, score, limits, seats)


def raw_arrays(case: Instance) -> tuple[Column, ...]:
    """The arcs and supplies OR-Tools asks for, made before the clock starts."""
    top, home = int(case.score.max()), PEOPLE + POSTS
    people, posts = np.arange(PEOPLE), np.arange(PEOPLE, home)
    tail = np.concatenate([case.person, people, posts])
    head = np.concatenate([case.post + PEOPLE, np.full(PEOPLE + POSTS, home)])
    capacity = np.concatenate([np.ones(PAIRS, np.int64), case.max_posts, case.headcount])
    cost = np.concatenate([top - case.score, np.full(PEOPLE, top), np.zeros(POSTS, np.int64)])
    nodes, supply = np.append(people, home), np.append(case.max_posts, -case.max_posts.sum())
    return tail, head, capacity, cost, nodes, supply


def raw(arrays: tuple[Column, ...], score: Column) -> int:
    tail, head, capacity, cost, nodes, supply = arrays
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_nodes_supplies(nodes, supply)
    solver.solve()
    return int(score @ solver.flows(arcs[: len(score)]))


def by_networkx(case: Instance) -> int:
    graph: nx.DiGraph[str] = nx.DiGraph()
    for person, limit in enumerate(case.max_posts.tolist()):
        graph.add_edge("from", f"p{person}", capacity=limit, weight=0)
    for post, seats in enumerate(case.headcount.tolist()):
        graph.add_edge(f"q{post}", "to", capacity=seats, weight=0)
    for person, post, score in zip(case.person.tolist(), case.post.tolist(), case.score.tolist(), strict=True):
        graph.add_edge(f"p{person}", f"q{post}", capacity=1, weight=-score)
    supply = int(case.max_posts.sum())
    graph.add_edge("from", "to", capacity=supply, weight=0)
    graph.add_node("from", demand=-supply)
    graph.add_node("to", demand=supply)
    return -int(nx.min_cost_flow_cost(graph))


def clocked(work: Callable[[], int]) -> tuple[float, int]:
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    case = instance()
    arrays = raw_arrays(case)
    ours_times, raw_times = [], []
    for _ in range(ROUNDS):
        seconds, theirs = clocked(lambda: raw(arrays, case.score))
        raw_times.append(seconds)
        start = time.process_time()
        found = assign(case.person, case.post, case.score, case.max_posts, case.headcount)
        ours_times.append(time.process_time() - start)
    ours, bare = statistics.median(ours_times), statistics.median(raw_times)
    tell(f"instance     {PEOPLE} people, {POSTS} posts, {PAIRS} pairs; median CPU of {ROUNDS} rounds")
    tell(f"ours         {ours * 1e3:8.1f} ms  objective {found.objective}  bound {found.bound}  proved {found.proved}")
    tell(f"raw OR-Tools {bare * 1e3:8.1f} ms  objective {theirs}")
    tell(f"ratio        {ours / bare:8.2f}     must be at most {LIMIT}")
    if "--without-networkx" not in sys.argv:
        seconds, peer = clocked(lambda: by_networkx(case))
        tell(f"networkx     {seconds * 1e3:8.1f} ms  objective {peer}")
        if peer != found.objective:
            return 1
    return 0 if theirs == found.objective and found.proved and ours / bare <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
