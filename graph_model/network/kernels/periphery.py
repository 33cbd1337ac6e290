"""The core of a network that a core–periphery pattern fits best.

Borgatti, Everett: Models of core/periphery structures, Social Networks 21 (1999): the correlation of the ties with the
pattern in which every pair with a member of the core is tied. For a core of a given size it grows with the number of
ties that touch the core, so a core is good when few ties are left among the others.
"""

from __future__ import annotations

import numpy as np
from numba import njit

SMALL = 300
"""Up to so many nodes every exchange of two is tried; above, only of those most promising."""
STARTS = 12
"""From how many sizes of the greedy order a search starts."""
EXACT = 12
"""Up to so many nodes every core is looked at."""
UNDEFINED = -2.0


@njit(cache=True, nogil=True)
def _fit(pairs, ties, size, nodes, touched):
    """Correlation of two 0/1 columns over the pairs; -2 where one of them does not vary."""
    pattern = pairs - (nodes - size) * (nodes - size - 1) / 2.0
    spread = ties * (pairs - ties) * pattern * (pairs - pattern)
    if spread <= 0.0:
        return UNDEFINED
    return (pairs * touched - ties * pattern) / np.sqrt(spread)


@njit(cache=True, nogil=True)
def _greedy(start, neighbour, order, touched):
    """Fill nodes in the order of most ties not yet touched (then most ties, then id), and the ties touched so far."""
    nodes = len(start) - 1
    left = np.empty(nodes, np.int64)
    most = 0
    for node in range(nodes):
        left[node] = start[node + 1] - start[node]
        most = max(most, left[node])
    first = np.full(most + 1, -1, np.int64)
    after = np.full(nodes, -1, np.int64)
    before = np.full(nodes, -1, np.int64)
    for node in range(nodes - 1, -1, -1):
        rank = left[node]
        after[node] = first[rank]
        if first[rank] >= 0:
            before[first[rank]] = node
        first[rank] = node
    sum_touched = np.int64(0)
    for place in range(nodes):
        while first[most] < 0:
            most -= 1
        node = first[most]
        first[most] = after[node]
        if after[node] >= 0:
            before[after[node]] = -1
        sum_touched += most
        order[place] = node
        touched[place] = sum_touched
        left[node] = -1
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            rank = left[other]
            if rank < 0:
                continue
            if before[other] >= 0:
                after[before[other]] = after[other]
            else:
                first[rank] = after[other]
            if after[other] >= 0:
                before[after[other]] = before[other]
            rank -= 1
            left[other] = rank
            after[other] = first[rank]
            before[other] = -1
            if first[rank] >= 0:
                before[first[rank]] = other
            first[rank] = other


@njit(cache=True, nogil=True)
def _tied(start, neighbour, one, two):
    low, high = start[one], start[one + 1]
    while low < high:
        middle = (low + high) // 2
        if neighbour[middle] < two:
            low = middle + 1
        else:
            high = middle
    return low < start[one + 1] and neighbour[low] == two


@njit(cache=True, nogil=True)
def _toggle(start, neighbour, node, core, free):
    """Move a node into or out of the core; `free` holds how many neighbours of each node are not in it."""
    change = -1
    if core[node]:
        change = 1
    core[node] = not core[node]
    for arc in range(start[node], start[node + 1]):
        free[neighbour[arc]] += change


@njit(cache=True, nogil=True)
def _best_exchange(start, neighbour, core, free):
    """Return the member to leave, the node to enter, and the change of ties touched: the best, then the first."""
    nodes = len(start) - 1
    best, leaving, entering = 0, -1, -1
    if nodes <= SMALL:
        for one in range(nodes):
            if not core[one]:
                continue
            for two in range(nodes):
                if core[two] or free[two] - free[one] + 1 <= best:
                    continue
                change = free[two] - free[one] + (1 if _tied(start, neighbour, one, two) else 0)
                if change > best:
                    best, leaving, entering = change, one, two
        return leaving, entering, best
    for node in range(nodes):
        if core[node] and (leaving < 0 or free[node] < free[leaving]):
            leaving = node
        if not core[node] and (entering < 0 or free[node] > free[entering]):
            entering = node
    if leaving < 0 or entering < 0:
        return -1, -1, 0
    best = free[entering] - free[leaving] + (1 if _tied(start, neighbour, leaving, entering) else 0)
    return leaving, entering, best


@njit(cache=True, nogil=True)
def _improve(start, neighbour, core, size, touched, free):
    """Move or exchange nodes while that betters the fit; returns the fit."""
    nodes = len(start) - 1
    pairs = nodes * (nodes - 1) / 2.0
    ties = len(neighbour) / 2.0
    fit = _fit(pairs, ties, size, nodes, touched)
    while True:
        best, chosen = fit, -1
        for node in range(nodes):
            step = -1 if core[node] else 1
            found = _fit(pairs, ties, size + step, nodes, touched + step * free[node])
            if found > best + 1e-12:
                best, chosen = found, node
        leaving, entering, change = _best_exchange(start, neighbour, core, free)
        if change > 0:
            found = _fit(pairs, ties, size, nodes, touched + change)
            if found > best + 1e-12:
                _toggle(start, neighbour, leaving, core, free)
                _toggle(start, neighbour, entering, core, free)
                touched += change
                fit = found
                continue
        if chosen < 0:
            return fit
        step = -1 if core[chosen] else 1
        touched += step * free[chosen]
        size += step
        _toggle(start, neighbour, chosen, core, free)
        fit = best


@njit(cache=True, nogil=True)
def _every_core(start, neighbour, free, core, kept):
    """Fill the best of all cores, walked in Gray's order so that one node changes at a time; return its fit."""
    nodes = len(start) - 1
    pairs = nodes * (nodes - 1) / 2.0
    ties = len(neighbour) / 2.0
    core[:] = False
    for node in range(nodes):
        free[node] = start[node + 1] - start[node]
    overall, size, touched = UNDEFINED, 0, np.int64(0)
    for turn in range(1, 1 << nodes):
        node = 0
        while turn >> node & 1 == 0:
            node += 1
        step = -1 if core[node] else 1
        touched += step * free[node]
        size += step
        _toggle(start, neighbour, node, core, free)
        fit = _fit(pairs, ties, size, nodes, touched)
        if fit > overall + 1e-12:
            overall = fit
            kept[:] = core
    return overall


@njit(cache=True, nogil=True)
def _search(start, neighbour, order, touched, free, core, kept):
    """Fill the best core found from the best few sizes of the greedy order; returns its fit, -2 where undefined."""
    nodes = len(start) - 1
    pairs = nodes * (nodes - 1) / 2.0
    ties = len(neighbour) / 2.0
    if nodes <= EXACT:
        return _every_core(start, neighbour, free, core, kept)
    _greedy(start, neighbour, order, touched)
    overall = UNDEFINED
    limit = 3.0
    for _ in range(STARTS):
        best, size = UNDEFINED, 0
        for place in range(nodes):
            found = _fit(pairs, ties, place + 1, nodes, touched[place])
            if found > best and found < limit:
                best, size = found, place + 1
        if best == UNDEFINED:
            break
        limit = best
        core[:] = False
        for node in range(nodes):
            free[node] = start[node + 1] - start[node]
        for place in range(size):
            _toggle(start, neighbour, order[place], core, free)
        fit = _improve(start, neighbour, core, size, touched[size - 1], free)
        if fit > overall + 1e-12:
            overall = fit
            kept[:] = core
    return overall


@njit(cache=True, nogil=True)
def best_core(start, neighbour, core):
    """Fill the members of the core of an undirected network with sorted neighbours; return the fit, -2 if undefined."""
    nodes = len(start) - 1
    order = np.empty(nodes, np.int64)
    touched = np.empty(nodes, np.int64)
    free = np.empty(nodes, np.int64)
    trial = np.zeros(nodes, np.bool_)
    return _search(start, neighbour, order, touched, free, trial, core)


@njit(cache=True, nogil=True)
def fits_of_many(start, neighbours, fits):
    """Fill the best fit of each of many networks of the same degrees, one a row of sorted neighbours."""
    nodes = len(start) - 1
    order = np.empty(nodes, np.int64)
    touched = np.empty(nodes, np.int64)
    free = np.empty(nodes, np.int64)
    trial = np.zeros(nodes, np.bool_)
    core = np.zeros(nodes, np.bool_)
    for row in range(len(neighbours)):
        fits[row] = _search(start, neighbours[row], order, touched, free, trial, core)
