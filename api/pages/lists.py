"""三张清单: resources, needs and projects, with posts and problems beside them, paged."""

from typing import Annotated, Final

from fastapi import APIRouter, Path, Query
from starlette.responses import HTMLResponse, RedirectResponse, Response

from api.answers.files_out import file_answer
from api.answers.forms import FORM_OF, FormQuestion
from api.answers.lists import list_answer
from api.pages.choices import LIST_KINDS, LIST_STATUSES
from api.pages.chooser import CHOOSER
from api.pages.links import address
from api.pages.rendering import Reading
from api.reports.media import file_response
from graph_model.sealing import open_sealer

router = APIRouter()
FIRST: Final = "/lists/resource"
FileName = Annotated[str, Path(max_length=40)]
Words = Annotated[str, Query(max_length=200)]


@router.get("/lists")
def lists() -> RedirectResponse:
    """Lead to the first of the lists."""
    return RedirectResponse(FIRST, status_code=307)


@router.get("/lists/forms/{form}.{ending}")
def form_file(  # noqa: PLR0913, PLR0917 one parameter of the address each
    reader: Reading, form: FileName, ending: FileName, place: Words = "", who: Words = "", purpose: Words = ""
) -> Response:
    """Return a list, or the three of them, as the form staff hand in; or a calendar, or contact cards."""
    question = FormQuestion(form, place or None, who or None, purpose or None)
    sealer = open_sealer(reader.parts.settings.data_folder)
    return file_response(*file_answer(reader.asked, question, sealer, ending=ending))


@router.get("/lists/{kind}")
def one_list(
    reader: Reading,
    kind: str,
    place: Words = "",
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
