"""谁能去哪服务, asked by helper: where one person, team, organisation or resource can serve."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse

from api.answers.search import search
from api.answers.where import where_answer
from api.asking import Asking
from api.pages.links import address
from api.pages.rendering import Reading
from api.questions import ALL_KINDS, WhereQuestion
from api.schemas import Hit

router = APIRouter()
PATH: Final = "/who/where"


@router.get(PATH)
def where(
    reader: Reading,
    helper: Annotated[str, Query(max_length=200)] = "",
    q: Annotated[str, Query(max_length=60)] = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """Return the form and, for a helper, the places; a name that fits several asks which one."""
    found = _found(reader.asked, q.strip()) if q.strip() and not helper else []
    chosen = helper or (found[0].id if len(found) == 1 else "")
    answer = where_answer(reader.asked, WhereQuestion(chosen, cursor=cursor)) if chosen else None
    onward = {"helper": chosen}
    return reader.page(
        "where.html",
        title=f"{answer.helper.name}能去哪服务" if answer else "谁能去哪服务",
        nav="who",
        tab="where",
        q=q,
        answer=answer,
        found=found,
        next_href=address(PATH, onward | {"cursor": answer.next_cursor}) if answer and answer.next_cursor else None,
        first_href=address(PATH, onward) if cursor else None,
        page_size=reader.asked.page_size,
    )


def _found(asked: Asking, name: str) -> list[Hit]:
    return [hit for hit in search(asked, name).hits if hit.kind in ALL_KINDS]
