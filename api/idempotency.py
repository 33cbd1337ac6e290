"""Idempotency keys: a change sent twice under one key is made once, and answered twice alike."""

import asyncio
import hashlib
from collections import OrderedDict
from dataclasses import dataclass, field
from typing import Final

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.auth import SAFE_METHODS
from api.errors import KeyReused
from api.problems import respond

HEADER: Final = "idempotency-key"
KEPT: Final = 2_000
FAULTS: Final = 500
LARGEST_BODY: Final = 1_000_000
"""Bytes up to which an answer is kept; imports, whose bodies are larger, are idempotent by content."""


@dataclass(slots=True)
class Remembered:
    """One key: what was asked under it, and the messages of the answer once there is one."""

    fingerprint: str
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    messages: list[Message] = field(default_factory=list)


class Idempotency:
    """Keeps the answers of the last changes that carried a key; a second request under way waits for the first."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._remembered: OrderedDict[str, Remembered] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory, or pass on and remember."""
        key = _key_of(scope)
        if key is None:
            await self._app(scope, receive, send)
            return
        body = await _body_of(receive)
        remembered = self._remember(key, _fingerprint(scope, body))
        if remembered is None:
            refusal = KeyReused("这个幂等键已经用在另一个请求上了。每个新的请求请换一个新的键。")
            await respond(scope, refusal)(scope, receive, send)
            return
        async with remembered.turn:
            if not remembered.messages:
                await self._app(scope, _replay(body, receive), _recording(remembered, send))
                return
        for message in remembered.messages:
            await send(message)

    def _remember(self, key: str, fingerprint: str) -> Remembered | None:
        remembered = self._remembered.setdefault(key, Remembered(fingerprint))
        self._remembered.move_to_end(key)
        while len(self._remembered) > KEPT:
            self._remembered.popitem(last=False)
        return remembered if remembered.fingerprint == fingerprint else None


def _key_of(scope: Scope) -> str | None:
    if scope["type"] != "http" or scope["method"] in SAFE_METHODS:
        return None
    headers = Headers(scope=scope)
    small = int(headers.get("content-length") or 0) <= LARGEST_BODY
    return headers.get(HEADER) if small else None


def _fingerprint(scope: Scope, body: bytes) -> str:
    asked = f"{scope['method']} {scope['path']}?{scope['query_string'].decode('latin-1')}\n".encode()
    return hashlib.sha256(asked + body).hexdigest()


async def _body_of(receive: Receive) -> bytes:
    chunks = []
    while True:
        message = await receive()
        chunks.append(message.get("body", b""))
        if not message.get("more_body"):
            return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Receive:
    waiting = [body]

    async def replayed() -> Message:
        if waiting:
            return {"type": "http.request", "body": waiting.pop(), "more_body": False}
        return await receive()

    return replayed


def _recording(remembered: Remembered, send: Send) -> Send:
    """Pass messages on and keep them, unless the answer is a fault that a second try may mend."""
    kept: list[Message] = []

    async def recorded(message: Message) -> None:
        kept.append(dict(message))
        if message["type"] == "http.response.body" and not message.get("more_body") and kept[0]["status"] < FAULTS:
            remembered.messages.extend(kept)
        await send(message)

    return recorded
