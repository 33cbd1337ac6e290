"""The door in front of every request: sign-in, origin, size, headers, and faults told in plain words."""

import logging
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.auth import HOW_TO_SIGN_IN, Doorkeeper, Session, check_origin
from api.errors import NotSignedIn, ServiceError, TooLarge
from api.faults import lines_of
from api.problems import respond

OPEN_PATHS: Final = frozenset({"/healthz", "/readyz", "/sign-in", "/favicon.ico"})
OPEN_FOLDERS: Final = ("/static/",)
MEGABYTE: Final = 1_000_000
FORM_BYTES: Final = 100_000
"""What a form may hold besides the file it carries."""
LOG: Final = logging.getLogger("gongjian")
SESSION_KEY: Final = "gongjian.session"
SECURITY_HEADERS: Final = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'; object-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer a browser would hide the origin of our own forms
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Lets a request pass only with a session, except to the few open paths; plain ASGI, so it costs microseconds."""

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper, megabytes: int) -> None:
        self._app = app
        self._doorkeeper = doorkeeper
        self._megabytes = megabytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        body = _Body(receive, self._megabytes)
        answer = _Answer(_with_security_headers(send, private=not _is_open(scope["path"])), body)
        refusal: Exception | None = None
        try:
            scope[SESSION_KEY] = self._admit(scope, body)
            await self._app(scope, body.receive, answer.send)
        except ServiceError as refused:
            refusal = refused
        except Exception as fault:  # noqa: BLE001 the last place where a fault can be told in plain words
            _note(scope, fault)
            refusal = fault
        if not answer.begun and (refusal := body.refusal or refusal):
            await respond(scope, refusal)(scope, receive, answer.send_own)

    def _admit(self, scope: Scope, body: "_Body") -> Session | None:
        headers = Headers(scope=scope)
        session = self._doorkeeper.session_of(headers)
        if session is None and not _is_open(scope["path"]):
            raise NotSignedIn(HOW_TO_SIGN_IN)
        if session is not None and session.by_cookie:
            check_origin(scope["method"], headers, self._doorkeeper.public_host)
        length = headers.get("content-length", "")
        body.count(int(length) if length.isdecimal() else 0)
        body.counted = 0
        return session


class _Body:
    """What a request carries, counted while it comes in, so that too much is refused before it is kept anywhere."""

    def __init__(self, receive: Receive, megabytes: int) -> None:
        self._receive = receive
        self._megabytes = megabytes
        self.counted = 0
        self.refusal: TooLarge | None = None

    async def receive(self) -> Message:
        """Pass the next piece on."""
        message = await self._receive()
        self.count(len(message.get("body", b"")))
        return message

    def count(self, size: int) -> None:
        """Count a piece.

        Raises
        ------
        TooLarge
            It is over the limit.
        """
        self.counted += size
        if self.counted > self._megabytes * MEGABYTE + FORM_BYTES:
            self.refusal = too_large(self._megabytes)
            raise self.refusal


class _Answer:
    """What the application answers; of a request that was too large nothing is sent but that."""

    def __init__(self, send: Send, body: _Body) -> None:
        self.send_own = send
        self._body = body
        self.begun = False

    async def send(self, message: Message) -> None:
        """Send a piece of the answer."""
        if self.begun or self._body.refusal is None:
            self.begun = True
            await self.send_own(message)


def too_large(megabytes: int) -> TooLarge:
    """Return the refusal of an upload over the limit."""
    return TooLarge(f"文件超过 {megabytes} 兆。请拆成几个文件，或在服务器上用 gongjian import 导入。")


def _note(scope: Scope, fault: Exception) -> None:
    """Log where a fault arose, without its words and without the address: both may name people."""
    route = getattr(scope.get("route"), "path", "?")
    LOG.error("%s at %s %s: %s", type(fault).__name__, scope["method"], route, lines_of(fault))


def _is_open(path: str) -> bool:
    return path in OPEN_PATHS or path.startswith(OPEN_FOLDERS)


def _with_security_headers(send: Send, *, private: bool) -> Send:
    async def send_with_headers(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in SECURITY_HEADERS.items():
                headers.setdefault(name, value)
            if private:
                headers.setdefault("Cache-Control", "private, no-cache")
        await send(message)

    return send_with_headers
