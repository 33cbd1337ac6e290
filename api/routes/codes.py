"""区划代码: which set of division codes holds, and how old it is."""

from fastapi import APIRouter

from api.answers.codes import codes_answer
from api.deps import AskedAnew
from api.schemas.codes import CodesAnswer

router = APIRouter(tags=["区域"])


@router.get("/codes", summary="区划代码用的哪一套、多旧")
def get_codes(asked: AskedAnew) -> CodesAnswer:
    """Tell which set of division codes holds, its age, and how many units of each level stand."""
    return codes_answer(asked.graph, [asked.scope], asked.today)
