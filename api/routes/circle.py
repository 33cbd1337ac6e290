"""服务圈: who walks ten minutes to a station, where the next helps most, standards, model communities."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.answers.circle import circle_answer
from api.answers.models import models_answer
from api.answers.premises import standard_answer
from api.answers.siting import MOST_STATIONS, STATIONS, next_station_answer
from api.deps import Asked, AskedAnew
from api.questions import CircleQuestion, LikenessQuestion, StandardQuestion
from api.reports.walks import FILE, walks_file
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import CircleAnswer, ModelsAnswer, NextStationAnswer, StandardAnswer

router = APIRouter(tags=["服务圈"])
PartLevel = Annotated[str | None, Query(max_length=20, description="逐个列哪一级：subdistrict community compound")]
PremisesVerdict = Annotated[str | None, Query(max_length=10, description="只看哪种：算数、不算、缺数据")]
Stations = Annotated[int, Query(ge=1, le=MOST_STATIONS, description="再设几处")]


@router.get("/places/circle", summary="10分钟服务圈")
def get_circle(
    asked: AskedAnew, place: Place = None, level: PartLevel = None, cursor: Cursor = None, limit: Limit = None
) -> CircleAnswer:
    """Return the share of residents within ten minutes of a station; missing data is null, never zero."""
    return circle_answer(asked, CircleQuestion(place, level, cursor, limit))


@router.get("/places/next", summary="下一处设在哪里")
def get_next_station(asked: AskedAnew, place: Place = None, stations: Stations = STATIONS) -> NextStationAnswer:
    """Return where the next stations help most: greedily with its bound, and exactly."""
    return next_station_answer(asked, place, stations)


@router.get("/places/standard", summary="设施标准")
def get_standard(
    asked: AskedAnew, place: Place = None, verdict: PremisesVerdict = None, cursor: Cursor = None, limit: Limit = None
) -> StandardAnswer:
    """Return the premises of each community against what the documents set; missing data is null, never zero."""
    return standard_answer(asked, StandardQuestion(place, verdict, cursor, limit))


@router.get("/places/models", summary="社区类型和样板社区")
def get_models(asked: AskedAnew, place: Place = None, cursor: Cursor = None, limit: Limit = None) -> ModelsAnswer:
    """Return the kinds of community, and for each community the nearest models with why."""
    return models_answer(asked, LikenessQuestion(place, cursor, limit))


@router.get(f"/places/{FILE}", summary="要填的路程表", response_class=Response)
def get_walks(asked: Asked) -> Response:
    """Return the ways on foot that decide the circle, for a site's road data to fill in (GONGJIAN_WALKING_LIST)."""
    return walks_file(asked)
