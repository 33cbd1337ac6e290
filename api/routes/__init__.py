"""The JSON routes, a file a noun, and the few that need no sign-in."""

from typing import Any, Final

from fastapi import APIRouter, Depends

from api.routes import (
    alliances,
    chain,
    circle,
    codes,
    doubles,
    evaluation,
    forms,
    health,
    helpers,
    imports,
    picture,
    pins,
    pool,
    projects,
    sign_in,
    targets,
    territories,
    things,
    unit_names,
    verifying,
    weeks,
)
from api.routes.known import only_known
from api.schemas import Problem

PROBLEMS: Final[dict[int | str, dict[str, Any]]] = {
    status: {"model": Problem, "description": meaning}
    for status, meaning in {
        401: "请先登录",
        404: "没有这个地方或这条记录",
        409: "名额已满，或已经有人决定",
        422: "参数没看懂",
        503: "图数据库暂时连不上，过几秒再试",
    }.items()
}

open_router = APIRouter()
open_router.include_router(health.router)
open_router.include_router(sign_in.router)

api_router = APIRouter(responses=PROBLEMS, dependencies=[Depends(only_known)])
for noun in (
    helpers,
    weeks,
    pool,
    pins,
    verifying,
    projects,
    evaluation,
    targets,
    chain,
    circle,
    alliances,
    picture,
    codes,
    doubles,
    unit_names,
    territories,
    things,
    imports,
    forms,
):
    api_router.include_router(noun.router)
