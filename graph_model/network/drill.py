"""The loss drill 单位退出演练: what an alliance loses when a member leaves, for each member and for the worst two."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from graph_model.network.blocks import in_blocks
from graph_model.network.cohesion import TRIPLE, at_least
from graph_model.network.falling_apart import (
    closeness,
    component_of,
    cuts_of,
    outside_largest,
    share_apart,
    shares_apart,
)
from graph_model.network.kernels import cutting, losing
from graph_model.network.measures import plain
from graph_model.network.network import Flags, Floats, Ints, Network
from graph_model.network.services import Held, Service, Services

MOST_REACHED: Final = 200_000_000
"""Most members to find new distances for, over all sources and losses (a few seconds)."""
PAIR_ROOM: Final = 100_000
"""Most pairs equally bad that are looked at further; of more, the first by id."""
PAIR_WORK: Final = 5e8
"""Up to so many steps (pairs × members × arcs) pairs equally bad are set apart by their distances."""
TOO_LONG: Final = "网络太长太大，没有算退出后的距离"


@dataclass(frozen=True)
class Candidate:
    """Who could step in, as the matching engine answers: with the reason, how many weeks of work it takes, for what."""

    id: str
    weeks: float
    reason: str
    services: tuple[Service, ...]


StepIn = Callable[[Sequence[str], Sequence[Service]], Sequence[Candidate]]
"""Asked with the members that leave and the services lost with them."""


@dataclass(frozen=True)
class Loss:
    """What the others are left with when members leave.

    Parameters
    ----------
    members : tuple of str
        One or two.
    fragmentation : float
        Of those who stay.
    distance_weighted_fragmentation : float or None
        Of those who stay; None where it was not worked out (`Drill.reasons` says why).
    cut_off : int
        How many stay outside the largest component.
    services : tuple of Service
        What nobody else gives.
    candidates : tuple of Candidate
        Who could give it.
    """

    members: tuple[str, ...]
    fragmentation: float
    distance_weighted_fragmentation: float | None
    cut_off: int
    services: tuple[Service, ...]
    candidates: tuple[Candidate, ...] = ()

    @property
    def weeks(self) -> float | None:
        """Weeks of work until the first candidate stands in; None without one."""
        return min((one.weeks for one in self.candidates), default=None)


@dataclass(frozen=True)
class Drill:
    """What a network is now, what it would be without each member (by id), and without the worst one and two.

    `asked` tells whether it was asked who could step in.
    """

    fragmentation: float
    distance_weighted_fragmentation: float
    losses: tuple[Loss, ...]
    worst: Loss
    worst_pair: Loss
    reasons: dict[str, str]
    asked: bool = False


def drill(network: Network, services: Services | None = None, *, threads: int | None = None) -> Drill:
    """Let every member leave in turn, and every two.

    Parameters
    ----------
    services : Services, optional
        Who serves what.
    threads : int, optional
        Changes no value.

    Raises
    ------
    Undefined
        There are fewer than three members.
    """
    at_least(network, TRIPLE)
    held = Held(network, services or Services((), (), ()))
    cuts, size = cuts_of(network), len(network)
    total, after = distances_after_each(network, threads)
    apart = shares_apart(cuts.kept, size - 1)
    farther = None if after is None else shares_apart(after, size - 1)
    cut_off = _cut_off(network, cuts.nodes)
    lost = held.lost_with_each()
    losses = tuple(
        Loss(
            (network.ids[at],),
            plain(apart[at]) or 0.0,
            None if farther is None else plain(farther[at]),
            cut_off[at],
            lost[at],
        )
        for at in range(size)
    )
    reasons = {} if farther is not None else {"distance_weighted_fragmentation": TOO_LONG}
    now = (plain(share_apart(cuts.together, size)) or 0.0, plain(share_apart(total, size)) or 0.0)
    return Drill(*now, losses, min(losses, key=_badness), _worst_pair(network, held, threads), reasons)


def with_candidates(drilled: Drill, step_in: StepIn) -> Drill:
    """Ask who could step in, for each member with services that nobody else gives and for the worst two."""
    losses = {one.members: _with_candidates(one, step_in) for one in drilled.losses}
    return replace(
        drilled,
        losses=tuple(losses.values()),
        worst=losses[drilled.worst.members],
        worst_pair=_with_candidates(drilled.worst_pair, step_in),
        asked=True,
    )


def _with_candidates(loss: Loss, step_in: StepIn) -> Loss:
    return replace(loss, candidates=tuple(step_in(loss.members, loss.services))) if loss.services else loss


def _badness(loss: Loss) -> tuple[float, int, float, tuple[str, ...]]:
    """Sort the worst first: fragmentation, then services lost, then distances, then ids."""
    return -loss.fragmentation, -len(loss.services), -(loss.distance_weighted_fragmentation or 0.0), loss.members


def distances_after_each(network: Network, threads: int | None = None) -> tuple[float, Floats | None]:
    """Return Σ 1/d over ordered pairs, and the same of the others after each member leaves (None: too much work)."""
    start, neighbour, size = network.both.start, network.both.neighbour, len(network)
    own = np.zeros(size)

    def part(first: int, last: int) -> tuple[Floats, bool]:
        lost = np.zeros(size)
        budget = MOST_REACHED * (last - first) // size
        return lost, bool(losing.losses_from(start, neighbour, first, last, own, lost, budget))

    parts = in_blocks(size, part, threads)
    if not all(done for _, done in parts):
        return closeness(network, np.zeros(size, np.bool_), threads), None
    total = float(own.sum())
    return total, total - 2 * own - np.sum([lost for lost, _ in parts], axis=0)


def _cut_off(network: Network, cut: Flags) -> list[int]:
    """Return how many of the others are outside the largest component when each member leaves."""
    component = component_of(network)
    sizes = np.bincount(component)
    return [
        outside_largest(network, [at]) if cut[at] else _outside_uncut(sizes, int(component[at]), len(network))
        for at in range(len(network))
    ]


def _outside_uncut(sizes: Ints, own: int, size: int) -> int:
    """Return the same of a member whose component stays in one piece."""
    largest = max(int(sizes[own]) - 1, int(np.delete(sizes, own).max(initial=0)))
    return size - 1 - largest


def _worst_pair(network: Network, held: Held, threads: int | None) -> Loss:
    pairs, kept = worst_pairs(network, threads)
    lost = held.lost_with_pairs(pairs)
    pairs = pairs[lost == lost.max()]
    size = len(network)
    if len(pairs) > 1 and len(pairs) * size * len(network.both.neighbour) <= PAIR_WORK:
        near = [_closeness_without(network, pair) for pair in pairs.tolist()]
        chosen = pairs[int(np.argmin(near))].tolist()
    else:
        chosen = pairs[0].tolist()
    return Loss(
        (network.ids[chosen[0]], network.ids[chosen[1]]),
        plain(share_apart(kept, size - 2)) or 0.0,
        plain(share_apart(_closeness_without(network, chosen), size - 2)),
        outside_largest(network, chosen),
        held.of_members(chosen),
    )


def _closeness_without(network: Network, gone: Sequence[int]) -> float:
    mask = np.zeros(len(network), np.bool_)
    mask[list(gone)] = True
    return round(closeness(network, mask, 1), 9)


def worst_pairs(network: Network, threads: int | None = None) -> tuple[Ints, int]:
    """Return the pairs of places whose loss leaves the fewest pairs together, sorted, and how many those are."""
    start, neighbour, size = network.both.start, network.both.neighbour, len(network)
    most = np.iinfo(np.int64).max

    def part(first: int, last: int) -> tuple[int, Ints]:
        room = np.empty((min(PAIR_ROOM, (last - first) * size), 2), np.int32)
        least, _, written = cutting.worst_pairs(start, neighbour, first, last, most, room)
        return int(least), room[:written].astype(np.int64)

    parts = in_blocks(size, part, threads)
    least = min(found for found, _ in parts)
    return np.concatenate([pairs for found, pairs in parts if found == least])[:PAIR_ROOM], least


def drill_sentences(drilled: Drill) -> list[str]:
    """Say what the worst loss, the losses of services and the worst pair would bring, in short sentences."""
    lost = [one for one in drilled.losses if one.services]
    return [
        *_told(drilled.worst, drilled),
        *_told(drilled.worst_pair, drilled),
        *([_alone(drilled, lost)] if lost else []),
    ]


def _alone(drilled: Drill, lost: Sequence[Loss]) -> str:
    services = sum(len(one.services) for one in lost)
    told = f"只靠一家的服务有 {services} 项，在 {len(lost)} 家手上"
    if not drilled.asked:
        return f"{told}。"
    left = sum(len(_left(one)) for one in lost)
    return f"{told}；列出的单位能接住其中 {services - left} 项，{left} 项还没有着落。"


def _told(loss: Loss, drilled: Drill) -> list[str]:
    who = "和".join(loss.members)
    fragmentation = f"碎裂度 {drilled.fragmentation:.2f} → {loss.fragmentation:.2f}，{loss.cut_off} 家连不上其余的"
    sentences = [f"{who} 退出：{fragmentation}。"]
    if loss.services:
        places = len({one.community for one in loss.services})
        first = f"{loss.services[0].community}的{loss.services[0].service}"
        sentences.append(f"{who} 退出：{places} 个社区少 {len(loss.services)} 项服务，如{first}。")
    if loss.services and drilled.asked:
        sentences += [f"{who} 退出：{told}。" for told in _standing_in(loss)]
    return sentences


def _standing_in(loss: Loss) -> list[str]:
    """Say how many could step in, who is the quickest, and which services none of them can give."""
    number, left = len(loss.candidates), _left(loss)
    if not number:
        return ["登记的单位里能顶上的有 0 家"]
    best = min(loss.candidates, key=lambda one: (one.weeks, one.id))
    kinds = "、".join(sorted({one.service for one in left}))
    rest = f"，接不住的还有 {len(left)} 项（{kinds}）" if left else ""
    return [
        f"可以顶上的有 {number} 家，最快的 {best.id} 要 {best.weeks:g} 周：{best.reason}",
        f"这 {number} 家接得住 {len(loss.services) - len(left)} 项{rest}",
    ]


def _left(loss: Loss) -> set[Service]:
    """Return what is lost and none of those who could step in can give."""
    return {*loss.services} - {service for one in loss.candidates for service in one.services}
