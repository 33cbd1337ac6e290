"""Problems as responses: problem details for programs, a page for people."""

from collections.abc import Callable
from html import escape
from typing import Any, Final

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from api.errors import describe
from api.schemas import Problem

MEDIA_TYPE: Final = "application/problem+json"
RENDERER_KEY: Final = "render_problem"
"""Name on `app.state` under which the pages put their own `render(scope, problem) -> str`."""


def respond(scope: Scope, error: Exception) -> Response:
    """Return the response for an error, in the form the reader can read."""
    answered = describe(error, scope["path"])
    if wants_page(scope):
        page = _renderer(scope)(scope, answered.problem)
        return HTMLResponse(page, answered.problem.status, answered.headers)
    body = answered.problem.model_dump_json(exclude_none=True)
    return Response(body, answered.problem.status, answered.headers, MEDIA_TYPE)


def wants_page(scope: Scope) -> bool:
    """Whether the reader is a browser looking at pages."""
    return not scope["path"].startswith("/api/") and "text/html" in Headers(scope=scope).get("accept", "")


def _renderer(scope: Scope) -> Callable[[Scope, Problem], str]:
    state: Any = scope["app"].state if "app" in scope else None
    return getattr(state, RENDERER_KEY, plain_page)


def plain_page(_: Scope, problem: Problem) -> str:
    """Return a bare page for when the pages are not there to render one."""
    return (
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(problem.title)} · 共建图谱</title><main><h1>{escape(problem.title)}</h1>"
        f'<p>{escape(problem.detail)}</p><p><a href="/">回到首页</a></p></main></html>'
    )
