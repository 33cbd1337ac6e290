"""Learning as a proposal: weights fitted to earlier weeks, put to the test on later ones beside the present weights."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt
from typing import Final

from graph_model.entities.past import PastWeek
from matching.learning.evaluation import Enough, split_of, weeks_of
from matching.learning.held_out import Trial, lifted, trial
from matching.learning.regression import fit
from matching.weights import Weights

SURE: Final = 1.645
"""Standard errors by which the order must be better: what chance alone brings once in twenty times."""


class TooFewDecisionsError(ValueError):
    """There is too little to learn from; carries what there is."""

    def __init__(self, enough: Enough) -> None:
        super().__init__(f"{enough.weeks} weeks, {enough.good} accepted, {enough.bad} declined for the fit")
        self.enough = enough


@dataclass(frozen=True, slots=True)
class Learnt:
    """Learnt weights and their trial beside the present ones, on the same weeks, which neither has seen.

    `weights` are just those that were tried, not fitted anew to all weeks afterwards. `lifted` counts the accepted that
    have fewer declined ones above them than before, `sunk` those that have more.
    """

    weights: Weights
    beside: Weights
    learnt: Trial
    present: Trial
    lifted: int
    sunk: int
    decisions: int
    learnt_from: tuple[str, ...]
    held_out: tuple[str, ...]

    @property
    def better(self) -> bool:
        """Whether the learnt weights are better beyond chance: a sign test of the order, and no worse probabilities."""
        learnt, present = self.learnt.brier.value, self.present.brier.value
        if learnt is None or present is None:
            return False
        return learnt <= present and self.lifted - self.sunk > SURE * sqrt(self.lifted + self.sunk)


def learn(weeks: Iterable[PastWeek], present: Weights, prior: Weights) -> Learnt:
    """Learn weights from earlier weeks and put them to the test on later ones.

    Parameters
    ----------
    present : Weights
        Those in effect, beside which the learnt ones are tried.
    prior : Weights
        Those the learnt ones are drawn to: those the site states, so that learning again and again does not wander off.

    Raises
    ------
    TooFewDecisionsError
        There are fewer decisions, or weeks of them, than it takes.
    """
    split = split_of(weeks)
    if not split.enough.reached:
        raise TooFewDecisionsError(split.enough)
    weights = fit(split.earlier, prior).weights()
    up, down = lifted(weights, present, split.later)
    return Learnt(
        weights=weights,
        beside=present,
        learnt=trial(weights, split.earlier, split.later),
        present=trial(present, split.earlier, split.later),
        lifted=up,
        sunk=down,
        decisions=len(split.earlier),
        learnt_from=weeks_of(split.earlier),
        held_out=weeks_of(split.later),
    )
