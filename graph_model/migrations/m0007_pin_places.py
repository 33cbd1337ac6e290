"""Pins are where their posts are: the place each was settled in, which a post may have left since, is forgotten."""

from typing import Final

STATEMENTS: Final = (
    "MATCH (:Pin)-[at:IN]->(:Territory) DELETE at",
    "MATCH (n:Pin) WHERE n.community IS NOT NULL REMOVE n.community",
)
