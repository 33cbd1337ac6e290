"""Who is asking: one administrator, signed in once by a printed address, or by the token in the data folder."""

import base64
import binascii
import hashlib
import hmac
import secrets
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.cookies import CookieError, SimpleCookie
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import orjson

from api.errors import ForeignOrigin, NotSignedIn
from api.settings import Settings
from graph_model.data_folder import create_private_file

SECRET_FILE: Final = "session-secret"  # noqa: S105 a file name
TOKEN_FILE: Final = "api-token"  # noqa: S105 a file name
SIGN_IN_FOLDER: Final = "sign-in"
SAFE_METHODS: Final = frozenset({"GET", "HEAD", "OPTIONS"})
ADMINISTRATOR: Final = "管理员"
HOW_TO_SIGN_IN: Final = (
    "请打开启动时打印的登录地址；地址用过了或找不到了，就在服务所在的机器上运行 gongjian sign-in 另取一个。"
    "程序请用 Authorization: Bearer，令牌在数据文件夹的 api-token 文件里。"
)


@dataclass(frozen=True, slots=True)
class Session:
    """A signed-in reader; `by_cookie` tells a browser from a program."""

    user: str
    until: float
    by_cookie: bool


class Doorkeeper:
    """Signs sessions, keeps one-time sign-in tokens and the API token; all secrets are 0600 files of the folder."""

    def __init__(
        self, folder: Path, cookie_name: str, session_hours: int, sign_in_hours: int, public_url: str | None = None
    ) -> None:
        self.cookie_name = cookie_name
        self.public_host = urlsplit(public_url).netloc if public_url else None
        self.session_seconds = session_hours * 3600
        self._sign_in_seconds = sign_in_hours * 3600
        self._folder = folder / SIGN_IN_FOLDER
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._secret = _kept_secret(folder / SECRET_FILE).encode()
        self._api_token = _kept_secret(folder / TOKEN_FILE).encode()

    def new_sign_in_token(self) -> str:
        """Return a token that signs in once, by any process of this folder, until it expires."""
        self._forget_expired()
        token = secrets.token_urlsafe(24)
        create_private_file(self._token_file(token), b"")
        return token

    def _forget_expired(self) -> None:
        oldest = time.time() - self._sign_in_seconds
        for file in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another process was quicker
                if file.stat().st_mtime < oldest:
                    file.unlink()

    def redeem(self, token: str) -> str:
        """Return the cookie value for a one-time token; removing its file is what makes it one-time.

        Raises
        ------
        NotSignedIn
            The token is unknown, used or expired.
        """
        file = self._token_file(token)
        try:
            made = file.stat().st_mtime
            file.unlink()
        except FileNotFoundError as missing:
            raise NotSignedIn("这个登录地址已经用过了，或不是本站的。" + HOW_TO_SIGN_IN) from missing
        if time.time() - made > self._sign_in_seconds:
            raise NotSignedIn("这个登录地址已经过期。" + HOW_TO_SIGN_IN)
        return self._seal(ADMINISTRATOR, time.time() + self.session_seconds)

    def session_of(self, headers: Mapping[str, str]) -> Session | None:
        """Return the session of a request's headers (lower-case names), or nothing."""
        if authorization := headers.get("authorization"):
            return self._by_token(authorization)
        return self._by_cookie(headers.get("cookie", ""))

    def _by_token(self, authorization: str) -> Session | None:
        scheme, _, token = authorization.partition(" ")
        if scheme.lower() == "bearer" and hmac.compare_digest(token.strip().encode(), self._api_token):
            return Session(ADMINISTRATOR, time.time() + self.session_seconds, by_cookie=False)
        return None

    def _by_cookie(self, header: str) -> Session | None:
        try:
            morsel = SimpleCookie(header).get(self.cookie_name)
        except CookieError:
            return None
        return self._open(morsel.value) if morsel else None

    def _seal(self, user: str, until: float) -> str:
        body = base64.urlsafe_b64encode(orjson.dumps([user, until])).rstrip(b"=")
        return f"{body.decode()}.{self._signature(body)}"

    def _open(self, value: str) -> Session | None:
        body, _, signature = value.partition(".")
        if not hmac.compare_digest(self._signature(body.encode()).encode(), signature.encode()):
            return None
        try:
            user, until = orjson.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        except (binascii.Error, orjson.JSONDecodeError):
            return None
        return Session(user, until, by_cookie=True) if until > time.time() else None

    def _signature(self, body: bytes) -> str:
        return hmac.new(self._secret, body, hashlib.sha256).hexdigest()

    def _token_file(self, token: str) -> Path:
        return self._folder / hashlib.sha256(token.encode()).hexdigest()


def doorkeeper_of(settings: Settings) -> Doorkeeper:
    """Return the doorkeeper of a site's data folder."""
    return Doorkeeper(
        settings.data_folder, settings.cookie_name, settings.session_hours, settings.sign_in_hours, settings.public_url
    )


def check_origin(method: str, headers: Mapping[str, str], public_host: str | None = None) -> None:
    """Refuse a change that a browser sends from another site; behind a proxy ours is known by its public name, too.

    Browsers state where a POST comes from in `Origin`, and `Sec-Fetch-Site` as well; with neither it is no browser of
    today, and a cookie alone is then not enough.

    Raises
    ------
    ForeignOrigin
        The change was not sent from a page of this site.
    """
    if method in SAFE_METHODS:
        return
    origin = headers.get("origin")
    ours = {headers.get("host"), public_host} - {None}
    same = urlsplit(origin).netloc in ours if origin else headers.get("sec-fetch-site") == "same-origin"
    if not same:
        raise ForeignOrigin("这次提交不是从本站的页面发出的，没有执行。请回到本站页面重做一遍。", origin=origin)


def _kept_secret(file: Path) -> str:
    """Return the secret of a file, made at first use; two processes at once agree on one."""
    create_private_file(file, secrets.token_urlsafe(32).encode())
    return file.read_text(encoding="ascii")
