"""The honest account of past weeks: what came of them, and how well weights tell later decisions apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from graph_model.entities.past import PastWeek
from graph_model.entities.terms import DeclineReason
from matching.learning import measures
from matching.learning.figures import Figure
from matching.learning.held_out import Trial, trial
from matching.learning.measures import Acceptance, Gap, Steady
from matching.learning.rates import Rate, rates
from matching.learning.sample import KEYS, Sample, sample_of
from matching.weights import Weights

HELD_OUT: Final = 4
"""One in so many weeks, the last ones, is kept from learning and only asked afterwards."""
LEAST_WEEKS: Final = 4
"""Weeks with decisions it takes to learn from some and ask others."""
LEAST_EACH: Final = 10 * len(KEYS)
"""Accepted, and declined for the fit, it takes to learn: ten for each weight (Peduzzi 1996)."""


@dataclass(frozen=True, slots=True)
class Enough:
    """What there is to learn from in the weeks learnt from, and what it takes; nothing is learnt below it."""

    weeks: int
    good: int
    bad: int

    @property
    def missing_weeks(self) -> int:
        """How many more weeks with decisions it takes."""
        return max(0, LEAST_WEEKS - self.weeks)

    @property
    def missing_good(self) -> int:
        """How many more accepted suggestions it takes."""
        return max(0, LEAST_EACH - self.good)

    @property
    def missing_bad(self) -> int:
        """How many more suggestions declined for the fit it takes."""
        return max(0, LEAST_EACH - self.bad)

    @property
    def reached(self) -> bool:
        """Whether there is enough."""
        return not (self.missing_weeks or self.missing_good or self.missing_bad)


@dataclass(frozen=True, slots=True)
class Split:
    """Decisions by time: those learnt from, and the later ones that are only asked."""

    whole: Sample
    earlier: Sample
    later: Sample

    @property
    def enough(self) -> Enough:
        """What there is to learn from."""
        good = int(self.earlier.good.sum())
        return Enough(len(set(self.whole.week.tolist())), good, len(self.earlier) - good)


@dataclass(frozen=True, slots=True)
class Evaluation:
    """Everything told of past weeks and of the weights they would go by now."""

    weeks: tuple[str, ...]
    suggestions: int
    enough: Enough
    acceptance: Acceptance
    by_category: tuple[Acceptance, ...]
    by_subdistrict: tuple[Acceptance, ...]
    reasons: dict[DeclineReason, int]
    served: Figure
    load_gini: Figure
    stability: tuple[Steady, ...]
    gaps: tuple[Gap, ...]
    learnt_from: tuple[str, ...]
    held_out: tuple[str, ...]
    present: Trial
    rates: tuple[Rate, ...]


def split_of(weeks: Iterable[PastWeek]) -> Split:
    """Split the decisions by time; a single week is all learnt from, and nothing is left to ask."""
    whole = sample_of(weeks)
    told_of = sorted(set(whole.week.tolist()))
    first = told_of[len(told_of) - max(1, len(told_of) // HELD_OUT)] if len(told_of) > 1 else len(whole.weeks)
    return Split(whole, whole.of_weeks(range(first)), whole.of_weeks(range(first, len(whole.weeks))))


def evaluate(weeks: Sequence[PastWeek], weights: Weights, subdistricts: Mapping[str, str]) -> Evaluation:
    """Give the account of past weeks, in any order.

    Parameters
    ----------
    weights : Weights
        Those in effect, put to the test on the held-out weeks.
    subdistricts : mapping of str to str
        The subdistrict of each community there is.
    """
    split, told_of = split_of(weeks), measures.proposed(weeks)
    categories = {one.category: one.category for one in told_of if one.category}
    streets = [(subdistricts.get(one.community, ""), one) for one in told_of]
    return Evaluation(
        weeks=tuple(sorted(one.week for one in weeks)),
        suggestions=len(told_of),
        enough=split.enough,
        acceptance=measures.acceptance("", told_of),
        by_category=tuple(measures.acceptance_by(categories, [(one.category or "", one) for one in told_of])),
        by_subdistrict=tuple(measures.acceptance_by({one: one for one in set(subdistricts.values())}, streets)),
        reasons=measures.reasons(told_of),
        served=measures.communities_served(told_of, subdistricts),
        load_gini=measures.load_gini(told_of),
        stability=tuple(measures.stability(weeks)),
        gaps=tuple(measures.gaps(weeks)),
        learnt_from=weeks_of(split.earlier),
        held_out=weeks_of(split.later),
        present=trial(weights, split.earlier, split.later),
        rates=tuple(rates(split.whole)),
    )


def weeks_of(sample: Sample) -> tuple[str, ...]:
    """Return the weeks of a sample's decisions, in order."""
    return tuple(sample.weeks[number] for number in sorted(set(sample.week.tolist())))
