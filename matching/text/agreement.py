"""How far two texts are about the same: the cosine of what was read of both, under the nearness of concepts."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.arrays import Floats
from matching.text.concepts import concepts
from matching.text.lexicon import Evidence

BLUR: Final = 0.05
"""Added to the size of an offer's evidence, so that a faint hint does not pass for full agreement."""
LEAST_SIZE: Final = 1e-9
FAINT: Final = 0.02
"""What makes less of a single question than this is not followed."""


class Agreement:
    """What offers are about, to be compared with what is asked.

    Parameters
    ----------
    offered : array of float32, shape (offers, concepts)
        Evidence of each offer.
    """

    def __init__(self, offered: Floats) -> None:
        self._about = np.ascontiguousarray(concepts().nearness @ _even(offered, BLUR).T)

    def with_all(self, asked: Floats) -> Floats:
        """Compare many questions, shape (questions, concepts); gives shape (questions, offers), from 0 to 1."""
        found: Floats = _even(asked, LEAST_SIZE) @ self._about
        return found

    def with_one(self, asked: Evidence) -> Floats:
        """Compare one question, by what makes most of it; shape (offers,).

        It sums in a fixed order, so that the answer is the same whatever number of threads the machine offers.
        """
        weights = _even(np.asarray(asked[None], np.float32), LEAST_SIZE)[0]
        found = np.zeros(self._about.shape[1], np.float32)
        for number in np.flatnonzero(weights >= FAINT):
            found += weights[number] * self._about[number]
        return np.clip(found, 0, 1)


def _even(evidence: Floats, blur: float) -> Floats:
    """Bring evidence to length one under the nearness of concepts, so that products of both sides are cosines."""
    squared = ((evidence @ concepts().nearness) * evidence).sum(axis=1, keepdims=True)
    return np.asarray(evidence / np.sqrt(np.maximum(squared, 0) + blur), np.float32)
