"""Side terms of an assignment: pins, bonuses and bans are folded in; what breaks the structure is solved apart."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import numpy as np

from matching.arrays import Bools, Longs
from matching.assignment import (
    MOST_SCORE,
    OVER_LIMIT,
    Assignment,
    AssignmentProblem,
    ProblemNotSoundError,
    market_of,
    solve,
)
from matching.exact import solved_exactly
from matching.market import Market
from matching.repair import solved_by_repair
from matching.sides import Sides, sides_of
from matching.solving import part_of, solved
from matching.vacancies import solved_with_returns

EXACT_PAIRS: Final = 100_000
"""Up to so many pairs branch and bound decides, in seconds; beyond, repair with the gap printed."""
PACKED_PAIRS: Final = 20_000
"""Up to so many where teams are to fill posts that want a least number: that is packing, and may take minutes."""


def solved_with_terms(problem: AssignmentProblem, market: Market) -> Assignment:
    """Solve a problem with all its side terms."""
    pinned, allowed = _marks(problem.pinned, market), ~_marks(problem.forbidden, market)
    full = with_bonus(problem, market)
    sides = sides_of(problem, market)
    if sides is None and not pinned.any() and allowed.all():
        return _scored(solved(full, problem.previous), market.worth)
    _refuse_pins(full, pinned, allowed)
    if sides is not None and not sides.only_returns and len(market.worth) <= _decided(sides):
        found = solved_exactly(full, sides, pinned, allowed)
        if found is not None:
            return _scored(found, market.worth)
    return _scored(_around_pins(full, sides, pinned, allowed, problem.previous), market.worth)


def _decided(sides: Sides) -> int:
    """Give how many pairs branch and bound decides under these terms."""
    return min(EXACT_PAIRS, PACKED_PAIRS) if sides.packs else EXACT_PAIRS


def with_bonus(problem: AssignmentProblem, market: Market) -> Market:
    """Give the market with what pairs are worth beside their scores: what is solved, and what a proof is checked on.

    Raises
    ------
    ProblemNotSoundError
        A worth is beyond what can be solved.
    """
    worth = market.worth + _bonus(problem, market)
    if len(worth) and int(worth.max()) + _most_return(problem) > MOST_SCORE:
        at = int(worth.argmax())
        raise ProblemNotSoundError("score with its bonuses", at, int(worth[at]))
    return replace(market, worth=worth)


def _marks(given: object, market: Market) -> Bools:
    return np.zeros(len(market.worth), np.bool_) if given is None else np.asarray(given, np.bool_)


def _bonus(problem: AssignmentProblem, market: Market) -> Longs:
    """Give what each pair is worth beside its score.

    A must-fill seat must outweigh the scores of everybody who moves for it: as many as there are units, or as far as
    scores reach.
    """
    bonus = np.zeros(len(market.worth), np.int64)
    if problem.incumbent is not None:
        bonus += problem.loyalty * np.asarray(problem.incumbent, np.int64)
    if problem.must_fill is not None and len(bonus):
        first = np.asarray(problem.must_fill, np.bool_)[market.taker]
        units = int(min(market.supply.sum(), market.demand.sum())) + 1
        bonus += first_worth(int((market.worth + bonus).max()) + _most_return(problem), units) * first
    return bonus


def _most_return(problem: AssignmentProblem) -> int:
    return max(problem.returns, default=0) if problem.community is not None else 0


def first_worth(most: int, units: int) -> int:
    """Give what makes a pair go before so many others of this worth at most, or as much of it as can be solved."""
    return max(0, min((most + 1) * units, MOST_SCORE - most - 1))


def seats_missed(problem: AssignmentProblem, found: Assignment) -> int:
    """Count the must-fill seats that could be filled beyond those that are: scores may be too great to be outweighed.

    None is missed where one more seat is worth all scores that could be lost for it; else another solution tells.
    """
    if problem.must_fill is None or not np.any(problem.must_fill):
        return 0
    plain = replace(problem, must_fill=None)
    worth = with_bonus(plain, market_of(plain)).worth
    most = int(worth.max(initial=0)) + _most_return(problem)
    units = min(*(int(np.maximum(np.asarray(one), 0).sum()) for one in (problem.max_posts, problem.headcount))) + 1
    if first_worth(most, units) == (most + 1) * units:
        return 0
    first = np.asarray(problem.must_fill, np.int64)
    alone = replace(plain, score=first[np.asarray(problem.post, np.intp)], incumbent=None, returns=(), previous=None)
    return solve(alone).bound - int(first[found.post].sum())


def _refuse_pins(market: Market, pinned: Bools, allowed: Bools) -> None:
    """Refuse pins that are forbidden or break a limit."""
    wrong = pinned & ~allowed
    for side, most in ((market.giver, market.supply), (market.taker, market.demand)):
        wrong |= pinned & (np.bincount(side[pinned], minlength=len(most)) > most)[side]
    grouped = pinned & (market.group >= 0)
    wrong |= grouped & np.append(market.in_groups(pinned) > market.group_limit, [False])[market.group]
    if wrong.any():
        raise ProblemNotSoundError("pinned", int(wrong.argmax()), OVER_LIMIT)


def _around_pins(
    market: Market, sides: Sides | None, pinned: Bools, allowed: Bools, previous: Assignment | None
) -> Assignment:
    """Solve what the pins leave, and put them back."""
    left = None if sides is None else sides.around(market, pinned)
    barred = pinned | _twins_of(market, pinned)
    if sides is not None:
        barred |= sides.busy_beside(market, pinned)
    free = np.flatnonzero(allowed & ~barred)
    held = [np.bincount(side[pinned], minlength=size) for side, size in _sides_with_sizes(market)]
    rest = replace(
        part_of(market, free),
        supply=market.supply - held[0],
        demand=market.demand - held[1],
        group_limit=market.group_limit - market.in_groups(pinned),
    )
    found = _with_pins(market, _solved_beside(rest, left, previous), pinned, free)
    if sides is None or left is None:
        return found
    more = sides.worth(market.taker[pinned])
    return replace(found, objective=found.objective + more, bound=found.bound + more)


def _solved_beside(market: Market, sides: Sides | None, previous: Assignment | None) -> Assignment:
    if sides is None:
        return solved(market, previous)
    if sides.only_returns:
        return solved_with_returns(market, sides, previous)
    return solved_by_repair(market, sides, previous)


def _sides_with_sizes(market: Market) -> tuple[tuple[Longs, int], tuple[Longs, int]]:
    return (market.giver, len(market.supply)), (market.taker, len(market.demand))


def _twins_of(market: Market, pinned: Bools) -> Bools:
    """Mark pairs of the same person and post as a pinned one."""
    keys = market.giver * (len(market.demand) + 1) + market.taker
    return np.isin(keys, keys[pinned])


def _with_pins(market: Market, found: Assignment, pinned: Bools, free: Longs) -> Assignment:
    chosen = pinned.copy()
    chosen[free] = found.chosen
    added = int(market.worth[pinned].sum())
    at = np.flatnonzero(chosen)
    at = at[np.lexsort((market.taker[at], market.giver[at]))]
    return replace(
        found,
        chosen=chosen,
        objective=found.objective + added,
        bound=found.bound + added,
        person=market.giver[at],
        post=market.taker[at],
    )


def _scored(found: Assignment, score: Longs) -> Assignment:
    """Tell the scores alone."""
    return replace(found, score=int(score[found.chosen].sum()))
