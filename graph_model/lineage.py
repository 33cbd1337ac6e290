"""Where needs come from and where they went: the problems behind them, the projects that take them up."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from graph_model.day import today
from graph_model.driver import Graph
from graph_model.nodes import batches
from graph_model.scope import TERRITORIES_WITHIN_CLAUSE, THING_WITHIN_CLAUSE, Scope

PROBLEMS_BEHIND_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (w:Need {id: id})<-[:LEADS_TO]-(n:Problem) WHERE "
    + THING_WITHIN_CLAUSE
    + " RETURN w.id AS need, n.id AS id, n.title AS title ORDER BY need, id"
)
PROJECTS_TAKING_UP_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (w:Need {id: id})<-[:ADDRESSES]-(n:Project) WHERE n.status IN $standing AND "
    + THING_WITHIN_CLAUSE
    + " RETURN w.id AS need, n.id AS id, n.title AS title ORDER BY need, id"
)
STANDING_PROJECTS_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    MATCH (t)<-[:IN]-(n:Project)-[:ABOUT]->(c:Category)
    WHERE n.status IN $standing
    RETURN n.id AS id, n.title AS title, min(t.id) AS place, min(c.id) AS category ORDER BY id
    """
)
SAMPLE_NEEDS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Need {id: id}) WHERE n.sample AND " + THING_WITHIN_CLAUSE + " RETURN n.id AS id"
)
STANDING: Final = ("draft", "open", "in_progress", "paused")
"""A project of such a status still takes its needs up."""
ASKED_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Titled:
    """A problem or project by id and title."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A project under way, with the territory it lies in and its kind of work."""

    id: str
    title: str
    place: str
    category: str


def problems_behind(graph: Graph, scope: Scope, needs: Iterable[str]) -> dict[str, list[Titled]]:
    """Find the problems that led to needs, by id of the need; those outside the scope are left out."""
    found: defaultdict[str, list[Titled]] = defaultdict(list)
    for some in batches(sorted(set(needs)), ASKED_AT_ONCE):
        for row in graph.rows(PROBLEMS_BEHIND_CYPHER, ids=some, root=scope.territory, today=today()):
            found[row["need"]].append(Titled(row["id"], row["title"]))
    return dict(found)


def projects_taking_up(graph: Graph, scope: Scope, needs: Iterable[str]) -> dict[str, list[Titled]]:
    """Find the projects not yet ended that take needs up, by id of the need; those outside the scope are left out."""
    found: defaultdict[str, list[Titled]] = defaultdict(list)
    asked = {"root": scope.territory, "standing": list(STANDING)}
    for some in batches(sorted(set(needs)), ASKED_AT_ONCE):
        for row in graph.rows(PROJECTS_TAKING_UP_CYPHER, ids=some, today=today(), **asked):
            found[row["need"]].append(Titled(row["id"], row["title"]))
    return dict(found)


def standing_projects(graph: Graph, scope: Scope) -> list[Standing]:
    """List the projects not yet ended within a scope, ordered by id."""
    rows = graph.rows(STANDING_PROJECTS_CYPHER, root=scope.territory, today=today(), standing=list(STANDING))
    return [Standing(row["id"], row["title"], row["place"], row["category"]) for row in rows]


def sample_needs(graph: Graph, scope: Scope, needs: Iterable[str]) -> set[str]:
    """Find which needs are records of the sample district."""
    found: set[str] = set()
    for some in batches(sorted(set(needs)), ASKED_AT_ONCE):
        rows = graph.rows(SAMPLE_NEEDS_CYPHER, ids=some, root=scope.territory, today=today())
        found.update(row["id"] for row in rows)
    return found
