"""Distances when a node leaves, for every node at once.

From a source, the distance to t changes by the loss of v only where v dominates t among the shortest paths. So one
search, its dominator tree and new distances below each v do what a search for every pair of source and lost node would.
Lengauer, Tarjan: A fast algorithm for finding dominators, TOPLAS 1 (1979); on shortest paths the tree is had at once.
"""

from __future__ import annotations

import numpy as np
from numba import njit

ONE_BELOW = 2
"""The size of a tree with one node below its root, the common case."""


@njit(cache=True, nogil=True)
def losses_from(start, neighbour, first, last, own, lost, budget):
    """Add, for sources first … last - 1, what is near them, and what each other node takes along when it leaves.

    Parameters
    ----------
    own : array of float64
        Set to Σ 1/d(source, t) for these sources.
    lost : array of float64
        lost[v] is raised by Σ 1/d − Σ 1/d′ over pairs (source, t), neither of them v, d′ without v.
    budget : int
        Most nodes to give new distances to: long chains of cliques want more than is worth it.

    Returns
    -------
    bool
        Whether the budget sufficed; if not, nothing filled is of use.
    """
    nodes = len(start) - 1
    distance = np.full(nodes, -1, np.int32)
    queue, above, depth = np.empty(nodes, np.int32), np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    size, cursor = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    place, order = np.empty(nodes, np.int32), np.empty(nodes, np.int32)
    mark, fresh = np.full(nodes, -1, np.int32), np.empty(nodes, np.int32)
    head_of = np.full(nodes + 2, -1, np.int32)
    entry_node = np.empty(len(neighbour) + nodes + 1, np.int32)
    entry_next = np.empty(len(neighbour) + nodes + 1, np.int32)
    for source in range(first, last):
        reached, own[source] = _search(start, neighbour, source, distance, queue)
        _dominators(start, neighbour, queue, reached, distance, above, depth)
        _in_preorder(queue, reached, above, size, cursor, place, order)
        for at in range(1, reached):
            node = queue[at]
            if size[node] == ONE_BELOW:
                lost[node] += _one_taken_along(start, neighbour, node, order[place[node] + 1], distance)
            elif size[node] > ONE_BELOW:
                budget -= size[node]
                if budget < 0:
                    return False
                below = order[place[node] + 1 : place[node] + size[node]]
                lost[node] += _taken_along(
                    start, neighbour, node, below, distance, mark, fresh, head_of, entry_node, entry_next
                )
        for at in range(reached):
            mark[queue[at]] = -1
            distance[queue[at]] = -1
    return True


@njit(cache=True, nogil=True)
def _search(start, neighbour, source, distance, queue):
    """Search breadth first; fills distances (-1 before) and the order met, returns how many and Σ 1/distance."""
    distance[source] = 0
    queue[0] = source
    head, reached, near = 0, 1, 0.0
    while head < reached:
        node = queue[head]
        head += 1
        for at in range(start[node], start[node + 1]):
            other = neighbour[at]
            if distance[other] < 0:
                distance[other] = distance[node] + 1
                near += 1.0 / distance[other]
                queue[reached] = other
                reached += 1
    return reached, near


@njit(cache=True, nogil=True)
def _in_preorder(queue, reached, above, size, cursor, place, order):
    """Fill the size of each tree of dominators, and a preorder in which each of them stands together."""
    for at in range(reached):
        size[queue[at]] = 1
    for at in range(reached - 1, 0, -1):
        size[above[queue[at]]] += size[queue[at]]
    source = queue[0]
    place[source], cursor[source], order[0] = 0, 1, source
    for at in range(1, reached):
        node = queue[at]
        place[node] = cursor[above[node]]
        cursor[above[node]] += size[node]
        cursor[node] = place[node] + 1
        order[place[node]] = node


@njit(cache=True, nogil=True)
def _one_taken_along(start, neighbour, gone, below, distance):
    """Return 1/d − 1/d′ of the only node below one that leaves; d′ through the nearest neighbour it has left."""
    far = np.int32(len(start))
    nearest = far
    for arc in range(start[below], start[below + 1]):
        other = neighbour[arc]
        if other != gone:
            nearest = min(nearest, distance[other] + 1)
    taken = 1.0 / distance[below]
    return taken - 1.0 / nearest if nearest < far else taken


@njit(cache=True, nogil=True)
def _dominators(start, neighbour, queue, reached, distance, above, depth):
    """Fill the immediate dominator of each node among the shortest paths, and its depth in the tree of them."""
    source = queue[0]
    above[source] = source
    depth[source] = 0
    for at in range(1, reached):
        node = queue[at]
        common = np.int32(-1)
        nearer = distance[node] - 1
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if distance[other] != nearer:
                continue
            if common < 0:
                common = other
                continue
            one = other
            while one != common:
                if depth[one] >= depth[common]:
                    one = above[one]
                else:
                    common = above[common]
        above[node] = common
        depth[node] = depth[common] + 1


@njit(cache=True, nogil=True)
def _taken_along(start, neighbour, gone, below, distance, mark, fresh, head_of, entry_node, entry_next):
    """Return Σ 1/d − Σ 1/d′ over the nodes below one that leaves (Dial's buckets from the nodes that keep theirs)."""
    far = np.int32(len(start))
    for node in below:
        mark[node] = gone
    entries, lowest, highest = 0, far, 0
    taken = 0.0
    for node in below:
        nearest = far
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if other != gone and mark[other] != gone and distance[other] >= 0:
                nearest = min(nearest, distance[other] + 1)
        fresh[node] = nearest
        taken += 1.0 / distance[node]
        if nearest < far:
            entry_node[entries] = node
            entry_next[entries] = head_of[nearest]
            head_of[nearest] = entries
            entries += 1
            lowest, highest = min(lowest, nearest), max(highest, nearest)
    level = lowest
    while level <= highest:
        while head_of[level] >= 0:
            entry = head_of[level]
            head_of[level] = entry_next[entry]
            node = entry_node[entry]
            if fresh[node] != level or mark[node] != gone:
                continue
            mark[node] = -1
            taken -= 1.0 / level
            for arc in range(start[node], start[node + 1]):
                other = neighbour[arc]
                if mark[other] == gone and fresh[other] > level + 1:
                    fresh[other] = level + 1
                    entry_node[entries] = other
                    entry_next[entries] = head_of[level + 1]
                    head_of[level + 1] = entries
                    entries += 1
                    highest = max(highest, level + 1)
        level += 1
    return taken
