"""How closely and how centrally a network is tied: density, centralization, reciprocity, multiplexity."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.blocks import in_blocks
from graph_model.network.definitions import Undefined
from graph_model.network.kernels import paths
from graph_model.network.network import Floats, Ints, Network, Nodes

PAIR: Final = 2
TRIPLE: Final = 3
EXACT_WORK: Final = 2e10
"""Up to so many steps (members × arcs, half a minute or so) betweenness is exact; above, it is sampled."""
PIVOTS: Final = 2_000
DOUBT: Final = 0.05
TOO_SMALL: Final = "成员不足 {} 个"
NO_TIES: Final = "没有任何联系"


@dataclass(frozen=True, eq=False)
class Betweenness:
    """Betweenness of each member, normalised; `error` is 0 when exact.

    Parameters
    ----------
    values : array of float64
    error : float
        With a probability of 95 % no value is farther off than this (empirical Bernstein bound over all members;
        Maurer, Pontil 2009).
    met : array of int64
        How many ordered pairs lie at each distance, from the sources taken.
    sources : int
    """

    values: Floats
    error: float
    met: Ints
    sources: int

    @property
    def centralization(self) -> float:
        """Freeman's: 1 for a star."""
        return float((self.values.max() - self.values).sum() / (len(self.values) - 1))


def at_least(network: Network, members: int) -> None:
    """Check that there are members enough.

    Raises
    ------
    Undefined
        There are fewer.
    """
    if len(network) < members:
        raise Undefined(TOO_SMALL.format(members))


def density(network: Network) -> float:
    """Return the share of pairs that are tied."""
    at_least(network, PAIR)
    return (1 if network.directed else 2) * network.ties / (len(network) * (len(network) - 1))


def degree_centralization(network: Network) -> float:
    """Return Freeman's degree centralization."""
    at_least(network, TRIPLE)
    size = len(network)
    return _apart(total_degree(network)) / ((size - 1) * (size - 2) * (2 if network.directed else 1))


def in_degree_centralization(network: Network) -> float:
    """Return the centralization of ties received."""
    return _one_way(network, in_degree(network))


def out_degree_centralization(network: Network) -> float:
    """Return the centralization of ties sent."""
    return _one_way(network, network.out.degree)


def _one_way(network: Network, degree: Ints) -> float:
    if not network.directed:
        raise Undefined("联系没有方向")
    at_least(network, PAIR)
    return _apart(degree) / (len(network) - 1) ** 2


def _apart(degree: Ints) -> int:
    return int((degree.max() - degree).sum())


def in_degree(network: Network) -> Ints:
    """Return how many ties each member receives."""
    return np.bincount(network.out.neighbour, minlength=len(network)).astype(np.int64)


def total_degree(network: Network) -> Ints:
    """Return how many ties each member has, both directions of a directed one added."""
    return network.out.degree + in_degree(network) if network.directed else network.both.degree


def reciprocity(network: Network) -> float:
    """Return the share of ties that both sides name."""
    if not network.directed:
        raise Undefined("联系没有方向")
    if not network.ties:
        raise Undefined(NO_TIES)
    size = len(network)
    there = network.out.owner.astype(np.int64) * size + network.out.neighbour
    back = network.out.neighbour.astype(np.int64) * size + network.out.owner
    return float(np.isin(there, back).mean())


def kinds_per_tied_pair(network: Network) -> Ints:
    """Return how many kinds of ties join each tied pair (each pair twice).

    Raises
    ------
    Undefined
        Ties have no kinds, or there are no ties.
    """
    if network.kinds is None:
        raise Undefined("没有写明联系的种类")
    if not len(network.kinds):
        raise Undefined(NO_TIES)
    return network.kinds


def multiplexity(network: Network) -> float:
    """Return how many kinds of ties join a tied pair on average."""
    return float(kinds_per_tied_pair(network).mean())


def multiplexity_share(network: Network) -> float:
    """Return the share of tied pairs that are joined by two kinds of ties or more."""
    return float((kinds_per_tied_pair(network) >= PAIR).mean())


def betweenness(
    network: Network, *, pivots: int | None = None, seed: int = 0, threads: int | None = None
) -> Betweenness:
    """Return betweenness along the directions of ties: exact, or estimated from some sources.

    Parameters
    ----------
    pivots : int, optional
        How many sources to sample; if not given, all of them up to `EXACT_WORK` steps, `PIVOTS` above.
    seed : int
        Of the sample.
    threads : int, optional
        Changes no value.
    """
    at_least(network, TRIPLE)
    sources = _sources(network, pivots, seed)
    size = len(network)

    def part(first: int, last: int) -> tuple[Floats, Floats, Ints]:
        total, squares, met = np.zeros(size), np.zeros(size), np.zeros(size, np.int64)
        paths.betweenness_from(network.out.start, network.out.neighbour, sources[first:last], total, squares, met)
        return total, squares, met

    parts = in_blocks(len(sources), part, threads)
    total, squares = sum(one[0] for one in parts), sum(one[1] for one in parts)
    met = np.sum([one[2] for one in parts], axis=0)
    scale = 1.0 / (len(sources) * (size - 2))
    shared = size / (size - 1)
    values = np.asarray(total) * scale * shared
    error = _bernstein(np.asarray(total), np.asarray(squares), len(sources), size) if len(sources) < size else 0.0
    return Betweenness(values, error, np.asarray(met), len(sources))


def _sources(network: Network, pivots: int | None, seed: int) -> Nodes:
    size = len(network)
    exact = size * len(network.out.neighbour) <= EXACT_WORK
    count = min(size, max(PAIR, pivots) if pivots is not None else size if exact else PIVOTS)
    if count == size:
        return np.arange(size, dtype=np.int32)
    return np.sort(np.random.default_rng(seed).permutation(size)[:count]).astype(np.int32)


def _bernstein(total: Floats, squares: Floats, count: int, size: int) -> float:
    """Bound the error of mean dependencies, each divided by n − 2 and so within 0–1, for all members at once."""
    mean = total / count / (size - 2)
    variance = np.maximum(squares / count / (size - 2) ** 2 - mean**2, 0.0) * count / (count - 1)
    doubt = math.log(4.0 * size / DOUBT)
    return float(np.sqrt(2.0 * variance.max() * doubt / count) + 7.0 * doubt / (3.0 * (count - 1))) * size / (size - 1)
