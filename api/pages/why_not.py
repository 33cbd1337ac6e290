"""为什么不是他: one helper against one work, rule by rule."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.why_not import why_not_answer
from api.pages.links import thing_href, where_href, work_who_href
from api.pages.rendering import Reading

router = APIRouter()
Id = Annotated[str, Query(max_length=200)]


@router.get("/why-not")
def why_not(reader: Reading, helper: Id, work: Id) -> HTMLResponse:
    """Return every finding, what is missing and the smallest change."""
    answer = why_not_answer(reader.asked, helper, work)
    return reader.page(
        "why_not.html",
        title=f"{answer.person.name} × {answer.post.name}",
        nav="who",
        answer=answer,
        crumbs=[("谁能去哪服务", "/who"), (answer.person.name, where_href(helper)), (answer.post.name, "")],
        post_href=thing_href(work.partition("-")[0], work),
        post_who_href=work_who_href(work),
    )
