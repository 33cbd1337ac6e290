"""The score: a weighted sum of features in whole points, every part kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.arrays import Ints
from matching.features import FEATURES
from matching.problem import Inquiry

SHARE_STEPS: Final = 1000
"""Shares are told to the thousandth."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one feature adds: points, and the share of its full weight."""

    key: str
    label: str
    points: int
    share: float


@dataclass(frozen=True)
class Scores:
    """Scores of the helpers asked about; `parts` has shape (features, helpers), `total` is its sum over features."""

    total: Ints
    parts: Ints

    def parts_of(self, position: int) -> tuple[Part, ...]:
        """Name the parts of one helper's score, in the order of the features."""
        return tuple(
            Part(feature.key, feature.name, points, points * SHARE_STEPS // feature.weight / SHARE_STEPS)
            for feature, points in zip(FEATURES, self.parts[:, position].tolist(), strict=True)
        )


def score(inquiry: Inquiry) -> Scores:
    """Score the helpers asked about for one work.

    Returns
    -------
    Scores
        Whole points from 0 to 1,000,000; the same input gives the same points on every machine.
    """
    parts = np.empty((len(FEATURES), inquiry.size), np.int32)
    for number, feature in enumerate(FEATURES):
        parts[number] = np.rint(feature.value(inquiry) * np.float32(feature.weight))
    return Scores(parts.sum(axis=0, dtype=np.int32), parts)
