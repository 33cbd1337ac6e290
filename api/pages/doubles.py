"""疑似同一人: two records side by side, what each field weighs, and three buttons; and what units are called."""

from typing import Annotated, Any, Final
from urllib.parse import quote

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, Response

from api.answers.doubles import doubles_answer, find_answer, judge_double, undo_merge
from api.answers.unit_names import name_unit, unit_names_answer
from api.errors import BadQuestion
from api.pages.forms import FormChecked
from api.pages.rendering import Reading, back_to
from api.routes.parameters import Cursor
from graph_model.sealing import open_sealer

router = APIRouter()
PATH: Final = "/doubles"
SHOWN: Final = 10
Words = Annotated[str, Form(max_length=600)]


@router.get(PATH)
def doubles(reader: Reading, cursor: Cursor = None) -> HTMLResponse:
    """Return the page of the pairs that wait, from the cursor on."""
    answer, units = doubles_answer(reader.asked, SHOWN, cursor), unit_names_answer(reader.asked, SHOWN)
    told: dict[str, Any] = {"answer": answer, "units": units, "units_shown": units.items, "cursor": cursor or ""}
    return reader.page("doubles.html", title="疑似同一人", nav="doubles", **told)


@router.post(PATH, dependencies=[FormChecked])
def judge(reader: Reading, one: Words, other: Words, verdict: Words, cursor: Words = "") -> Response:
    """Judge one pair, and return to the rest of its page."""
    page = f"{PATH}?cursor={quote(cursor)}" if cursor else PATH
    try:
        return back_to(page, judge_double(reader.asked, one, other, verdict).sentence)
    except BadQuestion as refused:
        return back_to(page, refused.detail)


@router.post(PATH + "/find", dependencies=[FormChecked])
def find(reader: Reading) -> Response:
    """Look for pairs anew."""
    sealer = open_sealer(reader.parts.settings.data_folder)
    return back_to(PATH, find_answer(reader.asked, sealer).sentence)


@router.post(PATH + "/undo", dependencies=[FormChecked])
def undo(reader: Reading, merge: Words) -> Response:
    """Take a merge back."""
    try:
        return back_to(PATH, undo_merge(reader.asked, merge).sentence)
    except BadQuestion as refused:
        return back_to(PATH, refused.detail)


@router.post(PATH + "/units", dependencies=[FormChecked])
def name(reader: Reading, unit: Words, words: Words) -> Response:
    """Tell what a unit is called."""
    try:
        return back_to(PATH + "#units", name_unit(reader.asked, unit, words).sentence)
    except BadQuestion as refused:
        return back_to(PATH + "#units", refused.detail)
