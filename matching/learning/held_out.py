"""Weights put to the test on weeks they have not seen: order within lists, calibration, regret."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from scipy.special import expit

from matching.arrays import Bools, Index
from matching.learning.figures import Figure, share, told
from matching.learning.logistic import FREE, NEVER_NEGATIVE, posterior_mode
from matching.learning.sample import Doubles, Sample
from matching.weights import Weights

TOPS: Final = (1, 3, 5)
BINS: Final = 5
LEAST_RANKED: Final = 30
LEAST_CALIBRATED: Final = 100
SLOPE_SPREAD: Final = 10.0
BASE_SPREAD: Final = 100.0


@dataclass(frozen=True, slots=True)
class Bin:
    """One row of the reliability table: how likely acceptance was said to be, and how often it came."""

    low: float
    high: float
    said: float | None
    came: Figure


@dataclass(frozen=True, slots=True)
class Trial:
    """What weights did on the held-out weeks.

    `top` gives, for 1, 3 and 5, the share of the accepted with fewer than so many declined ones of their list above
    them, `by_chance` what a random order would give; `pairs` the share of accepted–declined pairs in the right order;
    `regret` the share of acceptances missed by taking, of each list, the best as many as were accepted, beside the best
    possible order; `brier` the mean square error of the probability, `reliability` its table.
    """

    top: dict[int, Figure]
    by_chance: dict[int, float | None]
    pairs: Figure
    regret: Figure
    brier: Figure
    reliability: tuple[Bin, ...]


@dataclass(frozen=True, slots=True)
class _Orders:
    """The accepted that stand in a list with declined ones: how many of those are above, how many there are."""

    above: Doubles
    rivals: Doubles
    missed: int
    taken: int


def trial(weights: Weights, earlier: Sample, later: Sample) -> Trial:
    """Put weights to the test on later weeks; earlier ones only set what probability a score stands for."""
    earlier, later = earlier.judged, later.judged
    scores = later.scores(weights)
    orders = _orders(scores, later)
    ranked = len(orders.above)
    chances = calibrated(weights, earlier, later)
    errors = (chances - later.good) ** 2
    return Trial(
        top={k: share(int((orders.above < k).sum()), ranked, LEAST_RANKED) for k in TOPS},
        by_chance={k: _by_chance(orders, k) for k in TOPS},
        pairs=told(1 - _mean(orders.above / np.maximum(orders.rivals, 1)), ranked, LEAST_RANKED),
        regret=told(orders.missed / max(orders.taken, 1), orders.taken, LEAST_RANKED),
        brier=told(_mean(errors), len(later), LEAST_CALIBRATED),
        reliability=_reliability(chances, later),
    )


def lifted(weights: Weights, beside: Weights, later: Sample) -> tuple[int, int]:
    """Count the accepted that have fewer declined ones of their list above them by weights than beside, and more."""
    judged = later.judged
    above = _orders(judged.scores(weights), judged).above
    before = _orders(judged.scores(beside), judged).above
    return int((above < before).sum()), int((above > before).sum())


def _orders(scores: Doubles, sample: Sample) -> _Orders:
    """Compare within lists; of equal scores the declined count as above."""
    above: list[float] = []
    rivals: list[int] = []
    missed = taken = 0
    for members in _lists(sample):
        good, bad = scores[members][sample.good[members]], scores[members][~sample.good[members]]
        if not len(good) or not len(bad):
            continue
        above += [float((bad >= one).sum()) for one in good.tolist()]
        rivals += [len(bad)] * len(good)
        taken += len(good)
        missed += _missed(scores[members], sample.good[members])
    return _Orders(np.array(above, np.float64), np.array(rivals, np.float64), missed, taken)


def _missed(scores: Doubles, good: Bools) -> int:
    """Count the accepted that do not come among the best as many; of equal scores the declined come first."""
    order = np.lexsort((good, -scores))
    return int((~good[order[: good.sum()]]).sum())


def _lists(sample: Sample) -> list[Index]:
    order = np.argsort(sample.listed, kind="stable")
    return [part for part in np.split(order, np.flatnonzero(np.diff(sample.listed[order])) + 1) if len(part)]


def _by_chance(orders: _Orders, k: int) -> float | None:
    if len(orders.rivals) < LEAST_RANKED:
        return None
    return round(_mean(np.minimum(1.0, k / (orders.rivals + 1))), 6)


def _mean(values: Doubles) -> float:
    return float(np.sum(values)) / max(len(values), 1)


def calibrated(weights: Weights, earlier: Sample, later: Sample) -> Doubles:
    """Return the probability of acceptance of later decisions, by the logistic curve of earlier ones (Platt 1999)."""
    slope, base = _curve(earlier.scores(weights), earlier)
    return np.asarray(expit(base + slope * later.scores(weights)), np.float64)


def _curve(scores: Doubles, sample: Sample) -> tuple[float, float]:
    slope, base = posterior_mode(
        np.column_stack([scores, np.ones(len(sample))]),
        sample.good,
        np.ones(len(sample)),
        about=np.zeros(2),
        spread=np.array([SLOPE_SPREAD, BASE_SPREAD]),
        bounds=[NEVER_NEGATIVE, FREE],
    ).tolist()
    return slope, base


def _reliability(chances: Doubles, sample: Sample) -> tuple[Bin, ...]:
    if len(sample) < LEAST_CALIBRATED:
        return ()
    numbers = np.minimum((chances * BINS).astype(np.intp), BINS - 1)
    return tuple(_bin(number, chances[numbers == number], sample.good[numbers == number]) for number in range(BINS))


def _bin(number: int, chances: Doubles, good: Bools) -> Bin:
    said = round(_mean(chances), 6) if len(chances) else None
    return Bin(number / BINS, (number + 1) / BINS, said, share(int(good.sum()), len(good), 1))
