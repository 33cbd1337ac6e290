"""What a finished run left open and whom it proposes for what, and which of that nobody has decided yet."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from api.asking import Asking
from api.snapshot import View
from graph_model.entities.candidates import HelperRow
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import Change
from graph_model.match_runs import suggestions_of
from matching.demand import Demand


@dataclass(frozen=True, slots=True)
class Planned:
    """The gaps of a run, the works it proposes for each helper, whom it proposes for each work, by id; and how much.

    `units` are by helper and work, one where the suggestion is not counted.
    """

    gaps: tuple[Suggestion, ...]
    works: Mapping[str, Sequence[str]]
    helpers: Mapping[str, Sequence[str]]
    units: Mapping[tuple[str, str], float] = field(default_factory=dict)


NOTHING_PLANNED: Final = Planned((), MappingProxyType({}), MappingProxyType({}))


def planned(asked: Asking, run: str) -> Planned:
    """Return what a finished run planned, read once for as long as the service runs."""
    return asked.view.kept_for_good(("planned", run), lambda: _planned(asked, run))


def _planned(asked: Asking, run: str) -> Planned:
    lines = suggestions_of(asked.graph, asked.view.scope(asked.scope.user), run)
    gaps = tuple(one for one in lines if one.change is Change.GAP)
    works, helpers = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    units: dict[tuple[str, str], float] = {}
    for one in lines:
        if one.helper is not None:
            works[one.helper].append(one.work)
            helpers[one.work].append(one.helper)
            units[one.helper, one.work] = one.quantity or 1.0
    return Planned(gaps, MappingProxyType(dict(works)), MappingProxyType(dict(helpers)), MappingProxyType(units))


def undecided(view: View, plan: Planned, row: HelperRow) -> list[Demand]:
    """List the works that a run proposes for a helper who has neither taken nor declined them since."""
    proposed = plan.works.get(row.id)
    if not proposed:
        return []
    decided, works = {work for work, _ in row.commitments}.union(row.refused), view.works
    return [works.demands[works.index[work]] for work in proposed if work not in decided and work in works.index]


def proposed_for(view: View, plan: Planned, demand: Demand) -> tuple[str, ...]:
    """Return whom a run proposes for a work and nobody has declined or accepted yet."""
    helpers, work = view.helpers, demand.row.id
    known = ((helper, helpers.index.get(helper)) for helper in plan.helpers.get(work, ()))
    decided = set(helpers.refused.get(work, ())) | set(helpers.engaged.get(work, ()))
    return tuple(helper for helper, number in known if number is not None and number not in decided)


def left_open(view: View, plan: Planned, demand: Demand) -> int:
    """Count the seats of a work that are left once all that is proposed for it is accepted."""
    return max(0, demand.seats - len(proposed_for(view, plan, demand)))


def gaps_within(asked: Asking, run: str, territory: str) -> list[Suggestion]:
    """Return the gaps of a run within a territory, in the order of their ids."""
    tree = asked.view.territories
    outer = tree.number(territory)
    return [one for one in planned(asked, run).gaps if tree.contains(outer, tree.number(one.community))]
