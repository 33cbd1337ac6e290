"""The week's market solved: what goes first and what communities are worth as pairs, so that prices prove it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from matching.arrays import Bools, Longs
from matching.assignment import AssignmentProblem, market_of
from matching.evidence import Solved
from matching.flow import allocate
from matching.sides import sides_of
from matching.terms import with_bonus
from matching.vacancies import Spread, with_vacancies


def solved_step(
    asked: AssignmentProblem, limit: Longs | None = None, promising: Bools | None = None
) -> tuple[Solved, Bools]:
    """Solve a problem whose only terms are groups, works that must be filled first and returns of communities.

    Parameters
    ----------
    limit : array of int64, shape (pairs,), optional
        Units each pair carries at most; one where left out.
    promising : array of bool, shape (pairs,), optional
        The pairs to begin with, as a solve of nearly the same problem gave them.

    Returns
    -------
    Solved
        The given pairs first, then those of vacancies.
    array of bool, shape (pairs,)
        The given pairs that were solved over.
    """
    plain = market_of(asked)
    if limit is not None:
        plain = replace(plain, limit=limit)
    market = with_bonus(asked, plain)
    sides = sides_of(asked, market)
    spread = Spread(market, 0) if sides is None else with_vacancies(market, sides)
    found = allocate(spread.market, None if promising is None else _and_vacancies(promising, spread))
    pairs = len(plain.worth)
    raised = market.worth - plain.worth
    offset = spread.offset + int(raised @ found.amount[:pairs])
    first = int(raised.max(initial=0))
    return Solved(spread.market, found.amount, found.price, found.fee, found.bound, offset, first), found.seen[:pairs]


def _and_vacancies(promising: Bools, spread: Spread) -> Bools:
    more = len(spread.market.worth) - len(promising)
    return np.append(promising, np.ones(more, np.bool_))
