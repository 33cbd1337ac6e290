"""成表: the lists and records as the forms staff hand in."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, UploadFile
from starlette.responses import Response

from api.answers.files_out import file_answer
from api.answers.forms import FormQuestion
from api.answers.templates import filled_answer
from api.deps import AllParts, Asked
from api.reports.media import file_response
from api.routes.parameters import Place
from graph_model.sealing import open_sealer

router = APIRouter(tags=["成表"])
FormName = Annotated[
    str, Path(max_length=40, description="表名，如 三张清单、服务记录、志愿服务记录；或 日历、名片、服务目录")
]
Ending = Annotated[
    str,
    Path(
        max_length=10,
        description="表是 xlsx，签字的也有 docx，清单也有 csv（带 HXL 标签），日历是 ics，名片是 vcf，服务目录是 json",
    ),
]
Who = Annotated[
    str | None, Query(max_length=200, description="谁的志愿服务记录、日历、名片：人、单位或队伍的编号或名称")
]
PurposeWords = Annotated[
    str | None, Query(max_length=20, description="用途；“出具服务记录”“联系本人”写出同意者的姓名，并记下是谁取用的")
]


@router.get("/forms/{form}.{ending}", summary="一张表、日历或名片", response_class=Response)
def get_form(  # noqa: PLR0913, PLR0917 one parameter of the address each
    asked: Asked,
    parts: AllParts,
    form: FormName,
    ending: Ending,
    place: Place = None,
    who: Who = None,
    purpose: PurposeWords = None,
) -> Response:
    """Return a form as a workbook to print, fill in and hand back; a calendar (ics); contact cards (vcf)."""
    question = FormQuestion(form, place, who, purpose)
    return file_response(*file_answer(asked, question, open_sealer(parts.settings.data_folder), ending=ending))


@router.post("/forms/{form}/filled", summary="按自己的模板成表", response_class=Response)
def post_filled(  # noqa: PLR0913, PLR0917 one parameter of the address each
    asked: Asked,
    parts: AllParts,
    form: FormName,
    file: UploadFile,
    place: Place = None,
    who: Who = None,
    purpose: PurposeWords = None,
) -> Response:
    """Return a template (xlsx or docx, `{{列名}}` where something is to be written) filled, its formats kept."""
    sealer = open_sealer(parts.settings.data_folder)
    question = FormQuestion(form, place, who, purpose)
    return file_response(*filled_answer(asked, question, sealer, file.filename or "", file.file))
