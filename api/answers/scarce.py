"""稀缺的人与物: what most gaps lack, how much of it there is, and whom that blocks."""

from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.answers.gaps import Planned, gaps_within, planned, undecided
from api.asking import Asking
from api.schemas import Scarcity
from api.schemas.pool import Talent
from graph_model.entities.suggestion import Suggestion
from matching import gaps as matcher
from matching.demand import Demand
from matching.gaps import FEW, Scarce
from matching.nearness import seen

SHOWN: Final = 8
BLOCKED: Final = 4


def scarcities(asked: Asking, run: str, territory: str, *, posts_alone: bool = False) -> list[Scarcity]:
    """Return what the gaps of a run, or those that are posts, lack within a territory, what blocks most first.

    Who can do it and how many are asked for is counted over the whole scope, as people serve beyond their own place.
    """
    key = ("scarce", run, asked.scope.territory, territory, asked.today, posts_alone)
    return asked.view.kept(key, lambda: _scarcities(asked, run, territory, posts_alone=posts_alone))


def talent_of(asked: Asking, plan: Planned, demand: Demand) -> Talent:
    """Return how many can do what a work asks for, in the whole scope, and how many of them still have room."""
    among = seen(asked.view.problem, asked.view.territories.number(asked.scope.territory))
    found = matcher.talent(asked.view.problem, demand, asked.today, _spent(asked, plan), among)
    left = f"还有空的 {found.free:,} {found.counted_by}" if found.free else "都已排满"
    few = "只" if found.have <= FEW else ""
    told = f"全区{few}有 {found.have:,} {found.counted_by}{found.label}，算上本周建议{left}"
    sentence = told if found.have else f"全区没有{found.label}"
    return Talent(label=found.label, have=found.have, free=found.free, few=found.have <= FEW, sentence=sentence)


def _scarcities(asked: Asking, run: str, territory: str, *, posts_alone: bool) -> list[Scarcity]:
    works = asked.view.works
    gaps = {works.index[one.work]: one for one in gaps_within(asked, run, territory) if one.work in works.index}
    if posts_alone:
        gaps = {work: one for work, one in gaps.items() if works.demands[work].row.kind == "post"}
    found = matcher.scarcities(
        asked.view.problem,
        asked.today,
        _spent(asked, planned(asked, run)),
        [work for work in sorted(gaps) if works.demands[work].wanted],
        asked.scope.territory,
    )
    return [_scarcity(asked, one, gaps) for one in found[:SHOWN]]


def _spent(asked: Asking, plan: Planned) -> NDArray[np.bool_]:
    """Mark who is fully taken by what they have and what the run proposes for them besides."""
    helpers = asked.view.helpers
    proposed = np.zeros(len(helpers), np.int64)
    for number in (helpers.index[helper] for helper in plan.works if helper in helpers.index):
        proposed[number] = len(undecided(asked.view, plan, helpers.rows[number]))
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
        blocked_places=len(places),
    )


def _sentence(one: Scarce, places: int) -> str:
    talent, each = one.talent, one.talent.counted_by
    if not talent.have:
        return f"一{each}也没有，{places} 个社区在等"
    room = f"还有空的 {talent.free:,} {each}，但时间、地点等对不上" if talent.free else "都已排满"
    return f"现在只有 {talent.have:,} {each}，算上本周建议{room}；还有 {len(one.gaps):,} 处缺口"
