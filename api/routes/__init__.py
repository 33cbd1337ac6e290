"""The JSON routes, a file a noun, and the few that need no sign-in."""

from fastapi import APIRouter

from api.routes import health, sign_in

open_router = APIRouter()
open_router.include_router(health.router)
open_router.include_router(sign_in.router)

api_router = APIRouter()
