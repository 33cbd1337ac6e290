"""How ties run within and between groups: the E–I index with its permutation test, and brokerage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.blocks import in_blocks
from graph_model.network.definitions import Undefined
from graph_model.network.kernels import places
from graph_model.network.network import Ints, Network, Nodes

ROLES: Final = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
ROLE_NAMES: Final = dict(zip(ROLES, ("协调人", "游走人", "守门人", "代表", "联络人"), strict=True))
PERMUTATIONS: Final = 1_000
SLACK: Final = 1e-12


@dataclass(frozen=True)
class Mixing:
    """The E–I index, what it is on average when labels are shuffled, and how rarely shuffling gets as far."""

    index: float
    expected: float
    spread: float
    p: float


def mixing(network: Network, attribute: str | None, *, permutations: int = PERMUTATIONS, seed: int = 0) -> Mixing:
    """Return the E–I index of ties whose two ends both have a group.

    Parameters
    ----------
    attribute : str or None
        The attribute that holds the group.
    permutations : int
        How often the labels are shuffled among the members that have one.
    seed : int
        Of the shuffling.

    Raises
    ------
    Undefined
        No attribute named, nobody has it, all have the same, or no tie joins two who have it.
    """
    group, one, two = _known_ties(network, attribute)
    index = _index(int((group[one] != group[two]).sum()), len(one))
    shuffled = _shuffled(group, one, two, permutations, seed)
    expected = float(shuffled.mean())
    far = np.abs(shuffled - expected) >= abs(index - expected) - SLACK
    return Mixing(index, expected, float(shuffled.std()), (1 + int(far.sum())) / (1 + permutations))


def ei_index(network: Network, attribute: str | None) -> float:
    """Return the E–I index alone; raises as `mixing` does."""
    group, one, two = _known_ties(network, attribute)
    return _index(int((group[one] != group[two]).sum()), len(one))


def _known_ties(network: Network, attribute: str | None) -> tuple[Nodes, Nodes, Nodes]:
    """Return the groups, and both ends of the ties whose ends both have one."""
    group = groups_of(network, attribute)
    one, two = network.pairs()
    known = (group[one] >= 0) & (group[two] >= 0)
    if not known.any():
        raise Undefined("没有两头都写明组别的联系")
    if len(np.unique(group[group >= 0])) == 1:
        raise Undefined("写明组别的成员全在同一组")
    return group, one[known], two[known]


def groups_of(network: Network, attribute: str | None) -> Nodes:
    """Return the group of each member.

    Raises
    ------
    Undefined
        No attribute is named, or nobody has it.
    """
    if attribute is None:
        raise Undefined("没有指定按什么分组")
    group, names = network.groups(attribute)
    if not names:
        raise Undefined(f"没有成员写明“{attribute}”")
    return group


def _index(between: int, ties: int) -> float:
    return (2 * between - ties) / ties


def _shuffled(group: Nodes, one: Nodes, two: Nodes, permutations: int, seed: int) -> np.ndarray:
    known = np.flatnonzero(group >= 0)
    labels = np.tile(group[known], (permutations, 1))
    np.random.default_rng(seed).permuted(labels, axis=1, out=labels)
    place = np.full(len(group), -1, np.int32)
    place[known] = np.arange(len(known), dtype=np.int32)
    between = np.empty(permutations, np.int64)

    def part(first: int, last: int) -> None:
        places.relations_between_groups(place[two], place[one], labels[first:last], between[first:last])

    in_blocks(permutations, part)
    return np.asarray((2 * between - len(one)) / len(one))


def brokerage(network: Network, attribute: str | None) -> Ints:
    """Return how often each member plays each role of `ROLES`: array (members, 5)."""
    group = groups_of(network, attribute)
    roles = np.zeros((len(network), len(ROLES)), np.int64)
    places.brokerage(network.out.start, network.out.neighbour, group, roles)
    return roles
