"""Logistic regression whose coefficients are drawn to the present weights and never fall below zero."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from matching.learning.logistic import FREE, NEVER_NEGATIVE, posterior_mode
from matching.learning.rates import earlier_rates
from matching.learning.sample import KEYS, Doubles, Sample, filled
from matching.weights import FULL, Weights

USUAL_SCALE, SCALE_SPREAD = 6.0, 3.0
LEAST_SCALE, MOST_SCALE = 1.0, 30.0
"""How much the log-odds of being accepted rise from the worst score to the best: what is expected, and the bounds."""
TRUST: Final = 0.7
"""How far a coefficient is expected to lie from its prior, as a share of the mean of the prior and an even share."""
RATE_SPREAD: Final = 1.0
STEP: Final = 1_000
"""Learnt weights are whole thousands: no figure that the decisions do not bear."""
LEAST_WEIGHT: Final = 1_000
"""No learnt weight is less, so that what a feature was worth stays recorded and can be learnt again."""


@dataclass(frozen=True)
class Fitted:
    """Coefficients of the features, shape (features,), none negative; of a helper's earlier rate; and the intercept."""

    coefficients: Doubles
    rate: float
    intercept: float
    scale: float

    def weights(self) -> Weights:
        """Return the coefficients as weights of the score."""
        return quantised(self.coefficients)


def fit(sample: Sample, prior: Weights) -> Fitted:
    """Fit the probability that a suggestion proves good.

    The prior of each coefficient is normal, about `scale` times its share of the prior weights, where `scale` is fitted
    first with all shares held. A feature a decision does not speak of counts as its mean, and so says nothing.

    Returns
    -------
    Fitted
        The posterior mode, which is unique: the problem is strictly convex.
    """
    shares = np.array([prior.points[key] for key in KEYS], np.float64) / FULL
    columns, rate = centred(sample), earlier_rates(sample)
    scale = _fit_scale(sample, columns, shares)
    spread = scale * TRUST * (shares + 1 / len(KEYS)) / 2
    found = posterior_mode(
        np.column_stack([columns, rate, np.ones(len(sample))]),
        sample.good,
        sample.count,
        about=np.concatenate([scale * shares, [0.0, 0.0]]),
        spread=np.concatenate([spread, [RATE_SPREAD, np.inf]]),
        bounds=[*[NEVER_NEGATIVE] * (len(KEYS) + 1), FREE],
    )
    return Fitted(found[: len(KEYS)], float(found[-2]), float(found[-1]), scale)


def centred(sample: Sample) -> Doubles:
    """Return the features about their means among the decisions that speak of them; zero where one does not speak."""
    value, speaks = filled(sample.value), sample.speaks
    heard = np.maximum(speaks.sum(axis=0), 1)
    mean = np.where(speaks, value, 0.0).sum(axis=0) / heard
    return np.where(speaks, value - mean, 0.0)


def _fit_scale(sample: Sample, columns: Doubles, shares: Doubles) -> float:
    score = np.einsum("nf,f->n", columns, shares)
    found = posterior_mode(
        np.column_stack([score, np.ones(len(sample))]),
        sample.good,
        sample.count,
        about=np.array([USUAL_SCALE, 0.0]),
        spread=np.array([SCALE_SPREAD, np.inf]),
        bounds=[(LEAST_SCALE, MOST_SCALE), FREE],
    )
    return float(found[0])


def quantised(shares: Doubles) -> Weights:
    """Turn shares into weights: whole steps that sum to a full score, the largest remainders rounded up first."""
    free = FULL - LEAST_WEIGHT * len(KEYS)
    exact = np.maximum(shares, 0.0)
    exact = exact / exact.sum() * free / STEP if exact.sum() > 0 else np.full(len(KEYS), free / STEP / len(KEYS))
    whole = np.floor(exact).astype(np.int64)
    short = free // STEP - int(whole.sum())
    first = sorted(range(len(KEYS)), key=lambda number: (-(exact[number] - whole[number]), number))[:short]
    whole[first] += 1
    return Weights({key: LEAST_WEIGHT + STEP * int(steps) for key, steps in zip(KEYS, whole, strict=True)})
