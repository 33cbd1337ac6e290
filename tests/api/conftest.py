"""A running service for tests: real uvicorn on a free port, a reader signed in or not."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from api.app import create_app
from api.asking import Asking
from api.auth import doorkeeper_of
from api.serving import AnnouncingServer
from api.settings import Settings
from api.snapshot import Snapshot
from graph_model.driver import Graph
from tests.api.small_district import TODAY, build
from tests.graph_model.strength.alliance_graph import build_alliance


@contextmanager
def running(app: FastAPI, settings: Settings) -> Iterator[str]:
    """Serve an application for the length of the block; gives its address."""
    ready = threading.Event()
    server = AnnouncingServer.of(app, settings, ready=ready.set)
    server.config.port = 0
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        assert ready.wait(30)
        host, port = server.servers[0].sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        server.should_exit = True
        thread.join(30)


@contextmanager
def signed_in(settings: Settings, address: str) -> Iterator[httpx.Client]:
    """Give a browser that has used the printed address."""
    token = doorkeeper_of(settings).new_sign_in_token()
    with httpx.Client(base_url=address, headers={"origin": address}, timeout=60) as browser:
        assert browser.get("/sign-in", params={"token": token}).status_code == 200
        yield browser


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(data_folder=tmp_path / "site")


class NoGraph(Graph):
    """Stands in where no question reaches the graph."""

    def __init__(self) -> None:
        """Need no driver."""


@pytest.fixture
def address(settings: Settings) -> Iterator[str]:
    """A service without a graph."""
    with running(create_app(settings, NoGraph(), today=lambda: TODAY), settings) as found:
        yield found


@pytest.fixture
def stranger(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address) as client:
        yield client


@pytest.fixture
def browser(settings: Settings, address: str) -> Iterator[httpx.Client]:
    with signed_in(settings, address) as client:
        yield client


@pytest.fixture
def program(settings: Settings, address: str) -> Iterator[httpx.Client]:
    token = (settings.data_folder / "api-token").read_text()
    with httpx.Client(base_url=address, headers={"authorization": f"Bearer {token}"}) as client:
        yield client


@pytest.fixture
def district(embedded_graph: Graph) -> Graph:
    """A graph with the small district."""
    build(embedded_graph)
    return embedded_graph


@pytest.fixture
def allied(district: Graph) -> Graph:
    """The small district with an alliance, a committee and what their members did together."""
    build_alliance(district)
    return district


@pytest.fixture
def asked(district: Graph) -> Asking:
    return asking(district)


def asking(graph: Graph, user: str = "张三") -> Asking:
    """Give the context of a question asked now."""
    view = Snapshot(graph).current()
    return Asking(graph, view, view.scope(user), TODAY)


@pytest.fixture
def service(settings: Settings, district: Graph) -> Iterator[str]:
    """The address of a service over the small district."""
    with running(create_app(settings, district, today=lambda: TODAY), settings) as found:
        yield found


@pytest.fixture
def reader(settings: Settings, service: str) -> Iterator[httpx.Client]:
    with signed_in(settings, service) as client:
        yield client
