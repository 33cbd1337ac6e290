"""人岗匹配库, and what a change would do."""

from typing import Annotated

from fastapi import APIRouter, Body, Path, Query
from pydantic import BaseModel, ConfigDict, Field

from api.answers.pool import pool_answer, pool_post_answer
from api.answers.what_if import what_if_answer
from api.deps import Asked, AskedAnew
from api.questions import PoolQuestion
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import PoolAnswer, PoolPostAnswer, WhatIfAnswer
from api.supposing import Wording

router = APIRouter(tags=["人岗匹配库"])
MOST_FACTS = 50


class SupposedFact(BaseModel):
    """One supposed fact."""

    model_config = ConfigDict(extra="forbid")

    what: str = Field(max_length=20, description="名额、投保、上限、加证、有空、定人、不派", examples=["名额"])
    helper: str = Field(default="", max_length=200, description="谁：编号")
    work: str = Field(default="", max_length=200, description="哪件事：编号", examples=["post-1"])
    value: str = Field(default="", max_length=100, description="改成什么：几个、哪种证书、哪个半天", examples=["3"])


@router.get("/pool", summary="人岗匹配库")
def get_pool(  # noqa: PLR0913, PLR0917 a query string has as many parameters as it has
    asked: AskedAnew,
    place: Place = None,
    category: Annotated[str | None, Query(max_length=40, description="类别，如 物业维修")] = None,
    only_short: Annotated[bool, Query(description="只列还缺人的")] = False,  # noqa: FBT002 a query
    cursor: Cursor = None,
    limit: Limit = None,
) -> PoolAnswer:
    """List the posts with who does them and who is proposed, those short of most people first."""
    return pool_answer(asked, PoolQuestion(place, category, only_short, cursor, limit))


@router.get("/pool/{post}", summary="一个岗位的备选")
def get_pool_post(asked: AskedAnew, post: Annotated[str, Path(max_length=200)]) -> PoolPostAnswer:
    """Return one post with the ten who fit best and are not doing it yet."""
    return pool_post_answer(asked, post)


@router.post("/what-if", summary="假设一下")
def post_what_if(
    asked: Asked, facts: Annotated[list[SupposedFact], Body(min_length=1, max_length=MOST_FACTS)]
) -> WhatIfAnswer:
    """Work the week out with supposed facts; nothing is changed."""
    return what_if_answer(asked, [Wording(one.what, one.helper, one.work, one.value) for one in facts])
