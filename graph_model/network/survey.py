"""Trust, value and relative connectivity of a survey, where there is one; ties from deeds never need it.

PARTNER asks each member about those it works with: three items on trust, three on value, each 1 to 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.definitions import Undefined
from graph_model.network.network import BadNetwork, Floats, Ints, Network, Nodes

TRUST_ITEMS: Final = ("reliability", "mission_support", "open_to_discussion")
VALUE_ITEMS: Final = ("power_influence", "level_of_involvement", "resource_contribution")
LOWEST, HIGHEST = 1.0, 4.0
NO_SURVEY: Final = "没有问卷"


@dataclass(frozen=True, eq=False)
class Survey:
    """What members said of others.

    Parameters
    ----------
    rated : array of int32
        Whom each answer is about: the place of the member in the network.
    trust, value : arrays (answers, 3) of float64
        Items of 1–4, NaN where left blank.
    """

    rated: Nodes
    trust: Floats
    value: Floats

    def __post_init__(self) -> None:
        for items in (self.trust, self.value):
            if not (np.isnan(items) | ((items >= LOWEST) & (items <= HIGHEST))).all():
                raise BadNetwork("问卷的分数要在 1 到 4 之间")


def trust_of(network: Network, survey: Survey | None) -> Floats:
    """Return the mean of what was answered on trust for each member, NaN where nothing was."""
    return _means(network, survey, value=False)


def value_of(network: Network, survey: Survey | None) -> Floats:
    """Return the mean of what was answered on value for each member, NaN where nothing was."""
    return _means(network, survey, value=True)


def relative_connectivity(network: Network, survey: Survey | None) -> Floats:
    """Return, for each member, the sum of its answers (mean of trust and value) as a share of the best placed."""
    trust, value = trust_of(network, survey), value_of(network, survey)
    answers = np.bincount(survey.rated, minlength=len(network)) if survey else np.zeros(len(network))
    score = np.where(answers > 0, answers * _mean_of([trust, value]), 0.0)
    return np.asarray(score / score.max())


def _mean_of(columns: list[Floats]) -> Floats:
    stacked = np.stack(columns)
    known = ~np.isnan(stacked)
    count = known.sum(axis=0)
    return _share(np.where(known, stacked, 0.0).sum(axis=0), count)


def _means(network: Network, survey: Survey | None, *, value: bool) -> Floats:
    if survey is None:
        raise Undefined(NO_SURVEY)
    answers = _mean_of(list((survey.value if value else survey.trust).T))
    given = ~np.isnan(answers)
    if not given.any():
        raise Undefined("问卷里没有这三项")
    order = np.lexsort((answers, survey.rated))
    kept = order[given[order]]
    rated = survey.rated[kept]
    count = np.bincount(rated, minlength=len(network))
    total = np.bincount(rated, weights=answers[kept], minlength=len(network)).astype(np.float64)
    return _share(total, count)


def _share(total: Floats, count: Ints) -> Floats:
    """Return total by count, NaN where there is nothing to count."""
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
