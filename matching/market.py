"""What may be allocated to whom: the facts of an allocation, without a word on how it is found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from matching.arrays import Bools, Index, Longs


@dataclass(frozen=True)
class Market:
    """Pairs of givers and takers with worth and limit, and what each side can hold.

    Attributes
    ----------
    giver, taker : array of intp, shape (pairs,)
        Each pair once.
    worth, limit : array of int64, shape (pairs,)
        Worth of one unit on the pair, and how many units it takes at most.
    supply, demand : array of int64, shape (givers,), (takers,)
    group : array of intp, shape (pairs,)
        Pairs of one giver that share a limit besides (the same half-days); -1 without a group.
    group_limit : array of int64, shape (groups,)
        How many units the pairs of each group may carry together.
    """

    giver: Index
    taker: Index
    worth: Longs
    limit: Longs
    supply: Longs
    demand: Longs
    group: Index
    group_limit: Longs

    @classmethod
    def of_pairs(
        cls, giver: ArrayLike, taker: ArrayLike, worth: ArrayLike, supply: ArrayLike, demand: ArrayLike
    ) -> Market:
        """Make a market in which every pair takes one unit, without groups."""
        worths = np.asarray(worth, np.int64)
        return cls(
            np.asarray(giver, np.intp),
            np.asarray(taker, np.intp),
            worths,
            np.ones(len(worths), np.int64),
            np.asarray(supply, np.int64),
            np.asarray(demand, np.int64),
            np.full(len(worths), -1, np.intp),
            np.zeros(0, np.int64),
        )

    def in_groups(self, pairs: Bools | Index) -> Longs:
        """Count these pairs by group."""
        group = self.group[pairs]
        return np.bincount(group[group >= 0], minlength=len(self.group_limit))

    def is_joined(self) -> bool:
        """Tell whether every pair is of a giver, a taker and a group there is; what is stored may have been changed."""
        pairs = self.worth.shape
        ends = (
            (self.giver, len(self.supply), 0),
            (self.taker, len(self.demand), 0),
            (self.group, len(self.group_limit), -1),
        )
        known = all(one.shape == pairs and ((one >= least) & (one < most)).all() for one, most, least in ends)
        return len(pairs) == 1 and known and self.limit.shape == pairs
