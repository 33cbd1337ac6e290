"""People to posts: the assignment of greatest total score under headcounts and load limits, proved to be the best."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from matching.arrays import Bools, Index, Longs
from matching.market import Market

MOST_SCORE: Final = 2**31 - 2


class ProblemNotSoundError(ValueError):
    """An assignment problem contradicts itself; carries which column, where, and the value."""

    def __init__(self, column: str, position: int, value: object) -> None:
        super().__init__(f"{column}[{position}] is {value}")
        self.column = column
        self.position = position
        self.value = value


@dataclass(frozen=True)
class AssignmentProblem:
    """Who could go where, and every limit.

    Attributes
    ----------
    person, post : array of int, shape (pairs,)
        The pairs, by number; of a pair given twice only the better counts.
    score : array of int, shape (pairs,)
        Whole, not below zero.
    max_posts : array of int, shape (people,)
        How many posts each person takes; below zero counts as none.
    headcount : array of int, shape (posts,)
        How many seats each post has; below zero counts as none.
    group : array of int, shape (pairs,), optional
        Pairs of one person that share a limit, as posts at the same half-day do; -1 for none.
    group_limit : array of int, shape (groups,), optional
        How many pairs of each group are chosen at most; one when left out.
    previous : Assignment, optional
        The assignment of an earlier problem of the same people and posts, by number: taken up where it stood.
    """

    person: ArrayLike
    post: ArrayLike
    score: ArrayLike
    max_posts: ArrayLike
    headcount: ArrayLike
    group: ArrayLike | None = None
    group_limit: ArrayLike | None = None
    previous: Assignment | None = None


@dataclass(frozen=True)
class Assignment:
    """Who goes where.

    Attributes
    ----------
    chosen : array of bool, shape (pairs,)
        In the order the pairs were given.
    objective, bound : int
        Total score reached, and what no assignment can exceed.
    proved : bool
        Whether they are equal: 最优已证.
    price, wage : array of int64, shape (posts,), (people,)
        Shadow price of one more seat on each post, of one more unit of time of each person.
    fee : array of int64, shape (groups,)
        What lifting the limit of each group would be worth at most.
    person, post : array of intp, shape (units,)
        Who is on which post, by person and post.
    method : str
        How it was found: auction, resumed, kinds, flow.
    """

    chosen: Bools
    objective: int
    bound: int
    proved: bool
    price: Longs
    wage: Longs
    fee: Longs
    person: Index
    post: Index
    method: str


def solve(problem: AssignmentProblem) -> Assignment:
    """Assign people to posts so that the total score is the greatest possible.

    An auction comes first; people of a kind are weighed together; where neither fits, or the auction spends its
    budget of bids (as when scores depend on the post alone), a min-cost flow decides.

    Returns
    -------
    Assignment
        No person is twice on one post; the same for any order of the pairs.

    Raises
    ------
    ProblemNotSoundError
        A pair names nobody, or a score is no whole number from zero to 2,147,483,646.
    """
    from matching.solving import solved  # noqa: PLC0415 loads the compiler, which light commands do without

    return solved(problem, market_of(problem))


def market_of(problem: AssignmentProblem) -> Market:
    """Check the problem and give it as a market, its pairs in the order given."""
    market = Market.of_pairs(
        _numbers("person", problem.person, len(np.asarray(problem.max_posts))),
        _numbers("post", problem.post, len(np.asarray(problem.headcount))),
        _numbers("score", problem.score, MOST_SCORE + 1),
        np.maximum(_whole("max_posts", problem.max_posts), 0),
        np.maximum(_whole("headcount", problem.headcount), 0),
    )
    if problem.group is None:
        return market
    group = _whole("group", problem.group).astype(np.intp)
    groups = int(group.max(initial=-1)) + 1
    limit = np.ones(groups, np.int64) if problem.group_limit is None else _whole("group_limit", problem.group_limit)
    return Market(*(vars(market) | {"group": group, "group_limit": limit}).values())


def _whole(column: str, given: ArrayLike) -> Longs:
    """Give a column as whole numbers; a fraction or no number is refused."""
    values = np.asarray(given)
    if values.dtype.kind not in "iub":
        number = np.asarray(values, np.float64)
        wrong = np.flatnonzero(~np.isfinite(number) | (number != np.floor(number)))
        if len(wrong):
            raise ProblemNotSoundError(column, int(wrong[0]), values[wrong[0]])
    return values.astype(np.int64)


def _numbers(column: str, given: ArrayLike, size: int) -> Longs:
    """Give a column of whole numbers from zero to below a size."""
    values = _whole(column, given)
    wrong = np.flatnonzero((values < 0) | (values >= size))
    if len(wrong):
        raise ProblemNotSoundError(column, int(wrong[0]), int(values[wrong[0]]))
    return values
