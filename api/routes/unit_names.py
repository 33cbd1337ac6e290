"""单位叫法: what units are called beside their names."""

from fastapi import APIRouter

from api.answers.unit_names import SHOWN, name_unit, unit_names_answer
from api.deps import Asked
from api.routes.parameters import Key, Limit
from api.schemas.unit_names import NameUnit, UnitNameAnswer, UnitNamesAnswer

router = APIRouter(tags=["疑似同一人"])


@router.get("/unit-names", summary="台账里认不出的单位，像是哪一家")
def get_unit_names(asked: Asked, limit: Limit = None) -> UnitNamesAnswer:
    """List the words that name no registered unit, each with the units it most likely means, and why."""
    return unit_names_answer(asked, limit or SHOWN)


@router.post("/unit-names", summary="认定或收回单位的一个叫法")
def post_unit_name(asked: Asked, body: NameUnit, key: Key = None) -> UnitNameAnswer:
    """Let a unit be called so, and tie whom ledgers said to work there; or take that back."""
    return name_unit(asked, body.unit, body.words, take_back=body.take_back, key=key)
