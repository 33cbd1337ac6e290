"""Who asks, for which subtree of the territory and for what purpose: an argument of every query on people or lists."""

from dataclasses import dataclass
from typing import Final

from graph_model.entities.terms import Purpose

PERSON_WITHIN_CLAUSE: Final = """
    (EXISTS { MATCH (n)-[at:LIVES_IN|REGISTERED_AT]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
              WHERE (at.until IS NULL OR at.until >= $today)
                AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
     OR EXISTS { MATCH (n)-[at:WORKS_FOR]->(:Organisation)-[site:LOCATED_IN]->(:Territory)
                       -[up:PART_OF*0..6]->(:Territory {id: $root})
                 WHERE (at.until IS NULL OR at.until >= $today)
                   AND (site.until IS NULL OR site.until >= $today)
                   AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) })
"""
"""The person `n` lives, reports or works in the subtree of `$root` on the day `$today`."""
THING_WITHIN_CLAUSE: Final = """
    EXISTS { MATCH (n)-[at:IN]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})
             WHERE (at.until IS NULL OR at.until >= $today)
               AND all(part IN up WHERE part.until IS NULL OR part.until >= $today) }
"""
"""The list item, visit or suggestion `n` is in the subtree of `$root` on the day `$today`."""


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
