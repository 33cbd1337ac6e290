"""Random networks with the degrees of a given one, by exchanging the ends of two ties at a time.

Milo et al.: On the uniform generation of random graphs with prescribed degree sequences, 2003 (arXiv cond-mat/0312028).
An exchange that would make a self-tie or a second tie leaves the network as it is and counts as a step.
"""

from __future__ import annotations

import numpy as np
from numba import njit

FIRST_SHIFT, SECOND_SHIFT, LAST_SHIFT = np.uint64(30), np.uint64(27), np.uint64(31)
STEP, FIRST_FACTOR, SECOND_FACTOR = (
    np.uint64(0x9E3779B97F4A7C15),
    np.uint64(0xBF58476D1CE4E5B9),
    np.uint64(0x94D049BB133111EB),
)
HIGH = np.uint64(33)


@njit(cache=True, nogil=True)
def _below(state, bound):
    """Return the next number of SplitMix64 below a bound (Steele, Lea, Flood, 2014)."""
    state[0] += STEP
    mixed = state[0]
    mixed = (mixed ^ (mixed >> FIRST_SHIFT)) * FIRST_FACTOR
    mixed = (mixed ^ (mixed >> SECOND_SHIFT)) * SECOND_FACTOR
    mixed ^= mixed >> LAST_SHIFT
    return np.int64(mixed >> HIGH) * bound >> 31


@njit(cache=True, nogil=True)
def _exchange(one, two, tied, directed, state, steps):
    ties = len(one)
    for _ in range(steps):
        first = _below(state, ties)
        second = _below(state, ties)
        a, b = one[first], two[first]
        c, d = one[second], two[second]
        if not directed and _below(state, 2) == 1:
            c, d = d, c
        if first == second or a == d or c == b or tied[a, d] or tied[c, b]:
            continue
        tied[a, b] = tied[c, d] = False
        tied[a, d] = tied[c, b] = True
        if not directed:
            tied[b, a] = tied[d, c] = False
            tied[d, a] = tied[b, c] = True
        one[first], two[first] = a, d
        one[second], two[second] = c, b


@njit(cache=True, nogil=True)
def _write(start, one, two, directed, cursor, turned, neighbour):
    """Write the ties as sorted neighbours: by their second end first, then once more by their first."""
    nodes = len(start) - 1
    if not directed:
        cursor[:] = start[:nodes]
        for tie in range(len(one)):
            a, b = one[tie], two[tie]
            turned[cursor[a]] = b
            cursor[a] += 1
            turned[cursor[b]] = a
            cursor[b] += 1
        cursor[:] = start[:nodes]
        for node in range(nodes):
            for arc in range(start[node], start[node + 1]):
                other = turned[arc]
                neighbour[cursor[other]] = node
                cursor[other] += 1
        return
    cursor[:] = start[:nodes]
    for tie in range(len(one)):
        neighbour[cursor[one[tie]]] = two[tie]
        cursor[one[tie]] += 1
    for node in range(nodes):
        neighbour[start[node] : start[node + 1]].sort()


@njit(cache=True, nogil=True)
def random_networks(start, one, two, directed, seed, burn_in, thinning, neighbours):
    """Fill random networks with the degrees of the given one, a chain of exchanges from it.

    Parameters
    ----------
    start : array of int64
        Where the neighbours of each node begin: both ways for undirected ties, out of it for directed.
    one, two : arrays of int32
        The ends of each tie.
    seed : int
        Of this chain.
    burn_in, thinning : int
        Exchanges tried before the first network, and between two that follow each other.
    neighbours : array (networks, arcs) of int32
        Filled, sorted for each node.
    """
    nodes = len(start) - 1
    tied = np.zeros((nodes, nodes), np.bool_)
    one, two = one.copy(), two.copy()
    for tie in range(len(one)):
        tied[one[tie], two[tie]] = True
        if not directed:
            tied[two[tie], one[tie]] = True
    state = np.empty(1, np.uint64)
    state[0] = np.uint64(seed)
    cursor = np.empty(nodes, np.int64)
    turned = np.empty(neighbours.shape[1], np.int32)
    _exchange(one, two, tied, directed, state, burn_in)
    for row in range(len(neighbours)):
        _exchange(one, two, tied, directed, state, thinning)
        _write(start, one, two, directed, cursor, turned, neighbours[row])
