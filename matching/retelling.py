"""What the steps of a week were kept to be solved on, beside what they come to when the week is made anew."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matching.evidence import Evidence


def differences(kept: Sequence[Evidence], anew: Sequence[Evidence]) -> list[str]:
    """Tell in Chinese where pairs, worths and limits that are kept differ from those made anew; nothing when nowhere.

    Parameters
    ----------
    kept : sequence of Evidence
        Without faults of their own.
    """
    names, right = ([one.step for one in some] for some in (kept, anew))
    if names != right:
        return [f"保存的步骤是{'、'.join(names)}，重算是{'、'.join(right)}"]
    return [f"{one.step}：{told}" for one, other in zip(kept, anew, strict=True) for told in _told(one, other)]


def _told(kept: Evidence, anew: Evidence) -> list[str]:
    pairs, right = _pairs(kept), _pairs(anew)
    limits, right_limits = _limits(kept), _limits(anew)
    counts = (
        (len(right.keys() - pairs.keys()), "名单比重算的缺 {} 个组合"),
        (len(pairs.keys() - right.keys()), "名单比重算的多 {} 个组合"),
        (sum(pairs[one] != right[one] for one in pairs.keys() & right.keys()), "{} 个组合的分数或数量与重算不符"),
        (sum(limits.get(one) != right_limits.get(one) for one in limits | right_limits), "{} 个名额或上限与重算不符"),
        (int((kept.offset, kept.first) != (anew.offset, anew.first)), "退回的分与重算不符"),
    )
    return [words.format(count) for count, words in counts if count]


def _pairs(step: Evidence) -> dict[tuple[str, str], tuple[int, ...]]:
    """Tell worth and limit of every pair, with the number and the limit of its group."""
    market = step.market
    limits = np.append(market.group_limit, 0)[market.group]
    columns = (market.worth, market.limit, market.group, limits)
    ends = zip(market.giver.tolist(), market.taker.tolist(), strict=True)
    told = zip(*(column.tolist() for column in columns), strict=True)
    return {(_giver(step, one), step.works[other]): values for (one, other), values in zip(ends, told, strict=True)}


def _limits(step: Evidence) -> dict[tuple[str, str], int]:
    """Tell what each helper, vacancy and work can hold."""
    supply, demand = step.market.supply.tolist(), step.market.demand.tolist()
    givers = {("giver", _giver(step, number)): most for number, most in enumerate(supply)}
    return givers | {("taker", work): most for work, most in zip(step.works, demand, strict=True)}


def _giver(step: Evidence, number: int) -> str:
    """Name who gives: beyond the helpers a vacancy by its number."""
    return step.helpers[number] if number < len(step.helpers) else f"vacancy {number - len(step.helpers)}"
