"""Past weeks as learning reads them: what was suggested, what people decided, what those served said of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime
from typing import Any, Final

import orjson

from graph_model.day import local
from graph_model.driver import Graph
from graph_model.entities.match_run import MatchRun
from graph_model.entities.past import PastSuggestion, PastWeek
from graph_model.entities.terms import Decision, DeclineReason, HelperKind, WorkKind
from graph_model.scope import UP_CLAUSE, Scope

PAST_RUNS_CYPHER: Final = (
    "MATCH (:Territory {id: $root})-[up:PART_OF*0..6]->(t:Territory) WHERE"
    + UP_CLAUSE
    + """
    MATCH (n:MatchRun {territory: t.id})
    WHERE n.state = 'finished' AND n.week <= $week
    RETURN n, size(up) AS steps
    ORDER BY n.week DESC, steps, n.id LIMIT $limit
    """
)
PAST_SUGGESTIONS_CYPHER: Final = (
    "MATCH (s:Suggestion {in_run: $run})-[:IN]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root}) WHERE"
    + UP_CLAUSE
    + """
    RETURN s.id AS id, s.work AS work, s.work_kind AS work_kind, s.helper AS helper, s.helper_kind AS helper_kind,
        s.community AS community, s.decision AS decision
    ORDER BY id
    """
)
DECIDED_CYPHER: Final = (
    "MATCH (s:Suggestion {in_run: $run})-[:IN]->(:Territory)-[up:PART_OF*0..6]->(:Territory {id: $root})"
    " WHERE s.decision <> 'pending' AND"
    + UP_CLAUSE
    + """
    OPTIONAL MATCH (s)-[:OF]->(w)
    RETURN s.id AS id, s.parts AS parts, s.decline_reason AS reason, s.decided_at AS decided_at,
        [(w)-[:ABOUT]->(c:Category) | c.id] AS categories,
        [(w)<-[:OF]-(v:Review) | [toString(v.on), v.satisfaction]] AS reviews
    ORDER BY id
    """
)
MOST_WEEKS: Final = 26
"""Weeks looked back, half a year; older decisions are of other people and other customs."""


def find_past_runs(graph: Graph, scope: Scope, week: str, limit: int = MOST_WEEKS) -> list[MatchRun]:
    """Find the finished runs up to `week` that cover the scope, oldest first; of two of a week, the nearer."""
    rows = graph.rows(PAST_RUNS_CYPHER, root=scope.territory, week=week, limit=limit * 3)
    nearest: dict[str, MatchRun] = {}
    for row in rows:
        run = MatchRun.from_properties(row["n"])
        nearest.setdefault(run.week, run)
    return list(nearest.values())[:limit][::-1]


def read_week(graph: Graph, scope: Scope, run: MatchRun) -> PastWeek:
    """Read what a run suggested within the scope, and what was decided."""
    decided = {row["id"]: row for row in graph.rows(DECIDED_CYPHER, run=run.id, root=scope.territory)}
    rows = graph.rows(PAST_SUGGESTIONS_CYPHER, run=run.id, root=scope.territory)
    return PastWeek(
        week=run.week,
        run=run.id,
        weights=run.weights,
        objective=run.objective or 0.0,
        bound=run.bound or 0.0,
        suggestions=tuple(_suggestion(run.week, row, decided.get(row["id"])) for row in rows),
    )


def _suggestion(week: str, row: dict[str, Any], decided: dict[str, Any] | None) -> PastSuggestion:
    """Make a suggestion of its row; what was decided between the two questions counts as not decided yet."""
    plain = PastSuggestion(
        id=row["id"],
        week=week,
        work=row["work"],
        work_kind=WorkKind(row["work_kind"]),
        community=row["community"],
        helper=row["helper"],
        helper_kind=HelperKind(row["helper_kind"]) if row["helper_kind"] else None,
    )
    return plain if decided is None else replace(plain, decision=Decision(row["decision"]), **_facts(decided))


def _facts(decided: dict[str, Any]) -> dict[str, Any]:
    day = _day(decided["decided_at"])
    return {
        "category": min(decided["categories"], default=None),
        "parts": tuple((part["key"], part["points"]) for part in orjson.loads(decided["parts"] or "[]")),
        "reason": DeclineReason(decided["reason"]) if decided["reason"] else None,
        "decided_on": day,
        "satisfactions": tuple(sorted(_since(day, decided["reviews"]))),
    }


def _day(moment: datetime | None) -> date | None:
    return local(moment).date() if moment else None


def _since(decided: date | None, reviews: list[list[Any]]) -> Iterator[int]:
    """Yield what was said from the day of the decision on; what was said before was of something else."""
    for on, satisfaction in reviews:
        if decided is not None and on and date.fromisoformat(on) >= decided:
            yield satisfaction
