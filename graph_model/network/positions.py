"""Where members stand: in the core, in a k-core, beside structural holes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from graph_model.network.cohesion import NO_TIES, TRIPLE, at_least
from graph_model.network.definitions import Undefined
from graph_model.network.kernels import periphery, places
from graph_model.network.network import Flags, Floats, Ints, Network


@dataclass(frozen=True, eq=False)
class Core:
    """The core found and how well a core–periphery pattern fits: a correlation."""

    fit: float
    members: Flags


def core_of(network: Network) -> Core:
    """Find the core of Borgatti and Everett's pattern (ties either way, weights not looked at)."""
    at_least(network, TRIPLE)
    if not len(network.both.neighbour):
        raise Undefined(NO_TIES)
    if len(network.both.neighbour) == len(network) * (len(network) - 1):
        raise Undefined("所有成员两两都有联系，分不出核心和外围")
    members = np.zeros(len(network), np.bool_)
    fit = periphery.best_core(network.both.start, network.both.neighbour, members)
    return Core(float(fit), members)


def core_numbers(network: Network) -> Ints:
    """Return the core number of each member."""
    at_least(network, 1)
    return np.asarray(places.core_numbers(network.both.start, network.both.neighbour))


@dataclass(frozen=True, eq=False)
class Holes:
    """Burt's constraint and effective size of each member; NaN, to be told as undefined, where it has no ties."""

    constraint: Floats
    effective_size: Floats


def structural_holes(network: Network) -> Holes:
    """Return constraint and effective size from weights (both directions added)."""
    at_least(network, 1)
    constraint, effective_size = np.empty(len(network)), np.empty(len(network))
    both = network.both
    places.structural_holes(both.start, both.neighbour, both.weight, constraint, effective_size)
    if (constraint < 0).all():
        raise Undefined(NO_TIES)
    without = constraint < 0
    constraint[without] = effective_size[without] = np.nan
    return Holes(constraint, effective_size)
