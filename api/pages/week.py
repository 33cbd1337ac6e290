"""本周建议: what the week proposes, and staff's decisions on it."""

from dataclasses import dataclass, replace
from functools import partial
from typing import Annotated, Any, Final
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Depends, Query
from starlette.responses import HTMLResponse

from api.answers.week import week_answer
from api.pages.choices import CHANGES, DECISIONS, DECLINE_REASONS
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.marks import week_label
from api.pages.rendering import Reading
from api.questions import WeekQuestion
from api.schemas import CommunitySuggestions, Suggestion

router = APIRouter()
PATH: Final = "/week"
GAP: Final = "缺口"
COMMUNITIES: Final = 6
"""Communities shown at once; a community has a dozen lines or more."""


@dataclass(frozen=True, slots=True)
class WeekForm:
    """Which part of the week is looked at."""

    place: str
    decision: str
    change: str
    cursor: str | None

    def question(self) -> WeekQuestion:
        """Return the question of the service."""
        return WeekQuestion(
            None, self.place or None, self.decision or None, self.change or None, self.cursor, COMMUNITIES
        )

    def href(self, **changed: Any) -> str:  # noqa: ANN401 a field of the form
        """Return the address of this form with some fields changed, from the first page on unless said."""
        form = replace(self, **({"cursor": None} | changed))
        told = {"place": form.place, "decision": form.decision, "change": form.change, "cursor": form.cursor}
        return address(PATH, told)


async def form_of(
    place: Annotated[str, Query(max_length=200)] = "",
    decision: Annotated[str, Query(max_length=10)] = "",
    change: Annotated[str, Query(max_length=10)] = "",
    cursor: str | None = None,
) -> WeekForm:
    """Read the form back; a coroutine, so that it costs no thread."""
    return WeekForm(place, decision, change, cursor)


@router.get(PATH)
def week(reader: Reading, form: Annotated[WeekForm, Depends(form_of)]) -> HTMLResponse:
    """Return the week, community by community."""
    answer = week_answer(reader.asked, form.question())
    return reader.page(
        "week.html",
        title="本周建议",
        nav="week",
        answer=answer,
        asked=form,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        decisions=DECISIONS,
        changes_list=CHANGES,
        week_label=week_label(answer.week),
        next_href=form.href(cursor=answer.next_cursor) if answer.next_cursor else None,
        first_href=form.href() if form.cursor else None,
        eligible_pending=eligible_pending,
        making=reader.parts.weeks.making,
        **row_context(form.href(cursor=form.cursor)),
    )


def form_at(back: str) -> WeekForm:
    """Return which part of the week an address shows; all of it for the address of another page.

    >>> form_at("/week?place=330106008001&change=新增").place
    '330106008001'
    """
    told = urlsplit(back)
    given = dict(parse_qsl(told.query)) if told.path == PATH else {}
    return WeekForm(given.get("place", ""), given.get("decision", ""), given.get("change", ""), None)


def row_context(back: str) -> dict[str, Any]:
    """Return what a row needs besides its suggestion, and where its forms lead back to."""
    return {
        "back": back,
        "problem": None,
        "decline_reasons": DECLINE_REASONS,
        "counts_href": partial(_counts_href, form_at(back).place),
    }


def _counts_href(place: str, filtered: str) -> str:
    return address(PATH, {"place": place, "change" if filtered == GAP else "decision": filtered})


def eligible_pending(group: CommunitySuggestions) -> int:
    """Return how many of a community's suggestions could be accepted at once."""
    return sum(one.decision == "待定" and can_go(one) for one in group.suggestions)


def can_go(suggestion: Suggestion) -> bool:
    """Whether a suggestion that waits is eligible, and its work has room for it yet."""
    return suggestion.verdict == "符合" and suggestion.work.remaining > 0
