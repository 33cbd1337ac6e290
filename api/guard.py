"""The door in front of every request: sign-in, origin of changes, and the headers a browser must get."""

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.auth import HOW_TO_SIGN_IN, Doorkeeper, Session, check_origin
from api.errors import NotSignedIn, ServiceError
from api.problems import respond

OPEN_PATHS: Final = frozenset({"/healthz", "/readyz", "/sign-in", "/favicon.ico"})
OPEN_FOLDERS: Final = ("/static/",)
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

    def __init__(self, app: ASGIApp, doorkeeper: Doorkeeper) -> None:
        self._app = app
        self._doorkeeper = doorkeeper

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Admit or refuse one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send = _with_security_headers(send, private=not _is_open(scope["path"]))
        try:
            scope[SESSION_KEY] = self._admit(scope)
        except ServiceError as refusal:
            await respond(scope, refusal)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _admit(self, scope: Scope) -> Session | None:
        headers = Headers(scope=scope)
        session = self._doorkeeper.session_of(headers)
        if session is None and not _is_open(scope["path"]):
            raise NotSignedIn(HOW_TO_SIGN_IN)
        if session is not None and session.by_cookie:
            check_origin(scope["method"], headers)
        return session


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
