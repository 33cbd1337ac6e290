"""What else solves an assignment: OR-Tools, HiGHS, scipy, networkx, each on the same random instances."""

from __future__ import annotations

from dataclasses import dataclass

import networkx as nx
import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow
from scipy.optimize import linear_sum_assignment, linprog
from scipy.sparse import csr_array

Column = NDArray[np.int64]


@dataclass(frozen=True)
class Instance:
    person: Column
    post: Column
    score: Column
    max_posts: Column
    headcount: Column


def instance(people: int, posts: int, pairs: int, seed: int = 11, most_posts: int = 2) -> Instance:
    rng = np.random.default_rng(seed)
    keys = np.unique(rng.integers(0, people * posts, pairs))
    seats = max(1, people // posts // 2)
    score, limits = rng.integers(1, 10**6, len(keys)), rng.integers(1, most_posts + 1, people)
    return Instance(keys // posts, keys % posts, score, limits, rng.integers(1, 2 * seats + 2, posts))


def arcs(case: Instance) -> tuple[Column, ...]:
    """The arcs and supplies OR-Tools asks for."""
    people, posts = np.arange(len(case.max_posts)), np.arange(len(case.headcount)) + len(case.max_posts)
    top, home = int(case.score.max()), len(people) + len(posts)
    tail = np.concatenate([case.person, people, posts])
    head = np.concatenate([case.post + len(people), np.full(home, home)])
    capacity = np.concatenate([np.ones(len(case.score), np.int64), case.max_posts, case.headcount])
    cost = np.concatenate([top - case.score, np.full(len(people), top), np.zeros(len(posts), np.int64)])
    return tail, head, capacity, cost, np.append(people, home), np.append(case.max_posts, -case.max_posts.sum())


def raw(given: tuple[Column, ...], score: Column) -> int:
    tail, head, capacity, cost, nodes, supply = given
    solver = min_cost_flow.SimpleMinCostFlow()
    numbers = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_nodes_supplies(nodes, supply)
    solver.solve()
    return int(score @ solver.flows(numbers[: len(score)]))


def by_or_tools(case: Instance) -> int:
    return raw(arcs(case), case.score)


def by_highs(case: Instance) -> int:
    """The linear program, whose corners are whole."""
    pairs, people = np.arange(len(case.score)), len(case.max_posts)
    rows, columns = np.concatenate([case.person, case.post + people]), np.concatenate([pairs, pairs])
    matrix = csr_array((np.ones(len(rows)), (rows, columns)), shape=(people + len(case.headcount), len(pairs)))
    limits = np.concatenate([case.max_posts, case.headcount])
    return round(-linprog(-case.score, A_ub=matrix, b_ub=limits, bounds=(0, 1), method="highs").fun)


def by_scipy(case: Instance) -> int:
    """One row a person, one column a seat: right only when nobody has more than one post."""
    seats = np.repeat(np.arange(len(case.headcount)), case.headcount)
    dense = np.zeros((len(case.max_posts), len(case.headcount)))
    dense[case.person, case.post] = case.score
    table = dense[:, seats]
    return round(table[linear_sum_assignment(table, maximize=True)].sum())


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
