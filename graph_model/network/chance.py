"""What is due to chance: measures beside those of random networks in which every member has as many ties as it has."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network import cohesion, mixing
from graph_model.network.blocks import in_blocks
from graph_model.network.definitions import Undefined
from graph_model.network.kernels import cutting, paths, periphery, places, rewiring
from graph_model.network.measures import plain
from graph_model.network.network import Floats, Ints, Network, Nodes

SAMPLES: Final = 1_000
CHAINS: Final = 8
"""Chains of exchanges that start from the network itself; they do not depend on how many threads there are."""
BURN_IN: Final = 10
THINNING: Final = 2
"""Exchanges tried for each tie before the first network, and between two that follow each other."""
MOST_MEMBERS: Final = 6_000
PATH_WORK: Final = 1e9
"""Up to so many steps (networks × members × arcs) shortest paths of the random networks are walked."""
CORE_WORK: Final = 5e7
"""Up to so many steps (networks × arcs × sizes) the cores of the random networks are looked for."""
SLACK: Final = 1e-12
FEWEST_TIES: Final = 2
CHAIN_SEED: Final = 0x51AFD7ED558CCD
SAME_DEGREES: Final = "随机网络的度数与实际一样，这一项不变"
TOO_LARGE: Final = "网络太大，没有在随机网络里算这一项"


@dataclass(frozen=True)
class Beside:
    """A measure beside random networks of the same degrees.

    Parameters
    ----------
    observed, mean, spread : float
        Of this network, and mean and standard deviation of the random ones.
    z : float
        How many standard deviations above the mean.
    p : float
        How often chance gets as far from its mean (two-sided, the network itself counted).
    """

    observed: float
    mean: float
    spread: float
    z: float
    p: float


@dataclass(frozen=True)
class Compared:
    """Measures beside chance by key, and why others are not."""

    beside: Mapping[str, Beside]
    reasons: Mapping[str, str]
    samples: int


def compare_with_chance(
    network: Network,
    group: str | None = None,
    *,
    samples: int = SAMPLES,
    seed: int = 0,
    threads: int | None = None,
) -> Compared:
    """Set a network beside random ones of the same degrees.

    Parameters
    ----------
    group : str, optional
        As of the E–I index.
    samples : int
        How many random networks, drawn by `CHAINS` chains.
    seed : int
        Of the chains.
    threads : int, optional
        Changes no value.

    Returns
    -------
    Compared
        For betweenness centralization and the E–I index, and reciprocity of directed networks, fragmentation,
        distance-weighted fragmentation and the core–periphery fit of undirected ones.
    """
    reasons = {"density": SAME_DEGREES, "degree_centralization": SAME_DEGREES}
    keys = _keys(network, group, samples, reasons)
    why_none = _why_none(network)
    if why_none or not keys:
        return Compared({}, reasons | dict.fromkeys(keys, why_none), samples)
    observed = _values(network, network.out.neighbour.reshape(1, -1), keys, group)
    seeds = np.random.default_rng([CHAIN_SEED, seed]).integers(0, 2**62, CHAINS).tolist()
    ends = [samples * chain // CHAINS for chain in range(CHAINS + 1)]

    def chain(first: int, last: int) -> list[dict[str, Floats]]:
        return [
            _values(network, _networks(network, seeds[one], ends[one + 1] - ends[one]), keys, group)
            for one in range(first, last)
        ]

    parts = [drawn for block in in_blocks(CHAINS, chain, threads, least=1) for drawn in block]
    beside = {}
    for key in keys:
        drawn = np.concatenate([part[key] for part in parts])
        if drawn.std() <= SLACK:
            reasons[key] = "随机网络里这一项总是一样"
        else:
            beside[key] = _beside(float(observed[key][0]), drawn)
    return Compared(beside, reasons, samples)


def _why_none(network: Network) -> str:
    if network.ties < FEWEST_TIES or len(network) < cohesion.TRIPLE:
        return "成员或联系太少，没有别的连法"
    return f"成员超过 {MOST_MEMBERS:,} 个，不与随机网络比" if len(network) > MOST_MEMBERS else ""


def _keys(network: Network, group: str | None, samples: int, reasons: dict[str, str]) -> list[str]:
    """Return what can be compared; fills why the rest cannot."""
    keys = ["reciprocity"] if network.directed else ["fragmentation"]
    arcs = len(network.out.neighbour)
    by_paths = ["betweenness_centralization", *([] if network.directed else ["distance_weighted_fragmentation"])]
    if samples * len(network) * arcs <= PATH_WORK:
        keys += by_paths
    else:
        reasons.update(dict.fromkeys(by_paths, TOO_LARGE))
    if not network.directed and samples * arcs * periphery.STARTS <= CORE_WORK:
        keys.append("core_periphery_fit")
    elif not network.directed:
        reasons["core_periphery_fit"] = TOO_LARGE
    try:
        mixing.groups_of(network, group)
        keys.append("ei_index")
    except Undefined as undefined:
        reasons["ei_index"] = undefined.reason
    return keys


def _networks(network: Network, seed: int, count: int) -> Nodes:
    """Draw a chain of random networks: the neighbours of each, one network a row."""
    one, two = network.pairs()
    made = np.empty((count, len(network.out.neighbour)), np.int32)
    burn_in, thinning = BURN_IN * len(one), THINNING * len(one)
    rewiring.random_networks(network.out.start, one, two, network.directed, seed, burn_in, thinning, made)
    return made


def _values(network: Network, neighbours: Nodes, keys: list[str], group: str | None) -> dict[str, Floats]:
    """Return the measures of networks with the degrees of this one, one a row."""
    start, size, count = network.out.start, len(network), len(neighbours)
    values: dict[str, Floats] = {}
    ordered = size * (size - 1)
    if "betweenness_centralization" in keys:
        centralization, near = np.empty(count), np.empty(count)
        paths.spread_of_many(start, neighbours, centralization, near)
        values |= {"betweenness_centralization": centralization, "distance_weighted_fragmentation": 1 - near / ordered}
    if "fragmentation" in keys:
        together = np.empty(count, np.int64)
        cutting.together_of_many(start, neighbours, together)
        values["fragmentation"] = 1 - together / ordered
    if "core_periphery_fit" in keys:
        values["core_periphery_fit"] = np.empty(count)
        periphery.fits_of_many(start, neighbours, values["core_periphery_fit"])
    if "reciprocity" in keys:
        mutual = np.empty(count, np.int64)
        places.mutual_of_many(start, neighbours, mutual)
        values["reciprocity"] = mutual / neighbours.shape[1]
    if "ei_index" in keys:
        values["ei_index"] = _ei_of_many(network, neighbours, group)
    return values


def _ei_of_many(network: Network, neighbours: Nodes, group: str | None) -> Floats:
    between, known = np.empty(len(neighbours), np.int64), np.empty(len(neighbours), np.int64)
    groups = mixing.groups_of(network, group)
    places.between_of_many(neighbours, network.out.owner, groups, known, between)
    return _share(2 * between - known, known)


def _share(part: Ints, whole: Ints) -> Floats:
    return np.where(whole > 0, part / np.maximum(whole, 1), 0.0)


def _beside(observed: float, drawn: Floats) -> Beside:
    mean, spread = float(drawn.mean()), float(drawn.std())
    far = int((np.abs(drawn - mean) >= abs(observed - mean) - SLACK).sum())
    value, middle, deviation, z = (plain(one) or 0.0 for one in (observed, mean, spread, (observed - mean) / spread))
    return Beside(value, middle, deviation, z, (1 + far) / (1 + len(drawn)))
