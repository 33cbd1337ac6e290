"""人岗匹配库: the posts, one post with its alternatives, and what a change would do."""

from functools import partial
from typing import Annotated, Final

from fastapi import APIRouter, Form, Query
from starlette.responses import HTMLResponse, RedirectResponse

from api.answers.pins import lift_pin, settle_pin
from api.answers.pool import pool_answer, pool_post_answer
from api.answers.what_if import what_if_answer
from api.pages.choices import category_options
from api.pages.chooser import CHOOSER
from api.pages.forms import FormChecked
from api.pages.links import POOL, address, pool_href, thing_href
from api.pages.rendering import Reader, Reading, back_to
from api.questions import PoolQuestion
from api.schemas import Alternative, PoolPostAnswer
from api.supposing import Wording

router = APIRouter()
SHORT: Final = "还缺人的"
SEAT_MARKS: Final = {
    "值得加": "yes",
    "可加": "info",
    "正好": "no",
    "缺人": "ask",
    "先投保": "ask",
    "没有人": "bad",
    "–": "no",
}
Words = Annotated[str, Query(max_length=200)]


@router.get(POOL)
def pool(
    reader: Reading, place: Words = "", category: Words = "", span: Words = "", cursor: str | None = None
) -> HTMLResponse:
    """Return one page of the posts."""
    question = PoolQuestion(place or None, category or None, span == SHORT, cursor)
    answer = pool_answer(reader.asked, question)
    told = {"place": place, "category": category, "span": span}
    return reader.page(
        "pool.html",
        title="人岗匹配库",
        nav="pool",
        answer=answer,
        span=span,
        only_short=SHORT,
        seat_marks=SEAT_MARKS,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id),
        category_options=category_options(category),
        post_href=pool_href,
        next_href=address(POOL, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(POOL, told) if cursor else None,
    )


@router.get(POOL + "/{post}")
def one_post(reader: Reading, post: str, what: Words = "", helper: Words = "", value: Words = "") -> HTMLResponse:
    """Return one post, or need, with its alternatives and, when something is supposed, what it would do."""
    answer = pool_post_answer(reader.asked, post)
    supposed = what_if_answer(reader.asked, [Wording(what, helper, post, value)]) if what else None
    return reader.page(
        "pool_post.html",
        title=answer.post.work.name,
        nav="pool",
        answer=answer,
        supposed=supposed,
        seats=value if what == "名额" else answer.post.seats + 1,
        what_ifs=[what_ifs(answer, one) for one in answer.alternatives],
        here=pool_href(post),
        helper_href=partial(_helper_href, reader),
        crumbs=[("人岗匹配库", POOL), *((step.name, address(POOL, {"place": step.id})) for step in answer.place.path)],
    )


@router.post(POOL + "/{post}/pins", dependencies=[FormChecked])
def settle(
    reader: Reading,
    post: str,
    person: Annotated[str, Form(max_length=200)],
    kind: Annotated[str, Form(max_length=10)],
    why: Annotated[str, Form(max_length=200)] = "",
) -> RedirectResponse:
    """Fix a helper on a work, or bar them."""
    return back_to(f"{pool_href(post)}#pins", settle_pin(reader.asked, post, person, kind, why).sentence)


@router.post(POOL + "/{post}/pins/undo", dependencies=[FormChecked])
def undo(reader: Reading, post: str, pin: Annotated[str, Form(max_length=600)]) -> RedirectResponse:
    """Take back what was settled of a pair."""
    return back_to(pool_href(post), lift_pin(reader.asked, pin).sentence)


def _helper_href(reader: Reader, helper: str) -> str:
    """Return the page of a helper of any kind."""
    helpers = reader.asked.view.helpers
    return thing_href(helpers.rows[helpers.index[helper]].kind, helper)


def what_ifs(answer: PoolPostAnswer, one: Alternative) -> list[tuple[str, str]]:
    """Return what may be supposed of one alternative, as sentence and address."""
    if one.standing == "本周建议":
        return [("假如不派他", supposing(answer, one, "不派"))]
    alone = [(fact.sentence, supposing(answer, one, fact.what, fact.value)) for fact in one.what_if]
    return [*alone, ("假如定下他", supposing(answer, one, "定人"))]


def supposing(answer: PoolPostAnswer, one: Alternative, what: str, value: str = "") -> str:
    """Return the address that supposes something of one alternative."""
    told = {"what": what, "helper": one.helper.id, "value": value}
    return address(pool_href(answer.post.work.id), told) + "#what-if"
