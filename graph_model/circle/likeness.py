"""Which model communities are most like a community: features by rank, mixes by cosine, each likeness explained."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ALIKE: Final = 0.15
"""Differences up to here are called alike: no more than so large a share of all communities lies between the two."""
UNLIKE: Final = 0.4
"""Differences from here on are called different."""
LEAST_KNOWN: Final = 0.5
"""Two communities are compared where at least so much of the weight is known of both."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """How far a community is from a model, from 0 (the same) to 1.

    `differences` are those of each feature, NaN where it is not known of both.
    """

    model: int
    distance: float
    differences: tuple[float, ...]


def ranked(values: Floats) -> Floats:
    """Give each community's place among those of which a feature is known, from 0 (least) to 1; NaN stays NaN.

    Parameters
    ----------
    values : array of float64, shape (communities, features)
    """
    from scipy.stats import rankdata  # noqa: PLC0415 slow to import; only this question needs it

    places = np.full(values.shape, np.nan)
    for feature in range(values.shape[1]):
        known = ~np.isnan(values[:, feature])
        number = int(known.sum())
        if number:
            ranks = rankdata(values[known, feature])
            places[known, feature] = (ranks - 1) / max(1, number - 1)
    return places


def feature_differences(values: Floats, others: Sequence[int]) -> Floats:
    """Give the differences by rank to some of the communities, shape (communities, others, features)."""
    places = ranked(values)
    return np.asarray(np.abs(places[:, None, :] - places[list(others)][None, :, :]), np.float64)


def mix_differences(counts: Floats, others: Sequence[int]) -> Floats:
    """Give 1 − cosine of two mixes, shape (communities, others); NaN where nothing is counted of either.

    Parameters
    ----------
    counts : array of float64, shape (communities, kinds)
        How many there are of each kind.
    """
    from sklearn.metrics.pairwise import cosine_similarity  # noqa: PLC0415 slow to import; only this question needs it

    if not len(others):
        return np.zeros((len(counts), 0))
    found = np.clip(1 - cosine_similarity(counts, counts[list(others)]), 0, 1)
    empty = counts.sum(axis=1) == 0
    found[empty, :] = np.nan
    found[:, empty[list(others)]] = np.nan
    return np.asarray(found.round(12), np.float64)


def distances(differences: Floats, weights: Floats) -> Floats:
    """Give the weighted mean square root of the differences known of both; NaN where too little is known.

    Parameters
    ----------
    differences : array of float64, shape (communities, others, features)
    weights : array of float64, shape (features,)
    """
    known = ~np.isnan(differences)
    weight = (known * weights).sum(axis=2)
    squares = (np.where(known, differences, 0.0) ** 2 * weights).sum(axis=2)
    enough = weight >= LEAST_KNOWN * weights.sum()
    return np.where(enough, np.sqrt(squares / np.where(weight > 0, weight, 1.0)), np.nan)


def nearest_models(
    differences: Floats, weights: Floats, models: Sequence[int], kinds: Sequence[str | None], most: int
) -> list[list[Likeness]]:
    """List for each community the nearest models: those of its own kind first, then by distance, then by number.

    Parameters
    ----------
    differences : array of float64, shape (communities, models, features)
    models : sequence of int
        Numbers of the models among the communities.
    kinds : sequence of str or None
        The registered kind of each community; an unknown kind is nobody's own.
    """
    far = distances(differences, weights).round(9)
    return [
        [
            Likeness(models[one], float(far[number, one]), tuple(differences[number, one].tolist()))
            for one in sorted(
                (one for one, model in enumerate(models) if model != number and not np.isnan(far[number, one])),
                key=lambda one: (kinds[number] is None or kinds[number] != kinds[models[one]], far[number, one], one),
            )[:most]
        ]
        for number in range(len(differences))
    ]
