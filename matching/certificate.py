"""An independent check of an allocation, from its facts, amounts and prices alone: numpy, nothing of the solver."""

from typing import Any

import numpy as np

from matching.market import Market


def faults(market: Market, amount: Any, price: Any, fee: Any, objective: Any, limit: Any) -> list[str]:  # noqa: ANN401, PLR0913, PLR0917 nothing of what is claimed is trusted
    """Tell in Chinese what is wrong with the claimed units of each pair, prices of takers, fees of groups and sums."""
    sizes = [(len(one),) for one in (market.worth, market.demand, market.group_limit)]
    claimed = [np.asarray(one) for one in (amount, price, fee)]
    if not market.is_joined() or [one.shape for one in claimed] != sizes:
        return [f"名单或数目不合：应有 {sizes[0][0]} 个组合、{sizes[1][0]} 个价格、{sizes[2][0]} 个时段价格"]
    if not all(is_whole(one) for one in (*claimed, np.asarray([objective, limit]))):
        return ["有的数不是整数，或不是数"]
    units, prices, fees = (one.astype(np.int64) for one in claimed)
    if prices.min(initial=0) < 0 or fees.min(initial=0) < 0:
        return ["有价格低于零：低于零的价格不能作证"]
    reached, most = int(market.worth @ units), bound(market, prices, fees)
    wrong_sum = [f"所称总分 {int(objective)} 与派法的总分 {reached} 不符"] * (reached != objective)
    return breaches(market, units) + wrong_sum + [f"按价格算出的上界是 {most}，所称 {int(limit)} 太低"] * (most > limit)


def is_whole(values: Any) -> bool:  # noqa: ANN401 as above
    """Tell whether all values are whole numbers that sums can hold."""
    known = values.dtype.kind in "iuf" and bool(np.all(np.abs(values) < 2.0**62))
    return not values.size or (known and bool(np.all(values % 1 == 0)))


def breaches(market: Market, units: Any) -> list[str]:  # noqa: ANN401 as above
    """Tell which limits amounts break: of pairs, givers, takers, groups."""
    grouped = market.group >= 0
    sums = (
        ("组合", np.where(units < 0, market.limit + 1, units), market.limit),
        ("人", np.bincount(market.giver, units, len(market.supply)), market.supply),
        ("岗位", np.bincount(market.taker, units, len(market.demand)), market.demand),
        ("时段", np.bincount(market.group[grouped], units[grouped], len(market.group_limit)), market.group_limit),
    )
    pairs = np.sort(market.giver * (len(market.demand) + 1) + market.taker, kind="stable")
    twins = int((pairs[1:] == pairs[:-1]).sum())
    over = [f"有 {int((used > most).sum())} 个{name}超出限度" for name, used, most in sums if (used > most).any()]
    return over + [f"有 {twins} 个组合出现不止一次"] * (twins > 0)


def bound(market: Market, price: Any, fee: Any) -> int:  # noqa: ANN401 as above
    """Bound every allowed allocation: what all seats cost, and what each giver gains at best at these prices."""
    gain = np.maximum(market.worth - price[market.taker] - np.append(fee, 0)[market.group], 0)
    order = np.flatnonzero(gain)
    order = order[np.lexsort((-gain[order], market.giver[order]))]
    giver = market.giver[order]
    size = np.minimum(market.limit[order], market.supply[giver])
    before = np.cumsum(size) - size
    used = np.clip(market.supply[giver] - before + before[np.searchsorted(giver, giver)], 0, size)
    parts = ((market.demand, price), (market.group_limit, fee), (used, gain[order]))
    if sum(float(many.astype(float) @ each.astype(float)) for many, each in parts) < 2.0**62:
        return sum(int(many @ each) for many, each in parts)
    return sum(int(a) * int(b) for many, each in parts for a, b in zip(many, each, strict=True))
