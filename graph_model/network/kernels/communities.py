"""Communities by the Leiden moves on weights, in a given order: local moving, then refinement.

Traag, Waltman, van Eck: From Louvain to Leiden, Scientific Reports 9 (2019). Of the moves allowed in the refinement the
best is taken instead of a random one, so that the same order gives the same communities.
"""

from __future__ import annotations

import numpy as np
from numba import njit

SLACK = 1e-12
"""Gains closer than this, as a share of all weight, are equal."""


@njit(cache=True, nogil=True)
def move(start, neighbour, weight, strength, order, community):
    """Move nodes to the neighbouring community of the largest gain in modularity until none moves.

    Parameters
    ----------
    start, neighbour, weight : arrays of int64, int32, float64
        Symmetric; a self-tie holds the weight inside a merged node and is not looked at.
    strength : array of float64
        Weight of all ends at each node, self-ties twice.
    order : array of int64
        In which nodes are looked at first.
    community : array of int64
        Changed in place.
    """
    nodes = len(start) - 1
    total, members, empty, vacant = _sums(strength, community)
    towards = np.zeros(nodes, np.float64)
    queue = np.empty(nodes, np.int64)
    queue[:] = order
    queued = np.ones(nodes, np.bool_)
    head, waiting, twice = 0, nodes, strength.sum()
    while waiting > 0:
        node = queue[head]
        head = head + 1 if head + 1 < nodes else 0
        waiting -= 1
        queued[node] = False
        old = community[node]
        total[old] -= strength[node]
        members[old] -= 1
        if members[old] == 0:
            empty[vacant] = old
            vacant += 1
        best, gain = _best(start, neighbour, weight, node, community, strength[node], total, twice, towards)
        if gain < -SLACK * twice and vacant > 0:
            best = empty[vacant - 1]
        if members[best] == 0:
            vacant = _without(empty, vacant, best)
        community[node] = best
        total[best] += strength[node]
        members[best] += 1
        if best == old:
            continue
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if other != node and community[other] != best and not queued[other]:
                place = head + waiting
                queue[place if place < nodes else place - nodes] = other
                queued[other] = True
                waiting += 1


@njit(cache=True, nogil=True)
def _sums(strength, community):
    """Sum strength and members by community, and list the communities without any, the first last; and their number."""
    nodes = len(strength)
    total, members = np.zeros(nodes, np.float64), np.zeros(nodes, np.int64)
    for node in range(nodes):
        total[community[node]] += strength[node]
        members[community[node]] += 1
    empty, vacant = np.empty(nodes, np.int64), 0
    for one in range(nodes - 1, -1, -1):
        if members[one] == 0:
            empty[vacant] = one
            vacant += 1
    return total, members, empty, vacant


@njit(cache=True, nogil=True)
def _best(start, neighbour, weight, node, community, strength, total, twice, towards):
    """Find the community of the largest gain for a node that left its own, which wins ties; `towards` is zero again."""
    for arc in range(start[node], start[node + 1]):
        if neighbour[arc] != node:
            towards[community[neighbour[arc]]] += weight[arc]
    best = community[node]
    gain = towards[best] - strength * total[best] / twice
    for arc in range(start[node], start[node + 1]):
        one = community[neighbour[arc]]
        found = towards[one] - strength * total[one] / twice
        if neighbour[arc] != node and found > gain + SLACK * twice:
            best, gain = one, found
    for arc in range(start[node], start[node + 1]):
        towards[community[neighbour[arc]]] = 0.0
    return best, gain


@njit(cache=True, nogil=True)
def _without(empty, vacant, one):
    """Take a community out of the list of those without members; returns how many are left."""
    for place in range(vacant):
        if empty[place] == one:
            empty[place] = empty[vacant - 1]
            return vacant - 1
    return vacant


@njit(cache=True, nogil=True)
def refine(start, neighbour, weight, strength, order, community, refined):
    """Fill a finer partition: single nodes join well-connected parts of their own community, the best first."""
    nodes = len(start) - 1
    twice = strength.sum()
    whole = np.zeros(nodes, np.float64)
    total = strength.copy()
    outward = np.zeros(nodes, np.float64)
    single = np.ones(nodes, np.bool_)
    towards = np.zeros(nodes, np.float64)
    for node in range(nodes):
        refined[node] = node
        whole[community[node]] += strength[node]
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if other != node and community[other] == community[node]:
                outward[node] += weight[arc]
    for node in order:
        own = whole[community[node]]
        if not single[node] or outward[node] < strength[node] * (own - strength[node]) / twice:
            continue
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if other != node and community[other] == community[node]:
                towards[refined[other]] += weight[arc]
        best, gain = node, 0.0
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if other == node or community[other] != community[node]:
                continue
            part = refined[other]
            found = towards[part] - strength[node] * total[part] / twice
            if found > gain + SLACK * twice and outward[part] >= total[part] * (own - total[part]) / twice:
                best, gain = part, found
        if best != node:
            outward[best] += outward[node] - 2.0 * towards[best]
            total[best] += strength[node]
            single[best] = False
            single[node] = False
            refined[node] = best
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if community[other] == community[node]:
                towards[refined[other]] = 0.0
            towards[node] = 0.0


@njit(cache=True, nogil=True)
def modularity(start, neighbour, weight, strength, community):
    """Return Newman's modularity of a partition of a network without merged nodes."""
    nodes = len(start) - 1
    twice = strength.sum()
    total = np.zeros(nodes, np.float64)
    inside = 0.0
    for node in range(nodes):
        total[community[node]] += strength[node]
        for arc in range(start[node], start[node + 1]):
            if community[neighbour[arc]] == community[node]:
                inside += weight[arc]
    spread = 0.0
    for one in range(nodes):
        spread += (total[one] / twice) ** 2
    return inside / twice - spread
