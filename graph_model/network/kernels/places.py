"""The place of each node: cores, structural holes and brokerage."""

from __future__ import annotations

import numpy as np
from numba import njit


@njit(cache=True, nogil=True)
def core_numbers(start, neighbour):
    """Return the core number of each node.

    Batagelj, Zaveršnik: An O(m) algorithm for cores decomposition of networks, 2003; the notion is Seidman's (1983).
    """
    nodes = len(start) - 1
    degree = np.empty(nodes, np.int64)
    most = 0
    for node in range(nodes):
        degree[node] = start[node + 1] - start[node]
        most = max(most, degree[node])
    first = np.zeros(most + 2, np.int64)
    for node in range(nodes):
        first[degree[node] + 1] += 1
    for rank in range(1, most + 2):
        first[rank] += first[rank - 1]
    place = np.empty(nodes, np.int64)
    order = np.empty(nodes, np.int64)
    cursor = first.copy()
    for node in range(nodes):
        place[node] = cursor[degree[node]]
        order[place[node]] = node
        cursor[degree[node]] += 1
    for at in range(nodes):
        node = order[at]
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if degree[other] > degree[node]:
                head = first[degree[other]]
                swapped = order[head]
                if swapped != other:
                    order[place[other]], order[head] = swapped, other
                    place[swapped], place[other] = place[other], head
                first[degree[other]] += 1
                degree[other] -= 1
    return degree


@njit(cache=True, nogil=True)
def structural_holes(start, neighbour, weight, constraint, effective_size):
    """Fill Burt's constraint and effective size from symmetric weights (a_ij + a_ji); -1 where a node has no weight.

    Burt: Structural Holes, 1992, chapter 2.
    """
    nodes = len(start) - 1
    strength = np.zeros(nodes, np.float64)
    strongest = np.zeros(nodes, np.float64)
    for node in range(nodes):
        for arc in range(start[node], start[node + 1]):
            strength[node] += weight[arc]
            strongest[node] = max(strongest[node], weight[arc])
    share = np.zeros(nodes, np.float64)
    through = np.zeros(nodes, np.float64)
    for node in range(nodes):
        constraint[node] = effective_size[node] = -1.0
        if strength[node] <= 0.0:
            continue
        for arc in range(start[node], start[node + 1]):
            share[neighbour[arc]] = weight[arc] / strength[node]
        size = 0.0
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            redundant = 0.0
            if weight[arc] > 0.0:
                for further in range(start[other], start[other + 1]):
                    third = neighbour[further]
                    if third != node:
                        through[third] += share[other] * weight[further] / strength[other]
                        redundant += share[third] * weight[further] / strongest[other]
                size += 1.0 - redundant
        bound = 0.0
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            if weight[arc] > 0.0:
                bound += (share[other] + through[other]) ** 2
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            share[other] = 0.0
            for further in range(start[other], start[other + 1]):
                through[neighbour[further]] = 0.0
        constraint[node] = bound
        effective_size[node] = size


@njit(cache=True, nogil=True)
def brokerage(start, neighbour, group, roles):
    """Count the roles of each node on open two-paths a → b → c (no tie a → c).

    Gould, Fernandez: Structures of mediation, Sociological Methodology 19 (1989).

    Parameters
    ----------
    start, neighbour : arrays of int64 and int32
        The ties out of each node.
    group : array of int32
        The group of each node, -1 where it has none: two-paths with such a node are left out.
    roles : array (nodes, 5) of int64
        Filled: coordinator, itinerant, gatekeeper, representative, liaison.
    """
    nodes = len(start) - 1
    mark = np.full(nodes, -1, np.int32)
    for giver in range(nodes):
        if group[giver] < 0:
            continue
        mark[giver] = giver
        for arc in range(start[giver], start[giver + 1]):
            mark[neighbour[arc]] = giver
        for arc in range(start[giver], start[giver + 1]):
            middle = neighbour[arc]
            if group[middle] < 0:
                continue
            for further in range(start[middle], start[middle + 1]):
                taker = neighbour[further]
                if mark[taker] == giver or group[taker] < 0:
                    continue
                if group[giver] == group[taker]:
                    role = 0 if group[middle] == group[giver] else 1
                elif group[middle] == group[taker]:
                    role = 2
                elif group[middle] == group[giver]:
                    role = 3
                else:
                    role = 4
                roles[middle, role] += 1


@njit(cache=True, nogil=True)
def relations_between_groups(neighbour, owner, groups, between):
    """Fill, for each labelling, how many ties join nodes of different groups.

    Parameters
    ----------
    owner, neighbour : arrays of int32
        The two ends of each tie.
    groups : array (labellings, nodes) of int32
    """
    for row in range(len(groups)):
        count = 0
        for tie in range(len(neighbour)):
            if groups[row, owner[tie]] != groups[row, neighbour[tie]]:
                count += 1
        between[row] = count


@njit(cache=True, nogil=True)
def between_of_many(neighbours, owner, group, counted, between):
    """Fill how many arcs of each network (one a row) join nodes of different groups, and how many have both groups."""
    for row in range(len(neighbours)):
        count, known = 0, 0
        for arc in range(len(owner)):
            one, two = group[owner[arc]], group[neighbours[row, arc]]
            if one >= 0 and two >= 0:
                known += 1
                if one != two:
                    count += 1
        between[row], counted[row] = count, known


@njit(cache=True, nogil=True)
def mutual_of_many(start, neighbours, mutual):
    """Fill how many arcs of each directed network (one a row) are answered by the opposite arc."""
    nodes = len(start) - 1
    for row in range(len(neighbours)):
        count = 0
        for node in range(nodes):
            for arc in range(start[node], start[node + 1]):
                other = neighbours[row, arc]
                for back in range(start[other], start[other + 1]):
                    if neighbours[row, back] == node:
                        count += 1
                        break
        mutual[row] = count
