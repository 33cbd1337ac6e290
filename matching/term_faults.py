"""Checks an answer with side terms anew: every term kept, the sum right, and the bound as far as prices can tell it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from matching.arrays import Index, Longs
from matching.assignment import AssignmentProblem, market_of
from matching.certificate import bound, breaches, is_whole
from matching.market import Market
from matching.sides import Sides, clashing, sides_of
from matching.solving import part_of
from matching.terms import with_bonus


def faults_with_terms(
    problem: AssignmentProblem,
    amount: Any,  # noqa: ANN401 nothing of what is claimed is trusted
    price: Any,  # noqa: ANN401 as above
    objective: Any,  # noqa: ANN401 as above
    limit: Any,  # noqa: ANN401 as above
) -> tuple[list[str], bool]:
    """Check the claimed units of each pair, prices of posts and sums of a problem with side terms.

    Half-days, least staffing, teams and communities are decided by branch and bound or repair: their bound does not
    come of prices, which give one that is true and mostly higher.

    Returns
    -------
    tuple of list of str and bool
        What is wrong, in Chinese, and whether the bound was told from the prices.
    """
    market = with_bonus(problem, market_of(problem))
    sides = sides_of(problem, market)
    claimed = [np.asarray(one) for one in (amount, price, [objective, limit])]
    if not all(is_whole(one) for one in claimed) or len(claimed[1]) != len(market.demand):
        return ["有的数不是整数，或不是数"], True
    units, prices = (one.astype(np.int64) for one in claimed[:2])
    if prices.min(initial=0) < 0:
        return ["有价格低于零：低于零的价格不能作证"], True
    chosen = np.flatnonzero(units)
    reached = int(market.worth @ units) + (0 if sides is None else sides.worth(market.taker[chosen]))
    found = [*breaches(market, units), *_broken(problem, sides, market, chosen)]
    found += [f"所称总分 {int(objective)} 与派法的总分 {reached} 不符"] * (reached != objective)
    found += [f"所称上界 {int(limit)} 低于总分"] * (limit < objective)
    if found:
        return found, True
    most = None if sides is not None and sides.returns.any() else _price_bound(problem, market, prices)
    if most is not None and most <= limit:
        return [], True
    return ([f"按价格算出的上界是 {most}，所称 {int(limit)} 太低"], True) if sides is None else ([], False)


def _broken(problem: AssignmentProblem, sides: Sides | None, market: Market, chosen: Index) -> list[str]:
    """Tell which terms a choice of pairs breaks."""
    pinned, forbidden = (_marked(one) for one in (problem.pinned, problem.forbidden))
    left, barred = len(np.setdiff1d(pinned, chosen)), len(np.intersect1d(forbidden, chosen))
    found = [f"有 {left} 个指定的组合没有派"] * (left > 0) + [f"有 {barred} 个不许的组合派了"] * (barred > 0)
    if sides is None:
        return found
    part = part_of(market, chosen)
    clashes, short = len(clashing(part, sides)), _short(part, sides)
    return (
        found
        + [f"有 {clashes} 处同一人同一半天派了两件"] * (clashes > 0)
        + [f"有 {short} 个岗位不够最少人数"] * (short > 0)
        + ["有队伍没有整队同去"] * _apart(part, sides)
    )


def _marked(given: object) -> Index:
    return np.flatnonzero(np.asarray(() if given is None else given, np.bool_))


def _short(part: Market, sides: Sides) -> int:
    filled = np.bincount(part.taker, minlength=len(part.demand))
    return int(((filled > 0) & (filled < sides.least)).sum())


def _apart(part: Market, sides: Sides) -> bool:
    """Whether some of a team are on a post where others of it are not."""
    team = sides.team[part.giver]
    at = np.flatnonzero(team >= 0)
    keys, together = np.unique(team[at] * len(part.demand) + part.taker[at], return_counts=True)
    size = np.bincount(sides.team[sides.team >= 0], minlength=1)
    return bool((together < size[keys // len(part.demand)]).any())


def _price_bound(problem: AssignmentProblem, market: Market, price: Longs) -> int:
    """Bound every assignment that keeps pins, bans and groups: of each group nobody gains by more than its best."""
    pinned = _marked(problem.pinned)
    held = [np.bincount(side[pinned], minlength=size) for side, size in _sizes(market)]
    free = np.setdiff1d(np.arange(len(market.worth)), np.union1d(pinned, _marked(problem.forbidden)))
    room = np.append(market.group_limit - market.in_groups(pinned), len(market.worth))
    gain = (market.worth - price[market.taker])[free]
    order = free[np.lexsort((-gain, market.group[free]))]
    group = market.group[order]
    rank = np.arange(len(order)) - np.searchsorted(group, group)
    rest = replace(
        part_of(market, order[(rank < room[group]) | (group < 0)]),
        supply=market.supply - held[0],
        demand=market.demand - held[1],
    )
    none = np.zeros(0, np.int64)
    ungrouped = replace(rest, group=np.full(len(rest.worth), -1, np.intp), group_limit=none)
    return int(market.worth[pinned].sum()) + bound(ungrouped, price, none)


def _sizes(market: Market) -> tuple[tuple[Index, int], tuple[Index, int]]:
    return (market.giver, len(market.supply)), (market.taker, len(market.demand))
