"""Territories: by code, old or new, and who belonged to one on a day."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from api.answers.territories import people_answer, territory_answer
from api.deps import AskedAnew
from api.questions import PeopleQuestion
from api.routes.parameters import Cursor, Limit
from api.schemas import PeopleOnADay, TerritoryAnswer

router = APIRouter(prefix="/territories", tags=["区域"])
Code = Annotated[
    str, Path(max_length=200, description="12 位代码（旧代码也行）或名称", examples=["330106008001", "330106008090"])
]


def people_question(
    code: Code,
    as_of: Annotated[
        str | None, Query(max_length=20, description="截至哪一天；不写就是今天", examples=["2025-06-01"])
    ] = None,
    way: Annotated[
        list[str] | None,
        Query(description="哪种身份，可写多个：居住 报到 在驻区单位工作 承担岗位或需求 在服务这里的队伍 联系包干"),
    ] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> PeopleQuestion:
    """Return the question a query string asks."""
    return PeopleQuestion(code, as_of, tuple(way or ()), cursor, limit)


@router.get("/{code}", summary="区域")
def get_territory(asked: AskedAnew, code: Code) -> TerritoryAnswer:
    """Return one territory; the old code of a merged or split one answers with what took its place, and says so."""
    return territory_answer(asked, code)


@router.get("/{code}/people", summary="截至某日，谁属于这里")
def get_people(asked: AskedAnew, question: Annotated[PeopleQuestion, Depends(people_question)]) -> PeopleOnADay:
    """List who lived, reported, worked or served here on a day, by the divisions of that day."""
    return people_answer(asked, question)
