"""协作图谱: units where they stand, and what tied them over the last quarters."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers.picture import picture_answer
from api.deps import AskedAnew
from api.questions import PictureQuestion
from api.routes.parameters import Place
from api.schemas import PictureAnswer

router = APIRouter(tags=["联盟强度"])
Alliance = Annotated[str | None, Query(max_length=100, description="只看一个联盟的成员：联盟或大党委的编号")]


@router.get("/picture", summary="协作图谱")
def get_picture(asked: AskedAnew, place: Place = None, alliance: Alliance = None) -> PictureAnswer:
    """Return units with fixed positions and their ties, a column a quarter; no person is among them."""
    return picture_answer(asked, PictureQuestion(place, alliance))
