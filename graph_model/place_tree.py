"""Where places stand among the places above them, for rows that were read within a scope."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any, Final

from graph_model.scope import HOLDS_CLAUSE, TERRITORIES_WITHIN_CLAUSE

PLACES_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    RETURN t.id AS id, t.name AS name, t.level AS level, t.kind AS kind, t.households AS households,
        t.population AS population, t.elderly AS elderly, t.model AS model,
        t.longitude AS longitude, t.latitude AS latitude,
        toString(t.valid_since) AS valid_since, toString(t.valid_until) AS valid_until,
        [(t)-[r:PART_OF]->(above:Territory) WHERE"""
    + HOLDS_CLAUSE
    + """| above.id] AS above
    ORDER BY id
    """
)


class PlaceTree:
    """What can be told of `places`: rows with `id`, `level` and `above`, the ids a place is part of."""

    places: tuple[dict[str, Any], ...]

    @cached_property
    def place_by_id(self) -> Mapping[str, dict[str, Any]]:
        """Places by id."""
        return {row["id"]: row for row in self.places}

    @cached_property
    def above_by_id(self) -> Mapping[str, str | None]:
        """What each place is part of within the scope, by id; of several the first by id."""
        known = self.place_by_id
        return {id_: min((one for one in row["above"] if one in known), default=None) for id_, row in known.items()}

    def above(self, place: str) -> str | None:
        """Tell what a place is part of within the scope."""
        return self.above_by_id[place]

    @cached_property
    def _chains(self) -> dict[str, tuple[str, ...]]:
        """The chains asked for so far: every number of the targets asks for those of all places."""
        return {}

    def chain_up(self, place: str) -> tuple[str, ...]:
        """List a place and what it is part of, up to the root; nothing for a place outside the scope."""
        if place not in self.above_by_id:
            return ()
        found = self._chains.get(place)
        if found is None:
            above = self.above_by_id[place]
            found = self._chains[place] = (place, *(self.chain_up(above) if above else ()))
        return found

    def at(self, place: str, level: str) -> str | None:
        """Find the place of a level that a place is, or is part of; of two the outer one, which took over the other."""
        chain = reversed(self.chain_up(place))
        return next((one for one in chain if self.place_by_id[one]["level"] == level), None)


def grouped(rows: Iterable[dict[str, Any]], key: str = "place") -> dict[str, list[dict[str, Any]]]:
    """Put rows together by a column."""
    groups: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        groups.setdefault(row[key], []).append(row)
    return groups
