"""How often what a unit or resource is suggested for is accepted, shrunken to the common rate; people are not rated."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import betaincinv, logit

from matching.arrays import Index
from matching.learning.sample import Doubles, Sample

LEAST_STRENGTH, MOST_STRENGTH = 4.0, 100.0
"""How many decisions the common rate stands for beside a helper's own, at least and at most."""
TAIL: Final = 0.025


@dataclass(frozen=True, slots=True)
class Rate:
    """The acceptance of one unit or resource: its own figures, the shrunken rate and its 95 % credible interval."""

    helper: str
    accepted: int
    decided: int
    rate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Common:
    """The beta distribution rates are drawn from: its mean, and how many decisions it stands for."""

    mean: float
    strength: float

    def shrunken(self, accepted: Doubles, decided: Doubles) -> Doubles:
        """Return the posterior mean of rates."""
        return (accepted + self.strength * self.mean) / (decided + self.strength)


def common_of(accepted: Doubles, decided: Doubles) -> Common:
    """Estimate the distribution by moments (Kleinman 1973), half an acceptance and half a decline added."""
    total = float(decided.sum())
    mean = (float(accepted.sum()) + 0.5) / (total + 1.0)
    several = decided > 1
    if several.sum() < 2:  # noqa: PLR2004 a spread takes two
        return Common(mean, MOST_STRENGTH)
    sizes, own = decided[several], accepted[several] / decided[several]
    spread = float(np.sum(sizes * (own - mean) ** 2))
    expected = mean * (1 - mean)
    size = float((sizes.sum() - np.sum(sizes**2) / sizes.sum()) / (len(sizes) - 1))
    between = (spread / (len(sizes) - 1) - expected) / max(expected * (size - 1), 1e-9)
    strength = 1 / between - 1 if between > 0 else MOST_STRENGTH
    return Common(mean, float(np.clip(strength, LEAST_STRENGTH, MOST_STRENGTH)))


def rates(sample: Sample) -> list[Rate]:
    """Return the rate of every unit and resource that was decided on, the most decided first, then by id."""
    accepted, decided = _tallies(sample, np.arange(len(sample)))
    common = common_of(accepted, decided)
    shrunken = common.shrunken(accepted, decided)
    a, b = accepted + common.strength * common.mean, decided - accepted + common.strength * (1 - common.mean)
    low, high = betaincinv(a, b, TAIL), betaincinv(a, b, 1 - TAIL)
    found = [
        Rate(helper, int(accepted[n]), int(decided[n]), float(shrunken[n]), float(low[n]), float(high[n]))
        for n, helper in enumerate(sample.helpers)
        if decided[n]
    ]
    return sorted(found, key=lambda one: (-one.decided, one.helper))


def earlier_rates(sample: Sample) -> Doubles:
    """Return, for each decision, how far the helper's rate in earlier weeks lies above the common one, in log-odds.

    Zero for people and for whoever is new; shape (decisions,). It keeps a unit that declines for reasons of its own
    from bending the weights, and looks at nothing that came later.
    """
    found = np.zeros(len(sample))
    for week in np.unique(sample.week):
        accepted, decided = _tallies(sample, np.flatnonzero(sample.week < week))
        common = common_of(accepted, decided)
        above = logit(common.shrunken(accepted, decided)) - logit(common.mean)
        now = np.flatnonzero((sample.week == week) & (sample.helper >= 0))
        found[now] = above[sample.helper[now]]
    return found


def _tallies(sample: Sample, positions: Index) -> tuple[Doubles, Doubles]:
    """Count the accepted and the decided of each unit and resource among some decisions."""
    rated = positions[sample.helper[positions] >= 0]
    helper, good = sample.helper[rated], sample.good[rated]
    decided = np.bincount(helper, minlength=len(sample.helpers)).astype(np.float64)
    accepted = np.bincount(helper[good], minlength=len(sample.helpers)).astype(np.float64)
    return accepted, decided
