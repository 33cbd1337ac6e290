"""Decisions as columns: what each pair was worth feature by feature, what became of it, and what that speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from graph_model.entities.past import PastSuggestion, PastWeek
from graph_model.entities.terms import Decision
from matching.arrays import Bools, Index
from matching.features import DOCUMENTED, FEATURES
from matching.learning.reasons import OF_EVERYTHING, OF_THE_TRADE, spoken_of
from matching.weights import UnusableWeightsError, Weights

Doubles = NDArray[np.float64]
KEYS: Final = tuple(feature.key for feature in FEATURES)
SATISFIED: Final = 4.0
DISAPPOINTED: Final = 2.0
REVIEWED: Final = 2.0
"""How much a decision counts whose outcome satisfied those it served; one nobody reviewed counts once."""


@dataclass(frozen=True)
class Sample:
    """Decisions that say something of the fit, by week and id.

    Attributes
    ----------
    value : array of float64, shape (decisions, features)
        The features in [0, 1] as they were when it was suggested; NaN where a feature did not count then.
    good : array of bool, shape (decisions,)
        Accepted, and no disappointment followed.
    speaks : array of bool, shape (decisions, features)
        Which features the decision speaks of.
    count : array of float64, shape (decisions,)
        How much it counts.
    week, listed, helper : array of intp, shape (decisions,)
        Number of the week; of the list it stands in, the same kind of work in the same week; of the helper when it is
        a unit or a resource, -1 for a person.
    weeks, helpers : tuple of str
        What the numbers of weeks and helpers stand for.
    """

    value: Doubles
    good: Bools
    speaks: Bools
    count: Doubles
    week: Index
    listed: Index
    helper: Index
    weeks: tuple[str, ...]
    helpers: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.good)

    @property
    def judged(self) -> Sample:
        """The decisions on the pair as a whole: by these, not by who was hindered, an order is tested."""
        return self._only(np.flatnonzero(self.speaks.all(axis=1)))

    def of_weeks(self, numbers: range) -> Sample:
        """Narrow to the decisions of some weeks."""
        return self._only(np.flatnonzero((self.week >= numbers.start) & (self.week < numbers.stop)))

    def _only(self, kept: Index) -> Sample:
        return replace(
            self,
            value=self.value[kept],
            good=self.good[kept],
            speaks=self.speaks[kept],
            count=self.count[kept],
            week=self.week[kept],
            listed=self.listed[kept],
            helper=self.helper[kept],
        )

    def scores(self, weights: Weights) -> Doubles:
        """Score every decision by weights, in [0, 1]; shape (decisions,). What is not known counts as the mean."""
        points = np.array([weights.points[key] for key in KEYS], np.float64) / sum(weights.points.values())
        return np.asarray(np.einsum("nf,f->n", filled(self.value), points), np.float64)


def filled(value: Doubles) -> Doubles:
    """Put the mean of a feature where it is not known, a half where nothing is known of it at all."""
    known = ~np.isnan(value)
    sums = np.where(known, value, 0.0).sum(axis=0)
    counts = known.sum(axis=0)
    mean = np.where(counts > 0, sums / np.maximum(counts, 1), 0.5)
    return np.where(known, value, mean)


def sample_of(weeks: Iterable[PastWeek]) -> Sample:
    """Gather the decisions of past weeks that say something of the fit; weeks and suggestions in any order."""
    ordered = sorted(weeks, key=lambda one: one.week)
    rows = [(number, week, one) for number, week in enumerate(ordered) for one in _telling(week)]
    lists = {key: number for number, key in enumerate(sorted({_list_of(one) for _, _, one in rows}))}
    helpers = tuple(sorted({one.helper or "" for _, _, one in rows if _counts_by_itself(one)}))
    by_id = {helper: number for number, helper in enumerate(helpers)}
    shape = (len(rows), len(KEYS))
    return Sample(
        value=np.array([_values(one, week) for _, week, one in rows], np.float64).reshape(shape),
        good=np.array([_is_good(one) for *_, one in rows], np.bool_),
        speaks=np.array([_speaks(one) for *_, one in rows], np.bool_).reshape(shape),
        count=np.array([_count(one) for *_, one in rows], np.float64),
        week=np.array([number for number, *_ in rows], np.intp),
        listed=np.array([lists[_list_of(one)] for *_, one in rows], np.intp),
        helper=np.array([by_id.get(one.helper or "", -1) for *_, one in rows], np.intp),
        weeks=tuple(week.week for week in ordered),
        helpers=helpers,
    )


def _telling(week: PastWeek) -> list[PastSuggestion]:
    return sorted((one for one in week.suggestions if tells(one)), key=lambda one: one.id)


def tells(one: PastSuggestion) -> bool:
    """Whether a decision was made that says something of the fit."""
    if one.helper is None:
        return False
    return one.decision is Decision.ACCEPTED or (one.decision is Decision.DECLINED and bool(spoken_of(one.reason)))


def _list_of(one: PastSuggestion) -> tuple[str, str]:
    return one.week, one.category or ""


def _counts_by_itself(one: PastSuggestion) -> bool:
    """Whether a rate is kept for the helper: for units and resources; people are never rated."""
    return one.helper_kind is not None and one.helper_kind != "person"


def _values(one: PastSuggestion, week: PastWeek) -> list[float]:
    weights, added = _weights_of(week).points, dict(one.parts)
    return [min(1.0, added.get(key, 0) / weights[key]) if weights.get(key) else np.nan for key in KEYS]


def _weights_of(week: PastWeek) -> Weights:
    """Return the weights a week was scored by; weeks from before they were recorded went by the documented ones."""
    try:
        return Weights.from_text(week.weights) if week.weights else DOCUMENTED
    except UnusableWeightsError:
        return DOCUMENTED


def _satisfaction(one: PastSuggestion) -> float | None:
    return sum(one.satisfactions) / len(one.satisfactions) if one.satisfactions else None


def _is_good(one: PastSuggestion) -> bool:
    said = _satisfaction(one)
    return one.decision is Decision.ACCEPTED and (said is None or said > DISAPPOINTED)


def _speaks(one: PastSuggestion) -> Sequence[bool]:
    if one.decision is Decision.DECLINED:
        said = spoken_of(one.reason)
    else:
        said = OF_EVERYTHING if _is_good(one) else OF_THE_TRADE
    return [key in said for key in KEYS]


def _count(one: PastSuggestion) -> float:
    said = _satisfaction(one)
    return REVIEWED if said is not None and (said >= SATISFIED or said <= DISAPPOINTED) else 1.0
