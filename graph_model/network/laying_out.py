"""Where members stand in a picture of a network: at home among places, near those they are tied with.

The same members, homes and ties give the same whole numbers, whatever order they come in. A member begins at a spot
that its id alone decides, and a home holds it more than all its ties: who comes or goes moves few others, and those
little.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Mapping, Sequence
from typing import Final

import numpy as np

from graph_model.network.discs import Disc
from graph_model.network.kernels import settling
from graph_model.network.network import Floats, Ints, Network

GRAIN: Final = 1_000
"""Whole numbers to the radius of a leaf."""
WIDEST: Final = 0.7
"""How far apart members stand at most, in radii of a leaf."""
ROOM: Final = 1.7
"""Of the area of its leaf a member takes up at most 1 in so many times their number in it, on average."""
BROAD: Final = 1.5
"""A member that stands for its place takes so much more room than others."""
SPREAD: Final = 0.85
"""Members begin within so much of the radius of their home."""
BYTES: Final = 4


def spacing_of(members: int, leaves: int) -> float:
    """Return how far apart members stand, in radii of a leaf; it changes with every doubling, not with every member.

    >>> spacing_of(500, 222) == spacing_of(505, 222)
    True
    """
    each = max(members, 1) / max(leaves, 1)
    return min(WIDEST, math.sqrt(ROOM / 2.0 ** math.ceil(math.log2(each))))


def laid_out(network: Network, homes: Sequence[str], discs: Mapping[str, Disc], standing: frozenset[str]) -> Ints:
    """Return where members stand.

    Parameters
    ----------
    network : Network
        The wider a tie's weight, the more it pulls.
    homes : sequence of str
        A key of `discs` for each member.
    standing : frozenset of str
        Ids of the members that stand for their home: they begin in its very middle.

    Returns
    -------
    array (members, 2) of int64
        In thousandths of the radius of a leaf.
    """
    leaves = sum(disc.radius == 1.0 for disc in discs.values())
    spacing = spacing_of(len(network), leaves)
    centre = np.array([(discs[home].x, discs[home].y) for home in homes], np.float64).reshape(-1, 2)
    scatter = np.array([(0.0, 0.0) if one in standing else _spot(one) for one in network.ids]).reshape(-1, 2)
    home = centre + SPREAD * scatter
    broad = np.array([spacing * (BROAD if one in standing else 1.0) for one in network.ids])
    place: Floats = home.copy()
    both = network.both
    settling.settle(place, home, both.start, both.neighbour, both.weight, broad)
    return np.rint(place * GRAIN).astype(np.int64)


def _spot(id_: str) -> tuple[float, float]:
    """Return a point of the unit disc that an id alone decides, evenly over all ids."""
    drawn = hashlib.shake_256(id_.encode()).digest(BYTES * 2 * 32)
    numbers = np.frombuffer(drawn, "<u4").astype(np.float64).reshape(-1, 2) / 2.0**31 - 1.0
    inside = np.flatnonzero((numbers**2).sum(axis=1) <= 1.0)
    x, y = numbers[inside[0]]  # that none of 32 lies inside happens once in 10²¹ ids
    return float(x), float(y)
