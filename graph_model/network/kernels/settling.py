"""Members of a picture settle: each held at its home, drawn a little to those it is tied with, none upon another."""

from __future__ import annotations

import numpy as np
from numba import njit

STEPS = 160
RATE = 0.1
"""How much of the way to where it is drawn a member goes in a step."""
PULL = 0.3
"""The pull of all ties of a member, beside that of its home, which is 1: well below, so that what moves one member
moves those tied to it less, and those tied to them hardly at all."""
FARTHEST = 0.6
"""No ties draw a member farther from its home than this, in radii of a leaf: it stays where one looks for it."""
PUSH = 0.4
"""How much of what two members overlap each of them yields in a step."""


@njit(cache=True, nogil=True)
def settle(place, home, start, neighbour, weight, spacing):
    """Move members until they rest; the order of members and their ties alone decide on every bit.

    Parameters
    ----------
    place : array (members, 2) of float64
        Where they begin; changed in place.
    home : array (members, 2) of float64
        What holds them.
    start, neighbour, weight : arrays of int64, int32, float64
        Ties in CSR form, from both ends.
    spacing : array of float64
        How far each keeps others off: of two, half of both together.
    """
    members = len(place)
    drawn = np.empty((members, 2), np.float64)
    if members == 0:
        return
    cell = spacing.max()
    for _ in range(STEPS):
        _draw(place, home, start, neighbour, weight, drawn)
        order, first, across = _cells(place, cell)
        _push(place, spacing, order, first, across, drawn)
        place += drawn


@njit(cache=True, nogil=True)
def _draw(place, home, start, neighbour, weight, drawn):
    """Fill `drawn` with the step of each member towards its home and towards those it is tied with."""
    for node in range(len(place)):
        pull, x, y = 0.0, 0.0, 0.0
        for arc in range(start[node], start[node + 1]):
            other = neighbour[arc]
            pull += weight[arc]
            x += weight[arc] * (place[other, 0] - place[node, 0])
            y += weight[arc] * (place[other, 1] - place[node, 1])
        share = PULL / pull if pull > 0 else 0.0
        far = share * np.sqrt(x * x + y * y)
        if far > FARTHEST:
            share *= FARTHEST / far
        drawn[node, 0] = RATE * (home[node, 0] - place[node, 0] + share * x)
        drawn[node, 1] = RATE * (home[node, 1] - place[node, 1] + share * y)


@njit(cache=True, nogil=True)
def _cells(place, cell):
    """Sort members into square cells, those of a cell in their own order.

    Returns
    -------
    order : array of int64
        Members, cell after cell.
    first : array of int64
        Where each cell begins in `order`; one more than cells.
    across : int
        Cells in a row; an empty column and row stand around all.
    """
    left, top = place[:, 0].min(), place[:, 1].min()
    across = int((place[:, 0].max() - left) / cell) + 3
    down = int((place[:, 1].max() - top) / cell) + 3
    own = np.empty(len(place), np.int64)
    first = np.zeros(across * down + 1, np.int64)
    for node in range(len(place)):
        column, row = int((place[node, 0] - left) / cell) + 1, int((place[node, 1] - top) / cell) + 1
        own[node] = row * across + column
        first[own[node] + 1] += 1
    first = np.cumsum(first)
    filled = first[:-1].copy()
    order = np.empty(len(place), np.int64)
    for node in range(len(place)):
        order[filled[own[node]]] = node
        filled[own[node]] += 1
    return order, first, across


@njit(cache=True, nogil=True)
def _push(place, spacing, order, first, across, drawn):
    """Add to `drawn` what keeps members off each other."""
    for box in range(across, len(first) - 1 - across):
        for at in range(first[box], first[box + 1]):
            node = order[at]
            for row in (-across, 0, across):
                for there in range(first[box + row - 1], first[box + row + 2]):
                    if order[there] != node:
                        _yield_to(place, spacing, node, order[there], drawn)


@njit(cache=True, nogil=True)
def _yield_to(place, spacing, node, other, drawn):
    x, y = place[node, 0] - place[other, 0], place[node, 1] - place[other, 1]
    reach, apart = (spacing[node] + spacing[other]) / 2, np.sqrt(x * x + y * y)
    if apart >= reach:
        return
    if apart == 0.0:  # who stands on the very same spot steps aside, the later one to the right
        x, apart = (1.0, 1.0) if node > other else (-1.0, 1.0)
        drawn[node, 0] += PUSH * reach * x
        return
    share = PUSH * (reach - apart) / apart
    drawn[node, 0] += share * x
    drawn[node, 1] += share * y
