"""Wishes 微心愿: needs of a person or family that can be claimed."""

from typing import Literal

from graph_model.entities.need import Need
from graph_model.entities.terms import NeedKind


class Wish(Need):
    """A wish; in the graph it is a need of kind wish."""

    prefix = "wish-"

    kind: Literal[NeedKind.WISH] = NeedKind.WISH
