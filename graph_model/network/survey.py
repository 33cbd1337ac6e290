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
    """Return, for each member, the sum of its answers (mean of trust and value) as a share of the best placed.

    Of an answer what was filled in counts; one left blank adds nothing.
    """
    known = _known(survey)
    score, _ = _by_member(network, known, _mean_of([_answered(known, value=False), _answered(known, value=True)]))
    return np.asarray(score / score.max())


def _means(network: Network, survey: Survey | None, *, value: bool) -> Floats:
    known = _known(survey)
    return _share(*_by_member(network, known, _answered(known, value=value)))


def _known(survey: Survey | None) -> Survey:
    if survey is None:
        raise Undefined(NO_SURVEY)
    return survey


def _answered(survey: Survey, *, value: bool) -> Floats:
    """Return the mean of three items for each answer, NaN for those left blank."""
    answers = _mean_of(list((survey.value if value else survey.trust).T))
    if np.isnan(answers).all():
        raise Undefined("问卷里没有这三项")
    return answers


def _mean_of(columns: list[Floats]) -> Floats:
    stacked = np.stack(columns)
    known = ~np.isnan(stacked)
    return _share(np.where(known, stacked, 0.0).sum(axis=0), known.sum(axis=0))


def _by_member(network: Network, survey: Survey, answers: Floats) -> tuple[Floats, Ints]:
    """Return the sum of what was answered about each member, and how many answers these are."""
    order = np.lexsort((answers, survey.rated))
    kept = order[~np.isnan(answers[order])]
    rated = survey.rated[kept]
    total = np.bincount(rated, weights=answers[kept], minlength=len(network)).astype(np.float64)
    return total, np.bincount(rated, minlength=len(network)).astype(np.int64)


def _share(total: Floats, count: Ints) -> Floats:
    """Return total by count, NaN where there is nothing to count."""
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)
