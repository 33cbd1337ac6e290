"""The running service of a data folder, asked by its own JSON: quicker than reading the graph once more."""

import http.client
from http import HTTPStatus
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlencode, urlsplit

from pydantic import ValidationError

from api.auth import TOKEN_FILE
from api.cli import exits
from api.cli.errors import Refused
from api.cli.running import Running, find_running
from api.schemas.common import Problem
from api.settings import Settings

if TYPE_CHECKING:
    from api.schemas.common import Answer

Told = TypeVar("Told", bound="Answer")
API = "/api/v1"
OTHER_VERSION = "运行中的服务和这个命令不是同一版，回答读不懂。请重新启动服务（gongjian serve）再试。"
SECONDS = 60
UNSAID: tuple[object, ...] = (None, "", ())
"""What an option is that nobody gave; a false one or a zero was meant."""
CODES = {HTTPStatus.NOT_FOUND: exits.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY: exits.WRONG_USE}


def ask_service(settings: Settings, path: str, schema: type[Told], **asked: Any) -> Told | None:  # noqa: ANN401 as typed
    """Return what the running service answers, or nothing when there is none that can be asked.

    A service that is only starting, or that fails, is no service to ask: who asks then reads the graph and sees why.

    Raises
    ------
    Refused
        The service says that the question is wrong, or that there is no such thing, or is of another version.
    """
    running = find_running(settings)
    if running is None or running.territory != settings.territory:
        return None
    parameters = {name: value for name, value in asked.items() if value not in UNSAID}
    try:
        status, body = _fetch(settings, running, f"{API}{path}?{urlencode(parameters, doseq=True)}")
    except (OSError, http.client.HTTPException):
        return None
    if status in CODES:
        problem = Problem.model_validate_json(body)
        raise Refused(f"{problem.title}：{problem.detail}", CODES[HTTPStatus(status)], problem)
    return _read(schema, body) if status == HTTPStatus.OK else None


def _read(schema: type[Told], body: bytes) -> Told:
    """Return what was answered; a service left running over an upgrade answers in the words of its own version."""
    try:
        return schema.model_validate_json(body)
    except ValidationError as other:
        raise Refused(OTHER_VERSION, exits.FAILED) from other


def _fetch(settings: Settings, running: Running, target: str) -> tuple[int, bytes]:
    token = (settings.data_folder / TOKEN_FILE).read_text(encoding="ascii")
    connection = http.client.HTTPConnection(urlsplit(running.local).netloc, timeout=SECONDS)
    try:
        connection.request("GET", target, headers={"Authorization": f"Bearer {token}"})
        response = connection.getresponse()
        return response.status, response.read()
    finally:
        connection.close()
