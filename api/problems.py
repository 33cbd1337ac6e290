"""Problems as responses: problem details for programs, a page for people."""

from collections.abc import Callable, Mapping
from html import escape
from typing import Any, Final

from fastapi.exceptions import RequestValidationError
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, Response
from starlette.types import Scope

from api.errors import Answered, Saying, describe, said
from api.schemas import Problem

MEDIA_TYPE: Final = "application/problem+json"
ALLOWED: Final = {
    "missing": "没有写",
    "greater_than_equal": "最小 {ge}",
    "greater_than": "要大于 {gt}",
    "less_than_equal": "最大 {le}",
    "less_than": "要小于 {lt}",
    "int_": "要写整数",
    "float_": "要写数",
    "bool_": "要写 true 或 false",
    "date_": "要写日期，如 2025-06-01",
    "string_too_long": "最多 {max_length} 个字",
    "string_too_short": "至少 {min_length} 个字",
    "string_type": "要写文字",
    "too_long": "最多 {max_length} 个",
    "too_short": "至少 {min_length} 个",
    "list_type": "要写成一列",
    "literal_error": "可以写 {expected}",
    "enum": "可以写 {expected}",
    "extra_forbidden": "没有这一项",
    "json_invalid": "不是完整的 JSON",
}
"""What is told of a kind of error, by how pydantic's name of it begins."""
RENDERER_KEY: Final = "render_problem"
"""Name on `app.state` under which the pages put their own `render(scope, problem) -> str`."""


def respond(scope: Scope, error: Exception) -> Response:
    """Return the response for an error, in the form the reader can read."""
    answered = described(error, scope["path"])
    if wants_page(scope):
        page = _renderer(scope)(scope, answered.problem)
        return HTMLResponse(page, answered.problem.status, answered.headers)
    body = answered.problem.model_dump_json(exclude_none=True)
    return Response(body, answered.problem.status, answered.headers, MEDIA_TYPE)


def described(error: Exception, instance: str) -> Answered:
    """Return what a reader is told about an error, be it the web framework's, ours or the graph's."""
    match error:
        case RequestValidationError():
            return _of_parameters(error, instance)
        case HTTPException():
            return _of_http(error, instance)
    return describe(error, instance)


def _of_parameters(error: RequestValidationError, instance: str) -> Answered:
    wrong = [f"{_name(one)} {allowed(one)}" for one in error.errors()]
    detail = f"这些参数缺了或写错了：{'；'.join(dict.fromkeys(wrong))}。可用的写法见 /api/v1/openapi.json。"
    messages = [{"where": list(one["loc"]), "message": allowed(one)} for one in error.errors()]
    return said(Saying(422, "bad-question", "问题没看懂", detail), detail, instance, {"errors": messages})


def _name(wrong: Mapping[str, Any]) -> str:
    return ".".join(str(part) for part in wrong["loc"][1:]) or str(wrong["loc"][0])


def allowed(wrong: Mapping[str, Any]) -> str:
    """Say in Chinese what a parameter takes, of one error as pydantic gives it.

    >>> allowed({"type": "less_than_equal", "ctx": {"le": 200}})
    '最大 200'
    """
    words = next((told for kind, told in ALLOWED.items() if str(wrong["type"]).startswith(kind)), "写得不对")
    facts = dict(wrong.get("ctx", {}))
    listed = str(facts.get("expected", "")).replace("'", "").replace(" or ", "、").replace(", ", "、")
    return words.format_map(facts | {"expected": listed})


def _of_http(error: HTTPException, instance: str) -> Answered:
    kind, title, detail = {
        404: ("no-such-page", "没有这个页面", "地址可能写错了，或者页面已经移走。请从首页重新进入。"),
        405: ("no-such-method", "不能这样做", "这个地址不接受这种操作。"),
        413: ("too-large", "内容太大", "请分成几次提交。"),
    }.get(error.status_code, ("bad-request", "请求有误", str(error.detail)))
    answered = said(Saying(error.status_code, kind, title, detail), detail, instance, None)
    answered.headers.update(error.headers or {})
    return answered


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
