"""Territory: who belongs where, from the district down to the stairway."""

import re
from datetime import date
from typing import Final

from pydantic import field_validator

from graph_model.entities.base import Entity, Name
from graph_model.entities.bounds import Crowd, Latitude, Longitude
from graph_model.entities.terms import CommunityKind, CommunityModel, Level

CODE: Final = re.compile(r"\d{12}(-[^\s/-]+)*")


class Territory(Entity):
    """A unit of territory; its id is the 12-digit statistical code, below the community with "-" local numbers.

    `former_names` are those it had under the same code; they answer as long as no other place is called so.
    `elderly` are the people of sixty and over.
    """

    node_label = "Territory"
    prefix = ""

    name: Name
    former_names: tuple[Name, ...] = ()
    level: Level
    code: str | None = None
    households: Crowd | None = None
    population: Crowd | None = None
    elderly: Crowd | None = None
    longitude: Longitude | None = None
    latitude: Latitude | None = None
    kind: CommunityKind | None = None
    model: CommunityModel | None = None
    valid_since: date | None = None
    valid_until: date | None = None

    @field_validator("id")
    @classmethod
    def id_is_a_code(cls, value: str) -> str:
        """Refuse ids that are no statistical code."""
        if not CODE.fullmatch(value):
            raise ValueError(f"{value!r} is no 12-digit code")
        return value
