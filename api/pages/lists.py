"""三张清单: resources, needs and projects, with posts and problems beside them, paged."""

from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Path, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.answers.forms import FORM_OF, form_answer, key_of
from api.answers.lists import list_answer
from api.pages.choices import LIST_KINDS, LIST_STATUSES
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.rendering import Reading
from api.reports.media import XLSX
from graph_model.sealing import open_sealer

router = APIRouter()
FIRST: Final = "/lists/resource"


@router.get("/lists")
def lists() -> RedirectResponse:
    """Lead to the first of the lists."""
    return RedirectResponse(FIRST, status_code=307)


@router.get("/lists/forms/{form}.xlsx")
def form_file(
    reader: Reading, form: Annotated[str, Path(max_length=40)], place: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """Return a list, or the three of them, as the form staff hand in."""
    key = key_of(open_sealer(reader.parts.settings.data_folder).identity_key)
    name, content = form_answer(reader.asked, form, place or None, key)
    told = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}", "Cache-Control": "no-store"}
    return Response(content, media_type=XLSX, headers=told)


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
        form=FORM_OF.get(kind),
        first_href=address(here, told) if cursor else None,
    )
