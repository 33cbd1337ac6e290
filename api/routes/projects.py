"""拟建项目: what this week's gaps could become together, and what blocks most."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.answers.drafting import accept_proposed
from api.answers.projects import blocking_answer, proposed_answer
from api.deps import Asked, AskedAnew
from api.questions import ProjectsQuestion
from api.routes.parameters import Cursor, Key, Limit, Place
from api.schemas import BlockingAnswer, DraftAnswer, ProposedAnswer

router = APIRouter(tags=["拟建项目"])
Lacking = Annotated[
    str | None, Query(max_length=100, description="只看卡在哪一样上的，照回答里的写", examples=["持心理咨询师证的人"])
]

ProposedId = Annotated[str, Path(max_length=60, description="拟建项目的编号", examples=["proposed-9b1c5c7e0f6a4d21"])]


@router.get("/projects/proposed", summary="拟建项目")
def get_proposed(
    asked: AskedAnew, place: Place = None, lacking: Lacking = None, cursor: Cursor = None, limit: Limit = None
) -> ProposedAnswer:
    """List what this week's gaps could become together, the largest first."""
    return proposed_answer(asked, ProjectsQuestion(place, lacking, cursor, limit))


@router.get("/projects/blocking", summary="补上哪一样，能办成最多")
def get_blocking(asked: AskedAnew, place: Place = None) -> BlockingAnswer:
    """List the resources that proposed projects wait for, what unblocks most first."""
    return blocking_answer(asked, place)


@router.post("/projects/proposed/{proposed}/accept", summary="存为草拟项目")
def post_accept(asked: Asked, proposed: ProposedId, place: Place = None, key: Key = None) -> DraftAnswer:
    """Draft a proposed project with its needs; 409 when a need went into another project a moment ago."""
    return accept_proposed(asked, proposed, place, key)
