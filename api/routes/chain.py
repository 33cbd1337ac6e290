"""组织链: how far the chain of party organisations reaches, and where it is broken."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers.chain import chain_answer
from api.deps import AskedAnew
from api.questions import ChainQuestion
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import ChainAnswer

router = APIRouter(tags=["组织链"])
LinkKey = Annotated[str | None, Query(max_length=40, description="只看哪一环的空白", examples=["pairing"])]


@router.get("/chain", summary="组织链")
def get_chain(
    asked: AskedAnew, place: Place = None, link: LinkKey = None, cursor: Cursor = None, limit: Limit = None
) -> ChainAnswer:
    """Return coverage at each link, the tree, and one page of holes with who is near."""
    return chain_answer(asked, ChainQuestion(place, link, cursor, limit))
