"""The score: a weighted sum of features in whole points, every part kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from matching.arrays import Ints
from matching.features import FEATURES, weights_of
from matching.problem import Inquiry


class Part(NamedTuple):
    """What one feature adds."""

    key: str
    label: str
    points: int


@dataclass(frozen=True)
class Scores:
    """Scores of the helpers asked about; `parts` has shape (features, helpers), `total` is its sum over features."""

    total: Ints
    parts: Ints

    def parts_of(self, position: int) -> tuple[Part, ...]:
        """Name the parts that add to one helper's score, in the order of the features."""
        points = self.parts[:, position].tolist()
        return tuple([Part(one.key, one.name, added) for one, added in zip(FEATURES, points, strict=True) if added])


def score(inquiry: Inquiry) -> Scores:
    """Score the helpers asked about for one work, by the weights of the problem.

    Returns
    -------
    Scores
        Whole points from 0 to 1,000,000; the same input gives the same points on every machine.
    """
    parts = np.empty((len(FEATURES), inquiry.size), np.int32)
    points = weights_of(inquiry.problem).points
    for number, feature in enumerate(FEATURES):
        parts[number] = np.rint(feature.value(inquiry) * np.float32(points[feature.key]))
    return Scores(parts.sum(axis=0, dtype=np.int32), parts)
