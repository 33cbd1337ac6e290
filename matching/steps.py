"""One step of the week solved: what goes first and what communities are worth as pairs, so that prices prove it."""

from __future__ import annotations

import numpy as np

from matching.assignment import AssignmentProblem, market_of
from matching.evidence import Solved
from matching.sides import sides_of
from matching.solving import solved
from matching.terms import with_bonus
from matching.vacancies import Spread, with_vacancies


def solved_step(asked: AssignmentProblem) -> Solved:
    """Solve a problem whose only terms are groups, works that must be filled first and returns of communities.

    Returns
    -------
    Solved
        The given pairs first, then those of vacancies.
    """
    plain = market_of(asked)
    market = with_bonus(asked, plain)
    sides = sides_of(asked, market)
    spread = Spread(market, 0) if sides is None else with_vacancies(market, sides)
    found = solved(spread.market)
    raised = market.worth - plain.worth
    offset = spread.offset + int(raised[found.chosen[: len(raised)]].sum())
    return Solved(
        spread.market,
        found.chosen.astype(np.int64),
        found.price,
        found.fee,
        found.bound,
        offset,
        int(raised.max(initial=0)),
    )
