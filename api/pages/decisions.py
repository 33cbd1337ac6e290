"""Staff's decisions on the week: accept, decline with a reason, undo; a row comes back, or the page again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form
from starlette.responses import HTMLResponse, Response

from api.answers.decisions import accept_suggestion, decline_suggestion, undo_suggestion
from api.answers.week import week_answer
from api.errors import AlreadyDecided, PlaceTaken, ServiceError, describe
from api.pages.forms import FormChecked, by_htmx, safe_way_back
from api.pages.links import row_id
from api.pages.rendering import Reader, Reading, back_to
from api.pages.week import PATH, row_context
from api.questions import WeekQuestion
from api.schemas import Decision, Problem, Suggestion
from api.schemas.weeks import DeclineReason
from graph_model.errors import GraphError

router = APIRouter(prefix=PATH, dependencies=[FormChecked])
CONFLICT: Final = 409


@dataclass(frozen=True, slots=True)
class Submission:
    """A decision form as it came: who sent it, on which suggestion, from which page."""

    reader: Reading
    suggestion: Annotated[str, Form(max_length=600)]
    back: Annotated[str, Form(max_length=1000)] = PATH


Submitted = Annotated[Submission, Depends(Submission)]


@router.post("/accept")
def accept_one(sent: Submitted) -> Response:
    """Accept a suggestion."""
    return _decided(sent, lambda: accept_suggestion(sent.reader.asked, sent.suggestion))


@router.post("/decline")
def decline_one(
    sent: Submitted, reason: Annotated[DeclineReason, Form()], note: Annotated[str, Form(max_length=500)] = ""
) -> Response:
    """Decline a suggestion for a reason of the closed list."""
    return _decided(sent, lambda: decline_suggestion(sent.reader.asked, sent.suggestion, reason, note))


@router.post("/undo")
def undo_one(sent: Submitted) -> Response:
    """Take a decision back."""
    return _decided(sent, lambda: undo_suggestion(sent.reader.asked, sent.suggestion))


@router.post("/accept-all")
def accept_all(
    reader: Reading,
    place: Annotated[str, Form(max_length=200)],
    back: Annotated[str, Form(max_length=1000)] = PATH,
) -> Response:
    """Accept what waits and is eligible in one community; a place taken meanwhile is told, not forced."""
    answer = week_answer(reader.asked, WeekQuestion(place=place, decision="待定"))
    waiting = [one.id for group in answer.communities for one in group.suggestions if one.verdict == "符合"]
    taken = sum(not _accepted(reader, suggestion) for suggestion in waiting)
    left = f"，{taken} 条的名额刚被别人用掉，请再看一眼" if taken else ""
    return back_to(safe_way_back(back), f"{answer.place.name}：采纳了 {len(waiting) - taken} 条{left}。")


def _accepted(reader: Reader, suggestion: str) -> bool:
    try:
        accept_suggestion(reader.asked, suggestion)
    except (PlaceTaken, AlreadyDecided):
        return False
    return True


def _decided(sent: Submission, decide: Callable[[], Decision]) -> Response:
    if not by_htmx(sent.reader.request):
        return back_to(f"{safe_way_back(sent.back)}#{row_id(sent.suggestion)}", decide().sentence)
    try:
        return _row(sent, decide().suggestion)
    except (ServiceError, GraphError) as refusal:
        problem = describe(refusal, sent.reader.request.url.path).problem
        if problem.status != CONFLICT:
            raise
        return _refused(sent, problem)


def _row(sent: Submission, suggestion: Suggestion) -> HTMLResponse:
    reader = sent.reader.after()
    answer = week_answer(reader.asked, WeekQuestion(limit=1))
    return reader.page(
        "week_part.html", s=suggestion, counts=answer.counts, changes=answer.changes, **row_context(sent.back)
    )


def _refused(sent: Submission, problem: Problem) -> HTMLResponse:
    """Return the sentence alone, to stand under the buttons of its row."""
    response = sent.reader.page("week_refused.html", code=CONFLICT, problem=problem, back=safe_way_back(sent.back))
    response.headers["HX-Retarget"] = f"#{row_id(sent.suggestion)} .row-says"
    response.headers["HX-Reswap"] = "outerHTML"
    return response
