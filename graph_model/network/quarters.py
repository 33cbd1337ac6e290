"""An alliance beside its own past: what each measure did from quarter to quarter, and which deeds moved it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

import numpy as np

from graph_model.network.deeds import Pair
from graph_model.network.editing import FOLLOWED, followed, with_ties, without_ties
from graph_model.network.measures import plain
from graph_model.network.network import Network

QUARTERS: Final = 4
NAMED: Final = 5
"""How many ties behind a change are named."""
EFFECT_WORK: Final = 2e8
"""Up to so many steps (changed ties × members × arcs) the effect of each changed tie is worked out."""


@dataclass(frozen=True, eq=False)
class Quarter:
    """A network at the end of a quarter, and the deeds behind each of its ties (smaller id first)."""

    name: str
    network: Network
    deeds: Mapping[Pair, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class TieChange:
    """A tie that came or went, with its deeds.

    `effects` are the values of the measures now, less what they would be had this tie alone stayed as it was; empty
    where it joins a member that came or went, or the network is too large.
    """

    one: str
    two: str
    came: bool
    deeds: tuple[str, ...]
    effects: Mapping[str, float]


@dataclass(frozen=True)
class Change:
    """A measure from one quarter to the next, and the ties that moved it most, first those with it, sorted."""

    key: str
    before: float | None
    after: float | None
    ties: tuple[TieChange, ...]


@dataclass(frozen=True)
class Step:
    """From one quarter to the next: members and ties that came and went, and each measure."""

    before: str
    after: str
    joined: tuple[str, ...]
    left: tuple[str, ...]
    ties: tuple[TieChange, ...]
    changes: tuple[Change, ...]


def steps_of(quarters: Sequence[Quarter], group: str | None = None) -> list[Step]:
    """Return what happened between each of the last five quarters and the next: the present beside the past four."""
    last = quarters[-(QUARTERS + 1) :]
    return [step_between(before, after, group) for before, after in pairwise(last)]


def step_between(before: Quarter, after: Quarter, group: str | None = None) -> Step:
    """Return what happened between two quarters."""
    old, new = followed(before.network, group), followed(after.network, group)
    ties = _changed_ties(before, after, group, new)
    return Step(
        before.name,
        after.name,
        tuple(sorted({*after.network.ids} - {*before.network.ids})),
        tuple(sorted({*before.network.ids} - {*after.network.ids})),
        ties,
        tuple(Change(key, old[key], new[key], _behind(key, old[key], new[key], ties)) for key in FOLLOWED),
    )


def tied_pairs(network: Network) -> set[Pair]:
    """Return the pairs of ids tied either way, smaller first."""
    owner, neighbour = network.both.owner, network.both.neighbour
    first = owner < neighbour
    return {
        (network.ids[a], network.ids[b]) for a, b in zip(owner[first].tolist(), neighbour[first].tolist(), strict=True)
    }


def _changed_ties(
    before: Quarter, after: Quarter, group: str | None, now: Mapping[str, float | None]
) -> tuple[TieChange, ...]:
    old, new = tied_pairs(before.network), tied_pairs(after.network)
    pairs = sorted(old ^ new)
    work = len(pairs) * len(after.network) * len(after.network.both.neighbour)
    place = {name: at for at, name in enumerate(after.network.ids)} if work <= EFFECT_WORK else {}
    shared = place.keys() & {*before.network.ids}

    def effects(pair: Pair) -> dict[str, float]:
        if not shared >= {*pair}:
            return {}
        edit = without_ties if pair in new else with_ties
        return _gaps(now, followed(edit(after.network, [(place[pair[0]], place[pair[1]])]), group))

    def deeds(pair: Pair) -> tuple[str, ...]:
        return tuple((after if pair in new else before).deeds.get(pair, ()))

    return tuple(TieChange(*pair, pair in new, deeds(pair), effects(pair)) for pair in pairs)


def _gaps(now: Mapping[str, float | None], other: Mapping[str, float | None]) -> dict[str, float]:
    both = ((key, now[key], other[key]) for key in FOLLOWED)
    return {key: plain(one - two) or 0.0 for key, one, two in both if one is not None and two is not None}


def _behind(key: str, before: float | None, after: float | None, ties: Sequence[TieChange]) -> tuple[TieChange, ...]:
    """Return the ties that moved a measure the way it went, the strongest first."""
    if before is None or after is None or before == after:
        return ()
    way = np.sign(after - before)
    with_it = [tie for tie in ties if tie.effects.get(key, 0.0) * way > 0]
    return tuple(sorted(with_it, key=lambda tie: (-abs(tie.effects[key]), tie.one, tie.two))[:NAMED])
