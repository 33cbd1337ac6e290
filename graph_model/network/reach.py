"""Coverage 专业覆盖: which communities find a skill within two steps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from graph_model.network.definitions import Undefined
from graph_model.network.network import Flags, Network

STEPS: Final = 2


@dataclass(frozen=True, eq=False)
class Skills:
    """Which members are communities, and who holds each skill: a mask a skill."""

    is_community: Flags
    holders: Mapping[str, Flags]


def coverage(network: Network, skills: Skills | None) -> dict[str, float]:
    """Return, for each skill, the share of communities within two steps of a holder (ties either way)."""
    if skills is None or not skills.is_community.any():
        raise Undefined("没有写明哪些成员是社区")
    if not skills.holders:
        raise Undefined("没有写明哪些单位有哪项专业")
    return {
        name: float(within(network, holders)[skills.is_community].mean())
        for name, holders in sorted(skills.holders.items())
    }


def within(network: Network, holders: Flags, steps: int = STEPS) -> Flags:
    """Return who is at most so many steps from a holder."""
    owner, neighbour = network.both.owner, network.both.neighbour
    near = holders.copy()
    for _ in range(steps):
        near[neighbour[near[owner]]] = True
    return near
