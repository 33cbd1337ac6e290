"""目标看板: every number the documents set, its live value and the rows behind it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers.targets import target_answer, targets_answer
from api.deps import Asked, AskedAnew
from api.questions import TargetQuestion
from api.reports.annex import AnnexForm, annex_file
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import TargetAnswer, TargetsAnswer

router = APIRouter(tags=["目标看板"])
TargetId = Annotated[str, Path(max_length=60, description="目标的编号", examples=["s0-upper-alliances"])]
FileForm = Annotated[AnnexForm, Path(description="xlsx 或 docx")]
RowFilter = Annotated[str | None, Query(max_length=10, description="只看哪种行：算数、不算、缺数据")]


@router.get("/targets", summary="目标看板")
def get_targets(asked: AskedAnew, place: Place = None) -> TargetsAnswer:
    """List every number the documents set with its live value; missing data is null, never zero."""
    return targets_answer(asked, place)


@router.get("/annexes/annex-2.{form}", summary="附件2，填好目前情况", response_class=Response)
def get_annex(asked: Asked, form: FileForm, place: Place = None) -> Response:
    """Return annex 2 in its own shape with the live column filled."""
    return annex_file(targets_answer(asked, place), form)


@router.get("/targets/{target}", summary="一个目标的逐条数据")
def get_target(  # noqa: PLR0913, PLR0917 one parameter of the address each
    asked: AskedAnew,
    target: TargetId,
    place: Place = None,
    row: RowFilter = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> TargetAnswer:
    """List the rows behind a number, those that do not count first, and its weeks."""
    return target_answer(asked, target, TargetQuestion(place, row, cursor, limit))
