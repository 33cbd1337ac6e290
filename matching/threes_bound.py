"""An independent check of resources, needs and projects served together: is it allowed, and could any be better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from matching.arrays import Bools, Index, Longs


@dataclass(frozen=True)
class ThreeLists:
    """What may go where: from resources to needs, and with the needs into projects.

    Attributes
    ----------
    resource, need : array of intp, shape (pairs,)
        Which resource could serve which need.
    worth, limit : array of int64, shape (pairs,)
        Worth of one unit on the pair, and how many units it takes at most.
    joining, project : array of intp, shape (joins,)
        Which need could be met within which project.
    gain, most : array of int64, shape (joins,)
        Worth of one unit of the need met within the project, and how many units at most.
    offered, asked, room : array of int64, shape (resources,), (needs,), (projects,)
        Units each resource has, each need lacks, each project can carry.
    alone : array of bool, shape (needs,)
        Whether a need may also be met outside any project.
    """

    resource: Index
    need: Index
    worth: Longs
    limit: Longs
    joining: Index
    project: Index
    gain: Longs
    most: Longs
    offered: Longs
    asked: Longs
    room: Longs
    alone: Bools


@dataclass(frozen=True)
class Prices:
    """Prices of one unit: of each resource, each need, each project, and of what leaves each need for its projects."""

    wage: Longs
    price: Longs
    rent: Longs
    passing: Longs


def is_allowed(lists: ThreeLists, given: Longs, joined: Longs) -> bool:
    """Tell whether amounts keep every limit, and whether what a need gets is what goes into its projects."""
    got = np.bincount(lists.need, given, len(lists.asked))
    placed = np.bincount(lists.joining, joined, len(lists.asked))
    within = np.all((given >= 0) & (given <= lists.limit)) and np.all((joined >= 0) & (joined <= lists.most))
    held = np.all(np.bincount(lists.resource, given, len(lists.offered)) <= lists.offered)
    carried = np.all(np.bincount(lists.project, joined, len(lists.room)) <= lists.room)
    passed = np.all(np.where(lists.alone, placed <= got, placed == got))
    return bool(within and held and carried and passed and np.all(got <= lists.asked))


def value(lists: ThreeLists, given: Longs, joined: Longs) -> int:
    """Sum the worth of what is given and of what is met within projects."""
    return int(lists.worth @ given + lists.gain @ joined)


def bound(lists: ThreeLists, prices: Prices) -> int:
    """Bound the value of everything allowed from above, by linear duality, from any prices.

    Raises
    ------
    ValueError
        A price is below zero, or so is what leaves a need that may be met outside any project.
    """
    wage, price, rent, passing = prices.wage, prices.price, prices.rent, prices.passing
    if min(wage.min(initial=0), price.min(initial=0), rent.min(initial=0), passing[lists.alone].min(initial=0)) < 0:
        msg = "wages, prices and rents are never negative"
        raise ValueError(msg)
    serving = lists.worth + passing[lists.need] - wage[lists.resource] - price[lists.need]
    joining = lists.gain - passing[lists.joining] - rent[lists.project]
    surplus = lists.limit @ np.maximum(serving, 0) + lists.most @ np.maximum(joining, 0)
    return int(lists.offered @ wage + lists.asked @ price + lists.room @ rent + surplus)
