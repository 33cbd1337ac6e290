"""What a decline says, and what it says nothing of: each reason speaks of some features and is silent on the rest."""

from __future__ import annotations

from typing import Final

from graph_model.entities.terms import DeclineReason
from matching.features import FEATURES

OF_EVERYTHING: Final = frozenset(feature.key for feature in FEATURES)
"""What a judgement of the whole pair speaks of, and an acceptance."""
OF_THE_TRADE: Final = frozenset({"trade", "papers", "done", "wording"})
"""What an outcome that disappointed speaks of."""
OF_THE_PERSON: Final = frozenset({"time", "room", "wish", "fresh"})
"""What somebody's being hindered speaks of: it is nobody's fault, and says nothing of the trade or the way there."""
SPEAKS_OF: Final[dict[DeclineReason, frozenset[str]]] = {
    DeclineReason.SKILL: OF_EVERYTHING,
    DeclineReason.DISTANCE: OF_EVERYTHING,
    DeclineReason.TIME: OF_EVERYTHING,
    DeclineReason.INCONVENIENT: OF_THE_PERSON,
    DeclineReason.ALREADY_COVERED: frozenset(),
    DeclineReason.SITUATION_CHANGED: frozenset(),
    DeclineReason.OTHER: frozenset(),
}
"""Too far, although the trade was right, says that the one weighs more than the other: from that weights are learnt.

已有人承担 and 情况已变化 are of the work, not of the pair; what 其他 means stands in a note no machine reads.
"""


def spoken_of(reason: DeclineReason | None) -> frozenset[str]:
    """Return the features a decline speaks of; none when it says nothing of the fit."""
    return SPEAKS_OF[reason] if reason is not None else frozenset()
