"""Discs within discs: where the places of a tree stand in a picture, from the tree alone.

Discs of one place stand around its middle, the largest first, each at the first free spot of a spiral of seeds.
Vogel: A better way to construct the sunflower head, Mathematical Biosciences 44 (1979).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.network import Floats

GOLDEN: Final = math.pi * (3 - math.sqrt(5))
STRIDE: Final = 0.3
"""Seeds of the spiral stand this far apart, in radii of the smallest disc."""
MARGIN: Final = 0.35
"""What is left free around a disc, in radii of a leaf."""
CORE: Final = 1.0
"""The middle of a disc is free of others: for what belongs to no part of it."""


@dataclass(frozen=True, slots=True)
class Disc:
    """A disc; the radius of a leaf is 1."""

    x: float
    y: float
    radius: float

    def moved(self, x: float, y: float) -> Disc:
        """Return it elsewhere."""
        return Disc(self.x + x, self.y + y, self.radius)


def discs_of(parts: Mapping[str, Sequence[str]], root: str, stretch: float = 1.0) -> dict[str, Disc]:
    """Return the disc of a place, its middle at (0, 0), and of all within it.

    Parameters
    ----------
    parts : mapping of str to sequence of str
        The parts of each place that has any; a tree.
    stretch : float
        How much wider than high the discs of the root stand.
    """
    own = parts.get(root, ())
    if not own:
        return {root: Disc(0.0, 0.0, 1.0)}
    within = {part: discs_of(parts, part) for part in own}
    order = sorted(own, key=lambda part: (-within[part][part].radius, part))
    spots = _packed([within[part][part].radius + MARGIN for part in order], stretch)
    found = {
        id_: disc.moved(*spot) for part, spot in zip(order, spots, strict=True) for id_, disc in within[part].items()
    }
    reach = max(math.hypot(found[part].x, found[part].y) + found[part].radius for part in order)
    return {root: Disc(0.0, 0.0, reach + MARGIN)} | found


def _packed(radii: Sequence[float], stretch: float) -> list[tuple[float, float]]:
    """Return where discs of some radii stand, so that none meets another or the core."""
    taken: list[tuple[float, float, float]] = [(0.0, 0.0, CORE)]
    step = STRIDE * min(radii)
    for radius in radii:
        taken.append((*_free(np.array(taken), radius, step, stretch), radius))
    return [(x, y) for x, y, _ in taken[1:]]


def _free(taken: Floats, radius: float, step: float, stretch: float) -> tuple[float, float]:
    """Return the first seed where a disc is free; far enough out there is always one."""
    first, count = 0, 1024
    while True:
        seed = np.arange(first, first + count)
        away, turn = step * np.sqrt(seed), seed * GOLDEN
        x, y = stretch * away * np.cos(turn), away * np.sin(turn)
        near = np.square(x[:, None] - taken[:, 0]) + np.square(y[:, None] - taken[:, 1])
        free = np.flatnonzero((near >= np.square(taken[:, 2] + radius)).all(axis=1))
        if len(free):
            return float(x[free[0]]), float(y[free[0]])
        first, count = first + count, 2 * count
