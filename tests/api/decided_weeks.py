"""Past weeks of the small district, decided as people of a known taste would: saved as runs are, seeded."""

from datetime import UTC, datetime

import orjson

from graph_model.driver import Graph
from graph_model.entities import MatchRun, Suggestion
from graph_model.entities.past import PastSuggestion
from graph_model.match_runs import save_run
from matching.features import DOCUMENTED
from tests.api.small_district import DISTRICT, FIRST, SECOND
from tests.matching.learning.simulation import past_weeks

PEOPLE = ("person-chen", "person-zhou", "person-li", "person-zhao", "person-sun")
WORKS = ("post-repair", "post-other")
DECIDED = datetime(2026, 3, 1, tzinfo=UTC)


def decide_past_weeks(graph: Graph, weeks: int = 8, each: int = 60) -> None:
    """Save finished weeks whose every suggestion is decided."""
    for week in past_weeks(weeks=weeks, each=each):
        run = MatchRun(
            id=f"{week.week}:{DISTRICT}",
            week=week.week,
            territory=DISTRICT,
            inputs="decided",
            weights=DOCUMENTED.to_text(),
            objective=10.0,
            bound=10.0,
        )
        save_run(graph, run, [_line(run, number, one) for number, one in enumerate(week.suggestions)])


def _line(run: MatchRun, number: int, one: PastSuggestion) -> Suggestion:
    work = WORKS[number % len(WORKS)]
    return Suggestion(
        id=f"{run.id}:{work}:{number}",
        in_run=run.id,
        work=work,
        work_kind="post",
        helper=PEOPLE[number % len(PEOPLE)],
        helper_kind="person",
        community=(FIRST, SECOND)[number % 2],
        verdict=2,
        parts=orjson.dumps([{"key": key, "points": points} for key, points in one.parts]).decode(),
        decision=one.decision,
        decline_reason=one.reason,
        decided_by="张三",
        decided_at=DECIDED,
    )
