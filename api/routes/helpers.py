"""谁能去哪服务: who can serve at a place, where a helper can serve, why not, and all at a glance."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from api.answers.overview import overview_answer
from api.answers.where import where_answer
from api.answers.who import who_answer
from api.answers.why_not import why_not_answer
from api.deps import AskedAnew
from api.questions import WhereQuestion, WhoQuestion
from api.routes.parameters import Cursor, KindWords, Limit, Place, SlotWords, VerdictWords, Work
from api.schemas import Overview, WhereAnswer, WhoAnswer, WhyNotAnswer

router = APIRouter(tags=["谁能去哪服务"])


def who_question(  # noqa: PLR0913, PLR0917 a query string has as many parameters as it has
    place: Place = None,
    work: Work = "",
    slot: SlotWords = None,
    kind: KindWords = None,
    verdict: VerdictWords = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> WhoQuestion:
    """Return the question a query string asks."""
    return WhoQuestion(place, work, tuple(slot or ()), tuple(kind or ()), tuple(verdict or ()), cursor, limit)


def where_question(
    helper: Annotated[str, Query(max_length=200, description="人员、团队、单位或资源的编号，或不重名的名称")],
    place: Place = None,
    verdict: VerdictWords = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> WhereQuestion:
    """Return the question a query string asks."""
    return WhereQuestion(helper, place, tuple(verdict or ()), cursor, limit)


@router.get("/who", summary="谁能去")
def get_who(asked: AskedAnew, question: Annotated[WhoQuestion, Depends(who_question)]) -> WhoAnswer:
    """Rank those who can serve at a place, each with reasons that can be checked."""
    return who_answer(asked, question)


@router.get("/where", summary="能去哪")
def get_where(asked: AskedAnew, question: Annotated[WhereQuestion, Depends(where_question)]) -> WhereAnswer:
    """Rank the posts and needs one helper can serve."""
    return where_answer(asked, question)


@router.get("/why-not", summary="为什么不是他")
def get_why_not(
    asked: AskedAnew,
    person: Annotated[str, Query(max_length=200, description="人员（或团队、单位）的编号，或不重名的名称")],
    post: Annotated[str, Query(max_length=200, description="岗位或需求的编号，或不重名的名称")],
) -> WhyNotAnswer:
    """Tell every finding about one helper and one post, and the smallest change that would make it 符合."""
    return why_not_answer(asked, person, post)


@router.get("/overview", summary="全区一览")
def get_overview(asked: AskedAnew, place: Place = None) -> Overview:
    """Count, for every part of a place and kind of work, who can, who is free, what is asked; holes are marked."""
    return overview_answer(asked, place)
