"""Who asks, for which subtree of the territory and for what purpose: an argument of every query on people or lists."""

from dataclasses import dataclass
from typing import Final

from graph_model.entities.terms import Purpose

UP_CLAUSE: Final = " all(part IN up WHERE part.until IS NULL OR part.until >= $today) "
"""No step of the way `up` from a territory had ended before the day `$today`."""
TERRITORIES_WITHIN_CLAUSE: Final = " MATCH (:Territory {id: $root})<-[up:PART_OF*0..6]-(t:Territory) WHERE" + UP_CLAUSE
"""The territories `t` of the subtree of `$root` on the day `$today`, the root itself among them."""
REACHES_CLAUSE: Final = (
    "->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})"
    " WHERE (at.until IS NULL OR at.until >= $today) AND" + UP_CLAUSE
)
"""The tie `at`, to which this is the end, leads into the subtree of `$root` and holds on the day `$today`."""
HOLDS_CLAUSE: Final = " coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today "
"""The tie `r` holds on the day `$today`."""
PERSON_WITHIN_CLAUSE: Final = (
    " (EXISTS { MATCH (n)-[at:LIVES_IN|REGISTERED_AT]"
    + REACHES_CLAUSE
    + "} OR EXISTS { MATCH (n)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]"
    + REACHES_CLAUSE
    + "AND (site.until IS NULL OR site.until >= $today) }) "
)
"""The person `n` lives, reports or works in the subtree of `$root` on the day `$today`."""
THING_WITHIN_CLAUSE: Final = " EXISTS { MATCH (n)-[at:IN]" + REACHES_CLAUSE + "} "
"""The list item, visit or suggestion `n` is in the subtree of `$root` on the day `$today`."""
TEAM_WITHIN_CLAUSE: Final = " EXISTS { MATCH (n)-[at:SERVES]" + REACHES_CLAUSE + "} "
"""The team, or unit, `n` serves a territory in the subtree of `$root` on the day `$today`."""
UNIT_WITHIN_CLAUSE: Final = " EXISTS { MATCH (n)-[at:LOCATED_IN|PAIRED_WITH]" + REACHES_CLAUSE + "} "
"""The unit `n` is, or is paired with a territory, in the subtree of `$root` on the day `$today`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A user's right to look; queries restrict themselves to the subtree of `territory` before they run.

    Parameters
    ----------
    user
        Id of who asks.
    territory
        Id of the territory at the root of what they may see.
    purpose
        What they look for.
    """

    user: str
    territory: str
    purpose: Purpose = Purpose.MATCHING
