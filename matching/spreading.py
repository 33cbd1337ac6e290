"""The price of fairness: the week beside those without what spreads it, and without the last step of it."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.arrays import Longs
from matching.ground import Plan, communities_of
from matching.plan import make_plan
from matching.pool import Pool
from matching.problem import Problem
from matching.sharing import Sharing, Spread
from matching.supply import PERSON

FEWEST: Final = 10
"""The tenth of the communities that gets least is looked at."""


def spread_of(problem: Problem, pool: Pool, worth: Longs, plan: Plan) -> Spread:
    """Tell how a plan is spread and what that costs, by planning without it and without the last step.

    Parameters
    ----------
    worth : array of int64, shape (pairs,)
        What each pair of the pool is worth, as the plan was made from.
    """
    sharing = problem.sharing
    without, before = (
        make_plan(problem.shared(one), pool, worth, plan) if sharing.spreads else plan
        for one in (Sharing(), sharing.without_last())
    )
    asked = _asked(problem)
    fair, plain = (_counts(problem, one)[asked] for one in (plan, without))
    return Spread(
        returns=sharing.returns,
        most_new=sharing.most_new,
        given_up=without.value - plan.value,
        last=before.value - plan.value,
        worth=without.value,
        suggestions=len(plan.amounts),
        suggestions_without=len(without.amounts),
        asked=len(asked),
        served=int((fair > 0).sum()),
        served_without=int((plain > 0).sum()),
        fewest=_of_the_least(fair),
        fewest_without=_of_the_least(plain),
        most=_most(problem, plan),
        most_without=_most(problem, without),
    )


def _asked(problem: Problem) -> Longs:
    """List the communities that ask for anything, by number."""
    wanted = np.array([demand.wanted for demand in problem.works.demands], np.bool_)
    whose = communities_of(problem)[wanted]
    return np.unique(whose[whose >= 0])


def _counts(problem: Problem, plan: Plan) -> Longs:
    """Count what every territory is given; shape (territories,)."""
    counts = np.zeros(len(problem.territories.rows), np.int64)
    reached = plan.reached(communities_of(problem))
    counts[: len(reached)] = reached
    return counts


def _of_the_least(counts: Longs) -> int:
    """Sum what the tenth of the communities gets that gets least."""
    return int(np.sort(counts)[: -(-len(counts) // FEWEST)].sum())


def _most(problem: Problem, plan: Plan) -> int:
    """Count the suggestions of the person who gets most."""
    helpers = np.array([helper for helper, _ in plan.amounts], np.intp)
    people = helpers[problem.helpers.kind[helpers] == PERSON]
    return int(np.bincount(people, minlength=1).max())
