"""People to posts: the assignment of greatest total score under headcounts and load limits, proved to be the best."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.arrays import Bools, Index, Longs
from matching.certificate import Market
from matching.flow import Allocation, allocate


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
        Whether the two are equal.
    price, wage : array of int64
        Shadow price of one more seat on each post, of one more unit of time of each person.
    """

    chosen: Bools
    objective: int
    bound: int
    proved: bool
    price: Longs
    wage: Longs


def assign(  # noqa: PLR0913, PLR0917 (columns of one market)
    person: ArrayLike,
    post: ArrayLike,
    score: ArrayLike,
    max_posts: ArrayLike,
    headcount: ArrayLike,
    group: ArrayLike | None = None,
    group_limit: ArrayLike | None = None,
) -> Assignment:
    """Assign people to posts so that the total score is the greatest possible.

    Parameters
    ----------
    person, post : array of int, shape (pairs,)
        The eligible pairs, by number; of a pair given twice only the better counts.
    score : array of int, shape (pairs,)
        Not below zero.
    max_posts : array of int, shape (people,)
        How many more posts each person takes; below zero counts as none.
    headcount : array of int, shape (posts,)
        How many seats are free.
    group : array of int, shape (pairs,), optional
        Pairs of one person that share a limit, as posts at the same half-day do; numbers from 0, -1 for none.
    group_limit : array of int, shape (groups,), optional
        How many pairs of each group are chosen at most; one when left out.

    Returns
    -------
    Assignment
        No person is twice on one post; the order of the pairs does not matter.
    """
    people, posts, worth = np.asarray(person, np.intp), np.asarray(post, np.intp), _worth(score)
    groups = np.full(len(worth), -1, np.intp) if group is None else np.asarray(group, np.intp)
    order = _canonical(people, posts, worth)
    pairs = (people[order], posts[order], worth[order], np.ones(len(order), np.int64))
    market = Market(*pairs, _free(max_posts), _free(headcount), groups[order], _limits(groups, group_limit))
    return _told(allocate(market), order, len(worth))


def _worth(score: ArrayLike) -> Longs:
    worth = np.asarray(score, np.int64)
    if (worth < 0).any():
        msg = f"score {int(worth.min())} is below zero"
        raise ValueError(msg)
    return worth


def _free(places: ArrayLike) -> Longs:
    return np.maximum(np.asarray(places, np.int64), 0)


def _limits(groups: Index, given: ArrayLike | None) -> Longs:
    """Give how many pairs of each group may be chosen: one, unless it is said."""
    return np.ones(int(groups.max(initial=-1)) + 1, np.int64) if given is None else np.asarray(given, np.int64)


def _canonical(people: Index, posts: Index, worth: Longs) -> Index:
    """Order pairs by person and post and leave out the worse of any twins."""
    if not len(worth):
        return np.empty(0, np.intp)
    keys = people * (int(posts.max()) + 1) + posts
    if (keys[1:] > keys[:-1]).all():
        return np.arange(len(keys))
    order = np.lexsort((-worth, keys))
    return order[np.r_[True, np.diff(keys[order]) > 0]]


def _told(found: Allocation, order: Index, pairs: int) -> Assignment:
    chosen = np.zeros(pairs, np.bool_)
    chosen[order[found.amount > 0]] = True
    return Assignment(chosen, found.objective, found.bound, found.proved, found.price, found.wage)
