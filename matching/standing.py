"""How a pair that may be sent stands in a proven step: what it lacks at the prices, and whether one more seat helps."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.evidence import Evidence


@dataclass(frozen=True)
class Standing:
    """One pair beside what the step allocated.

    Attributes
    ----------
    chosen : bool
        Whether the pair itself was allocated.
    missing : int
        By how much its worth falls short at the lowest prices that prove the step: whoever insists on the pair loses so
        much at least. Nothing is missing where one more seat of the work might go to the helper as well as to anyone.
    behind : int
        How much more the least worthy pair on the work is worth; 0 where nobody is on it, or nobody worthier.
    instead : tuple of str
        Who is on the work.
    elsewhere : tuple of str
        What the helper was given in this step.
    """

    chosen: bool
    missing: int
    behind: int
    instead: tuple[str, ...]
    elsewhere: tuple[str, ...]


def standing_of(steps: Sequence[Evidence], helper: str, work: str) -> Standing | None:
    """Find how a pair stands in the first step that weighed it; None where none did."""
    found = ((step, _pair_of(step, helper, work)) for step in steps)
    return next((_standing(step, pair) for step, pair in found if pair is not None), None)


def _pair_of(step: Evidence, helper: str, work: str) -> int | None:
    """Find the position of a pair in the market of a step."""
    if helper not in step.helpers or work not in step.works:
        return None
    here = (step.market.giver == step.helpers.index(helper)) & (step.market.taker == step.works.index(work))
    return int(here.argmax()) if here.any() else None


def _standing(step: Evidence, pair: int) -> Standing:
    market, worth = step.market, int(step.market.worth[pair])
    giver, taker = market.giver[pair], market.taker[pair]
    given = np.flatnonzero((market.giver == giver) & (step.amount > 0))
    held = np.flatnonzero((market.taker == taker) & (step.amount > 0) & (market.giver < len(step.helpers)))
    fees = np.append(step.fee, 0)[market.group]
    surplus = market.worth - step.price[market.taker] - fees
    spent = int(step.amount[given].sum()) >= int(market.supply[giver])
    wage = int(surplus[given].min(initial=np.iinfo(np.int64).max)) if spent and len(given) else 0
    return Standing(
        chosen=bool(step.amount[pair] > 0),
        missing=max(0, wage - int(surplus[pair])),
        behind=max(0, int(market.worth[held].min()) - worth) if len(held) else 0,
        instead=tuple(step.helpers[one] for one in market.giver[held].tolist()),
        elsewhere=tuple(step.works[one] for one in market.taker[given].tolist()),
    )
