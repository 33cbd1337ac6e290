"""Where a network falls apart: articulation points, bridges, and what stays connected when nodes leave.

Tarjan: Depth-first search and linear graph algorithms, SIAM J. Comput. 1 (1972).
"""

from __future__ import annotations

import numpy as np
from numba import njit

FOUND, LOW, PARENT, SIZE, ARC, PAIRS, APART = range(7)
COLUMNS = 7
"""What is kept of each node: when found, lowest reached, parent, size below, next arc, pairs and members cut off."""


@njit(cache=True, nogil=True)
def _walk(start, neighbour, gone, work, kept, cuts, bridge):
    """Depth first through all components.

    Parameters
    ----------
    gone : array of bool
        Nodes that are not there.
    work : array (COLUMNS, nodes) of int64
        Room to work in.
    kept : array of int64
        Filled with Σ s(s − 1) over the components that are left when a node leaves, one a node.
    cuts : array of bool
        Filled with whether the node is an articulation point.
    bridge : array of bool, one an arc
        Set where an arc (from parent to child) is a bridge; pass an empty array when not wanted.

    Returns
    -------
    int
        Σ s(s − 1) over the components.
    """
    nodes = len(start) - 1
    found, low, parent, arc = work[FOUND], work[LOW], work[PARENT], work[ARC]
    found[:] = -1
    stack = np.empty(nodes, np.int32)
    order = np.empty(nodes, np.int32)
    clock, together = 0, np.int64(0)
    for root in range(nodes):
        if found[root] >= 0 or gone[root]:
            continue
        first, branches, depth = clock, 0, 1
        stack[0] = root
        clock = _enter(start, root, -1, clock, work, order, cuts)
        while depth > 0:
            node = stack[depth - 1]
            if arc[node] == start[node + 1]:
                depth -= 1
                branches += _leave(node, root, work, cuts, bridge)
                continue
            other = neighbour[arc[node]]
            arc[node] += 1
            if gone[other] or other == parent[node]:
                continue
            if found[other] >= 0:
                low[node] = min(low[node], found[other])
                continue
            clock = _enter(start, other, node, clock, work, order, cuts)
            stack[depth] = other
            depth += 1
        cuts[root] = branches > 1
        together += _component(order[first:clock], work, kept)
    for place in range(clock):
        kept[order[place]] += together
    return together


@njit(cache=True, nogil=True)
def _enter(start, node, above, clock, work, order, cuts):
    """Come to a node for the first time; returns the time after."""
    work[FOUND, node] = work[LOW, node] = clock
    work[PARENT, node], work[SIZE, node], work[ARC, node] = above, 1, start[node]
    work[PAIRS, node], work[APART, node], cuts[node] = 0, 0, False
    order[clock] = node
    return clock + 1


@njit(cache=True, nogil=True)
def _leave(node, root, work, cuts, bridge):
    """Go back from a node to the one above; returns whether a branch of the root ends with it."""
    above = work[PARENT, node]
    if above < 0:
        return False
    size, low, found = work[SIZE, node], work[LOW, node], work[FOUND, above]
    work[SIZE, above] += size
    work[LOW, above] = min(work[LOW, above], low)
    if len(bridge) and low > found:
        bridge[work[ARC, above] - 1] = True
    if low < found:
        return False
    work[APART, above] += size
    work[PAIRS, above] += size * (size - 1)
    if above != root:
        cuts[above] = True
    return above == root


@njit(cache=True, nogil=True)
def _component(members, work, kept):
    """Fill by how much Σ s(s − 1) changes when each member of a component leaves; returns that of the component."""
    whole = len(members) * (len(members) - 1)
    for node in members:
        rest = len(members) - 1 - work[APART, node]
        kept[node] = work[PAIRS, node] + rest * (rest - 1) - whole
    return whole


@njit(cache=True, nogil=True)
def cut_nodes_and_ties(start, neighbour):
    """Return Σ s(s − 1), the same after each node leaves, articulation points by node and bridges by arc."""
    nodes = len(start) - 1
    work = np.empty((COLUMNS, nodes), np.int64)
    kept = np.zeros(nodes, np.int64)
    cuts = np.zeros(nodes, np.bool_)
    bridge = np.zeros(len(neighbour), np.bool_)
    gone = np.zeros(nodes, np.bool_)
    together = _walk(start, neighbour, gone, work, kept, cuts, bridge)
    return together, kept, cuts, bridge


@njit(cache=True, nogil=True)
def together_of_many(start, neighbours, together):
    """Fill Σ s(s − 1) for many networks of the same degrees, one a row of `neighbours`."""
    nodes = len(start) - 1
    work = np.empty((COLUMNS, nodes), np.int64)
    kept = np.zeros(nodes, np.int64)
    cuts = np.zeros(nodes, np.bool_)
    gone = np.zeros(nodes, np.bool_)
    no_arcs = np.zeros(0, np.bool_)
    for row in range(len(neighbours)):
        together[row] = _walk(start, neighbours[row], gone, work, kept, cuts, no_arcs)


@njit(cache=True, nogil=True)
def worst_pairs(start, neighbour, first, last, least, pairs):
    """Find the pairs (u, v), u in first … last - 1 and u < v, that leave the fewest connected when both leave.

    Parameters
    ----------
    least : int
        Σ s(s − 1) above which nothing is of interest.
    pairs : array (most, 2) of int32
        Filled with the worst pairs in order, as many as there is room for.

    Returns
    -------
    tuple of int
        The least Σ s(s − 1), how many pairs leave that, and how many were written.
    """
    nodes = len(start) - 1
    work = np.empty((COLUMNS, nodes), np.int64)
    kept = np.zeros(nodes, np.int64)
    cuts = np.zeros(nodes, np.bool_)
    gone = np.zeros(nodes, np.bool_)
    no_arcs = np.zeros(0, np.bool_)
    count, written = 0, 0
    for one in range(first, last):
        gone[one] = True
        _walk(start, neighbour, gone, work, kept, cuts, no_arcs)
        gone[one] = False
        for two in range(one + 1, nodes):
            if kept[two] < least:
                least, count, written = kept[two], 0, 0
            if kept[two] == least:
                count += 1
                if written < len(pairs):
                    pairs[written, 0], pairs[written, 1] = one, two
                    written += 1
    return least, count, written


@njit(cache=True, nogil=True)
def components_without(start, neighbour, gone, component):
    """Fill the component of each node that stays, numbered by their smallest members (-1: gone); return how many."""
    nodes = len(start) - 1
    component[:] = -1
    stack = np.empty(nodes, np.int32)
    count = 0
    for root in range(nodes):
        if component[root] >= 0 or gone[root]:
            continue
        component[root] = count
        stack[0] = root
        depth = 1
        while depth > 0:
            depth -= 1
            node = stack[depth]
            for at in range(start[node], start[node + 1]):
                other = neighbour[at]
                if component[other] < 0 and not gone[other]:
                    component[other] = count
                    stack[depth] = other
                    depth += 1
        count += 1
    return count
