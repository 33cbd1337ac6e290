"""What a decline says, and what it says nothing of: each reason speaks of some features and is silent on the rest."""

from __future__ import annotations

from typing import Final

from graph_model.entities.terms import DeclineReason

OF_THE_TRADE: Final = frozenset({"trade", "papers", "done", "wording"})
"""The features an outcome that disappointed speaks of, as does a decline for the trade."""
SPEAKS_OF: Final[dict[DeclineReason, frozenset[str]]] = {
    DeclineReason.SKILL: OF_THE_TRADE,
    DeclineReason.DISTANCE: frozenset({"near", "ties"}),
    DeclineReason.TIME: frozenset({"time", "room", "fresh"}),
    DeclineReason.INCONVENIENT: frozenset({"time", "room", "wish", "fresh"}),
    DeclineReason.ALREADY_COVERED: frozenset(),
    DeclineReason.SITUATION_CHANGED: frozenset(),
    DeclineReason.OTHER: frozenset(),
}
"""已有人承担 and 情况已变化 are of the work, not of the pair; what 其他 means stands in a note no machine reads."""


def spoken_of(reason: DeclineReason | None) -> frozenset[str]:
    """Return the features a decline speaks of; none when it says nothing of the fit."""
    return SPEAKS_OF[reason] if reason is not None else frozenset()
