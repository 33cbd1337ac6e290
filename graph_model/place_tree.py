"""Where places stand among the places above them, for rows that were read within a scope."""

from collections.abc import Mapping
from functools import cached_property
from typing import Any


class PlaceTree:
    """What can be told of `places`: rows with `id`, `level` and `above`, the ids a place is part of."""

    places: tuple[dict[str, Any], ...]

    @cached_property
    def place_by_id(self) -> Mapping[str, dict[str, Any]]:
        """Places by id."""
        return {row["id"]: row for row in self.places}

    def above(self, place: str) -> str | None:
        """Tell what a place is part of within the scope."""
        return next((one for one in sorted(self.place_by_id[place]["above"]) if one in self.place_by_id), None)

    def chain_up(self, place: str) -> list[str]:
        """List a place and what it is part of, up to the root; nothing for a place outside the scope."""
        chain = [place] if place in self.place_by_id else []
        while chain and (above := self.above(chain[-1])) is not None:
            chain.append(above)
        return chain

    def at(self, place: str, level: str) -> str | None:
        """Find the place of a level that a place is, or is part of."""
        return next((one for one in self.chain_up(place) if self.place_by_id[one]["level"] == level), None)
