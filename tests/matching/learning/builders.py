"""Builders of single past decisions, with only what a test is about spelled out."""

from typing import Any

from graph_model.entities.past import PastSuggestion, PastWeek
from graph_model.entities.terms import Decision, DeclineReason, HelperKind, WorkKind
from matching.features import DOCUMENTED


def a_decision(number: int = 1, week: str = "2026-W10", **given: Any) -> PastSuggestion:
    """An accepted suggestion of a person with a full value in every feature."""
    values = dict.fromkeys(DOCUMENTED.points, 1.0) | given.pop("values", {})
    facts = {
        "id": f"{week}:{number:04d}",
        "week": week,
        "work": f"post-{number}",
        "work_kind": WorkKind.POST,
        "community": "330106001001",
        "helper": f"person-{number}",
        "helper_kind": HelperKind.PERSON,
        "category": "category-meals",
        "parts": tuple((key, round(value * DOCUMENTED.points[key])) for key, value in values.items() if value),
        "decision": Decision.ACCEPTED,
    }
    return PastSuggestion(**facts | given)


def a_decline(reason: DeclineReason, number: int = 1, **given: Any) -> PastSuggestion:
    return a_decision(number, **{"decision": Decision.DECLINED, "reason": reason} | given)


def a_week(*suggestions: PastSuggestion, week: str = "2026-W10", **given: Any) -> PastWeek:
    facts = {"weights": DOCUMENTED.to_text(), "objective": 100.0, "bound": 100.0}
    return PastWeek(week=week, run=f"{week}:330106000000", suggestions=suggestions, **facts | given)
