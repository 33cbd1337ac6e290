"""What to do next: whom to ask in, which dormant tie to wake, which two to bring together, with what it would change.

Of each kind the proposal is taken that leaves an alliance least at the mercy of one member; every one possible is
tried on the network itself and measured, so what is promised is what was computed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Final

import numpy as np

from graph_model.network.cohesion import TRIPLE, at_least
from graph_model.network.deeds import DormantTie
from graph_model.network.editing import followed, with_ties
from graph_model.network.falling_apart import closeness, component_of, cuts_of, share_apart, shares_apart
from graph_model.network.measures import plain
from graph_model.network.network import Ints, Network, network_of
from graph_model.network.services import Held, Service, Services
from graph_model.network.verdict import NAMES, effects_told

WANTED: Final = 3
MOST_TOLD: Final = 3
"""So many measures are told of a proposal at most."""
INVITE, WAKE, TOGETHER = "invite", "wake", "together"
MOST_PAIRS: Final = 1_000
"""Of each kind so many are tried: the most promising pairs, the latest dormant ties, the best known outsiders."""
MOST_CLOSE: Final = 50
"""So many of those that are equal in all but their distances and ids are set apart by distances."""
DIGITS_TOLD: Final = 3
"""What differs beyond these decimals is told as equal, and does not decide: two who are alone better join the rest."""
WORST_LOSS: Final = "worst_loss"
MEAN_LOSS: Final = "mean_loss"
LOSS_NAMES: Final = {WORST_LOSS: "走一家最坏的碎裂度", MEAN_LOSS: "走一家平均的碎裂度"}
TOLD_AS: Final = {**LOSS_NAMES, **NAMES}


@dataclass(frozen=True)
class Outsider:
    """Who could be asked in: whom of the members it already works with, and what it serves where."""

    id: str
    works_with: tuple[str, ...]
    services: tuple[Service, ...] = ()


@dataclass(frozen=True)
class Possible:
    """What proposals may draw on."""

    outsiders: Sequence[Outsider] = ()
    dormant: Sequence[DormantTie] = ()
    services: Services = field(default_factory=lambda: Services((), (), ()))


@dataclass(frozen=True)
class Proposal:
    """One thing to do.

    Parameters
    ----------
    kind : str
        invite, wake or together.
    members : tuple of str
        Who: the one to ask in, or the two.
    before, after : mapping of str to float or None
        The measures followed, and the worst and mean fragmentation after the loss of one member.
    sentence : str
    """

    kind: str
    members: tuple[str, ...]
    before: Mapping[str, float | None]
    after: Mapping[str, float | None]
    sentence: str


Rank = tuple[float, int, float]


@dataclass(frozen=True, eq=False)
class _Trial:
    kind: str
    members: tuple[str, ...]
    network: Network
    backed: int
    why: str


def propose(network: Network, possible: Possible | None = None, group: str | None = None) -> list[Proposal]:
    """Return three things to do: one of each kind, and more pairs to bring together where a kind has none.

    Fewer where fewer are possible: without outsiders and dormant ties, where nobody is left who is not tied.

    Raises
    ------
    Undefined
        There are fewer than three members.
    """
    at_least(network, TRIPLE)
    possible = possible or Possible()
    held = Held(network, possible.services)
    kinds = [
        _best(_invitations(network, held, possible.outsiders)),
        _best(_awakenings(network, possible.dormant)),
        _best(_meetings(network, held, possible.dormant)),
    ]
    chosen = [trials[0] for trials in kinds if trials]
    chosen += kinds[-1][1 : 1 + WANTED - len(chosen)]
    before = _measures(network, group)
    return [_proposal(trial, before, group) for trial in chosen[:WANTED]]


def _best(trials: Iterable[_Trial]) -> list[_Trial]:
    """Return the best first, as many as may be wanted: the worst loss, services backed, the mean loss, then ids.

    Those equal in all but ids are set apart by their distances, which take longest to work out: the first by ids.
    """
    ranked = sorted(((_rank(trial), trial) for trial in trials), key=lambda one: (one[0], one[1].members))
    if not ranked:
        return []
    last = ranked[min(WANTED, len(ranked)) - 1][0]
    near = [(rank, trial) for rank, trial in ranked if rank <= last][:MOST_CLOSE]
    close = [(rank, _apart(trial.network), trial.members, trial) for rank, trial in near]
    return [trial for *_, trial in sorted(close, key=lambda one: one[:3])]


def _rank(trial: _Trial) -> Rank:
    losses = _losses(trial.network)
    return round(losses[WORST_LOSS], DIGITS_TOLD), -trial.backed, losses[MEAN_LOSS]


def _apart(network: Network) -> float:
    near = closeness(network, np.zeros(len(network), np.bool_), 1)
    return plain(share_apart(near, len(network))) or 0.0


def _losses(network: Network) -> dict[str, float]:
    apart = shares_apart(cuts_of(network).kept, len(network) - 1)
    return {WORST_LOSS: plain(float(apart.max())) or 0.0, MEAN_LOSS: plain(float(apart.mean())) or 0.0}


def _measures(network: Network, group: str | None) -> dict[str, float | None]:
    return {**_losses(network), **followed(network, group)}


def _proposal(trial: _Trial, before: Mapping[str, float | None], group: str | None) -> Proposal:
    after = _measures(trial.network, group)
    told = effects_told(before, after, TOLD_AS)
    what = f"{trial.why}：{'，'.join(told[:MOST_TOLD]) or '各项变化不到 0.001'}。"
    return Proposal(trial.kind, trial.members, before, after, what)


def _invitations(network: Network, held: Held, outsiders: Sequence[Outsider]) -> Iterator[_Trial]:
    alone, members = {one for lost in held.lost_with_each() for one in lost}, {*network.ids}
    knowing = [(sorted({*one.works_with} & members), one) for one in outsiders if one.id not in members]
    there = sorted((one for one in knowing if one[0]), key=lambda one: (-len(one[0]), one[1].id))
    cut = f"（认识成员的共 {len(there):,} 家，试了共事最多的 {MOST_PAIRS:,} 家）" if len(there) > MOST_PAIRS else ""
    for known, outsider in there[:MOST_PAIRS]:
        backed = len(alone & {*outsider.services})
        help_ = f"，能替 {backed} 项只靠一家的服务兜底" if backed else ""
        why = f"请 {outsider.id} 加入，它已与 {len(known)} 家成员共事{help_}{cut}"
        yield _Trial(INVITE, (outsider.id,), _joined(network, outsider.id, known), backed, why)


def _joined(network: Network, newcomer: str, known: Sequence[str]) -> Network:
    """Return the network with one more member, tied with those it works with; it has no attributes."""
    one, two = network.pairs()
    out = [network.ids[at] for at in one.tolist()]
    into = [network.ids[at] for at in two.tolist()]
    back = list(known) if network.directed else []
    attributes = {name: dict(zip(network.ids, labels, strict=True)) for name, labels in network.attributes.items()}
    return network_of(
        [*out, *([newcomer] * len(known)), *back],
        [*into, *known, *([newcomer] * len(back))],
        ids=network.ids,
        directed=network.directed,
        attributes=attributes,
    )


def _awakenings(network: Network, dormant: Sequence[DormantTie]) -> Iterator[_Trial]:
    place = {name: at for at, name in enumerate(network.ids)}
    there = [tie for tie in dormant if tie.one in place and tie.two in place]
    latest = sorted(there, key=lambda tie: (-tie.last.toordinal(), tie.one, tie.two))[:MOST_PAIRS]
    cut = f"（休眠的共 {len(there):,} 条，试了最近的 {MOST_PAIRS:,} 条）" if len(there) > MOST_PAIRS else ""
    for tie in latest:
        why = f"叫醒 {tie.one} 和 {tie.two} 休眠的联系，上一件是 {tie.last.isoformat()} 的{tie.deed}{cut}"
        edited = with_ties(network, [(place[tie.one], place[tie.two])])
        yield _Trial(WAKE, (tie.one, tie.two), edited, 0, why)


def _meetings(network: Network, held: Held, dormant: Sequence[DormantTie]) -> Iterator[_Trial]:
    asleep = {(min(tie.one, tie.two), max(tie.one, tie.two)) for tie in dormant}
    for one, two in pairs_to_try(network):
        members = (network.ids[one], network.ids[two])
        if members not in asleep:
            common = sorted(held.communities_of(one) & held.communities_of(two))
            where = f"（两家都在{common[0]}服务）" if common else ""
            why = f"让 {members[0]} 和 {members[1]} 一起办 1 件事{where}"
            yield _Trial(TOGETHER, members, with_ties(network, [(one, two)]), len(common), why)


def pairs_to_try(network: Network) -> list[tuple[int, int]]:
    """Return pairs without a tie: all, or of many those between the pieces the worst loss leaves, or at the edge."""
    places, piece = list(range(len(network))), np.arange(len(network))
    if len(network) * (len(network) - 1) // 2 > MOST_PAIRS:
        places, piece = _promising(network)
    tied = set(zip(network.both.owner.tolist(), network.both.neighbour.tolist(), strict=True))
    pairs = (pair for pair in combinations(sorted(places), 2) if pair not in tied)
    return [(one, two) for one, two in pairs if piece[one] != piece[two]]


def _promising(network: Network) -> tuple[list[int], Ints]:
    """Return as many members as give `MOST_PAIRS` pairs, and for each member a number; equal ones are not paired.

    The busiest of each piece the worst loss would leave, the largest first, to be paired with those of other pieces;
    where it would leave one, the least tied, to be paired with each other.
    """
    worst = int(np.argmin(cuts_of(network).kept))
    piece = component_of(network, [worst])
    everybody, degree = np.arange(len(network)), network.both.degree
    most = int((1 + (1 + 8 * MOST_PAIRS) ** 0.5) / 2)
    if piece.max() == 0:
        return [at for at in np.lexsort((everybody, degree)).tolist() if at != worst][:most], everybody
    rank = np.lexsort((everybody, -degree, piece))
    place_in_piece = np.empty(len(network), np.int64)
    place_in_piece[rank] = everybody - np.searchsorted(piece[rank], piece[rank])
    size_of_piece = np.bincount(piece + 1)[piece + 1]
    order = np.lexsort((everybody, -size_of_piece, place_in_piece))
    return [at for at in order.tolist() if at != worst][:most], piece
