"""Social facilities of each community against what the documents set: area per hundred households, and the floor."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from graph_model.place_tree import grouped
from graph_model.targets.facts import Facts

AREA_PER_HUNDRED: Final = 30.0
AREA_FLOOR: Final = 300.0


@dataclass(frozen=True, slots=True)
class Premises:
    """The stations of a community together; `area` in square metres, None where none of them has an area registered.

    `unmeasured` counts those without an area: what is too small may then be enough, and is not known.
    """

    place: str
    households: int | None
    stations: int
    unmeasured: int
    area: float | None

    @property
    def per_hundred(self) -> float | None:
        """Square metres for every hundred households."""
        return self.area / self.households * 100 if self.area is not None and self.households else None

    @property
    def wanted(self) -> float | None:
        """Square metres its households ask for."""
        return self.households / 100 * AREA_PER_HUNDRED if self.households else None

    @property
    def enough(self) -> bool | None:
        """Whether it has the area per hundred households; None where nobody can tell."""
        return None if self.wanted is None else self._reaches(self.wanted)

    @property
    def above_floor(self) -> bool | None:
        """Whether it has the least area of any community; None where nobody can tell."""
        return self._reaches(AREA_FLOOR)

    @property
    def gap(self) -> float | None:
        """Square metres that are lacking for both standards; None where nobody can tell."""
        told = [(self.enough, self.wanted), (self.above_floor, AREA_FLOOR)]
        if self.area is None or any(met is None for met, _ in told):
            return None
        return max(0.0, *(wanted - self.area for _, wanted in told if wanted is not None))

    def _reaches(self, wanted: float) -> bool | None:
        if self.area is None:
            return None
        return True if self.area >= wanted else (None if self.unmeasured else False)


def premises_of(facts: Facts) -> list[Premises]:
    """List the premises of every community, in the order of the facts."""
    here = grouped(_with_community(facts), "community")
    return [_premises(one, here.get(one["id"], [])) for one in facts.at_level("community")]


def _with_community(facts: Facts) -> Iterable[dict[str, Any]]:
    """Yield each station once for each community it is in, or in a part of."""
    found = {(one["id"], facts.at(one["place"], "community")): one for one in facts.stations}
    yield from (one | {"community": community} for (_, community), one in found.items() if community)


def _premises(community: Mapping[str, Any], stations: list[dict[str, Any]]) -> Premises:
    areas = [one["area"] for one in stations if one["area"] is not None]
    unmeasured = len(stations) - len(areas)
    return Premises(community["id"], community["households"], len(stations), unmeasured, sum(areas) if areas else None)
