"""Signing in once by the printed address, and signing out."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import RedirectResponse

from api.auth import HOW_TO_SIGN_IN
from api.deps import AllParts
from api.errors import NotSignedIn

router = APIRouter(tags=["登录"])


@router.get("/sign-in", summary="用一次性地址登录", status_code=303, response_class=RedirectResponse)
def sign_in(parts: AllParts, token: Annotated[str, Query(max_length=200)] = "") -> RedirectResponse:
    """Exchange a one-time token for a session cookie and go to the first page."""
    if not token:
        raise NotSignedIn(HOW_TO_SIGN_IN)
    door, settings = parts.doorkeeper, parts.settings
    response = RedirectResponse("/", status_code=303)
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
