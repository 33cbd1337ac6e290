"""How far it is on foot between two spots: by the straight line with a stated detour, or as a site's own list says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

Metres = NDArray[np.float64]
EARTH_METRES: Final = 6_371_008.8
"""Mean radius (IUGG)."""
DETOUR: Final = 1.3
"""How much longer the way on foot is than the straight line, where no roads are at hand."""
PACE: Final = 80.0
"""Metres walked in a minute."""
MINUTES: Final = 10
"""The service circle of the documents: ten minutes on foot."""


@dataclass(frozen=True, eq=False, slots=True)
class Spots:
    """Where things stand, in degrees; all three of one length."""

    ids: tuple[str, ...]
    longitude: Metres
    latitude: Metres


def spots_of(rows: Iterable[Mapping[str, Any]]) -> Spots:
    """Make spots of rows with `id`, `longitude` and `latitude`, all known."""
    found = list(rows)
    east, north = (np.array([one[name] for one in found], np.float64) for name in ("longitude", "latitude"))
    return Spots(tuple(one["id"] for one in found), east, north)


def straight_metres(starts: Spots, ends: Spots) -> Metres:
    """Give the distances on the sphere (haversine), shape (starts, ends).

    >>> south, north = (spots_of([{"id": "", "longitude": 120.0, "latitude": at}]) for at in (30.0, 31.0))
    >>> round(float(straight_metres(south, north)[0, 0]))
    111195
    """
    south, north = np.radians(starts.latitude)[:, None], np.radians(ends.latitude)[None, :]
    across = np.radians(ends.longitude[None, :] - starts.longitude[:, None])
    half = np.sin((north - south) / 2) ** 2 + np.cos(south) * np.cos(north) * np.sin(across / 2) ** 2
    return np.asarray(2 * EARTH_METRES * np.arcsin(np.minimum(1.0, np.sqrt(half))), np.float64)


class Walking(Protocol):
    """Anything that tells how far it is on foot, and how fast people walk."""

    @property
    def pace(self) -> float:
        """Metres a minute."""

    def metres(self, starts: Spots, ends: Spots) -> Metres:
        """Give the metres on foot from each start to each end, shape (starts, ends)."""


@dataclass(frozen=True, slots=True)
class StraightWalk:
    """The straight line times a detour factor."""

    detour: float = DETOUR
    pace: float = PACE

    def metres(self, starts: Spots, ends: Spots) -> Metres:
        """Give the metres on foot, shape (starts, ends)."""
        return straight_metres(starts, ends) * self.detour


@dataclass(frozen=True, slots=True)
class ListedWalk:
    """Metres on foot as a list says, in both directions; pairs it lacks are told by `otherwise`.

    `listed` maps the ids of two spots, in either order, to metres.
    """

    listed: Mapping[tuple[str, str], float]
    otherwise: StraightWalk = field(default_factory=StraightWalk)

    @property
    def pace(self) -> float:
        """Metres a minute."""
        return self.otherwise.pace

    def metres(self, starts: Spots, ends: Spots) -> Metres:
        """Give the metres on foot, shape (starts, ends)."""
        found = self.otherwise.metres(starts, ends)
        first, second = _numbers(starts.ids), _numbers(ends.ids)
        for (one, other), metres in self.listed.items():
            for start, end in ((one, other), (other, one)):
                if start in first and end in second:
                    found[np.ix_(first[start], second[end])] = metres
        return found


def _numbers(ids: Sequence[str]) -> dict[str, list[int]]:
    numbers: dict[str, list[int]] = {}
    for number, one in enumerate(ids):
        numbers.setdefault(one, []).append(number)
    return numbers


def reach_of(walking: Walking, minutes: float = MINUTES) -> float:
    """Give how many metres one walks in so many minutes."""
    return walking.pace * minutes
