"""People to posts: the assignment of greatest total score under headcounts and load limits, proved to be the best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import ArrayLike

from matching.arrays import Bools, Index, Longs
from matching.market import Market

MOST_SCORE: Final = 2**31 - 2
OVER_LIMIT: Final = "over a limit or forbidden"
NOT_TOGETHER: Final = "not to be held with the other terms"
NOT_BRANCHED: Final = "one of a team, or short of the least, on more pairs than are branched on"
"""What is wrong with a pin."""
SIDE_BY_SIDE: Final = (
    ("person", "post", "score", "group", "pinned", "forbidden", "incumbent"),
    ("max_posts", "team"),
    ("headcount", "must_fill", "least", "slots", "community"),
)
"""The columns of pairs, of people and of posts: each as long as the first."""


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
        How many posts each person takes; not below zero.
    headcount : array of int, shape (posts,)
        How many seats each post has; not below zero.
    group : array of int, shape (pairs,), optional
        Pairs of one person that share a limit, as posts at the same half-day do; -1 for none.
    group_limit : array of int, shape (groups,), optional
        How many pairs of each group are chosen at most; one when left out.
    previous : Assignment, optional
        The assignment of an earlier problem of the same people and posts, by number: taken up where it stood.
    pinned, forbidden, incumbent : array of bool, shape (pairs,), optional
        Pairs that are settled, that may not be, and that were chosen before.
    loyalty : int
        Worth of an incumbent pair beside its score, so that it changes only for a cause.
    must_fill : array of bool, shape (posts,), optional
        Posts whose seats go before all others: each is worth more than any scores that could be lost for it.
    least : array of int, shape (posts,), optional
        A post with fewer people than this is left empty.
    slots : array of int, shape (posts,), optional
        The half-days of each post as bits; nobody has two posts with a half-day in common.
    team : array of int, shape (people,), optional
        People of one team, all with the same limit, go to a post together or not at all; -1 for none.
    community : array of int, shape (posts,), optional
        Whose post it is; -1 for nobody's.
    returns : sequence of int
        Worth of the first, second … person of each community beside the scores; never growing, none beyond.
    served : array of int, shape (communities,), optional
        How many people each community has before these, so that its returns go on from there; nobody when left out.
    """

    person: ArrayLike
    post: ArrayLike
    score: ArrayLike
    max_posts: ArrayLike
    headcount: ArrayLike
    group: ArrayLike | None = None
    group_limit: ArrayLike | None = None
    previous: Assignment | None = None
    pinned: ArrayLike | None = None
    forbidden: ArrayLike | None = None
    incumbent: ArrayLike | None = None
    loyalty: int = 30_000
    must_fill: ArrayLike | None = None
    least: ArrayLike | None = None
    slots: ArrayLike | None = None
    team: ArrayLike | None = None
    community: ArrayLike | None = None
    returns: Sequence[int] = ()
    served: ArrayLike | None = None


@dataclass(frozen=True)
class Assignment:
    """Who goes where.

    Attributes
    ----------
    chosen : array of bool, shape (pairs,)
        In the order the pairs were given.
    objective, bound : int
        Total worth reached, and what no assignment can exceed: scores, with loyalty, must-fill worth and returns.
    proved : bool
        Whether they are equal: 最优已证.
    score : int
        The scores alone.
    price, wage : array of int64, shape (posts,), (people,)
        Shadow price of one more seat on each post, of one more unit of time of each person.
    fee : array of int64, shape (groups,)
        What lifting the limit of each group would be worth at most.
    person, post : array of intp, shape (units,)
        Who is on which post, by person and post.
    method : str
        How it was found: auction, resumed, kinds, flow; exact (branch and bound), repair (side terms on many pairs).
    """

    chosen: Bools
    objective: int
    bound: int
    proved: bool
    score: int
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
        A pair names nobody, a score is no whole number from zero to 2,147,483,646, a limit is none from zero, a column
        is shorter or longer than those beside it, or pins break a limit.
    """
    from matching.terms import solved_with_terms  # noqa: PLC0415 loads the compiler, which light commands do without

    return solved_with_terms(problem, market_of(problem))


def market_of(problem: AssignmentProblem) -> Market:
    """Check the problem and give it as a market, its pairs in the order given."""
    _refuse_shapes(problem)
    market = Market.of_pairs(
        _numbers("person", problem.person, len(np.asarray(problem.max_posts))),
        _numbers("post", problem.post, len(np.asarray(problem.headcount))),
        _numbers("score", problem.score, MOST_SCORE + 1),
        _limits("max_posts", problem.max_posts),
        _limits("headcount", problem.headcount),
    )
    if problem.group is None:
        return market
    group = _whole("group", problem.group).astype(np.intp)
    groups = int(group.max(initial=-1)) + 1
    limit = np.ones(groups, np.int64) if problem.group_limit is None else _whole("group_limit", problem.group_limit)
    return Market(*(vars(market) | {"group": group, "group_limit": limit}).values())


def _refuse_shapes(problem: AssignmentProblem) -> None:
    """Refuse a column that is no list, or longer or shorter than those it stands beside."""
    for columns in SIDE_BY_SIDE:
        size = np.size(getattr(problem, columns[0]))
        for column in columns:
            given = getattr(problem, column)
            shape = (size,) if given is None else np.shape(given)
            if shape != (size,):
                at = min(size, shape[0] if shape else 0)
                raise ProblemNotSoundError(column, at, f"out of shape: {shape}, not {(size,)}")


def _whole(column: str, given: ArrayLike) -> Longs:
    """Give a column as whole numbers; a fraction or no number is refused."""
    values = np.asarray(given)
    if values.dtype.kind not in "iub":
        number = np.asarray(values, np.float64)
        wrong = np.flatnonzero(~np.isfinite(number) | (number != np.floor(number)))
        if len(wrong):
            raise ProblemNotSoundError(column, int(wrong[0]), values[wrong[0]])
    return values.astype(np.int64)


def _limits(column: str, given: ArrayLike) -> Longs:
    """Give a column of whole numbers from zero."""
    return _numbers(column, given, np.iinfo(np.int64).max)


def _numbers(column: str, given: ArrayLike, size: int) -> Longs:
    """Give a column of whole numbers from zero to below a size."""
    values = _whole(column, given)
    wrong = np.flatnonzero((values < 0) | (values >= size))
    if len(wrong):
        raise ProblemNotSoundError(column, int(wrong[0]), int(values[wrong[0]]))
    return values
