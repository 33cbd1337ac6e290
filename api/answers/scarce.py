"""稀缺的人与物: what most gaps lack, how much of it there is, and whom that blocks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.answers.gaps import gaps_within, planned, undecided
from api.asking import Asking
from api.schemas import Scarcity
from graph_model.entities.suggestion import Suggestion
from matching import gaps as matcher
from matching.gaps import Scarce

SHOWN: Final = 8
BLOCKED: Final = 6


def scarcities(asked: Asking, run: str, territory: str) -> list[Scarcity]:
    """Return what the gaps of a run lack within a territory, what blocks most first.

    Who can do it and how many are asked for is counted over the whole scope, as people serve beyond their own place.
    """
    key = ("scarce", run, asked.scope.territory, territory, asked.today)
    return asked.view.kept(key, lambda: _scarcities(asked, run, territory))


def _scarcities(asked: Asking, run: str, territory: str) -> list[Scarcity]:
    works = asked.view.works
    gaps = {works.index[one.work]: one for one in gaps_within(asked, run, territory) if one.work in works.index}
    found = matcher.scarcities(
        asked.view.problem,
        asked.today,
        _spent(asked, run),
        [work for work in sorted(gaps) if works.demands[work].wanted],
        asked.scope.territory,
    )
    return [_scarcity(asked, one, gaps) for one in found[:SHOWN]]


def _spent(asked: Asking, run: str) -> NDArray[np.bool_]:
    """Mark who is fully taken by what they have and what the run proposes for them besides."""
    helpers, plan = asked.view.helpers, planned(asked, run)
    proposed = np.zeros(len(helpers), np.int64)
    for number in (helpers.index[helper] for helper in plan.works if helper in helpers.index):
        proposed[number] = undecided(asked.view, plan, helpers.rows[number])
    taken: NDArray[np.bool_] = helpers.load + proposed >= helpers.capacity
    return taken


def _scarcity(asked: Asking, one: Scarce, gaps: dict[int, Suggestion]) -> Scarcity:
    places = sorted({gaps[work].community for work in one.gaps})
    refs = (asked.view.places.short(community) for community in places[:BLOCKED])
    return Scarcity(
        label=one.talent.label,
        have=one.talent.have,
        wanted=one.asked,
        sentence=_sentence(one, len(places)),
        blocked=[ref for ref in refs if ref],
    )


def _sentence(one: Scarce, places: int) -> str:
    if not one.talent.have:
        return f"现在能做的一个也没有，{places} 个社区在等"
    room = f"还有空的 {one.talent.free} 个，但时间、地点或要的东西对不上" if one.talent.free else "都已排满"
    return f"现在能做的只有 {one.talent.have} 个，算上本周建议{room}；还有 {len(one.gaps)} 件没有人做"
