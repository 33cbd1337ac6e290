"""What the matcher reads: helpers, works and territories of a scope, all of them or just some ids."""

import gc
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Final

from graph_model.day import today
from graph_model.driver import Graph
from graph_model.entities.candidates import HelperRow, TerritoryRow, WorkRow
from graph_model.other_rows import OTHER_KINDS, other_row, read_others
from graph_model.person_rows import person_row, read_persons, read_persons_by_id
from graph_model.scope import TERRITORIES_WITHIN_CLAUSE, Scope
from graph_model.successions import read_successions
from graph_model.surroundings import Surroundings, read_surroundings, read_surroundings_by_id
from graph_model.work_rows import read_needs, read_posts

TERRITORIES_HERE_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    RETURN DISTINCT t.id AS id, t.name AS name, t.level AS level, t.kind AS kind, t.households AS households,
        t.population AS population, t.valid_until AS valid_until, coalesce(t.former_names, []) AS former_names,
        [(t)-[r:PART_OF]->(p:Territory) WHERE coalesce(r.until, $day) >= $day | p.id] AS parents
    """
)


def read_helpers(
    graph: Graph, scope: Scope, ids: Collection[str] | None = None, day: date | None = None
) -> list[HelperRow]:
    """Read who could serve within a scope, ordered by id, as of a day (today when none is given).

    With `ids` only those are read: ids of works or of things outside the scope are passed over.
    """
    on = day or today()
    with no_collecting():
        rows = all_helpers(graph, scope, on) if ids is None else some_helpers(graph, scope, on, ids)
        return sorted(rows, key=lambda row: row.id)


def all_helpers(graph: Graph, scope: Scope, day: date) -> list[HelperRow]:
    """Read every helper."""
    around = read_surroundings(graph, day)
    rows = [person_row(home, person, around, day) for home, person in read_persons(graph, scope, day)]
    for kind in OTHER_KINDS:
        rows += [other_row(kind, row, around) for row in read_others(graph, scope, day, kind, None)]
    return rows


def some_helpers(graph: Graph, scope: Scope, day: date, ids: Collection[str]) -> list[HelperRow]:
    """Read helpers by id, and around them only what they touch."""
    persons = read_persons_by_id(graph, scope, day, sorted(one for one in set(ids) if one.startswith("person-")))
    others = [(kind, row) for kind in OTHER_KINDS for row in read_others(graph, scope, day, kind, ids)]
    deeds = [*(person.deeds for _, person in persons), *(row["deeds"] for _, row in others)]
    around: Surroundings = read_surroundings_by_id(
        graph,
        day,
        organisations=(unit for _, person in persons for unit in person.organisations),
        teams=(team for _, person in persons for team in person.teams),
        activities=(activity for parts in deeds for activity, _ in parts),
    )
    rows = [person_row(home, person, around, day) for home, person in persons]
    return rows + [other_row(kind, row, around) for kind, row in others]


def read_works(
    graph: Graph, scope: Scope, ids: Collection[str] | None = None, day: date | None = None
) -> list[WorkRow]:
    """Read the posts and needs within a scope, ordered by id, as of a day (today when none is given)."""
    on = day or today()
    rows = [*read_posts(graph, scope, on, ids), *read_needs(graph, scope, on, ids)]
    return sorted(rows, key=lambda row: row.id)


def read_territories(graph: Graph, scope: Scope) -> list[TerritoryRow]:
    """Read the territories of a scope from its root down, ordered by id; the root's own parent is told as well."""
    day = today()
    rows = graph.rows(TERRITORIES_HERE_CYPHER, root=scope.territory, day=day, today=day)
    took_over = read_successions(graph).took_over(day)
    found = [
        TerritoryRow(
            id=row["id"],
            name=row["name"],
            level=row["level"],
            parent=min(row["parents"], default=None),
            kind=row["kind"],
            households=row["households"],
            population=row["population"],
            valid_until=row["valid_until"],
            took_over=took_over.get(row["id"], ()),
            former_names=tuple(row["former_names"]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda row: row.id)


@contextmanager
def no_collecting() -> Iterator[None]:
    """Hold back the cycle collector: millions of new values without a cycle, and it looks at them again and again."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
