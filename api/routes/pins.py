"""指定和不派: what staff settle before the week is matched."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.answers.pins import lift_pin, pins_answer, settle_pin
from api.deps import Asked, AskedAnew
from api.routes.parameters import Key, Place
from api.schemas.pins import PinAnswer, PinsAnswer, Settle

router = APIRouter(tags=["人岗匹配库"])
PinId = Annotated[str, Path(max_length=600, description="这条指定或不派的编号")]


@router.get("/pins", summary="指定和不派的名单")
def get_pins(asked: AskedAnew, place: Place = None) -> PinsAnswer:
    """List what staff settled and holds, with who, when and why, and whether this week keeps it."""
    return pins_answer(asked, place)


@router.post("/pins", summary="指定谁上岗、谁承担需求，或定为不派")
def post_pin(asked: Asked, body: Settle, key: Key = None) -> PinAnswer:
    """Fix a helper on a work or bar them; a later word on the same pair replaces the earlier."""
    return settle_pin(asked, body.post, body.person, body.kind, body.why, key)


@router.post("/pins/{pin}/undo", summary="撤销指定或不派")
def post_undo_pin(asked: Asked, pin: PinId, key: Key = None) -> PinAnswer:
    """Take back what was settled of a pair; again changes nothing."""
    return lift_pin(asked, pin, key)
