"""疑似同一人: two records side by side, what each field weighs, and three buttons."""

from typing import Annotated, Final

from fastapi import APIRouter, Form
from starlette.responses import HTMLResponse, Response

from api.answers.doubles import doubles_answer, find_answer, judge_double, undo_merge
from api.errors import BadQuestion
from api.pages.forms import FormChecked
from api.pages.rendering import Reading, back_to
from graph_model.sealing import open_sealer

router = APIRouter()
PATH: Final = "/doubles"
SHOWN: Final = 10
Words = Annotated[str, Form(max_length=600)]


@router.get(PATH)
def doubles(reader: Reading) -> HTMLResponse:
    """Return the page of the pairs that wait."""
    return reader.page("doubles.html", title="疑似同一人", nav="doubles", answer=doubles_answer(reader.asked, SHOWN))


@router.post(PATH, dependencies=[FormChecked])
def judge(reader: Reading, one: Words, other: Words, verdict: Words) -> Response:
    """Judge one pair, and return to the rest."""
    try:
        return back_to(PATH, judge_double(reader.asked, one, other, verdict).sentence)
    except BadQuestion as refused:
        return back_to(PATH, refused.detail)


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
