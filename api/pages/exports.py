"""导出成表: every form that can be taken away, and a site's own template filled with one."""

from typing import Annotated, Final

from fastapi import APIRouter, Form, Query, UploadFile
from starlette.responses import HTMLResponse, Response

from api.answers.files_out import TAGGED
from api.answers.forms import FORM_NAMES, KEPT_NAMES, SIGNED_NAMES, FormQuestion, heads_of
from api.answers.service_record import SERVICE_FORM
from api.answers.templates import filled_answer
from api.pages.chooser import CHOOSER
from api.pages.forms import FormChecked
from api.pages.links import address
from api.pages.rendering import Reading
from api.pages.targets import ANNEX
from api.reports.annex import WRITERS
from api.reports.media import file_response
from graph_model.sealing import open_sealer

router = APIRouter()
PATH: Final = "/forms"
Words = Annotated[str, Form(max_length=200)]


@router.get(PATH)
def forms(reader: Reading, place: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Return the list of forms of a place, and the template's own form."""
    number = reader.asked.view.find_place(place or None, reader.asked.scope)
    ref = reader.asked.view.place_ref(number)
    return reader.page(
        "forms.html",
        title="导出成表",
        nav="forms",
        place=ref,
        place_options=CHOOSER.options(reader.asked.view.places, ref.id),
        forms=[(name, name in SIGNED_NAMES, name in KEPT_NAMES, heads_of(name)) for name in FORM_NAMES],
        service_form=SERVICE_FORM,
        tagged=TAGGED,
        annexes=[(form, address(f"{ANNEX}.{form}", {"place": ref.id})) for form in WRITERS],
    )


@router.post(PATH, dependencies=[FormChecked])
def fill(  # noqa: PLR0913, PLR0917 one field of the form each
    reader: Reading, file: UploadFile, form: Words, place: Words = "", who: Words = "", purpose: Words = ""
) -> Response:
    """Return the template that was sent, filled."""
    question = FormQuestion(form, place or None, who.strip() or None, purpose or None)
    sealer = open_sealer(reader.parts.settings.data_folder)
    return file_response(*filled_answer(reader.asked, question, sealer, file.filename or "", file.file))
