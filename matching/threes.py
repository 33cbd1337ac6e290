"""Resources to needs to projects: the three lists as one min-cost flow, so that nothing served lacks its project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from ortools.graph.python import min_cost_flow

from matching.arrays import Index, Longs
from matching.flow import FlowNotSolvedError
from matching.threes_bound import Prices, ThreeLists, bound, is_allowed, value

HOME: Final = 0
"""The node every unit starts from and comes back to."""
MOST_SWEEPS: Final = 5_000


@dataclass(frozen=True)
class Served:
    """What goes where, and the proof that nothing is better.

    Attributes
    ----------
    given : array of int64, shape (pairs,)
        Units from resources to needs, in the order of the pairs.
    joined : array of int64, shape (joins,)
        Units of needs met within projects, in the order of the joins.
    objective, bound : int
        The value reached, and a value nothing allowed can exceed; equal when `proved`.
    prices : Prices
        What one more unit of each resource, need and project would be worth at most.
    """

    given: Longs
    joined: Longs
    objective: int
    bound: int
    proved: bool
    prices: Prices


@dataclass(frozen=True)
class Network:
    """Arcs of the flow; every need is two nodes, so that what passes through it is limited once for both sides."""

    tail: Index
    head: Index
    capacity: Longs
    cost: Longs
    nodes: int


def serve_in_projects(lists: ThreeLists) -> Served:
    """Find what serves the needs within the projects at the greatest total value.

    Parameters
    ----------
    lists : ThreeLists
        Quantities are not below zero; each pair and each join is there once. Equal inputs give equal answers; where
        several answers are equally good, the order of the pairs decides.

    Raises
    ------
    FlowNotSolvedError
        When the solver does not reach an optimum.
    """
    network = _network(lists)
    flow = _optimum(network, int(lists.offered.sum()))
    pairs, joins = len(lists.worth), len(lists.gain)
    given, joined = flow[:pairs], flow[pairs : pairs + joins]
    prices = _prices(lists, flow, network)
    best, limit = value(lists, given, joined), bound(lists, prices)
    return Served(given, joined, best, limit, best == limit and is_allowed(lists, given, joined), prices)


def _network(lists: ThreeLists) -> Network:
    """Lay the arcs: pairs, joins, then home to resources, through needs, out of lone needs, projects to home."""
    resource, taking, leaving, project = _nodes(lists)
    lone = np.flatnonzero(lists.alone)
    nothing = np.zeros(len(resource) + len(taking) + len(lone) + len(project), np.int64)
    away, back = np.full(len(resource), HOME), np.full(len(lone) + len(project), HOME)
    return Network(
        np.concatenate([resource[lists.resource], leaving[lists.joining], away, taking, leaving[lone], project]),
        np.concatenate([taking[lists.need], project[lists.project], resource, leaving, back]),
        np.concatenate([lists.limit, lists.most, lists.offered, lists.asked, lists.asked[lone], lists.room]),
        np.concatenate([-lists.worth, -lists.gain, nothing]),
        1 + len(resource) + 2 * len(taking) + len(project),
    )


def _nodes(lists: ThreeLists) -> tuple[Index, Index, Index, Index]:
    """Give the nodes their numbers: home, resources, needs on the way in, needs on the way out, projects."""
    sizes = [1, len(lists.offered), len(lists.asked), len(lists.asked), len(lists.room)]
    starts = np.cumsum(sizes)
    _, resource, taking, leaving, project = (
        np.arange(end - size, end) for size, end in zip(sizes, starts, strict=True)
    )
    return resource, taking, leaving, project


def _optimum(network: Network, supply: int) -> Longs:
    """Solve by OR-Tools: all supply leaves home and comes back, what serves nobody by an arc that costs nothing."""
    if not len(network.tail) or not supply:
        return np.zeros(len(network.tail), np.int64)
    back = network.nodes
    head = np.where(network.head == HOME, back, network.head)
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(network.tail, head, network.capacity, network.cost)
    solver.add_arc_with_capacity_and_unit_cost(HOME, back, supply, 0)
    solver.set_nodes_supplies(np.array([HOME, back]), np.array([supply, -supply]))
    status = solver.solve()
    if status != solver.OPTIMAL:
        raise FlowNotSolvedError(status, len(network.tail))
    return np.asarray(solver.flows(arcs), np.int64)


def _potentials(network: Network, flow: Longs) -> Longs:
    """Find the shortest ways through what an optimum leaves free, sweep by sweep as in Bellman and Ford.

    Returns
    -------
    array of int64, shape (nodes,)
        Measured from home; no arc with room left is shorter than the difference between its ends.
    """
    onward, back = np.flatnonzero(flow < network.capacity), np.flatnonzero(flow > 0)
    tail = np.concatenate([network.tail[onward], network.head[back]])
    head = np.concatenate([network.head[onward], network.tail[back]])
    cost = np.concatenate([network.cost[onward], -network.cost[back]])
    way, changed = np.zeros(network.nodes, np.int64), np.ones(network.nodes, np.bool_)
    for _ in range(MOST_SWEEPS):
        going, before = changed[tail], way.copy()
        np.minimum.at(way, head[going], way[tail[going]] + cost[going])
        changed = way != before
        if not changed.any():
            break
    return np.asarray(way - way[HOME], np.int64)


def _prices(lists: ThreeLists, flow: Longs, network: Network) -> Prices:
    """Read the prices off the shortest ways."""
    way = _potentials(network, flow)
    resource, taking, leaving, project = (way[nodes] for nodes in _nodes(lists))
    return Prices(
        wage=np.maximum(resource, 0),
        price=np.maximum(leaving - taking, 0),
        rent=np.maximum(-project, 0),
        passing=np.where(lists.alone, np.maximum(leaving, 0), leaving),
    )
