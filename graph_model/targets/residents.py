"""Where the residents of communities stand, and who of them walks how far to a station."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from graph_model.circle.coverage import NOWHERE, Nearest, Share, nearest, shares, states
from graph_model.circle.walking import Spots, reach_of, spots_of
from graph_model.place_tree import grouped
from graph_model.targets.facts import Facts

STANDING_RULE: Final = (
    "登记了位置和户数的小区，户数算在小区的位置上；社区户数减去这些小区的，算在社区登记的位置上；"
    "小区合计超过社区户数的，照小区的"
)


@dataclass(frozen=True, slots=True)
class Stand:
    """Households of one community at one place: a compound, or the community itself for those of no compound."""

    place: str
    community: str
    households: int
    longitude: float | None
    latitude: float | None


def placed(row: Mapping[str, Any]) -> bool:
    """Tell whether a row has a position."""
    return row["longitude"] is not None and row["latitude"] is not None


def doubtful_communities(facts: Facts) -> set[str | None]:
    """Give the communities that have a station of which nobody registered the position."""
    return {facts.at(one["place"], "community") for one in facts.stations if not placed(one)}


def stands_of(facts: Facts) -> list[Stand]:
    """List where the households of each community stand; nothing of a community of which no number is known."""
    compounds = grouped(_within_communities(facts), "community")
    return [
        stand
        for community in facts.at_level("community")
        for stand in _stands(community, compounds.get(community["id"], []))
    ]


def _within_communities(facts: Facts) -> Iterable[dict[str, Any]]:
    for one in facts.at_level("compound"):
        community = facts.at(one["id"], "community")
        if community and one["households"] and placed(one):
            yield one | {"community": community}


def _stands(community: Mapping[str, Any], compounds: Sequence[Mapping[str, Any]]) -> Iterable[Stand]:
    yield from (_stand(one, community["id"], one["households"]) for one in compounds)
    left = (community["households"] or 0) - sum(one["households"] for one in compounds)
    if left > 0:
        yield _stand(community, community["id"], left)


def _stand(row: Mapping[str, Any], community: str, households: int) -> Stand:
    at = (row["longitude"], row["latitude"]) if placed(row) else (None, None)
    return Stand(row["id"], community, households, *at)


@dataclass(frozen=True)
class Circle:
    """Who of the residents within the facts walks no more than so many minutes to a station.

    Stations without a position cannot be walked to; where a community has such a station, those of its households who
    are beyond every other are unknown.
    """

    facts: Facts
    minutes: float

    @cached_property
    def stands(self) -> list[Stand]:
        """Where households stand."""
        return stands_of(self.facts)

    @cached_property
    def stations(self) -> list[dict[str, Any]]:
        """Stations with a position, each once."""
        rows = {one["id"]: one for one in self.facts.stations if placed(one)}
        return [rows[id_] for id_ in sorted(rows)]

    @cached_property
    def unplaced(self) -> list[dict[str, Any]]:
        """Stations without a position."""
        return [one for one in self.facts.stations if not placed(one)]

    @property
    def reach(self) -> float:
        """Metres on foot within the minutes."""
        return reach_of(self.facts.walking, self.minutes)

    @property
    def weights(self) -> NDArray[np.int64]:
        """Households of each stand."""
        return np.array([one.households for one in self.stands], np.int64)

    def spots(self) -> tuple[Spots, NDArray[np.intp]]:
        """Give the stands that have a position as spots, with their numbers."""
        numbers = [number for number, one in enumerate(self.stands) if one.longitude is not None]
        rows = (self.stands[number] for number in numbers)
        told = [{"id": one.place, "longitude": one.longitude, "latitude": one.latitude} for one in rows]
        return spots_of(told), np.array(numbers, np.intp)

    @cached_property
    def nearest(self) -> Nearest:
        """The nearest station of each stand; none for a stand without a position."""
        spots, numbers = self.spots()
        found = nearest(self.facts.walking.metres(spots, spots_of(self.stations)))
        station, metres = np.full(len(self.stands), NOWHERE, np.int64), np.full(len(self.stands), np.inf)
        station[numbers], metres[numbers] = found.station, found.metres
        return Nearest(station, metres)

    def nearest_to(self, row: Mapping[str, Any]) -> tuple[int, float]:
        """Give the number of the station nearest to a place's own position, and the metres on foot."""
        if not placed(row):
            return NOWHERE, np.inf
        found = nearest(self.facts.walking.metres(spots_of([row]), spots_of(self.stations)))
        return int(found.station[0]), float(found.metres[0])

    @cached_property
    def state(self) -> NDArray[np.int8]:
        """Of each stand whether it is within reach, beyond, or unknown."""
        doubtful = doubtful_communities(self.facts)
        unsure = [one.longitude is None or one.community in doubtful for one in self.stands]
        return states(self.nearest.metres, self.reach, np.array(unsure, np.bool_))

    @cached_property
    def shares(self) -> Mapping[str, Share]:
        """The share of each community of which a number of households is known."""
        ids = sorted({one.community for one in self.stands})
        number_of = {id_: number for number, id_ in enumerate(ids)}
        groups = np.array([number_of[one.community] for one in self.stands], np.int64)
        return dict(zip(ids, shares(groups, len(ids), self.weights, self.state), strict=True))

    def share_at(self, place: str) -> Share:
        """Give the share of the households that stand at one place, as a compound."""
        here = np.array([one.place == place for one in self.stands], np.bool_)
        return shares(np.zeros(int(here.sum()), np.int64), 1, self.weights[here], self.state[here])[0]

    def share_of(self, communities: Iterable[str]) -> Share:
        """Put the shares of some communities together."""
        return sum((self.shares.get(one, Share()) for one in communities), Share())
