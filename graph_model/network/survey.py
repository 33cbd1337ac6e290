"""Trust, value and relative connectivity of a survey, where there is one; ties from deeds never need it.

PARTNER asks each member about those it works with: three items on trust, three on value, each 1 to 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from graph_model.network.definitions import Undefined
from graph_model.network.network import BadNetwork, Flags, Floats, Ints, Network, Nodes

TRUST_ITEMS: Final = ("reliability", "mission_support", "open_to_discussion")
VALUE_ITEMS: Final = ("power_influence", "level_of_involvement", "resource_contribution")
LOWEST, HIGHEST = 1.0, 4.0
NO_SURVEY: Final = "没有问卷"
KEYS: Final = ("trust", "value", "relative_connectivity")


@dataclass(frozen=True, eq=False)
class Survey:
    """What members said of others.

    Parameters
    ----------
    rated : array of int32
        Whom each answer is about: the place of the member in the network.
    trust, value : arrays (answers, 3) of float64
        Items of 1–4, NaN where left blank.
    fewest : int
        Of a member with fewer answers nothing is told: neither its own figure nor its part in the mean of all.
    """

    rated: Nodes
    trust: Floats
    value: Floats
    fewest: int = 1

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
    """Return, for each member, the sum of its answers (mean of trust and value) as a share of the best placed told.

    Of an answer what was filled in counts; one left blank adds nothing. NaN where too few answered.
    """
    known = _known(survey)
    both = _mean_of([_answered(known, value=False), _answered(known, value=True)])
    score, count = _by_member(network, known, both)
    told = _told(count, known)
    return np.where(told, score / score[told].max(), np.nan)


def _means(network: Network, survey: Survey | None, *, value: bool) -> Floats:
    known = _known(survey)
    total, count = _by_member(network, known, _answered(known, value=value))
    return _share(total, np.where(_told(count, known), count, 0))


def _told(count: Ints, survey: Survey) -> Flags:
    """Tell of whom anything may be told; of one answer alone everybody rated is, and nobody is at 0."""
    told = (count >= survey.fewest) | (survey.fewest <= 1)
    if not told.any():
        raise Undefined(f"每个成员收到的评分都不足 {survey.fewest} 份，写了就看得出是谁评的")
    return told


def left_out(network: Network, survey: Survey) -> str:
    """Say of how many members nothing is told, and why; nothing where something is told of all."""
    number = int(np.count_nonzero(np.isnan(relative_connectivity(network, survey))))
    return f"{number} 个成员收到的评分不足 {survey.fewest} 份，没有算进去" if number else ""


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
