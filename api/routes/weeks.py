"""本周建议: what the weekly match proposes, and what staff decide."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.desk import desk_answer
from api.answers.week import week_answer
from api.deps import Asked, AskedAnew
from api.questions import WeekQuestion
from api.routes.parameters import Cursor, Key, Limit, Place
from api.schemas import Decision, DeskAnswer, WeekAnswer
from api.schemas.weeks import Change, DecisionState, Decline

router = APIRouter(tags=["本周建议"])
Week = Annotated[str, Path(max_length=20, description="ISO 周", examples=["2026-W47"])]
SuggestionId = Annotated[str, Path(max_length=600, description="建议的编号")]


def week_question(  # noqa: PLR0913, PLR0917 a query string has as many parameters as it has
    week: Week,
    place: Place = None,
    decision: Annotated[DecisionState | None, Query(description="只看哪种决定")] = None,
    change: Annotated[Change | None, Query(description="只看哪种变化")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> WeekQuestion:
    """Return the question a query string asks."""
    return WeekQuestion(week, place, decision, change, cursor, limit)


@router.get("/weeks/{week}/suggestions", summary="一周的建议")
def get_suggestions(asked: AskedAnew, question: Annotated[WeekQuestion, Depends(week_question)]) -> WeekAnswer:
    """List suggestions and gaps by community, a page of communities at a time."""
    return week_answer(asked, question)


@router.get("/desk", summary="工作台")
def get_desk(asked: AskedAnew) -> DeskAnswer:
    """Tell what waits this week, and coverage at a glance."""
    return desk_answer(asked)


@router.post("/suggestions/{suggestion}/accept", summary="采纳")
def post_accept(asked: Asked, suggestion: SuggestionId, key: Key = None) -> Decision:
    """Accept a suggestion; 409 when the last place went to someone else a moment ago."""
    return accept_suggestion(asked, suggestion, key)


@router.post("/suggestions/{suggestion}/decline", summary="不采纳")
def post_decline(asked: Asked, suggestion: SuggestionId, body: Decline, key: Key = None) -> Decision:
    """Decline a suggestion with a reason from the list; 其他 needs a note."""
    return decline_suggestion(asked, suggestion, body.reason, body.note, key)


@router.post("/suggestions/{suggestion}/undo", summary="撤回决定")
def post_undo(asked: Asked, suggestion: SuggestionId, key: Key = None) -> Decision:
    """Take a decision back; the place is free again."""
    return undo_suggestion(asked, suggestion, key)
