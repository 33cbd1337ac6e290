"""Proposed projects: unmet works of one kind and near each other, put together by a rule that can be read off."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Final

from graph_model.entities.candidates import WorkRow
from graph_model.taxonomy import Category, Taxonomy
from matching.demand import Demand
from matching.likeness import Likeness
from matching.problem import Problem
from matching.territories import NOWHERE
from matching.text import understand
from matching.text.wishes import asks_for_thing

FUNDING: Final = "category-funding"
VENUES: Final = "category-venues"
LEAST: Final = 2
"""So many works make a project; a work on its own stays a need."""
ALIKE: Final = 0.35
"""Titles at least so like each other ask for the same kind of place."""
AREAS: Final = ("subdistrict", "district")
"""How near works must be: first the same subdistrict, what is left over then the same district."""


@dataclass(frozen=True, slots=True)
class Proposed:
    """Works that could be one project.

    Attributes
    ----------
    id : str
        The same for the same works, whatever else there is.
    kind : str
        Id of the kind of work.
    area : int
        Number of the smallest territory of a level of `AREAS` that holds all of it.
    works : tuple of int
        Numbers in the problem, in the order of their ids.
    shared : str or None
        What all titles say, where the titles decided.
    """

    id: str
    kind: str
    area: int
    works: tuple[int, ...]
    shared: str | None


def propose_projects(problem: Problem, works: Iterable[int]) -> tuple[list[Proposed], list[int]]:
    """Put works together that are of one kind, near each other and, where the very place matters, alike.

    Parameters
    ----------
    works : iterable of int
        Works nobody is left for, by number, in any order.

    Returns
    -------
    (list of Proposed, list of int)
        The projects, the largest first and then by id; and the works that stay on their own.
    """
    left = sorted(set(works), key=lambda work: problem.works.demands[work].row.id)
    found: list[Proposed] = []
    for level in AREAS:
        for (kind, area), members in sorted(_buckets(problem, left, level).items()):
            found += [_proposed(problem, kind, area, some) for some in _alike(problem, kind, members)]
        taken = {work for one in found for work in one.works}
        left = [work for work in left if work not in taken]
    return sorted(found, key=lambda one: (-len(one.works), one.id)), left


def kind_of(demand: Demand, taxonomy: Taxonomy) -> str | None:
    """Tell which kind of work a demand is for whoever has to bring it about.

    A wish for a thing is met by giving it, whatever it is filed under; a mandatory skill says more than the category;
    a narrower kind that the title names counts unless it asks for the same papers as the broader one.
    """
    if demand.row.kind == "need" and demand.category != VENUES and asks_for_thing(demand.row.title):
        return FUNDING
    if demand.mandatory:
        trade = taxonomy.category_of_skill(demand.mandatory[0].skill)
        return trade.id if trade else demand.category
    if demand.row.kind != "need" or demand.category is None or taxonomy.categories[demand.category].broader:
        return demand.category
    return _narrower(demand.row.title, taxonomy.categories[demand.category], taxonomy)


def _narrower(title: str, kind: Category, taxonomy: Taxonomy) -> str:
    """Find the narrower kind a title means most, unless it means the kind as a whole or asks for the same papers."""
    meant = (one.category for one in understand(title))
    narrow = next((id_ for id_ in meant if id_ in taxonomy.with_narrower(kind.id)), kind.id)
    same_papers = kind.licence and taxonomy.categories[narrow].licence == kind.licence
    return kind.id if same_papers else narrow


def _buckets(problem: Problem, works: Sequence[int], level: str) -> dict[tuple[str, int], list[int]]:
    """Group works by kind and by the territory of a level they lie in; one that lies in none is left out."""
    buckets: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
    for work in works:
        demand = problem.works.demands[work]
        kind, area = kind_of(demand, problem.taxonomy), problem.territories.at_level(demand.territory, level)
        if kind is not None and area != NOWHERE:
            buckets[kind, area].append(work)
    return buckets


def _alike(problem: Problem, kind: str, works: list[int]) -> list[list[int]]:
    """Split needs of a kind where the very place matters by what their titles say; keep what is enough."""
    placed = [work for work in works if kind == VENUES and problem.works.demands[work].row.kind == "need"]
    titles = [problem.works.demands[work].row.title for work in placed]
    groups = [[placed[n] for n in some] for some in _components(titles)]
    return [some for some in (*groups, [one for one in works if one not in placed]) if len(some) >= LEAST]


def _components(titles: Sequence[str]) -> list[list[int]]:
    """Join titles that are alike, directly or by way of others; the numbers of each group, ascending."""
    likeness, group = Likeness(titles), list(range(len(titles)))
    for number, title in enumerate(titles):
        for other in (likeness.to(title) >= ALIKE).nonzero()[0].tolist():
            first, second = sorted((group[number], group[other]))
            group = [first if one == second else one for one in group]
    return [[n for n, one in enumerate(group) if one == root] for root in sorted(set(group))]


def _proposed(problem: Problem, kind: str, area: int, works: list[int]) -> Proposed:
    rows = [problem.works.demands[work].row for work in works]
    told = "|".join([kind, problem.territories.rows[area].id, *(row.id for row in rows)])
    digest = sha256(told.encode()).hexdigest()[:16]
    return Proposed(f"proposed-{digest}", kind, area, tuple(works), _shared(rows, kind))


def _shared(rows: Sequence[WorkRow], kind: str) -> str | None:
    """Find the title most give, where titles decided what belongs together."""
    if kind != VENUES or rows[0].kind != "need":
        return None
    return min(Counter(row.title for row in rows).items(), key=lambda item: (-item[1], item[0]))[0]
