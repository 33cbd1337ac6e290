"""稀缺的人与物: what most gaps lack, how much of it there is, and whom that blocks."""

from collections.abc import Iterable
from typing import Final

from api.asking import Asking
from api.schemas import Ref, Scarcity
from graph_model.entities.terms import Change
from graph_model.match_runs import find_run, suggestions_of
from graph_model.scope import Scope
from matching.gaps import Talent, talent

SHOWN: Final = 8
BLOCKED: Final = 6


def scarcities(asked: Asking, scope: Scope) -> list[Scarcity]:
    """Return what the gaps of this week lack, what would help most first."""
    return asked.view.kept(("scarce", scope.territory, asked.today), lambda: _scarcities(asked, scope))


def _scarcities(asked: Asking, scope: Scope) -> list[Scarcity]:
    groups: dict[str, list[tuple[Talent, str]]] = {}
    for work, community in _gaps(asked, scope):
        number = asked.view.works.index.get(work)
        if number is not None:
            lacking = _talent(asked, number)
            groups.setdefault(lacking.key, []).append((lacking, community))
    found = [_scarcity(asked, gaps) for _, gaps in sorted(groups.items())]
    return sorted(found, key=lambda one: (-one.wanted, one.label))[:SHOWN]


def _gaps(asked: Asking, scope: Scope) -> Iterable[tuple[str, str]]:
    run = find_run(asked.graph, scope, asked.week)
    for one in suggestions_of(asked.graph, scope, run.id) if run else ():
        if one.change is Change.GAP:
            yield one.work, one.community


def _talent(asked: Asking, work: int) -> Talent:
    helpers = asked.view.helpers
    return talent(asked.view.problem, asked.view.works.demands[work], asked.today, helpers.load >= helpers.capacity)


def _scarcity(asked: Asking, gaps: list[tuple[Talent, str]]) -> Scarcity:
    lacking, places = gaps[0][0], sorted({community for _, community in gaps})
    have = f"全区有 {lacking.have} 个，有空的 {lacking.free} 个" if lacking.have else "全区一个也没有"
    refs = (asked.view.places.short(community) for community in places[:BLOCKED])
    return Scarcity(
        label=lacking.label,
        have=lacking.have,
        wanted=len(gaps),
        sentence=f"{have}；每多 1 个，就多解 1 处缺口，涉及 {len(places)} 个社区",
        blocked=[Ref(id=ref.id, name=ref.name) for ref in refs if ref],
    )
