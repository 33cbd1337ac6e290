"""Communities of practice 实际的小圈子: who works together more than chance would have it, always found alike."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.cohesion import NO_TIES, at_least
from graph_model.network.definitions import Undefined
from graph_model.network.kernels import communities
from graph_model.network.network import Csr, Floats, Ints, Network

ROUNDS: Final = 10
"""How many orders are tried; the partition of the highest modularity is kept."""
LARGE: Final = 20_000
"""From so many arcs on, one order has to do."""
SLACK: Final = 1e-12


@dataclass(frozen=True, eq=False)
class Circles:
    """A partition: the number of each member's circle, in the order of their first members."""

    circle: Ints
    modularity: float


def circles_of(network: Network, seed: int = 0) -> Circles:
    """Find communities on weights (both directions added).

    Parameters
    ----------
    seed : int
        Of the orders tried after that of the ids.
    """
    at_least(network, 1)
    strength = _strength(network.both)
    if not strength.sum() > 0:
        raise Undefined(NO_TIES)
    rng = np.random.default_rng(seed)
    best = np.empty(0, np.int64)
    most = -np.inf
    for turn in range(ROUNDS if len(network.both.neighbour) < LARGE else 1):
        order = np.arange(len(network)) if turn == 0 else rng.permutation(len(network))
        found = _in_first_seen_order(_leiden(network.both, order))
        both = network.both
        worth = communities.modularity(both.start, both.neighbour, both.weight, strength, found)
        if worth > most + SLACK:
            best, most = found, worth
    return Circles(best, float(most))


def _leiden(ties: Csr, order: Ints) -> Ints:
    """Move, refine and merge until nothing moves; returns the community of each node."""
    whole = np.arange(len(ties.start) - 1)
    community = whole.copy()
    while True:
        strength = _strength(ties)
        communities.move(ties.start, ties.neighbour, ties.weight, strength, order, community)
        if len(np.unique(community)) == len(community):
            return community[whole]
        refined = np.empty_like(community)
        communities.refine(ties.start, ties.neighbour, ties.weight, strength, order, community, refined)
        parts, number = np.unique(refined, return_inverse=True)
        if len(parts) == len(community):
            return community[whole]
        merged_into = community[parts]
        ties = _merged(ties, number, len(parts))
        whole = number[whole]
        order = np.arange(len(parts))
        community = _in_first_seen_order(merged_into)


def _merged(ties: Csr, number: Ints, size: int) -> Csr:
    one, two = number[ties.owner], number[ties.neighbour]
    keys, place = np.unique(one * size + two, return_inverse=True)
    weight = np.bincount(place, weights=ties.weight, minlength=len(keys)).astype(np.float64)
    start = np.searchsorted(keys // size, np.arange(size + 1)).astype(np.int64)
    return Csr(start, (keys % size).astype(np.int32), weight)


def _strength(ties: Csr) -> Floats:
    return np.bincount(ties.owner, weights=ties.weight, minlength=len(ties.start) - 1).astype(np.float64)


def _in_first_seen_order(community: Ints) -> Ints:
    _, first, number = np.unique(community, return_index=True, return_inverse=True)
    rank = np.empty(len(first), np.int64)
    rank[np.argsort(first)] = np.arange(len(first))
    return rank[number]
