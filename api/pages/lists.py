"""三张清单: resources, needs and projects, with posts and problems beside them, paged."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, RedirectResponse

from api.answers.lists import list_answer
from api.pages.choices import LIST_KINDS, LIST_STATUSES
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.rendering import Reading

router = APIRouter()
FIRST: Final = "/lists/resource"


@router.get("/lists")
def lists() -> RedirectResponse:
    """Lead to the first of the lists."""
    return RedirectResponse(FIRST, status_code=307)


@router.get("/lists/{kind}")
def one_list(
    reader: Reading,
    kind: str,
    place: Annotated[str, Query(max_length=200)] = "",
    status: Annotated[str, Query(max_length=20)] = "",
    cursor: str | None = None,
) -> HTMLResponse:
    """Return one page of one list."""
    answer = list_answer(reader.asked, kind, place or None, status or None, cursor)
    told = {"place": place, "status": status}
    here = f"/lists/{kind}"
    return reader.page(
        "lists.html",
        title=f"{answer.kind_label}清单",
        nav="lists",
        answer=answer,
        kinds=LIST_KINDS,
        statuses=LIST_STATUSES,
        status=status,
        place_options=CHOOSER.options(reader.asked.view.places, answer.place.id if answer.place else ""),
        next_href=address(here, told | {"cursor": answer.next_cursor}) if answer.next_cursor else None,
        first_href=address(here, told) if cursor else None,
    )
