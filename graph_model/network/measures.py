"""All measures of one network, each with its value or the reason why it has none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Final

import numpy as np

from graph_model.network import circles, cohesion, falling_apart, mixing, positions, reach, survey
from graph_model.network.definitions import BY_KEY, Undefined
from graph_model.network.network import Floats, Ints, Network

DIGITS: Final = 12
"""Decimals kept: what lies beyond is the rounding of sums."""


@dataclass(frozen=True)
class Asked:
    """What measures go by besides the ties.

    Parameters
    ----------
    group : str, optional
        The attribute that holds the group (条线, 镇街, kind) for the E–I index and brokerage.
    survey : Survey, optional
    skills : Skills, optional
    pivots : int, optional
        Sources betweenness is estimated from; see `cohesion.betweenness`.
    permutations : int
        How often labels are shuffled for the test of the E–I index.
    seed : int
        Of everything drawn.
    threads : int, optional
        Changes no value.
    """

    group: str | None = None
    survey: survey.Survey | None = None
    skills: reach.Skills | None = None
    pivots: int | None = None
    permutations: int = mixing.PERMUTATIONS
    seed: int = 0
    threads: int | None = None


@dataclass(frozen=True)
class Measured:
    """Values by the key of their definition; None where undefined, with the reason in Chinese under the same key.

    `notes` holds what a reader should know of a value that is there.
    """

    values: Mapping[str, Any]
    reasons: Mapping[str, str]
    notes: Mapping[str, str] = field(default_factory=dict)


class Workings:
    """A network with what several measures share, worked out once.

    Parameters
    ----------
    network : Network
    asked : Asked
    """

    def __init__(self, network: Network, asked: Asked) -> None:
        self.network = network
        self.asked = asked

    @cached_property
    def betweenness(self) -> cohesion.Betweenness:
        """Betweenness of each member."""
        asked = self.asked
        return cohesion.betweenness(self.network, pivots=asked.pivots, seed=asked.seed, threads=asked.threads)

    @cached_property
    def mixing(self) -> mixing.Mixing:
        """The E–I index with its test."""
        asked = self.asked
        return mixing.mixing(self.network, asked.group, permutations=asked.permutations, seed=asked.seed)

    @cached_property
    def core(self) -> positions.Core:
        """The core of the core–periphery pattern."""
        return positions.core_of(self.network)

    @cached_property
    def holes(self) -> positions.Holes:
        """Constraint and effective size."""
        return positions.structural_holes(self.network)

    @cached_property
    def core_numbers(self) -> Ints:
        """Core numbers."""
        return positions.core_numbers(self.network)

    @cached_property
    def cuts(self) -> falling_apart.Cuts:
        """Articulation points and bridges."""
        cohesion.at_least(self.network, 1)
        return falling_apart.cuts_of(self.network)

    @cached_property
    def circles(self) -> circles.Circles:
        """Communities of practice."""
        return circles.circles_of(self.network, self.asked.seed)

    @cached_property
    def brokerage(self) -> Ints:
        """Roles of each member."""
        return mixing.brokerage(self.network, self.asked.group)

    @property
    def distance_weighted_fragmentation(self) -> float:
        """One minus the mean of inverse distances, of the paths betweenness has walked where those are all."""
        size = len(self.network)
        if not self.network.directed and size >= cohesion.TRIPLE:
            met, sources = self.betweenness.met, self.betweenness.sources
            return 1.0 - falling_apart.closeness_met(met) / (sources * (size - 1))
        return falling_apart.distance_weighted_fragmentation(self.network, self.asked.threads)

    def by_member(self, values: Floats | Ints) -> dict[str, Any]:
        """Return values by id; None where there is none."""
        return dict(zip(self.network.ids, map(plain, values.tolist()), strict=True))

    def chosen(self, members: np.ndarray) -> list[str]:
        """Return the ids of members by a mask."""
        return [self.network.ids[place] for place in np.flatnonzero(members)]


def plain(value: float) -> float | None:
    """Return a number as it is told: rounding noise cut off, None for NaN."""
    return None if value != value else round(value, DIGITS) + 0  # noqa: PLR0124 only NaN differs from itself


def _roles(roles: Ints) -> dict[str, int]:
    return dict(zip(mixing.ROLES, roles.tolist(), strict=True))


def _bridges(workings: Workings) -> list[list[str]]:
    ids = workings.network.ids
    return [[ids[one], ids[two]] for one, two in workings.cuts.bridges]


def _circles(workings: Workings) -> list[list[str]]:
    found = workings.circles.circle
    return [workings.chosen(found == number) for number in range(int(found.max()) + 1)]


def _components(workings: Workings) -> int:
    cohesion.at_least(workings.network, 1)
    return falling_apart.component_count(workings.network)


MEASURES: Final[dict[str, Callable[[Workings], Any]]] = {
    "density": lambda w: cohesion.density(w.network),
    "degree_centralization": lambda w: cohesion.degree_centralization(w.network),
    "in_degree_centralization": lambda w: cohesion.in_degree_centralization(w.network),
    "out_degree_centralization": lambda w: cohesion.out_degree_centralization(w.network),
    "betweenness_centralization": lambda w: w.betweenness.centralization,
    "betweenness": lambda w: w.by_member(w.betweenness.values),
    "reciprocity": lambda w: cohesion.reciprocity(w.network),
    "multiplexity": lambda w: cohesion.multiplexity(w.network),
    "multiplexity_share": lambda w: cohesion.multiplexity_share(w.network),
    "ei_index": lambda w: w.mixing.index,
    "ei_expected": lambda w: w.mixing.expected,
    "ei_p": lambda w: w.mixing.p,
    "core_periphery_fit": lambda w: w.core.fit,
    "core": lambda w: w.chosen(w.core.members),
    "brokerage_roles": lambda w: dict(zip(w.network.ids, map(_roles, w.brokerage), strict=True)),
    "brokerage_totals": lambda w: _roles(w.brokerage.sum(axis=0)),
    "constraint": lambda w: w.by_member(w.holes.constraint),
    "effective_size": lambda w: w.by_member(w.holes.effective_size),
    "k_core": lambda w: int(w.core_numbers.max()),
    "core_numbers": lambda w: w.by_member(w.core_numbers),
    "articulation_points": lambda w: w.chosen(w.cuts.nodes),
    "bridges": _bridges,
    "components": _components,
    "fragmentation": lambda w: falling_apart.fragmentation(w.network),
    "distance_weighted_fragmentation": lambda w: w.distance_weighted_fragmentation,
    "trust": lambda w: float(np.nanmean(survey.trust_of(w.network, w.asked.survey))),
    "value": lambda w: float(np.nanmean(survey.value_of(w.network, w.asked.survey))),
    "relative_connectivity": lambda w: w.by_member(survey.relative_connectivity(w.network, w.asked.survey)),
    "communities_of_practice": _circles,
    "modularity": lambda w: w.circles.modularity,
    "coverage": lambda w: {k: plain(v) for k, v in reach.coverage(w.network, w.asked.skills).items()},
}
assert MEASURES.keys() == BY_KEY.keys()
ALONE: Final = "没有联系的成员没有这一项"


def measure(network: Network, asked: Asked | None = None) -> Measured:
    """Work out every measure.

    Returns
    -------
    Measured
        A value for every key of `MEASURES`; never NaN.
    """
    workings = Workings(network, asked or Asked())
    values: dict[str, Any] = {}
    reasons: dict[str, str] = {}
    for key, work in MEASURES.items():
        try:
            found = work(workings)
        except Undefined as undefined:
            values[key], reasons[key] = None, undefined.reason
            continue
        values[key] = plain(found) if isinstance(found, float) else found
        if isinstance(found, dict) and None in found.values():
            reasons[key] = ALONE
    reasons.update(_left_out(workings, values))
    return Measured(values, reasons, _notes(workings, values))


def _left_out(workings: Workings, values: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each measure of a survey that has a value, of how many members it tells nothing."""
    asked = workings.asked.survey
    if asked is None or values["relative_connectivity"] is None:
        return {}
    why = survey.left_out(workings.network, asked)
    return {key: why for key in survey.KEYS if why and values[key] is not None}


def _notes(workings: Workings, values: Mapping[str, Any]) -> dict[str, str]:
    network, notes = workings.network, {}
    if network.self_ties:
        notes["self_ties"] = f"有 {network.self_ties} 条自己连自己的联系，没有算"
    if network.repeated:
        notes["repeated"] = f"有 {network.repeated} 条重复的联系，已合并，权重相加"
    if values["betweenness"] is not None and workings.betweenness.error:
        found = workings.betweenness
        notes["betweenness"] = (
            f"按 {found.sources:,} 个起点估计：95% 的把握，"
            f"每个成员的误差不超过 {found.error:.4f}；集中度、距离碎裂度同样是估计"
        )
    return notes
