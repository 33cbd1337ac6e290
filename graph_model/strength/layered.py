"""The ties of a subject over some quarters, layer by layer, in one table: what the picture shows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph_model.network.deeds import Pair
from graph_model.network.network import Network
from graph_model.strength.analysis import Standing

DORMANT: Final = "dormant"
"""The layer of ties that sleep: none of the others ties the two in that quarter."""
Row = tuple[int, ...]
"""A number a quarter."""


@dataclass(frozen=True)
class Layered:
    """Who was there when, and what tied them.

    Parameters
    ----------
    members : mapping of str to Row
        By id, sorted: 1 in the quarters in which it belonged, else 0.
    kinds : tuple of str
        The layers.
    ties : mapping of pair to Row
        By ids (that of the smaller name first), sorted by names: in each quarter the sum of 1 << place of the layer in
        `kinds` over the layers that tie the two.
    weights : mapping of pair to tuple of float
        The weight of the tie in each quarter, 0 where it sleeps or only layers that count nothing tie the two.
    """

    members: Mapping[str, Row]
    kinds: tuple[str, ...]
    ties: Mapping[Pair, Row]
    weights: Mapping[Pair, tuple[float, ...]]


def layered(standings: Sequence[Standing], kinds: Sequence[str]) -> Layered:
    """Put the standings of some quarters into one table; `kinds` is the order of the layers."""
    marks = [_marks(one, kinds) for one in standings]
    weights = [_weights(one.tied.together) for one in standings]
    pairs = sorted({pair for one in marks for pair in one})
    ids = {name: id_ for one in standings for name, id_ in zip(one.tied.together.ids, one.members, strict=True)}
    there = [{*one.members} for one in standings]
    own = {pair: (ids[pair[0]], ids[pair[1]]) for pair in pairs}
    return Layered(
        {id_: tuple(int(id_ in one) for one in there) for id_ in sorted(set().union(*there))},
        tuple(kinds),
        {own[pair]: tuple(one.get(pair, 0) for one in marks) for pair in pairs},
        {own[pair]: tuple(one.get(pair, 0.0) for one in weights) for pair in pairs},
    )


def _marks(standing: Standing, kinds: Sequence[str]) -> dict[Pair, int]:
    found: dict[Pair, int] = {}
    for place, kind in enumerate(kinds):
        for pair in _pairs(standing, kind):
            found[pair] = found.get(pair, 0) | 1 << place
    return found


def _pairs(standing: Standing, kind: str) -> Iterable[Pair]:
    if kind == DORMANT:
        return [(min(tie.one, tie.two), max(tie.one, tie.two)) for tie in standing.tied.dormant]
    return _weights(standing.tied.layers[kind]) if kind in standing.tied.layers else ()


def _weights(network: Network) -> dict[Pair, float]:
    """Return the weight of each tie by names, the smaller first."""
    both = network.both
    ends = zip(both.owner.tolist(), both.neighbour.tolist(), both.weight.tolist(), strict=True)
    return {(network.ids[one], network.ids[two]): weight for one, two, weight in ends if one < two}
