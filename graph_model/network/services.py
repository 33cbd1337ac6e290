"""Who serves what: the services each community has from the members of an alliance, and what it loses with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from graph_model.network.network import BadNetwork, Ints, Network


@dataclass(frozen=True, order=True)
class Service:
    """A service in a community."""

    community: str
    service: str


@dataclass(frozen=True, eq=False)
class Services:
    """Columns of who serves what where; a row said twice counts once.

    Parameters
    ----------
    member, community, service : sequences of str
    """

    member: Sequence[str]
    community: Sequence[str]
    service: Sequence[str]

    def __post_init__(self) -> None:
        if not len(self.member) == len(self.community) == len(self.service):
            raise BadNetwork("各列长短不一")


class Held:
    """The services of a network, by who gives them.

    Parameters
    ----------
    network : Network
    services : Services
        Rows of others than members are left out.
    """

    def __init__(self, network: Network, services: Services) -> None:
        place = {name: at for at, name in enumerate(network.ids)}
        columns = zip(services.member, services.community, services.service, strict=True)
        rows = sorted({(community, service, place[one]) for one, community, service in columns if one in place})
        self.size = len(network)
        self.all = sorted({Service(community, service) for community, service, _ in rows})
        number = {service: at for at, service in enumerate(self.all)}
        self._service = np.array([number[Service(community, service)] for community, service, _ in rows], np.int64)
        self._member = np.array([member for _, _, member in rows], np.int64)

    @cached_property
    def givers(self) -> Ints:
        """How many give each service."""
        return np.bincount(self._service, minlength=len(self.all)).astype(np.int64)

    @cached_property
    def alone(self) -> Ints:
        """How many services each member alone gives."""
        return np.bincount(self._member[self.givers[self._service] == 1], minlength=self.size).astype(np.int64)

    @cached_property
    def by_two(self) -> dict[tuple[int, int], list[Service]]:
        """The services that two members give and nobody else, by the two."""
        found: dict[tuple[int, int], list[Service]] = {}
        rows = np.flatnonzero(self.givers[self._service] == 2).tolist()  # noqa: PLR2004 the two of by_two
        for first, second in zip(rows[::2], rows[1::2], strict=True):
            pair = (int(self._member[first]), int(self._member[second]))
            found.setdefault(pair, []).append(self.all[self._service[first]])
        return found

    def of_members(self, gone: Sequence[int]) -> tuple[Service, ...]:
        """Return the services nobody else gives than these members (one or two)."""
        mine = np.isin(self._member, gone) & (self.givers[self._service] == 1)
        lost = [self.all[at] for at in self._service[mine].tolist()]
        return tuple(sorted([*lost, *self.by_two.get((min(gone), max(gone)), [])]))

    def lost_with_pairs(self, pairs: Ints) -> Ints:
        """Return how many services are lost with each pair (smaller place first): array (pairs,)."""
        together = np.array([len(self.by_two.get((one, two), ())) for one, two in pairs.tolist()], np.int64)
        return self.alone[pairs[:, 0]] + self.alone[pairs[:, 1]] + together

    def lost_with_each(self) -> list[tuple[Service, ...]]:
        """Return, for each member, the services nobody else gives."""
        lost: list[list[Service]] = [[] for _ in range(self.size)]
        for row in np.flatnonzero(self.givers[self._service] == 1).tolist():
            lost[self._member[row]].append(self.all[self._service[row]])
        return [tuple(one) for one in lost]

    def communities_of(self, member: int) -> set[str]:
        """Return where a member serves."""
        return {self.all[at].community for at in self._service[self._member == member].tolist()}
