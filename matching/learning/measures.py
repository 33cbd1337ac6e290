"""What came of past weeks, whatever the weights: acceptance, communities served, load, stability, the solver's gap."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np

from graph_model.entities.past import PastSuggestion, PastWeek
from graph_model.entities.terms import Decision, DeclineReason
from matching.learning.figures import Figure, share, told

LEAST_DECIDED: Final = 10
"""Decisions below which no rate is told: a few say little, and point at whoever made them."""
LEAST_ACCEPTED: Final = 30
LEAST_WEEKS_BESIDE: Final = 1


@dataclass(frozen=True, slots=True)
class Acceptance:
    """How many of some suggestions were accepted, with the Wilson interval of the share."""

    of: str
    accepted: int
    declined: int
    share: Figure


@dataclass(frozen=True, slots=True)
class Steady:
    """How much of one week was suggested again the next: of the pairs still open, the share that came again."""

    before: str
    week: str
    again: Figure


@dataclass(frozen=True, slots=True)
class Gap:
    """What a week's solve left below the proven bound, as a share of the bound; zero when it is the optimum."""

    week: str
    share: float | None


def acceptance(of: str, suggestions: Iterable[PastSuggestion]) -> Acceptance:
    """Count the decisions among suggestions."""
    counts = Counter(one.decision for one in suggestions)
    accepted, declined = counts[Decision.ACCEPTED], counts[Decision.DECLINED]
    return Acceptance(of, accepted, declined, share(accepted, accepted + declined, LEAST_DECIDED))


def acceptance_by(key: Mapping[str, str], suggestions: Sequence[tuple[str, PastSuggestion]]) -> list[Acceptance]:
    """Count the decisions by group; `suggestions` pairs each with its group, `key` names those to be told of."""
    groups: dict[str, list[PastSuggestion]] = {group: [] for group in key}
    for group, one in suggestions:
        if group in groups and one.decision is not Decision.PENDING:
            groups[group].append(one)
    return [acceptance(group, members) for group, members in sorted(groups.items()) if members]


def reasons(suggestions: Iterable[PastSuggestion]) -> dict[DeclineReason, int]:
    """Count why suggestions were declined, the most frequent first."""
    counts = Counter(one.reason for one in suggestions if one.reason is not None)
    return {reason: counts[reason] for reason in sorted(counts, key=lambda one: (-counts[one], one))}


def communities_served(suggestions: Iterable[PastSuggestion], communities: Iterable[str]) -> Figure:
    """Return the share of communities for which at least one suggestion was accepted, once anything was decided."""
    decided = [one for one in suggestions if one.decision is not Decision.PENDING]
    if len(decided) < LEAST_DECIDED:
        return Figure(None, len(decided), LEAST_DECIDED)
    served = {one.community for one in decided if one.decision is Decision.ACCEPTED}
    everywhere = set(communities)
    return share(len(served & everywhere), len(everywhere), 1)


def load_gini(suggestions: Iterable[PastSuggestion]) -> Figure:
    """Return how unevenly what was accepted falls on those proposed: 0 all alike, towards 1 all on one (Gini 1912)."""
    proposed = [one for one in suggestions if one.helper is not None]
    loads = Counter(one.helper for one in proposed if one.decision is Decision.ACCEPTED)
    everyone = sorted({one.helper or "" for one in proposed})
    accepted = sum(loads.values())
    return told(gini([loads[helper] for helper in everyone]), accepted, LEAST_ACCEPTED)


def gini(loads: Sequence[int]) -> float:
    """Return the Gini coefficient of loads; zero when there are none.

    >>> gini([1, 1, 1]), gini([0, 0, 3])
    (0.0, 0.6666666666666666)
    """
    ordered, total = sorted(loads), sum(loads)
    if not total:
        return 0.0
    ranks = np.arange(1, len(ordered) + 1)
    return float(2 * np.sum(ranks * np.array(ordered)) / (len(ordered) * total) - (len(ordered) + 1) / len(ordered))


def stability(weeks: Sequence[PastWeek]) -> list[Steady]:
    """Compare each week with the one before: pairs a person decided on are done with and not expected again."""
    return [_steady(before, week) for before, week in pairwise(sorted(weeks, key=lambda one: one.week))]


def _steady(before: PastWeek, week: PastWeek) -> Steady:
    open_pairs = {
        (one.work, one.helper)
        for one in before.suggestions
        if one.helper is not None and one.decision is Decision.PENDING
    }
    again = open_pairs & {(one.work, one.helper) for one in week.suggestions}
    return Steady(before.week, week.week, share(len(again), len(open_pairs), LEAST_WEEKS_BESIDE))


def gaps(weeks: Iterable[PastWeek]) -> list[Gap]:
    """Tell how far each week's solve stayed below its bound."""
    return [
        Gap(one.week, round((one.bound - one.objective) / one.bound, 9) if one.bound > 0 else None)
        for one in sorted(weeks, key=lambda one: one.week)
    ]


def proposed(weeks: Iterable[PastWeek]) -> list[PastSuggestion]:
    """List the suggestions of weeks that name a helper."""
    return [one for week in weeks for one in week.suggestions if one.helper is not None]
