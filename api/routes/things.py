"""Single records, the lists, and search."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from api.answers.lists import list_answer
from api.answers.search import search
from api.answers.things import thing_answer
from api.deps import AskedAnew
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import ListAnswer, SearchAnswer, ThingAnswer

router = APIRouter(tags=["人员、单位、清单"])
Id = Annotated[str, Path(max_length=200)]
ListKind = Annotated[str, Path(pattern="^(resource|need|project|problem|post|wish)$", description="哪张清单")]


@router.get("/persons/{id_}", summary="人员")
def get_person(asked: AskedAnew, id_: Id) -> ThingAnswer:
    """Return one person; phone and ID number are never shown here."""
    return thing_answer(asked, "person", id_)


@router.get("/organisations/{id_}", summary="单位")
def get_organisation(asked: AskedAnew, id_: Id) -> ThingAnswer:
    """Return one organisation."""
    return thing_answer(asked, "organisation", id_)


@router.get("/teams/{id_}", summary="团队")
def get_team(asked: AskedAnew, id_: Id) -> ThingAnswer:
    """Return one team."""
    return thing_answer(asked, "team", id_)


@router.get("/resources/{id_}", summary="资源")
def get_resource(asked: AskedAnew, id_: Id) -> ThingAnswer:
    """Return one resource."""
    return thing_answer(asked, "resource", id_)


@router.get("/posts/{id_}", summary="岗位")
def get_post(asked: AskedAnew, id_: Id) -> ThingAnswer:
    """Return one post."""
    return thing_answer(asked, "post", id_)


@router.get("/needs/{id_}", summary="需求")
def get_need(asked: AskedAnew, id_: Id) -> ThingAnswer:
    """Return one need."""
    return thing_answer(asked, "need", id_)


@router.get("/lists/{kind}", summary="清单")
def get_list(  # noqa: PLR0913, PLR0917 a query string has as many parameters as it has
    asked: AskedAnew,
    kind: ListKind,
    place: Place = None,
    status: Annotated[str | None, Query(max_length=20, description="状态，如 待对接")] = None,
    cursor: Cursor = None,
    limit: Limit = None,
) -> ListAnswer:
    """Return one page of one of the lists."""
    return list_answer(asked, kind, place, status, cursor, limit)


@router.get("/search", summary="搜索")
def get_search(
    asked: AskedAnew,
    q: Annotated[str, Query(max_length=100, description="人员、单位、社区、需求的名称")],
    limit: Limit = None,
) -> SearchAnswer:
    """Find records by name."""
    return search(asked, q, limit or 20)
