"""Which share of the residents walks no more than so many metres to a station."""

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.circle.walking import Metres

Longs = NDArray[np.int64]
BEYOND, WITHIN, UNKNOWN = np.int8(0), np.int8(1), np.int8(2)
NOWHERE: Final = -1


@dataclass(frozen=True, eq=False, slots=True)
class Nearest:
    """The nearest station of each point and how far it is: number `NOWHERE` and infinite metres where there is none."""

    station: Longs
    metres: Metres


def nearest(metres: Metres) -> Nearest:
    """Find the nearest station of each point; of equals the first.

    Parameters
    ----------
    metres : array of float64, shape (points, stations)
    """
    points, stations = metres.shape
    if not stations:
        return Nearest(np.full(points, NOWHERE, np.int64), np.full(points, np.inf))
    found = metres.argmin(axis=1)
    return Nearest(found.astype(np.int64), metres[np.arange(points), found])


@dataclass(frozen=True, slots=True)
class Share:
    """Weights within reach, beyond it, and those of which it is not known."""

    within: int = 0
    beyond: int = 0
    unknown: int = 0

    def __add__(self, other: "Share") -> "Share":
        """Put two together."""
        return Share(self.within + other.within, self.beyond + other.beyond, self.unknown + other.unknown)

    @property
    def percent(self) -> float | None:
        """The share of what is known, None where nothing is."""
        known = self.within + self.beyond
        return 100 * self.within / known if known else None


def states(metres: Metres, reach: float, unsure: NDArray[np.bool_]) -> NDArray[np.int8]:
    """Tell of each point whether it is within reach, beyond, or not known.

    Parameters
    ----------
    metres : array of float64, shape (points,)
        To the nearest station.
    unsure : array of bool, shape (points,)
        Points that may have a nearer station whose position nobody knows: beyond reach they are unknown.
    """
    beyond = np.where(unsure, UNKNOWN, BEYOND)
    return np.where(metres <= reach, WITHIN, beyond).astype(np.int8)


def shares(groups: Longs, number: int, weights: Longs, state: NDArray[np.int8]) -> list[Share]:
    """Add up the weights of each group of points by their state.

    Parameters
    ----------
    groups : array of int64, shape (points,)
        The number of each point's group, below `number`.
    """
    sums = np.zeros((number, 3), np.int64)
    np.add.at(sums, (groups, state.astype(np.int64)), weights)
    return [Share(int(row[WITHIN]), int(row[BEYOND]), int(row[UNKNOWN])) for row in sums]
