"""待核实: what to find out first, as a list to work through."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.verifying import verify_answer
from api.pages.chooser import CHOOSER
from api.pages.links import address, pool_href
from api.pages.rendering import Reading
from api.questions import VerifyQuestion

router = APIRouter()
HERE: Final = "/to-verify"
EVERYTHING: Final = "全部"


@router.get(HERE)
def to_verify(
    reader: Reading,
    place: Annotated[str, Query(max_length=200)] = "",
    rule: Annotated[str, Query(max_length=40)] = "",
    span: Annotated[str, Query(max_length=10)] = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """Return one page of what is not known."""
    question = VerifyQuestion(place or None, rule or None, span != EVERYTHING, cursor)
    answer = verify_answer(reader.asked, question)
    told = {"place": place, "rule": rule, "span": span}
    return reader.page(
        "to_verify.html",
        title="待核实",
        nav="to-verify",
        answer=answer,
        rule=rule,
        everything=EVERYTHING,
        post_href=pool_href,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        next_href=address(HERE, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(HERE, told) if cursor else None,
    )
