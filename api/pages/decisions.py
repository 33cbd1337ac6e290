"""Staff's decisions on the week: accept, decline with a reason, undo; a row comes back, or the page again."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any, Final

from fastapi import APIRouter, Depends, Form
from starlette.responses import HTMLResponse, Response

from api.answers.decisions import (
    accept_suggestion,
    accept_suggestions,
    decline_suggestion,
    standing_suggestion,
    undo_suggestion,
)
from api.answers.week import week_answer
from api.asking import Asking
from api.errors import BadQuestion, ServiceError, Stopped, describe
from api.pages.forms import FormChecked, by_htmx, safe_way_back
from api.pages.links import row_id
from api.pages.rendering import Reading, back_to
from api.pages.week import PATH, WeekForm, can_go, form_at, row_context
from api.questions import WeekQuestion
from api.schemas import Decision, PlaceRef, Problem, Suggestion
from api.schemas.weeks import DeclineReason
from graph_model.errors import GraphBusy, GraphError

router = APIRouter(prefix=PATH, dependencies=[FormChecked])
ABOUT_THE_ROW: Final = frozenset({409, 422})
FAULTS: Final = 500
TOGETHER: Final = 100
"""Suggestions accepted in one transaction: a community has fewer, and nobody else waits long for the lock."""
WAITING: Final = frozenset({"", "待定"})
"""Filters by decision under which a community has a button that accepts all."""
WIDER: Final = frozenset({"district", "subdistrict"})


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
    """Accept what waits and is eligible in one community; what others did meanwhile is told, not forced."""
    community, waiting = _waiting(reader.asked, place, form_at(back).change)
    told = accept_each(waiting, lambda some: accept_suggestions(reader.asked, some))
    return back_to(safe_way_back(back), f"{community.name}：{told}")


def _waiting(asked: Asking, place: str, change: str) -> tuple[PlaceRef, list[str]]:
    """Return a place, and what waits, is eligible and is shown of it alone, without the places below it."""
    answer = week_answer(asked, WeekQuestion(place=place, decision="待定", change=change or None))
    groups = [group for group in answer.communities if group.place.id == answer.place.id]
    if not groups and answer.place.level in WIDER:
        raise BadQuestion(f"{answer.place.name}不是一个社区。请一个社区一个社区地采纳。", place=place)
    return answer.place, [one.id for group in groups for one in group.suggestions if can_go(one)]


def accept_each(suggestions: Sequence[str], accept: Callable[[Sequence[str]], list[Exception]]) -> str:
    """Accept suggestions, up to a hundred together, and say how many were, and why the others were not.

    Raises
    ------
    Stopped
        The graph went away on the way; the sentence tells how far it got.
    """
    refused = Counter[str]()
    for begin in range(0, len(suggestions), TOGETHER):
        some = suggestions[begin : begin + TOGETHER]
        try:
            refused.update(describe(refusal, "").problem.title for refusal in accept(some))
        except (ServiceError, GraphError) as broken:
            problem = describe(broken, "").problem
            if problem.status >= FAULTS and not isinstance(broken, GraphBusy):
                left = len(suggestions) - begin
                raise Stopped(f"{_accepted(begin, refused)}还有 {left} 条没有做完。{problem.detail}") from broken
            refused[problem.title] += len(some)
    return _accepted(len(suggestions), refused)


def _accepted(tried: int, refused: Counter[str]) -> str:
    causes = "、".join(f"{title} {count} 条" for title, count in sorted(refused.items()))
    left = f"，{refused.total()} 条没有采纳（{causes}），请再看一眼" if refused else ""
    return f"采纳了 {tried - refused.total()} 条{left}。"


def _decided(sent: Submission, decide: Callable[[], Decision]) -> Response:
    if not by_htmx(sent.reader.request):
        return back_to(f"{safe_way_back(sent.back)}#{row_id(sent.suggestion)}", decide().sentence)
    try:
        return _row(sent, decide().suggestion)
    except (ServiceError, GraphError) as refusal:
        problem = describe(refusal, sent.reader.request.url.path).problem
        if problem.status not in ABOUT_THE_ROW:
            raise
        return _refused(sent, problem)


def _row(sent: Submission, suggestion: Suggestion, problem: Problem | None = None) -> HTMLResponse:
    """Return the row as it is now and the counts with it; what was refused stands under its buttons."""
    reader = sent.reader.after()
    form = form_at(sent.back)
    answer = week_answer(reader.asked, WeekQuestion(place=form.place or None, limit=1))
    return reader.page(
        "week_part.html",
        code=problem.status if problem else HTTPStatus.OK,
        s=suggestion,
        counts=answer.counts,
        changes=answer.changes,
        **_all_of(reader.asked, suggestion, form),
        **row_context(sent.back) | {"problem": problem},
    )


def _all_of(asked: Asking, suggestion: Suggestion, form: WeekForm) -> dict[str, Any]:
    """Return the community of a suggestion and how many of it can still be accepted at once; nothing for a closed work.

    A list of what is decided already has no such button.
    """
    tree, number = asked.view.territories, asked.view.works.index.get(suggestion.work.id)
    if number is None or form.decision not in WAITING:
        return {"community": None}
    territory = asked.view.works.demands[number].row.territory
    community = tree.rows[tree.community_of(tree.number(territory))].id
    place, waiting = _waiting(asked, community, form.change)
    return {"community": place, "ready": len(waiting)}


def _refused(sent: Submission, problem: Problem) -> HTMLResponse:
    """Return the row anew with the sentence when others were first, else the sentence alone, to stand in its row."""
    if problem.status == HTTPStatus.CONFLICT:
        response = _row(sent, standing_suggestion(sent.reader.after().asked, sent.suggestion), problem)
        response.headers["HX-Retarget"] = f"#{row_id(sent.suggestion)}"
    else:
        response = sent.reader.page("week_refused.html", code=problem.status, problem=problem)
        response.headers["HX-Retarget"] = f"#{row_id(sent.suggestion)} .row-says"
    response.headers["HX-Reswap"] = "outerHTML"
    return response
