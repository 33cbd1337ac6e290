"""What communities are worth, as a plain assignment: seats that stay empty are taken by vacancies, at a price."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from matching.arrays import Index, Longs
from matching.assignment import Assignment
from matching.evidence import seat_worth
from matching.market import Market
from matching.sides import Sides
from matching.solving import solved


@dataclass(frozen=True)
class Spread:
    """A market in which returns of communities are pairs like others, so that prices prove its optimum.

    Every pair of a community is worth its first return more; each seat that stays empty gives that back but for the
    return that is missed, by a giver of its own, a vacancy, which any post of the community takes. As returns never
    grow, the vacancies that are worth most fill the seats left, and the sum is that of the returns.

    Attributes
    ----------
    market : Market
        The given pairs first; givers beyond the given ones are vacancies.
    offset : int
        By how much it is worth more than the assignment with its returns: what all vacancies are worth.
    """

    market: Market
    offset: int


def with_vacancies(market: Market, sides: Sides) -> Spread:
    """Turn returns of communities into pairs; the optimum of what comes back is the optimum with returns.

    A post counts no more seats than it has pairs, as no more can be taken.
    """
    pairs = np.bincount(market.taker, minlength=len(market.demand))
    seats = np.minimum(market.demand, pairs)
    top = sides.next_returns()
    whose = np.append(top, 0)[sides.community]
    posts, worths = _vacancies(sides, seats, top)
    size = np.array([len(one) for one in posts], np.int64)
    givers = np.repeat(np.arange(len(worths)) + len(market.supply), size)
    extended = Market(
        giver=np.append(market.giver, givers),
        taker=np.concatenate([market.taker, *posts]).astype(np.intp),
        worth=np.append(market.worth + whose[market.taker], np.repeat(worths, size).astype(np.int64)),
        limit=np.append(market.limit, np.ones(len(givers), np.int64)),
        supply=np.append(market.supply, np.ones(len(worths), np.int64)),
        demand=np.where(whose > 0, seats, market.demand),
        group=np.append(market.group, np.full(len(givers), -1, np.intp)),
        group_limit=market.group_limit,
    )
    return Spread(extended, int(worths.sum()))


def _vacancies(sides: Sides, seats: Longs, top: Longs) -> tuple[list[Index], Longs]:
    """List for each vacancy worth anything the posts it may take and its worth."""
    posts: list[Index] = []
    worths: list[int] = []
    order = np.argsort(sides.community, kind="stable")
    order = order[(sides.community[order] >= 0) & (seats[order] > 0)]
    for of_one in np.split(order, np.flatnonzero(np.diff(sides.community[order])) + 1) if len(order) else []:
        community = int(sides.community[of_one[0]])
        missed = sides.returns[int(sides.served[community]) :][: int(seats[of_one].sum())]
        left = int(seats[of_one].sum()) - len(missed)
        some = [int(top[community]) - one for one in [*missed.tolist(), *[0] * left]]
        worths += [one for one in some if one > 0]
        posts += [of_one for one in some if one > 0]
    return posts, np.array(worths, np.int64)


def solved_with_returns(market: Market, sides: Sides, previous: Assignment | None = None) -> Assignment:
    """Solve a market whose only side term is what communities are worth: to the optimum, proved by prices.

    The price told of a seat is beside that of a vacancy: what one more seat would be worth at most.
    """
    spread = with_vacancies(market, sides)
    pairs, people = len(market.worth), len(market.supply)
    found = solved(spread.market, previous)
    real = found.person < people
    chosen = found.chosen[:pairs]
    objective = int(market.worth[chosen].sum()) + sides.worth(market.taker[chosen])
    bound = max(objective, found.bound - spread.offset)
    return replace(
        found,
        chosen=chosen,
        objective=objective,
        bound=bound,
        proved=bound == objective,
        price=seat_worth(spread.market, people, found.chosen.astype(np.int64), found.price),
        wage=found.wage[:people],
        person=found.person[real],
        post=found.post[real],
    )
