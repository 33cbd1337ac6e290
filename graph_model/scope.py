"""Who asks, for which subtree of the territory and for what purpose: an argument of every query on people or lists."""

from dataclasses import dataclass

from graph_model.entities.terms import Purpose


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
