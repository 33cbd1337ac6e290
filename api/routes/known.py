"""Refuses questions with parameters no route knows: a misspelt place would silently mean the whole district."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from fastapi import FastAPI, Request
from fastapi.routing import iter_route_contexts

from api.errors import BadQuestion

QUERY = "query"
Endpoint = Callable[..., Any]


async def only_known(request: Request) -> None:
    """Refuse parameters the contract does not name; a coroutine, so that it costs no thread.

    Raises
    ------
    BadQuestion
        Some parameter of the address is not one of this question.
    """
    given = request.query_params.keys()
    if not given:
        return
    known = _named(request.app).get((request.scope["endpoint"], request.method.lower()), ())
    strange = [name for name in given if name not in known]
    if strange:
        could = f"可以写：{'、'.join(known)}。" if known else "这里不用写参数。"
        raise BadQuestion(f"不认得参数 {'、'.join(strange)}。{could}", parameters=strange)


@lru_cache(maxsize=4)
def _named(app: FastAPI) -> Mapping[tuple[Endpoint, str], Sequence[str]]:
    """Give by operation the names of the query parameters the contract gives it."""
    told = app.openapi()["paths"]
    return {
        (context.endpoint, method): [
            one["name"]
            for one in told.get(context.path, {}).get(method, {}).get("parameters", ())
            if one["in"] == QUERY
        ]
        for context in iter_route_contexts(app.routes)
        for method in map(str.lower, context.methods or ())
        if context.endpoint is not None
    }
