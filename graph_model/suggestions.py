"""Suggestions of a weekly run: by community, a page at a time, with counts; deciding on them is in `decisions`."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_model.claims import Left, left_of
from graph_model.day import today
from graph_model.decisions import (
    Outcome,
    accept,
    accept_in,
    decline,
    decline_in,
    undo,
    undo_in,
)
from graph_model.driver import Graph, native
from graph_model.entities.suggestion import Suggestion
from graph_model.entities.terms import Change, Decision
from graph_model.match_runs import SAVE_SUGGESTIONS_CYPHER
from graph_model.nodes import ScopedNodes
from graph_model.scope import THING_WITHIN_CLAUSE, UP_CLAUSE, Scope

__all__ = [
    "SUGGESTIONS",
    "CommunityCount",
    "Counts",
    "Filters",
    "Listed",
    "Outcome",
    "accept",
    "accept_in",
    "communities_of",
    "counts_of",
    "decline",
    "decline_in",
    "get_listed",
    "listed",
    "listed_in",
    "undo",
    "undo_in",
]

FIND_SUGGESTIONS_CYPHER: Final = (
    "UNWIND $ids AS id MATCH (n:Suggestion {id: id}) WHERE " + THING_WITHIN_CLAUSE + " RETURN n"
)
COMMUNITIES_CYPHER: Final = (
    "MATCH (s:Suggestion {in_run: $run})-[:IN]->(t:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """
      AND t.id > $after
      AND ($decision IS NULL OR s.decision = $decision AND s.helper IS NOT NULL)
      AND ($change IS NULL OR s.change = $change)
      AND ($work IS NULL OR s.work = $work) AND ($helper IS NULL OR s.helper = $helper)
    RETURN t.id AS id, t.name AS name, count(s) AS suggestions
    ORDER BY id LIMIT $limit
    """
)
LISTED_CYPHER: Final = (
    "MATCH (s:Suggestion {in_run: $run})-[:IN]->(t:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """
      AND t.id IN $communities
      AND ($decision IS NULL OR s.decision = $decision AND s.helper IS NOT NULL)
      AND ($change IS NULL OR s.change = $change)
      AND ($work IS NULL OR s.work = $work) AND ($helper IS NULL OR s.helper = $helper)
    OPTIONAL MATCH (s)-[:OF]->(w)
    OPTIONAL MATCH (s)-[:PROPOSES]->(h)
    RETURN s AS n, t.name AS community_name, coalesce(w.title, s.work) AS work_title, w.headcount AS headcount,
        [(w)<-[r:FILLS|ASSIGNED_TO]-()
            WHERE coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today | r.quantity] AS taken,
        w.quantity AS quantity, w.unit AS unit, coalesce(h.name, h.title) AS helper_name
    ORDER BY t.id, s.change = 'gap', s.work, s.score DESC, s.id
    """
)
LISTED_BY_ID_CYPHER: Final = (
    "MATCH (s:Suggestion {id: $id})-[:IN_RUN]->(:MatchRun {state: 'finished'})"
    " MATCH (s)-[:IN]->(t:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """
    OPTIONAL MATCH (s)-[:OF]->(w)
    OPTIONAL MATCH (s)-[:PROPOSES]->(h)
    RETURN s AS n, t.name AS community_name, coalesce(w.title, s.work) AS work_title, w.headcount AS headcount,
        [(w)<-[r:FILLS|ASSIGNED_TO]-()
            WHERE coalesce(r.since, $today) <= $today AND coalesce(r.until, $today) >= $today | r.quantity] AS taken,
        w.quantity AS quantity, w.unit AS unit, coalesce(h.name, h.title) AS helper_name
    LIMIT 1
    """
)
COUNTS_CYPHER: Final = (
    "MATCH (s:Suggestion {in_run: $run})-[:IN]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """
    RETURN s.decision AS decision, s.change AS change, s.verdict AS verdict, count(s) AS suggestions
    """
)

SUGGESTIONS: Final = ScopedNodes(Suggestion, SAVE_SUGGESTIONS_CYPHER, FIND_SUGGESTIONS_CYPHER)


@dataclass(frozen=True, slots=True)
class Filters:
    """Which suggestions to list; None means all, and of a decision there are no gaps: nobody can decide on them."""

    decision: Decision | None = None
    change: Change | None = None
    work: str | None = None
    helper: str | None = None

    def parameters(self) -> dict[str, str | None]:
        """Give the filters as the texts name them."""
        return {
            "decision": self.decision.value if self.decision else None,
            "change": self.change.value if self.change else None,
            "work": self.work,
            "helper": self.helper,
        }


@dataclass(frozen=True, slots=True)
class CommunityCount:
    """A community with the number of its suggestions."""

    id: str
    name: str
    suggestions: int


@dataclass(frozen=True, slots=True)
class Listed:
    """A suggestion with the names staff read and what its work asks for right now.

    `left` is counted as decisions count it; its units are in `unit`.
    """

    suggestion: Suggestion
    community_name: str
    work_title: str
    helper_name: str | None
    left: Left
    unit: str | None

    @property
    def remaining(self) -> float:
        """What the work still asks for: in its unit when it is counted, else in helpers."""
        return float(self.left.places) if self.left.units is None else self.left.units


@dataclass(frozen=True, slots=True)
class Counts:
    """How many suggestions of a run there are by decision, by change and by verdict; gaps are no suggestions."""

    suggestions: int
    gaps: int
    decisions: dict[str, int]
    changes: dict[str, int]
    pending_verdicts: dict[int, int]


def communities_of(  # noqa: PLR0913, PLR0917 - a page has that many parts
    graph: Graph, scope: Scope, run: str, filters: Filters = Filters(), after: str = "", limit: int = 20
) -> list[CommunityCount]:
    """List the communities of a run within the scope, by id; the last id is the cursor `after` of the next page."""
    rows = graph.rows(
        COMMUNITIES_CYPHER, run=run, root=scope.territory, after=after, limit=limit, **filters.parameters()
    )
    return [CommunityCount(row["id"], row["name"], row["suggestions"]) for row in rows]


def listed(
    graph: Graph, scope: Scope, run: str, communities: Sequence[str], filters: Filters = Filters()
) -> list[Listed]:
    """List the suggestions of some communities, by community and work, best first, gaps last."""
    rows = graph.rows(
        LISTED_CYPHER, run=run, root=scope.territory, communities=list(communities), **filters.parameters()
    )
    return [listed_of(row) for row in rows]


def get_listed(graph: Graph, scope: Scope, id: str) -> Listed | None:  # noqa: A002 - the property's own name
    """Find one suggestion with its names, or None when it is not within the scope."""
    rows = graph.rows(LISTED_BY_ID_CYPHER, id=id, root=scope.territory)
    return listed_of(rows[0]) if rows else None


def listed_in(tx: ManagedTransaction, scope: Scope, id: str) -> Listed | None:  # noqa: A002 - the property's own name
    """Find one suggestion with its names as it stands within a transaction under way."""
    row = tx.run(LISTED_BY_ID_CYPHER, id=id, root=scope.territory, today=today()).single()
    return listed_of({name: native(row[name]) for name in row.keys()}) if row else None  # noqa: SIM118 a record yields values


def listed_of(row: dict[str, Any]) -> Listed:
    """Make a listed suggestion of its row."""
    return Listed(
        suggestion=Suggestion.from_properties(row["n"]),
        community_name=row["community_name"],
        work_title=row["work_title"],
        helper_name=row["helper_name"],
        left=left_of(row["quantity"], row["headcount"], row["taken"]),
        unit=row["unit"],
    )


def counts_of(graph: Graph, scope: Scope, run: str) -> Counts:
    """Count the suggestions of a run within the scope."""
    rows = graph.rows(COUNTS_CYPHER, run=run, root=scope.territory)
    real = [row for row in rows if row["change"] != Change.GAP]
    waiting = [row for row in real if row["decision"] == Decision.PENDING and row["verdict"] is not None]
    total = sum(row["suggestions"] for row in real)
    gaps = sum(row["suggestions"] for row in rows) - total
    return Counts(total, gaps, tally(real, "decision"), tally(rows, "change"), tally(waiting, "verdict"))


def tally(rows: Sequence[dict[str, Any]], by: str) -> dict[Any, int]:
    """Sum the counts by one column, in the order of its values."""
    sums: dict[Any, int] = {}
    for row in sorted(rows, key=lambda row: str(row[by])):
        sums[row[by]] = sums.get(row[by], 0) + row["suggestions"]
    return sums
