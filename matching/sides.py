"""Terms that no plain assignment can hold: half-days, least staffing, teams, and what communities are worth."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Bools, Index, Longs
from matching.assignment import NOT_BRANCHED, NOT_TOGETHER, AssignmentProblem, ProblemNotSoundError
from matching.market import Market


@dataclass(frozen=True)
class Sides:
    """Side terms, by post and person; neutral where a problem has none.

    Attributes
    ----------
    slots, least : array of int64, shape (posts,)
    team : array of intp, shape (people,)
    community : array of intp, shape (posts,)
    served : array of int64, shape (communities,)
        How many people each community has already.
    returns : array of int64
    """

    slots: Longs
    least: Longs
    team: Index
    community: Index
    served: Longs
    returns: Longs

    @property
    def only_returns(self) -> bool:
        """Whether nothing but the worth of communities is asked, which prices can prove."""
        return not self.slots.any() and bool((self.least <= 1).all()) and bool((self.team < 0).all())

    def busy_beside(self, market: Market, pinned: Bools) -> Bools:
        """Mark pairs whose person is pinned to another post with a half-day in common."""
        slots, busy = self.slots[market.taker], np.zeros(len(pinned), np.bool_)
        for bit in range(int(slots.max(initial=0)).bit_length()):
            wants = (slots >> bit & 1).astype(np.bool_)
            held = np.bincount(market.giver[pinned & wants], minlength=len(market.supply))
            busy |= wants & (held[market.giver] > pinned)
        return busy

    @property
    def packs(self) -> bool:
        """Whether teams are to be packed into posts that want a least number of people."""
        return bool((self.team >= 0).any() and (self.least > 1).any())

    def next_returns(self) -> Longs:
        """Give what one more person is worth to each community."""
        steps = np.append(self.returns, 0)
        more: Longs = steps[np.minimum(self.served, len(steps) - 1)]
        return more

    def around(self, market: Market, pinned: Bools) -> Sides:
        """Give the terms that are left for the free pairs once pins are settled.

        Raises
        ------
        ProblemNotSoundError
            A member of a team is pinned, or fewer than the least on a post, which branch and bound alone can settle; or
            somebody is pinned twice at one half-day.
        """
        held = np.bincount(market.taker[pinned], minlength=len(self.least))
        hard = (self.team[market.giver] >= 0) | (held < self.least)[market.taker]
        for wrong, why in ((pinned & hard, NOT_BRANCHED), (pinned & self.busy_beside(market, pinned), NOT_TOGETHER)):
            if wrong.any():
                raise ProblemNotSoundError("pinned", int(wrong.argmax()), why)
        return replace(self, least=np.maximum(self.least - held, 0), served=self.counts(market.taker[pinned]))

    def counts(self, posts: Index) -> Longs:
        """Count people on posts by community, over those that are served already."""
        whose = self.community[posts]
        more: Longs = np.bincount(whose[whose >= 0], minlength=len(self.served))
        return self.served + more

    def worth(self, posts: Index) -> int:
        """Sum what people on these posts are worth to the communities."""
        total = np.concatenate([[0], np.cumsum(self.returns)])
        most = len(self.returns)
        counts = np.minimum(self.counts(posts), most), np.minimum(self.served, most)
        return int((total[counts[0]] - total[counts[1]]).sum())


def sides_of(problem: AssignmentProblem, market: Market) -> Sides | None:
    """Collect the side terms; None when there are none.

    Raises
    ------
    ProblemNotSoundError
        A return grows, or is below zero.
    """
    posts, people = len(market.demand), len(market.supply)
    community = _column(problem.community, posts, -1)
    returns = np.asarray(problem.returns if problem.community is not None else (), np.int64)
    grows = np.flatnonzero((np.diff(returns, append=0) > 0) | (returns < 0))
    if len(grows):
        raise ProblemNotSoundError("returns", int(grows[0]), int(returns[grows[0]]))
    sides = Sides(
        slots=_column(problem.slots, posts, 0),
        least=_column(problem.least, posts, 0),
        team=_column(problem.team, people, -1).astype(np.intp),
        community=community.astype(np.intp),
        served=_served(problem.served, int(community.max(initial=-1)) + 1),
        returns=returns,
    )
    return None if sides.only_returns and not returns.any() else sides


def _served(given: object, communities: int) -> Longs:
    """Give how many people each community has already, nobody where nothing is said of it."""
    served = np.zeros(communities, np.int64)
    told = np.asarray(() if given is None else given, np.int64)[:communities]
    served[: len(told)] = told
    return served


def _column(given: object, size: int, neutral: int) -> Longs:
    return np.full(size, neutral, np.int64) if given is None else np.asarray(given, np.int64)


def clashing(market: Market, sides: Sides) -> list[Index]:
    """List for every person and half-day with more than one pair the pairs that want it."""
    found: list[Index] = []
    for bit in range(int(sides.slots.max(initial=0)).bit_length()):
        wants = np.flatnonzero(sides.slots[market.taker] >> bit & 1)
        wants = wants[np.argsort(market.giver[wants], kind="stable")]
        found += [part for part in runs_of(market.giver[wants], wants) if len(part) > 1]
    return found


def runs_of(keys: Index, values: Index) -> list[Index]:
    """Cut values wherever their ordered keys change."""
    return np.split(values, np.flatnonzero(np.diff(keys)) + 1) if len(keys) else []
