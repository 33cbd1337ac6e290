"""How far a network has fallen apart and where it would: components, fragmentation, articulation points, bridges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from graph_model.network.blocks import in_blocks
from graph_model.network.cohesion import PAIR, at_least
from graph_model.network.kernels import cutting, paths
from graph_model.network.network import Flags, Floats, Ints, Network


@dataclass(frozen=True, eq=False)
class Cuts:
    """What holds a network together.

    Parameters
    ----------
    together : int
        Ordered pairs that reach each other.
    kept : array of int64
        The same after each member leaves, by member.
    nodes : array of bool
        Articulation points.
    bridges : array (ties, 2) of int64
        Ties whose end would break the network, smaller end first, sorted.
    """

    together: int
    kept: Ints
    nodes: Flags
    bridges: Ints


def cuts_of(network: Network) -> Cuts:
    """Find articulation points and bridges, and what stays together without each member."""
    start, neighbour = network.both.start, network.both.neighbour
    together, kept, nodes, bridge = cutting.cut_nodes_and_ties(start, neighbour)
    ends = np.sort(np.stack([network.both.owner[bridge], neighbour[bridge]], axis=1), axis=1).astype(np.int64)
    return Cuts(int(together), kept, nodes, ends[np.lexsort((ends[:, 1], ends[:, 0]))])


def component_of(network: Network, without: Sequence[int] = ()) -> Ints:
    """Return the component of each member, numbered in the order of their first members; -1 of those left out."""
    component = np.empty(len(network), np.int64)
    gone = np.zeros(len(network), np.bool_)
    gone[list(without)] = True
    cutting.components_without(network.both.start, network.both.neighbour, gone, component)
    return component


def outside_largest(network: Network, without: Sequence[int]) -> int:
    """Return how many of those who stay are outside their largest component."""
    component = component_of(network, without)
    stay = component[component >= 0]
    return len(stay) - int(np.bincount(stay).max(initial=0))


def component_count(network: Network) -> int:
    """Return how many components there are."""
    return len(np.unique(component_of(network)))


def fragmentation(network: Network) -> float:
    """Return the share of pairs that do not reach each other."""
    at_least(network, PAIR)
    size = np.bincount(component_of(network))
    return share_apart(int((size * (size - 1)).sum()), len(network))


def distance_weighted_fragmentation(network: Network, threads: int | None = None) -> float:
    """Return one minus the mean of inverse distances."""
    at_least(network, PAIR)
    return share_apart(closeness(network, np.zeros(len(network), np.bool_), threads), len(network))


def closeness(network: Network, gone: Flags, threads: int | None = None) -> float:
    """Return the sum of inverse distances over ordered pairs, without the members that are gone."""
    start, neighbour = network.both.start, network.both.neighbour

    def part(first: int, last: int) -> float:
        return float(paths.closeness_without(start, neighbour, gone, first, last))

    return sum(in_blocks(len(network), part, threads))


def closeness_met(met: Ints) -> float:
    """Return the sum of inverse distances from how many pairs lie at each distance."""
    return float((met[1:] / np.arange(1, len(met))).sum())


def share_apart(together: float, size: int) -> float:
    """Return one minus the share of ordered pairs of so many members; 0 where there are no pairs."""
    return 1.0 - together / (size * (size - 1)) if size >= PAIR else 0.0


def shares_apart(together: Ints | Floats, size: int) -> Floats:
    """Return `share_apart` of each value."""
    return 1.0 - together / (size * (size - 1)) if size >= PAIR else np.zeros(len(together))
