"""What prices tell besides the proof: who comes next, what a pair lacks, what is scarce, and what would change it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from matching.arrays import Index, Longs
from matching.assignment import Assignment, AssignmentProblem, market_of, solve

ALTERNATIVES: Final = 10


@dataclass(frozen=True)
class Alternative:
    """Somebody who is not on a post: the pair, the person, its score, and by how much it falls short."""

    pair: int
    person: int
    score: int
    missing: int


@dataclass(frozen=True)
class Counterfactual:
    """What would put a person on a post.

    Attributes
    ----------
    missing : int
        By how much the score falls short at the prices: what the assignment loses at least if the pair is insisted on.
    loss : int
        What it loses exactly.
    by_score : int
        The score from which on the pair is part of an optimum.
    by_seat : bool
        Whether one more seat on the post would do it.
    displaced : tuple of int
        The people who would lose a post if the pair were insisted on.
    sentence : str
        The smallest change in Chinese.
    """

    missing: int
    loss: int
    by_score: int
    by_seat: bool
    displaced: tuple[int, ...]
    sentence: str


@dataclass(frozen=True)
class Scarce:
    """A kind of posts and what it lacks: seats, seats left empty, and the worth of one more seat's person at most."""

    kind: str
    seats: int
    empty: int
    price: int


@dataclass(frozen=True)
class Fairness:
    """What spreading people over communities costs.

    Attributes
    ----------
    cost : int
        Scores given up for it, all in all.
    last : int
        Scores given up for the last step of the returns: with it, beside without it.
    served, served_without : array of int64, shape (communities,)
        People on the posts of each community, with and without returns.
    """

    cost: int
    last: int
    served: Longs
    served_without: Longs


def price_of_fairness(problem: AssignmentProblem, found: Assignment) -> Fairness:
    """Tell what the returns of communities cost in scores, by solving without them and without their last step."""
    if problem.community is None or not len(problem.returns):
        nobody = np.zeros(0, np.int64)
        return Fairness(0, 0, nobody, nobody)
    without = solve(replace(problem, returns=()))
    before_last = solve(replace(problem, returns=tuple(problem.returns)[:-1]))
    whose = np.asarray(problem.community, np.intp)
    size = int(whose.max(initial=-1)) + 1
    served, served_without = (
        np.bincount(whose[one.post][whose[one.post] >= 0], minlength=size) for one in (found, without)
    )
    return Fairness(without.score - found.score, before_last.score - found.score, served, served_without)


def missing(problem: AssignmentProblem, found: Assignment) -> Longs:
    """Tell of every pair by how much it falls short: price of the post and wage of the person less the score.

    Returns
    -------
    array of int64, shape (pairs,)
        Below zero only for pairs that are chosen with something to spare; for others what an assignment that insists
        on the pair loses at least.
    """
    market = market_of(problem)
    fee = np.append(found.fee, 0)[market.group]
    short: Longs = found.price[market.taker] + found.wage[market.giver] + fee - market.worth
    return short


def alternatives(
    problem: AssignmentProblem, found: Assignment, post: int, most: int = ALTERNATIVES
) -> list[Alternative]:
    """List who would come next on a post, the nearest first; ties by score, then by number."""
    market, short = market_of(problem), missing(problem, found)
    holders = found.person[found.post == post]
    at = np.flatnonzero((market.taker == post) & ~np.isin(market.giver, holders) & (market.supply[market.giver] > 0))
    at = at[np.lexsort((market.giver[at], -market.worth[at], short[at]))][:most]
    return [
        Alternative(pair, int(market.giver[pair]), int(market.worth[pair]), max(0, int(short[pair])))
        for pair in at.tolist()
    ]


def counterfactual(problem: AssignmentProblem, found: Assignment, pair: int) -> Counterfactual:
    """Find the smallest change that would put a pair into the assignment, by solving again from where it stands."""
    market = market_of(problem)
    person, post, score = int(market.giver[pair]), int(market.taker[pair]), int(market.worth[pair])
    pinned = np.zeros(len(market.worth), np.bool_) if problem.pinned is None else np.array(problem.pinned, np.bool_)
    pinned[pair] = True
    insisted = solve(replace(problem, pinned=pinned, previous=found))
    more = market.demand + (np.arange(len(market.demand)) == post)
    seated = solve(replace(problem, headcount=more, previous=found))
    by_seat = bool(((seated.person == person) & (seated.post == post)).any())
    loss = found.objective - insisted.objective
    before, after = (np.bincount(one.person, minlength=len(market.supply)) for one in (found, insisted))
    displaced = tuple(np.flatnonzero(after < before).tolist())
    short = max(0, int(missing(problem, found)[pair]))
    return Counterfactual(short, loss, score + loss, by_seat, displaced, _sentence(loss, score, by_seat=by_seat))


def _sentence(loss: int, score: int, *, by_seat: bool) -> str:
    if loss <= 0:
        return "已在最优派法里，或换上也不减总分"
    seat = "这个岗位多一个名额就轮到他；" if by_seat else "多一个名额也轮不到他；"
    return f"{seat}他的分数要从 {score:,} 提高到 {score + loss:,}（差 {loss:,}）才不减总分"


def scarce_kinds(problem: AssignmentProblem, found: Assignment, kinds: Sequence[str]) -> list[Scarce]:
    """Order the kinds of posts, as skills asked for, by what their seats are worth and how many stay empty.

    Parameters
    ----------
    kinds : sequence of str, shape (posts,)
    """
    market = market_of(problem)
    filled = np.bincount(found.post, minlength=len(market.demand))
    rows: dict[str, list[int]] = {}
    for post, kind in enumerate(kinds):
        rows.setdefault(kind, []).append(post)
    told = [_scarce(kind, np.array(posts), market.demand, filled, found.price) for kind, posts in rows.items()]
    return sorted(told, key=lambda one: (-one.empty, -one.price, one.kind))


def _scarce(kind: str, posts: Index, seats: Longs, filled: Longs, price: Longs) -> Scarce:
    empty = int(np.maximum(seats[posts] - filled[posts], 0).sum())
    return Scarce(kind, int(seats[posts].sum()), empty, int(price[posts].max(initial=0)))
