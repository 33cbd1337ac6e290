"""拟建项目: this week's gaps as projects, each with its bundle, and what unblocks most."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.responses import HTMLResponse, RedirectResponse

from api.answers.drafting import accept_proposed
from api.answers.projects import blocking_answer, proposed_answer
from api.pages.chooser import CHOOSER
from api.pages.forms import FormChecked
from api.pages.links import address, thing_href
from api.pages.rendering import Reading, back_to
from api.questions import ProjectsQuestion
from matching.project_words import PART_WORDS, UNIT_WORDS

router = APIRouter()
HERE: Final = "/projects/proposed"
MOST_BLOCKING: Final = 8
STATE_MARKS: Final = {"已有": ("yes", "✓"), "待核实": ("ask", "？"), "缺": ("bad", "✕")}


@router.get(HERE)
def proposed(
    reader: Reading,
    place: Annotated[str, Query(max_length=200)] = "",
    lacking: Annotated[str, Query(max_length=100)] = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """Return one page of proposed projects, under what unblocks most."""
    answer = proposed_answer(reader.asked, ProjectsQuestion(place or None, lacking or None, cursor))
    blocking = blocking_answer(reader.asked, place or None)
    told = {"place": place, "lacking": lacking}
    return reader.page(
        "proposed.html",
        title="拟建项目",
        nav="proposed",
        answer=answer,
        blocking=blocking,
        most=MOST_BLOCKING,
        most_value=max((one.value for one in blocking.items), default=1),
        part_words=PART_WORDS,
        units=UNIT_WORDS,
        state_marks=STATE_MARKS,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        within=place,
        lacking_href=lambda label: address(HERE, {"place": place, "lacking": label}),
        next_href=address(HERE, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(HERE, told) if cursor else None,
    )


@router.post(f"{HERE}/accept", dependencies=[FormChecked])
def accept(
    reader: Reading,
    proposed: Annotated[str, Form(max_length=60)],
    place: Annotated[str, Form(max_length=200)] = "",
) -> RedirectResponse:
    """Draft a proposed project, and lead to its own page."""
    drafted = accept_proposed(reader.asked, proposed, place or None)
    return back_to(thing_href("project", drafted.project.id), drafted.sentence)
