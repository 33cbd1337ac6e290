"""Signing in once by the printed address, and signing out."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from starlette.responses import HTMLResponse, RedirectResponse

from api.auth import HOW_TO_SIGN_IN
from api.deps import AllParts
from api.errors import NotSignedIn

SIGNED_IN: Final = (
    '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width, initial-scale=1">'
    '<meta http-equiv="refresh" content="0; url=/"><title>已登录 · 共建图谱</title></head>'
    '<body><main><h1>已登录</h1><p><a href="/">进入共建图谱</a></p></main></body></html>'
)
router = APIRouter(tags=["登录"])


@router.get("/sign-in", summary="用一次性地址登录", response_class=HTMLResponse)
def sign_in(parts: AllParts, token: Annotated[str, Query(max_length=200)] = "") -> HTMLResponse:
    """Exchange a one-time token for a session cookie, on a page that goes on to the first page by itself.

    It is no redirect: a browser led here by a link elsewhere, as in a chat, keeps a strict cookie back on redirects.
    """
    if not token:
        raise NotSignedIn(HOW_TO_SIGN_IN)
    door, settings = parts.doorkeeper, parts.settings
    response = HTMLResponse(SIGNED_IN, headers={"Cache-Control": "no-store"})
    response.set_cookie(
        door.cookie_name,
        door.redeem(token),
        max_age=door.session_seconds,
        httponly=True,
        samesite="strict",
        secure=settings.secure_cookie,
    )
    return response


@router.post("/sign-out", summary="退出登录", status_code=303, response_class=RedirectResponse)
def sign_out(parts: AllParts) -> RedirectResponse:
    """Take the session cookie back."""
    response = RedirectResponse("/sign-in", status_code=303)
    response.delete_cookie(parts.doorkeeper.cookie_name, httponly=True, samesite="strict")
    return response
