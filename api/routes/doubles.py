"""疑似同一人: pairs that wait for staff, judged, merged and parted again."""

from typing import Annotated

from fastapi import APIRouter, Path

from api.answers.doubles import doubles_answer, find_answer, judge_double, undo_merge
from api.deps import AllParts, Asked
from api.routes.parameters import Cursor, Key, Limit
from api.schemas.doubles import DoubleAnswer, DoublesAnswer, FoundDoubles, JudgeDouble
from graph_model.sealing import open_sealer

router = APIRouter(tags=["疑似同一人"])
MergeId = Annotated[str, Path(max_length=600, description="合并的编号")]


@router.get("/doubles", summary="疑似同一人的记录")
def get_doubles(asked: Asked, cursor: Cursor = None, limit: Limit = None) -> DoublesAnswer:
    """List the pairs that wait for staff, the surest first, with the weight of each field; and the latest merges."""
    return doubles_answer(asked, limit or asked.page_size, cursor)


@router.post("/doubles/find", summary="重新找疑似同一人的记录")
def post_find(parts: AllParts, asked: Asked) -> FoundDoubles:
    """Compare everybody within the reader's scope and keep what is found; what staff said stays."""
    return find_answer(asked, open_sealer(parts.settings.data_folder))


@router.post("/doubles", summary="是同一人、不是、以后再说")
def post_double(asked: Asked, body: JudgeDouble, key: Key = None) -> DoubleAnswer:
    """Merge two records, or note that they are two persons, or leave it for later."""
    return judge_double(asked, body.one, body.other, body.verdict, key)


@router.post("/merges/{merge}/undo", summary="撤销合并")
def post_undo_merge(asked: Asked, merge: MergeId, key: Key = None) -> DoubleAnswer:
    """Take a merge back; what was changed since stays and is told."""
    return undo_merge(asked, merge, key)
