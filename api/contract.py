"""The OpenAPI contract: what the routes say of themselves, with how to sign in and an answer of every question."""

from pathlib import Path
from typing import Any, Final

import orjson
from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts

from api.guard import OPEN_PATHS

JSON: Final = "application/json"
SHOWN: Final[dict[str, Any]] = orjson.loads((Path(__file__).parent / "schemas" / "answers_shown.json").read_bytes())
"""Answers as a small district gave them, of a list no more than its first line, by method and path."""
BEARER: Final = {"type": "http", "scheme": "bearer", "description": "程序用：数据文件夹里 api-token 文件的内容"}
COOKIE: Final = "浏览器用：打开一次性登录地址换来的会话；改动还要查 Origin"


def show_contract(app: FastAPI, cookie_name: str) -> None:
    """Let an application tell its contract with these additions; made once, when it is first asked for."""

    def contract() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _contract(app, cookie_name)
        return app.openapi_schema

    app.openapi = contract  # type: ignore[method-assign]


def _contract(app: FastAPI, cookie_name: str) -> dict[str, Any]:
    told = get_openapi(title=app.title, version=app.version, description=app.description, routes=app.routes)
    cookie = {"type": "apiKey", "in": "cookie", "name": cookie_name, "description": COOKIE}
    told["components"]["securitySchemes"] = {"token": BEARER, "session": cookie}
    _restore_examples(told["components"]["schemas"], app)
    told["security"] = [{"token": []}, {"session": []}]
    for path, operations in told["paths"].items():
        for method, operation in operations.items():
            if path in OPEN_PATHS:
                operation["security"] = []
            _show(operation, SHOWN.get(f"{method} {path}"))
    return told


def _show(operation: dict[str, Any], answer: Any) -> None:  # noqa: ANN401 of any shape
    """Put an example on the answer of an operation whose schema carries none."""
    content = operation["responses"].get("200", {}).get("content", {})
    if answer is not None and JSON in content:
        content[JSON]["example"] = answer


def _restore_examples(schemas: dict[str, Any], app: FastAPI) -> None:
    """Put the examples of whole answers back as written: the framework drops what is null."""
    for route in iter_route_contexts(app.routes):
        model = getattr(route, "response_model", None)
        extra = getattr(model, "model_config", {}).get("json_schema_extra", {})
        if model is not None and "example" in extra:
            schemas[model.__name__]["example"] = extra["example"]
