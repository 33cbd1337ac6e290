"""A graph server that takes every packet and never answers: readiness and doctor say so within bounded time."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

from api.app import create_app
from api.cli.doctor import examine
from api.settings import Settings
from graph_model import driver
from graph_model.driver import Graph
from graph_model.errors import GraphUnavailable
from graph_model.opening import open_neo4j
from tests.api.conftest import running
from tests.api.small_district import TODAY
from tests.servers.neo4j import Neo4jServer

SHORT = 1.0
BOUND = 20.0
"""Seconds within which an answer must have come on a busy machine; without the settings it takes 30, 120 or never."""


@pytest.fixture(autouse=True)
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a connection be had in one second, and be looked at again however short it was idle."""
    monkeypatch.setattr(driver, "ACQUISITION_SECONDS", SHORT)
    monkeypatch.setattr(driver, "IDLE_SECONDS", 0.0)


@contextmanager
def accepting() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


@pytest.fixture
def hole() -> Iterator[str]:
    """The address of a socket that accepts and never says a word."""
    held: list[socket.socket] = []
    with accepting() as server:
        threading.Thread(target=_take, args=(server, held), daemon=True).start()
        yield f"bolt://127.0.0.1:{server.getsockname()[1]}"
    for one in held:
        one.close()


def _take(server: socket.socket, held: list[socket.socket]) -> None:
    try:
        while True:
            held.append(server.accept()[0])
    except OSError:  # the test is over
        return


class Relay:
    """Passes bytes on to a server until it is told to swallow them."""

    def __init__(self, server: socket.socket, port: int) -> None:
        self.server, self.port = server, port
        self.swallows = threading.Event()
        self.ends: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.server.getsockname()[1]}"

    def _accept(self) -> None:
        try:
            while True:
                near, far = self.server.accept()[0], socket.create_connection(("127.0.0.1", self.port))
                self.ends += [near, far]
                for source, sink in ((near, far), (far, near)):
                    threading.Thread(target=self._pass, args=(source, sink), daemon=True).start()
        except OSError:  # the test is over
            return

    def _pass(self, source: socket.socket, sink: socket.socket) -> None:
        try:
            while words := source.recv(65_536):
                if not self.swallows.is_set():
                    sink.sendall(words)
        except OSError:  # the test is over
            return


@pytest.fixture
def relay(neo4j_server: Neo4jServer) -> Iterator[Relay]:
    with accepting() as server:
        found = Relay(server, neo4j_server.port)
        yield found
    for one in found.ends:
        one.close()


@contextmanager
def bounded() -> Iterator[None]:
    begun = time.monotonic()
    yield
    assert time.monotonic() - begun < BOUND


def settings_for(uri: str, folder: Path) -> Settings:
    password = folder / "password"
    password.write_text("x")
    return Settings(data_folder=folder / "site", neo4j_uri=uri, neo4j_password_file=password, port=0)


def test_readiness_is_refused_with_a_sentence(hole: str, tmp_path: Path) -> None:
    settings = settings_for(hole, tmp_path)
    with (
        open_neo4j(hole, "neo4j", "x", "neo4j") as graph,
        running(create_app(settings, graph, today=lambda: TODAY), settings) as address,
        bounded(),
    ):
        answer = httpx.get(f"{address}/readyz", timeout=BOUND)
    assert answer.status_code == 503
    assert answer.headers["retry-after"]
    assert "暂时连不上" in answer.json()["title"]


def test_doctor_names_the_address_and_what_to_look_at(hole: str, tmp_path: Path) -> None:
    with bounded():
        findings = {one.name: one for one in examine(settings_for(hole, tmp_path))}
    graph = findings["图数据库"]
    assert (graph.well, graph.seen) == (False, "没有回答")
    assert hole in graph.advice
    assert "防火墙" in graph.advice


def test_a_connection_that_fell_silent_is_found_out(relay: Relay, neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    with open_neo4j(relay.uri, server.user, server.password, server.database) as graph:
        graph.ready()
        relay.swallows.set()
        with bounded(), pytest.raises(GraphUnavailable):
            graph.ready()


def test_neo4j_tells_the_driver_after_how_long_a_silence_it_is_gone(neo4j_graph: Graph) -> None:
    """The driver has no setting for reading; what bounds it is the hint of the server, with its signs of life."""
    rows = neo4j_graph.rows(
        "SHOW SETTINGS YIELD name, value WHERE name STARTS WITH 'server.bolt.connection_keep_alive' RETURN name, value"
    )
    kept = {row["name"].removeprefix("server.bolt.connection_keep_alive"): row["value"] for row in rows}
    assert (kept[""], kept["_for_requests"], kept["_probes"]) == ("1m", "ALL", "2")
