"""The web application: the one place where the parts are joined."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from typing import Final

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import Response

from api.auth import Doorkeeper, doorkeeper_of
from api.clock import today as today_here
from api.contract import show_contract
from api.deps import NotModified, Parts
from api.errors import ServiceError
from api.guard import Guard
from api.keeping import WeekKeeper
from api.pages import attach_pages
from api.problems import respond
from api.reports.week_shelf import WeekShelf
from api.routes import api_router, open_router
from api.settings import Settings
from api.snapshot import Snapshot
from api.under_way import Hand, ImportsUnderWay, here
from graph_model.driver import Graph
from graph_model.errors import GraphError

API: Final = "/api/v1"


def create_app(  # noqa: PLR0913 the parts of a service
    settings: Settings,
    graph: Graph,
    *,
    snapshot: Snapshot | None = None,
    doorkeeper: Doorkeeper | None = None,
    today: Callable[[], date] = today_here,
    hand: Hand = here,
) -> FastAPI:
    """Return the application over real parts; the caller opens and closes the graph, `hand` does large imports."""
    door = doorkeeper or doorkeeper_of(settings)
    app = FastAPI(
        title="共建图谱 Gongjian",
        version="1",
        description="谁在共建社区、谁能去哪服务、为什么。",
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        lifespan=_lifespan,
    )
    columns = snapshot or Snapshot.of(graph, settings, today)
    weeks, shelf = WeekKeeper(graph, columns, settings, today), WeekShelf(settings.reports_folder)
    app.state.parts = Parts(settings, graph, columns, door, today, weeks, shelf, ImportsUnderWay(hand))
    app.add_middleware(Guard, doorkeeper=door, megabytes=settings.upload_megabytes)  # added last, so it stands in front
    for error in (ServiceError, GraphError, RequestValidationError, HTTPException, NotModified):
        app.add_exception_handler(error, _answer_error)
    _mount(app)
    show_contract(app, door.cookie_name)
    return app


def _mount(app: FastAPI) -> None:
    app.include_router(open_router)
    attach_pages(app)  # before the JSON: routes are tried in order, and pages are asked for most
    app.include_router(api_router, prefix=API)


@asynccontextmanager
async def _lifespan(_: FastAPI) -> AsyncIterator[None]:
    yield


async def _answer_error(request: Request, error: Exception) -> Response:
    if isinstance(error, NotModified):
        return Response(status_code=304, headers={"ETag": error.etag})
    return respond(request.scope, error)
