"""Ties from deeds: what organisations did together, each deed weighing less as it recedes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import numpy as np
import numpy.typing as npt

from graph_model.network.network import BadNetwork, Flags, Floats, Ints, Network, network_of

Days = npt.NDArray[np.datetime64]
Pair = tuple[str, str]
KIND_NAMES: Final = {
    "joint_project": "共同项目",
    "resource": "资源交付",
    "people": "派人",
    "meeting": "议事",
    "pairing": "结对",
    "office": "交叉任职",
    "event": "活动",
    "alliance": "同在联盟",
}
KIND_WEIGHTS: Final = {
    "joint_project": 3.0,
    "resource": 2.0,
    "people": 2.0,
    "meeting": 1.0,
    "pairing": 1.0,
    "office": 1.0,
    "event": 1.0,
    "alliance": 0.0,
}
HALF_LIFE_DAYS: Final = 180.0
WINDOW_DAYS: Final = 365
FIRST, SECOND, BOTH = 1, 2, 3


@dataclass(frozen=True)
class Decay:
    """How deeds become ties; every report prints it.

    Parameters
    ----------
    weights : mapping of str to float
        By kind of deed. A kind of weight 0 makes a layer of its own and no tie of the whole.
    half_life : float
        Days after which a deed weighs half.
    window : int
        Days: a tie whose last deed is older is dormant 休眠.
    """

    weights: Mapping[str, float] = field(default_factory=lambda: KIND_WEIGHTS)
    half_life: float = HALF_LIFE_DAYS
    window: int = WINDOW_DAYS


@dataclass(frozen=True, eq=False)
class Deeds:
    """Dated deeds between two members, one a row.

    Parameters
    ----------
    ids : sequence of str
        Of the deeds: projects, deliveries, meetings …
    one, two : sequences of str
        The two members; who gave and who received where that makes a difference.
    kind : sequence of str
        Keys of the weights.
    begins, ends : arrays of datetime64[D]
        The day of the deed twice; of what lasts (a pairing, an office), its first day and its last, NaT while it holds.
    confirmed : array of int, optional
        Who says so: 1 the first, 2 the second, 3 both.
    """

    ids: Sequence[str]
    one: Sequence[str]
    two: Sequence[str]
    kind: Sequence[str]
    begins: Days
    ends: Days
    confirmed: npt.NDArray[np.int8] | None = None

    def __post_init__(self) -> None:
        if len({len(self.ids), len(self.one), len(self.two), len(self.kind), len(self.begins), len(self.ends)}) > 1:
            raise BadNetwork("各列长短不一")
        if np.isnat(self.begins).any() or (self.ends < self.begins).any():
            raise BadNetwork("有的事没有日期，或者结束在开始之前")


@dataclass(frozen=True)
class DormantTie:
    """Two members whose last deed lies before the window."""

    one: str
    two: str
    last: date
    kind: str
    deed: str


@dataclass(frozen=True, eq=False)
class Tied:
    """The ties of a day.

    Parameters
    ----------
    together : Network
        Awake ties; the kinds of a pair are those of the window.
    layers : mapping of str to Network
        Awake ties of each kind alone, over the same members.
    dormant : tuple of DormantTie
        Sorted by their members.
    deeds : mapping of pair to tuple of str
        The deeds in the window that make each awake tie (smaller id first), the latest first; those of weight 0 make
        none.
    said : Network or None
        Directed: who confirms the tie with whom, for reciprocity; None where deeds do not tell.
    """

    together: Network
    layers: Mapping[str, Network]
    dormant: tuple[DormantTie, ...]
    deeds: Mapping[Pair, tuple[str, ...]]
    said: Network | None


@dataclass(frozen=True, eq=False)
class _Rows:
    """Deeds that had begun by a day, in an order that no order of rows changes."""

    order: Ints
    pairs: list[Pair]
    kinds: list[str]
    age: Ints
    weight: Floats
    fresh: Flags


def ties_of(
    deeds: Deeds,
    day: date,
    decay: Decay | None = None,
    *,
    members: Iterable[str] = (),
    attributes: Mapping[str, Mapping[str, str | None]] | None = None,
) -> Tied:
    """Return the ties that hold on a day: weight Σ weight of kind × 2^(−age / half-life).

    Parameters
    ----------
    day : date
        Deeds that begin later are not looked at; what still holds has age 0.
    members : iterable of str
        Those without deeds too; deeds with anybody else count only where no members are named.
    attributes : mapping
        As of `network_of`.

    Raises
    ------
    BadNetwork
        A kind has no weight.
    """
    decay = decay or Decay()
    known = {*members}
    rows = _rows(deeds, day, decay, known)
    awake = {pair for pair, fresh, weight in zip(rows.pairs, rows.fresh, rows.weight, strict=True) if fresh and weight}
    everyone = sorted(known or {*deeds.one, *deeds.two})
    whole = np.array([pair in awake for pair in rows.pairs], np.bool_) & (rows.weight > 0)
    together = _network(rows, whole, everyone, attributes, kinds=True)
    kinds = sorted({kind for kind, fresh in zip(rows.kinds, rows.fresh, strict=True) if fresh})
    layers = {kind: _layer(rows, kind, decay, everyone, attributes) for kind in kinds}
    said = _said(deeds, rows, everyone, attributes)
    return Tied(together, layers, _dormant(deeds, rows, awake), _deeds(deeds, rows, awake), said)


def _rows(deeds: Deeds, day: date, decay: Decay, known: set[str]) -> _Rows:
    strange = sorted({*deeds.kind} - decay.weights.keys())
    if strange:
        raise BadNetwork(f"没有给“{'、'.join(strange)}”定权重")
    today = np.datetime64(day, "D")
    there = np.array(
        [a != b and (not known or {a, b} <= known) for a, b in zip(deeds.one, deeds.two, strict=True)], np.bool_
    )
    kept = np.flatnonzero(there & (deeds.begins <= today)).tolist()
    last = np.where(np.isnat(deeds.ends), today, deeds.ends)
    age = np.maximum((today - last).astype(np.int64), 0)
    pairs = [_pair(deeds, row) for row in kept]
    keys = sorted(
        range(len(kept)), key=lambda at: (pairs[at], age[kept[at]], deeds.kind[kept[at]], deeds.ids[kept[at]])
    )
    order = np.array(kept, np.int64)[keys]
    kinds = [deeds.kind[row] for row in order.tolist()]
    weight = np.array([decay.weights[kind] for kind in kinds]) * np.exp2(-age[order] / decay.half_life)
    return _Rows(order, [pairs[at] for at in keys], kinds, age[order], weight, age[order] <= decay.window)


def _pair(deeds: Deeds, row: int) -> Pair:
    one, two = deeds.one[row], deeds.two[row]
    return (one, two) if one < two else (two, one)


def _network(
    rows: _Rows,
    kept: Flags,
    everyone: Sequence[str],
    attributes: Mapping[str, Mapping[str, str | None]] | None,
    *,
    kinds: bool = False,
) -> Network:
    at = np.flatnonzero(kept)
    return network_of(
        [rows.pairs[row][0] for row in at],
        [rows.pairs[row][1] for row in at],
        ids=everyone,
        weight=rows.weight[at],
        kind=[rows.kinds[row] if rows.fresh[row] else "" for row in at] if kinds else None,
        attributes=attributes,
    )


def _layer(
    rows: _Rows,
    kind: str,
    decay: Decay,
    everyone: Sequence[str],
    attributes: Mapping[str, Mapping[str, str | None]] | None,
) -> Network:
    """Return the awake ties of one kind; a kind that counts nothing in the whole weighs 1 here."""
    of_kind = np.array([one == kind for one in rows.kinds], np.bool_)
    awake = {pair for pair, fresh, own in zip(rows.pairs, rows.fresh, of_kind, strict=True) if fresh and own}
    kept = of_kind & np.array([pair in awake for pair in rows.pairs], np.bool_)
    weight = rows.weight if decay.weights[kind] else np.exp2(-rows.age / decay.half_life)
    weighed = _Rows(rows.order, rows.pairs, rows.kinds, rows.age, weight, rows.fresh)
    return _network(weighed, kept, everyone, attributes)


def _dormant(deeds: Deeds, rows: _Rows, awake: set[Pair]) -> tuple[DormantTie, ...]:
    found: dict[Pair, DormantTie] = {}
    for at, pair in enumerate(rows.pairs):
        if pair not in awake and pair not in found and rows.weight[at] > 0:
            row = rows.order[at]
            last = deeds.ends[row].astype(date)
            found[pair] = DormantTie(*pair, last, rows.kinds[at], deeds.ids[row])
    return tuple(found.values())


def _deeds(deeds: Deeds, rows: _Rows, awake: set[Pair]) -> dict[Pair, tuple[str, ...]]:
    found: dict[Pair, list[str]] = {}
    for at, pair in enumerate(rows.pairs):
        if pair in awake and rows.fresh[at] and rows.weight[at] > 0:
            found.setdefault(pair, []).append(deeds.ids[rows.order[at]])
    return {pair: tuple(ids) for pair, ids in found.items()}


def _said(
    deeds: Deeds,
    rows: _Rows,
    everyone: Sequence[str],
    attributes: Mapping[str, Mapping[str, str | None]] | None,
) -> Network | None:
    if deeds.confirmed is None:
        return None
    fresh = rows.order[rows.fresh & (rows.weight > 0)].tolist()
    there = [(deeds.one[row], deeds.two[row]) for row in fresh if deeds.confirmed[row] & FIRST]
    back = [(deeds.two[row], deeds.one[row]) for row in fresh if deeds.confirmed[row] & SECOND]
    source, target = [one for one, _ in there + back], [two for _, two in there + back]
    return network_of(source, target, ids=everyone, directed=True, attributes=attributes)
