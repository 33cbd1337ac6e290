"""待核实: what to find out first."""

from typing import Annotated

from fastapi import APIRouter, Query

from api.answers.verifying import verify_answer
from api.deps import AskedAnew
from api.questions import VerifyQuestion
from api.routes.parameters import Cursor, Limit, Place
from api.schemas import VerifyAnswer

router = APIRouter(tags=["待核实"])


@router.get("/to-verify", summary="先核实什么")
def get_to_verify(  # noqa: PLR0913, PLR0917 a query string has as many parameters as it has
    asked: AskedAnew,
    place: Place = None,
    rule: Annotated[str | None, Query(max_length=40, description="哪条规则：键或名称，如 consent 或 本人同意")] = None,
    only_gaps: Annotated[bool, Query(description="只列能补上本周缺口的；false 为全部")] = True,  # noqa: FBT002 a query
    cursor: Cursor = None,
    limit: Limit = None,
) -> VerifyAnswer:
    """List what is not known and alone stands in the way, the answer that fills most gaps first."""
    return verify_answer(asked, VerifyQuestion(place, rule, only_gaps, cursor, limit))
