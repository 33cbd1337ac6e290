"""Shortest paths: betweenness, distances met and sums of inverse distances, from a part of the sources.

Brandes: A faster algorithm for betweenness centrality, J. Math. Sociology 25 (2001).
"""

from __future__ import annotations

import numpy as np
from numba import njit

WORD = 64
ONE, NOTHING, TOP = np.uint64(1), np.uint64(0), np.uint64(58)
SEQUENCE = np.uint64(0x03F79D71B4CB0A89)
"""A de Bruijn sequence: multiplied by a single bit, its top six bits tell which bit it is."""
PLACE = np.zeros(WORD, np.int64)
for _bit in range(WORD):
    PLACE[((int(SEQUENCE) << _bit) & (2**WORD - 1)) >> int(TOP)] = _bit


@njit(cache=True, nogil=True)
def _search(start, neighbour, source, distance, paths, queue):
    """Breadth first from a source; fills distance (-1 where not reached), numbers of paths and the order of visit."""
    distance[source] = 0
    paths[source] = 1.0
    queue[0] = source
    head, size = 0, 1
    while head < size:
        node = queue[head]
        head += 1
        further = distance[node] + 1
        ways = paths[node]
        for at in range(start[node], start[node + 1]):
            other = neighbour[at]
            if distance[other] < 0:
                distance[other] = further
                paths[other] = ways
                queue[size] = other
                size += 1
            elif distance[other] == further:
                paths[other] += ways
    return size


@njit(cache=True, nogil=True)
def _dependencies(start, neighbour, size, distance, paths, queue, share):
    """Walk back from the farthest: afterwards share[v] × paths[v] − 1 is the dependency of the source on v."""
    for place in range(size - 1, -1, -1):
        node = queue[place]
        further = distance[node] + 1
        below = 0.0
        for at in range(start[node], start[node + 1]):
            other = neighbour[at]
            if distance[other] == further:
                below += share[other]
        share[node] = 1.0 / paths[node] + below


@njit(cache=True, nogil=True)
def betweenness_from(start, neighbour, sources, total, squares, met):
    """Add the dependencies of some sources.

    Parameters
    ----------
    start, neighbour : arrays of int64 and int32
        The ties out of each node, CSR.
    sources : array of int32
    total, squares : arrays of float64, one a node
        Sums of dependencies and of their squares, added to.
    met : array of int64
        How many ordered pairs lie at each distance, added to.
    """
    nodes = len(start) - 1
    distance = np.full(nodes, -1, np.int32)
    paths = np.zeros(nodes, np.float64)
    share = np.zeros(nodes, np.float64)
    queue = np.empty(nodes, np.int32)
    for source in sources:
        size = _search(start, neighbour, source, distance, paths, queue)
        _dependencies(start, neighbour, size, distance, paths, queue, share)
        for place in range(size):
            node = queue[place]
            if place > 0:
                dependency = share[node] * paths[node] - 1.0
                total[node] += dependency
                squares[node] += dependency * dependency
                met[distance[node]] += 1
            distance[node] = -1


@njit(cache=True, nogil=True)
def _walk_small(source, out, into, levels, paths, share, total):
    """Do for a network of at most 64 nodes what the other walks do, on words of bits; returns Σ 1/d from the source."""
    seen = ONE << np.uint64(source)
    levels[0] = seen
    paths[source] = 1.0
    level, near = 0, 0.0
    while True:
        fresh, left = NOTHING, levels[level]
        while left:
            bit = left & (~left + ONE)
            left ^= bit
            fresh |= out[PLACE[(bit * SEQUENCE) >> TOP]]
        fresh &= ~seen
        if not fresh:
            break
        seen |= fresh
        left = fresh
        while left:
            bit = left & (~left + ONE)
            left ^= bit
            node = PLACE[(bit * SEQUENCE) >> TOP]
            above, ways = into[node] & levels[level], 0.0
            while above:
                one = above & (~above + ONE)
                above ^= one
                ways += paths[PLACE[(one * SEQUENCE) >> TOP]]
            paths[node] = ways
            near += 1.0 / (level + 1)
        level += 1
        levels[level] = fresh
    levels[level + 1] = NOTHING
    while level > 0:
        left = levels[level]
        while left:
            bit = left & (~left + ONE)
            left ^= bit
            node = PLACE[(bit * SEQUENCE) >> TOP]
            below, sum_below = out[node] & levels[level + 1], 0.0
            while below:
                one = below & (~below + ONE)
                below ^= one
                sum_below += share[PLACE[(one * SEQUENCE) >> TOP]]
            share[node] = 1.0 / paths[node] + sum_below
            total[node] += share[node] * paths[node] - 1.0
        level -= 1
    return near


@njit(cache=True, nogil=True)
def _walk(start, neighbour, source, distance, paths, queue, share, total):
    """Add the dependencies of one source to `total`; returns Σ 1/d from it, and leaves `distance` as it was."""
    size = _search(start, neighbour, source, distance, paths, queue)
    _dependencies(start, neighbour, size, distance, paths, queue, share)
    distance[source] = -1
    near = 0.0
    for place in range(1, size):
        node = queue[place]
        total[node] += share[node] * paths[node] - 1.0
        near += 1.0 / distance[node]
        distance[node] = -1
    return near


@njit(cache=True, nogil=True)
def _write_bits(start, neighbour, out, into):
    out[:] = NOTHING
    into[:] = NOTHING
    for node in range(len(start) - 1):
        for at in range(start[node], start[node + 1]):
            out[node] |= ONE << np.uint64(neighbour[at])
            into[neighbour[at]] |= ONE << np.uint64(node)


@njit(cache=True, nogil=True)
def spread_of_many(start, neighbours, centralization, closeness):
    """Betweenness centralization and the sum of inverse distances of many networks of the same degrees.

    Parameters
    ----------
    neighbours : array (networks, arcs) of int32
        One network a row; all have the same `start`.
    centralization : array of float64
        Filled with Σ(b* − bᵢ) / (n − 1), b normalised by (n − 1)(n − 2) ordered pairs.
    closeness : array of float64
        Filled with Σ 1/d over ordered pairs.
    """
    nodes = len(start) - 1
    distance = np.full(nodes, -1, np.int32)
    paths = np.zeros(nodes, np.float64)
    share = np.zeros(nodes, np.float64)
    queue = np.empty(nodes, np.int32)
    total = np.zeros(nodes, np.float64)
    out, into, levels = np.zeros(nodes, np.uint64), np.zeros(nodes, np.uint64), np.zeros(WORD + 1, np.uint64)
    for row in range(len(neighbours)):
        neighbour = neighbours[row]
        total[:] = 0.0
        near = 0.0
        if nodes <= WORD:
            _write_bits(start, neighbour, out, into)
        for source in range(nodes):
            if nodes <= WORD:
                near += _walk_small(source, out, into, levels, paths, share, total)
            else:
                near += _walk(start, neighbour, source, distance, paths, queue, share, total)
        most = total.max()
        apart = 0.0
        for node in range(nodes):
            apart += most - total[node]
        pairs = (nodes - 1.0) * (nodes - 2.0)
        centralization[row] = apart / pairs / (nodes - 1.0) if pairs > 0 else 0.0
        closeness[row] = near


@njit(cache=True, nogil=True)
def closeness_without(start, neighbour, gone, first, last):
    """Return Σ 1/d over ordered pairs of sources first … last - 1 and all nodes, without the nodes that are gone."""
    nodes = len(start) - 1
    seen = np.full(nodes, -1, np.int32)
    queue = np.empty(nodes, np.int32)
    distance = np.zeros(nodes, np.int32)
    near = 0.0
    for source in range(first, last):
        if gone[source]:
            continue
        seen[source] = source
        distance[source] = 0
        queue[0] = source
        head, size = 0, 1
        while head < size:
            node = queue[head]
            head += 1
            for at in range(start[node], start[node + 1]):
                other = neighbour[at]
                if seen[other] != source and not gone[other]:
                    seen[other] = source
                    distance[other] = distance[node] + 1
                    near += 1.0 / distance[other]
                    queue[size] = other
                    size += 1
    return near
