"""稀缺的人与物: what most gaps lack, how much of it there is, and whom that blocks."""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from api.answers.gaps import gaps_within, planned
from api.asking import Asking
from api.schemas import Scarcity
from matching.gaps import Talent, talent

SHOWN: Final = 8
BLOCKED: Final = 6


def scarcities(asked: Asking, run: str, territory: str) -> list[Scarcity]:
    """Return what the gaps of a run lack within a territory, what would help most first."""
    return asked.view.kept(("scarce", run, territory, asked.today), lambda: _scarcities(asked, run, territory))


def _scarcities(asked: Asking, run: str, territory: str) -> list[Scarcity]:
    spent = _spent(asked, run)
    groups: dict[str, list[tuple[Talent, str]]] = {}
    for gap in gaps_within(asked, run, territory):
        number = asked.view.works.index.get(gap.work)
        if number is not None:
            lacking = talent(asked.view.problem, asked.view.works.demands[number], asked.today, spent)
            groups.setdefault(lacking.key, []).append((lacking, gap.community))
    scarce = [gaps for _, gaps in sorted(groups.items()) if gaps[0][0].free <= len(gaps)]
    found = [_scarcity(asked, gaps) for gaps in scarce]
    return sorted(found, key=lambda one: (-one.wanted, one.label))[:SHOWN]


def _spent(asked: Asking, run: str) -> NDArray[np.bool_]:
    """Mark who is fully taken by what they have and what the run proposes for them."""
    helpers, works = asked.view.helpers, planned(asked, run).works
    proposed = np.zeros(len(helpers), np.int64)
    for helper, number in works.items():
        if helper in helpers.index:
            proposed[helpers.index[helper]] = number
    taken: NDArray[np.bool_] = helpers.load + proposed >= helpers.capacity
    return taken


def _scarcity(asked: Asking, gaps: Sequence[tuple[Talent, str]]) -> Scarcity:
    lacking, places = gaps[0][0], sorted({community for _, community in gaps})
    if not lacking.have:
        sentence = f"全区一个也没有，{len(places)} 个社区在等"
    else:
        free = f"本周还有空的 {lacking.free} 个" if lacking.free else "本周都已排满"
        sentence = f"全区只有 {lacking.have} 个，{free}；再有 1 个，就多解 1 处缺口"
    refs = (asked.view.places.short(community) for community in places[:BLOCKED])
    return Scarcity(
        label=lacking.label,
        have=lacking.have,
        wanted=len(gaps),
        sentence=sentence,
        blocked=[ref for ref in refs if ref],
    )
