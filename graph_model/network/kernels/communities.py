"""Communities by the Leiden moves on weights, in a given order: local moving, then refinement.

Traag, Waltman, van Eck: From Louvain to Leiden, Scientific Reports 9 (2019). Of the moves allowed in the refinement the
best is taken instead of a random one, so that the same order gives the same communities.
"""

from __future__ import annotations

import numpy as np
from numba import njit


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
    twice = strength.sum()
    total = np.zeros(nodes, np.float64)
    members = np.zeros(nodes, np.int64)
    for node in range(nodes):
        total[community[node]] += strength[node]
        members[community[node]] += 1
    empty = np.empty(nodes, np.int64)
    vacant = 0
    for one in range(nodes - 1, -1, -1):
        if members[one] == 0:
            empty[vacant] = one
            vacant += 1
    towards = np.zeros(nodes, np.float64)
    queue = np.empty(nodes, np.int64)
    queue[:] = order
    queued = np.ones(nodes, np.bool_)
    head, waiting = 0, nodes
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
        for arc in range(start[node], start[node + 1]):
            if neighbour[arc] != node:
                towards[community[neighbour[arc]]] += weight[arc]
        best = old
        gain = towards[old] - strength[node] * total[old] / twice
        for arc in range(start[node], start[node + 1]):
            one = community[neighbour[arc]]
            found = towards[one] - strength[node] * total[one] / twice
            if neighbour[arc] != node and found > gain + 1e-12 * twice:
                best, gain = one, found
        if gain < -1e-12 * twice and vacant > 0:
            best = empty[vacant - 1]
        for arc in range(start[node], start[node + 1]):
            towards[community[neighbour[arc]]] = 0.0
        if members[best] == 0:
            for place in range(vacant):
                if empty[place] == best:
                    vacant -= 1
                    empty[place] = empty[vacant]
                    break
        community[node] = best
        total[best] += strength[node]
        members[best] += 1
        if best != old:
            for arc in range(start[node], start[node + 1]):
                other = neighbour[arc]
                if other != node and community[other] != best and not queued[other]:
                    place = head + waiting
                    queue[place if place < nodes else place - nodes] = other
                    queued[other] = True
                    waiting += 1


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
            if found > gain + 1e-12 * twice and outward[part] >= total[part] * (own - total[part]) / twice:
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
