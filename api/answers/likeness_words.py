"""Says in short sentences which features of two communities are alike, which differ, and which nobody registered."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.circle.likeness import ALIKE, UNLIKE
from graph_model.percentages import percent_words
from graph_model.targets.likeness_facts import FEATURES, MIXES, Feature
from graph_model.taxonomy import Taxonomy

MOST: Final = 4
KINDS_NAMED: Final = 2
Mix = tuple[Sequence[str], NDArray[np.float64]]


def sentences_of(
    values: NDArray[np.float64], mixes: Sequence[Mix], differences: Sequence[float], words: Taxonomy
) -> tuple[list[str], list[str], list[str]]:
    """Return what is alike (nearest first), what differs (furthest first), and the names of what is not known.

    Parameters
    ----------
    values : array of float64, shape (2, features)
        Of the community and of the model.
    mixes : sequence of (kinds, array of shape (2, kinds))
    differences : sequence of float
        Of every feature, then of every mix.
    """
    features = [*FEATURES, *MIXES]
    known = [place for place, one in enumerate(differences) if not np.isnan(one)]
    alike = sorted(
        (one for one in known if differences[one] <= ALIKE),
        key=lambda one: (_nothing(values, one), differences[one], one),
    )
    differ = sorted((one for one in known if differences[one] >= UNLIKE), key=lambda one: (-differences[one], one))
    return (
        [f"{features[one].label}相近：{_told(words, values, mixes, one)}" for one in alike[:MOST]],
        [f"{features[one].label}不同：{_told(words, values, mixes, one)}" for one in differ[:MOST]],
        [features[place].label for place in range(len(features)) if place not in known],
    )


def _nothing(values: NDArray[np.float64], place: int) -> bool:
    """Tell whether neither has any of it: alike, but the least telling."""
    return place < len(FEATURES) and not values[:, place].any()


def _told(words: Taxonomy, values: NDArray[np.float64], mixes: Sequence[Mix], place: int) -> str:
    if place >= len(FEATURES):
        return _mix_words(words, *mixes[place - len(FEATURES)])
    return _number_words(FEATURES[place], *values[:, place])


def _number_words(feature: Feature, here: float, there: float) -> str:
    return f"{_amount(here, feature.unit)}，它{_amount(there, feature.unit)}"


def _amount(value: float, unit: str) -> str:
    if unit == "%":
        return percent_words(value)
    return f"{value:,.0f}{unit}" if value == round(value) else f"{value:,.1f}{unit}"


def _mix_words(words: Taxonomy, kinds: Sequence[str], counts: NDArray[np.float64]) -> str:
    here, there = (_most(words, kinds, row) for row in counts)
    return f"最多的是{here}，它是{there}"


def _most(words: Taxonomy, kinds: Sequence[str], counts: NDArray[np.float64]) -> str:
    order = sorted((place for place, one in enumerate(counts) if one), key=lambda place: (-counts[place], kinds[place]))
    return "、".join(words.categories[kinds[place]].label for place in order[:KINDS_NAMED])
