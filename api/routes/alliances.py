"""联盟强度: which alliances there are, and how strong one is for what it is meant to be."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.responses import Response

from api.answers.alliance import alliance_answer
from api.answers.alliances import alliances_answer
from api.deps import Asked, AskedAnew
from api.questions import AlliancesQuestion
from api.reports.alliance_files import response_of
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import AllianceAnswer, AlliancesAnswer

router = APIRouter(tags=["联盟强度"])
FileForm = Annotated[str, Path(max_length=10, description="html docx xlsx 是报告，graphml gexf csv 是网络")]
AllianceId = Annotated[str, Path(max_length=100, description="联盟、大党委的编号，或区的代码")]
Level = Annotated[
    str | None, Query(max_length=20, description="层级：district subdistrict community compound，committee 是大党委")
]
QuarterWords = Annotated[
    str | None, Query(max_length=20, description="季度，如 2026Q3，或一周，如 2026-W47；不写是本季度截至今天")
]


@router.get("/alliances", summary="联盟强度的名单")
def get_alliances(  # noqa: PLR0913, PLR0917 one parameter of the address each
    asked: AskedAnew,
    place: Place = None,
    level: Level = None,
    quarter: QuarterWords = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> AlliancesAnswer:
    """List alliances by level, place and name, each described in a line; they are never ranked."""
    return alliances_answer(asked, AlliancesQuestion(place, level, quarter, cursor, limit))


@router.get("/alliances/{id}", summary="一个联盟的强度")
def get_alliance(asked: AskedAnew, id: AllianceId, quarter: QuarterWords = None) -> AllianceAnswer:  # noqa: A002
    """Return verdict, measures, loss drill and proposals; what is undefined is null, with the reason."""
    return alliance_answer(asked, id, quarter)


@router.get("/alliances/{id}/file.{form}", summary="一个联盟的报告或网络", response_class=Response)
def get_alliance_file(asked: Asked, id: AllianceId, form: FileForm, quarter: QuarterWords = None) -> Response:  # noqa: A002
    """Return the report as html, docx or xlsx, or the network as graphml, gexf or csv."""
    return response_of(alliance_answer(asked, id, quarter), form)
