"""What forms carry: the token against foreign submissions, and where to go back to."""

import hashlib
import hmac
from typing import Annotated, Final

from fastapi import Depends, Form, Request
from starlette.datastructures import QueryParams

from api.deps import AllParts, AskedBy
from api.errors import BadQuestion, ForeignOrigin

FIRST_PAGE: Final = "/"
LONGEST_NAME: Final = 200


def csrf_of(request: Request, cookie_name: str) -> str:
    """Return the token of this session's forms; only who holds the cookie can work it out."""
    cookie = request.cookies.get(cookie_name, "")
    return hashlib.sha256(f"csrf:{cookie}".encode()).hexdigest()[:32]


def checked(request: Request, parts: AllParts, session: AskedBy, csrf: Annotated[str, Form()] = "") -> None:
    """Refuse a browser's form without this session's token; a program signs in by header, not by cookie.

    Raises
    ------
    ForeignOrigin
        The token is missing or another session's.
    """
    wanted = csrf_of(request, parts.doorkeeper.cookie_name)
    if session.by_cookie and not hmac.compare_digest(csrf.encode(), wanted.encode()):
        raise ForeignOrigin("这张表单已经过期（可能中途重新登录过），没有保存。请回到原来的页面刷新后再做一次。")


def written(given: QueryParams, name: str, longest: int = LONGEST_NAME) -> str:
    """Return what was written in a field of a form that is sent with the address, without needless blanks.

    Raises
    ------
    BadQuestion
        It is longer than `longest` characters.
    """
    words = " ".join(given.get(name, "").split())
    if len(words) > longest:
        raise BadQuestion(f"写得太长了（{len(words)} 个字）：这一项最多 {longest} 个字，请写短一些。", field=name)
    return words


def safe_way_back(back: str) -> str:
    """Return `back` if it is an address of this site, else the first page.

    >>> safe_way_back("/week?place=330106008000")
    '/week?place=330106008000'
    >>> safe_way_back("//elsewhere.example/")
    '/'
    """
    own = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if own else FIRST_PAGE


def by_htmx(request: Request) -> bool:
    """Whether the page itself asks, and wants only its changed part."""
    return request.headers.get("hx-request") == "true"


FormChecked = Depends(checked)
