"""Past weeks are read as they were decided: within the scope, the finished runs, oldest first."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from graph_model import match_runs, suggestions
from graph_model.driver import Graph
from graph_model.entities import Category, Review
from graph_model.entities.past import PastSuggestion, PastWeek
from graph_model.entities.terms import Change, Decision, DeclineReason
from graph_model.needs import NEED_CATEGORIES
from graph_model.past_weeks import MOST_WEEKS, find_past_runs, read_week
from graph_model.reviews import REVIEWED_NEEDS, REVIEWS
from graph_model.scope import Scope
from graph_model.skills import CATEGORIES
from graph_model.ties import Tie
from tests.graph_model.district import (
    ALL,
    DISTRICT,
    NORTHERN,
    SOUTHERN,
    THERE,
    a_need,
    a_person,
    a_post,
    a_run,
    a_suggestion,
)

PARTS = '[{"key":"trade","label":"专业对口","points":250000},{"key":"near","label":"就近","points":77000}]'
TODAY = datetime.now(UTC).date()


def past_weeks(graph: Graph, scope: Scope, week: str, limit: int = MOST_WEEKS) -> list[PastWeek]:
    return [read_week(graph, scope, run) for run in find_past_runs(graph, scope, week, limit)]


def test_a_decision_comes_with_its_parts_and_its_reason(district: Graph) -> None:
    post = a_post(district, headcount=2)
    taken, refused = (a_suggestion(post, a_person(district, name), parts=PARTS, score=327_000) for name in ("甲", "乙"))
    match_runs.save_run(district, a_run().model_copy(update={"weights": '{"trade":1000000}'}), [taken, refused])
    suggestions.accept(district, ALL, taken.id)
    suggestions.decline(district, ALL, refused.id, DeclineReason.TIME)
    (week,) = past_weeks(district, ALL, "2026-W47")
    first, second = sorted(week.suggestions, key=lambda one: one.decision)
    assert (week.week, week.weights) == ("2026-W47", '{"trade":1000000}')
    assert (first.decision, first.reason) == (Decision.ACCEPTED, None)
    assert (second.decision, second.reason) == (Decision.DECLINED, DeclineReason.TIME)
    assert first.parts == (("trade", 250_000), ("near", 77_000))
    assert first.decided_on is not None


def test_what_those_served_said_counts_from_the_day_of_the_decision(district: Graph) -> None:
    need = a_need(district)
    CATEGORIES.save(district, Category(id="category-meals", label="送餐"))
    NEED_CATEGORIES.open(district, Tie(need.id, "category-meals"))
    one = a_suggestion(need, a_person(district))
    match_runs.save_run(district, a_run(), [one])
    suggestions.accept(district, ALL, one.id)
    days = [TODAY - timedelta(days=30), TODAY + timedelta(days=2)]
    REVIEWS.save(district, *(Review(id=f"review-{n}", on=day, satisfaction=n + 1) for n, day in enumerate(days)))
    assert REVIEWED_NEEDS.open(district, *(Tie(f"review-{n}", need.id) for n in range(2))) == 2
    (found,) = past_weeks(district, ALL, "2026-W47")[0].suggestions
    assert (found.category, found.satisfactions) == ("category-meals", (2,))


def test_weeks_come_oldest_first_and_no_more_than_asked_for(district: Graph) -> None:
    for week in ("2026-W45", "2026-W47", "2026-W46", "2026-W48"):
        match_runs.save_run(district, a_run(week), [])
    match_runs.begin(district, a_run("2026-W44"))
    assert [one.week for one in past_weeks(district, ALL, "2026-W47")] == ["2026-W45", "2026-W46", "2026-W47"]
    assert [one.week for one in past_weeks(district, ALL, "2026-W47", 2)] == ["2026-W46", "2026-W47"]


def test_a_street_reads_its_own_run_before_that_of_its_district(district: Graph) -> None:
    own = a_run().model_copy(update={"id": f"2026-W47:{NORTHERN.territory}", "territory": NORTHERN.territory})
    match_runs.save_run(district, a_run(), [])
    match_runs.save_run(district, own, [])
    assert [one.run for one in past_weeks(district, NORTHERN, "2026-W47")] == [own.id]
    assert [one.run for one in past_weeks(district, SOUTHERN, "2026-W47")] == [f"2026-W47:{DISTRICT}"]


def test_a_street_reads_only_its_own_suggestions_and_gaps_are_among_them(district: Graph) -> None:
    there = a_suggestion(a_post(district, "乙岗", THERE), None, THERE, change=Change.GAP)
    match_runs.save_run(district, a_run(), [a_suggestion(a_post(district), a_person(district)), there])
    assert [one.helper for one in _of(district, "north")] == ["person-甲"]
    assert [one.helper for one in _of(district, "south")] == [None]


def _of(graph: Graph, street: str) -> tuple[PastSuggestion, ...]:
    scope = replace(ALL, territory={"north": NORTHERN, "south": SOUTHERN}[street].territory)
    return past_weeks(graph, scope, "2026-W47")[0].suggestions
