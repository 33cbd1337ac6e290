"""The same network with ties added, ties taken away or members gone, to see what that does to its measures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from graph_model.network import cohesion, falling_apart, mixing
from graph_model.network.definitions import Undefined
from graph_model.network.measures import plain
from graph_model.network.network import Csr, Flags, Network

FOLLOWED: Final[Mapping[str, Callable[[Network, str | None], float]]] = {
    "density": lambda network, _: cohesion.density(network),
    "degree_centralization": lambda network, _: cohesion.degree_centralization(network),
    "betweenness_centralization": lambda network, _: cohesion.betweenness(network).centralization,
    "ei_index": mixing.ei_index,
    "fragmentation": lambda network, _: falling_apart.fragmentation(network),
    "distance_weighted_fragmentation": lambda network, _: falling_apart.distance_weighted_fragmentation(network),
}
"""The measures that changes are told by."""
Places = Iterable[tuple[int, int]]


def with_ties(network: Network, pairs: Places, weight: float = 1.0) -> Network:
    """Return the network with ties between pairs of places (both ways if directed); those there are left alone."""
    arcs = {arc for one, two in pairs for arc in ((one, two), (two, one))}
    return _changed(network, arcs - _there(network.out), set(), weight)


def without_ties(network: Network, pairs: Places) -> Network:
    """Return the network without any tie between pairs of places."""
    return _changed(network, set(), {arc for one, two in pairs for arc in ((one, two), (two, one))}, 1.0)


def without_members(network: Network, gone: Flags) -> Network:
    """Return the network of those who stay."""
    stay = np.flatnonzero(~gone)
    place = np.full(len(network), -1, np.int64)
    place[stay] = np.arange(len(stay))
    attributes = {name: tuple(labels[at] for at in stay) for name, labels in network.attributes.items()}
    out, both = (_kept(ties, ~gone, place) for ties in (network.out, network.both))
    ids = tuple(network.ids[at] for at in stay)
    return replace(network, ids=ids, out=out, both=both, kinds=None, attributes=attributes)


def followed(network: Network, group: str | None = None) -> Mapping[str, float | None]:
    """Return the measures that changes are told by, None where undefined; quick enough to be asked for every change."""
    return {key: _value(key, network, group) for key in FOLLOWED}


def _value(key: str, network: Network, group: str | None) -> float | None:
    try:
        return plain(FOLLOWED[key](network, group))
    except Undefined:
        return None


def _there(ties: Csr) -> set[tuple[int, int]]:
    return set(zip(ties.owner.tolist(), ties.neighbour.tolist(), strict=True))


def _changed(network: Network, more: set[tuple[int, int]], fewer: set[tuple[int, int]], weight: float) -> Network:
    out = _edited(network.out, more, fewer, weight)
    both = out if not network.directed else _edited(network.both, more - _there(network.both), fewer, weight)
    return replace(network, out=out, both=both, kinds=None)


def _edited(ties: Csr, more: set[tuple[int, int]], fewer: set[tuple[int, int]], weight: float) -> Csr:
    size = len(ties.start) - 1
    keys = ties.owner.astype(np.int64) * size + ties.neighbour
    gone = np.isin(keys, np.array(sorted(one * size + two for one, two in fewer), np.int64))
    fresh = np.array(sorted(one * size + two for one, two in more), np.int64)
    keys = np.concatenate([keys[~gone], fresh])
    weights = np.concatenate([ties.weight[~gone], np.full(len(fresh), weight)])
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    start = np.searchsorted(keys, np.arange(size + 1) * size).astype(np.int64)
    return Csr(start, (keys % max(size, 1)).astype(np.int32), weights[order])


def _kept(ties: Csr, stay: Flags, place: np.ndarray) -> Csr:
    owner = ties.owner
    kept = stay[owner] & stay[ties.neighbour]
    start = np.searchsorted(place[owner[kept]], np.arange(int(stay.sum()) + 1)).astype(np.int64)
    return Csr(start, place[ties.neighbour[kept]].astype(np.int32), ties.weight[kept])
