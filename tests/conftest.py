"""Real servers for every test that wants a graph: one embedded, one Neo4j, a session long; empty for each test."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from hypothesis import settings

from graph_model.driver import Graph
from graph_model.opening import open_embedded, open_neo4j
from tests.servers.neo4j import Neo4jMissingError, Neo4jServer, start_neo4j

HERE = Path(__file__).parent
WIPE_CYPHER = "MATCH (n) WITH n LIMIT 5000 DETACH DELETE n RETURN count(*) AS n"

# The same examples every time, so that a change is red for what it does; SEARCH_EXAMPLES=1 looks for new ones.
settings.register_profile("same", derandomize=True)
settings.register_profile("search", print_blob=True)
settings.load_profile("search" if os.environ.get("SEARCH_EXAMPLES") else "same")

# Servers of tests live for seconds: what they gain by compiling twice they never earn back.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")

FIRST = ("neo4j", "pages")
"""Groups that share what is slow to start, a Neo4j and a browser with its sample district; begun first, each whole."""
LONGEST = (
    "loaders/test_broken_off.py",
    "api/test_commands.py",
    "graph_model/test_embedded.py",
    "api/test_outage.py",
    "tools/test_environment.py",
    "test_packaging.py",
    "test_queries.py",
)
"""Files that take longest; they come next, so that the processes that share the tests end together."""

BEFORE_CHANGES: Final = "pages/test_every_page.py"
"""Looked at before other tests of pages change the district, so that its alliances are judged once."""

# A run started in the background ignores Ctrl-C, and so would every process the tests start and interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Say which tests run in one process, and in which order these groups begin."""
    assert all((HERE / name).exists() for name in (*LONGEST, BEFORE_CHANGES))
    ranks = {name: rank for rank, name in enumerate((*FIRST, *LONGEST))}
    for item in items:
        item.add_marker(pytest.mark.xdist_group(group_of(item)))
    items.sort(key=lambda item: (ranks.get(group_of(item), len(ranks)), item.path != HERE / BEFORE_CHANGES))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Refuse to run where the processes that share the tests would not keep to the groups."""
    if session.config.getoption("loadgroup", default=False):
        assert all(item.nodeid.endswith(f"@{group_of(item)}") for item in session.items)


def group_of(item: pytest.Item) -> str:
    """Name the group of a test: its server or its browser, else its file."""
    path = item.path.relative_to(HERE)
    fixtures = getattr(item, "fixturenames", ())
    if any("neo4j" in name for name in (item.name, *fixtures)):
        return "neo4j"
    return "pages" if path.parts[0] == "pages" else path.as_posix()


def wipe(graph: Graph) -> None:
    """Remove every node and relationship; constraints and indexes stay."""
    while graph.write(lambda tx: tx.run(WIPE_CYPHER).single(strict=True)["n"]):
        pass


@pytest.fixture(scope="session")
def neo4j_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Neo4jServer]:
    try:
        server = start_neo4j(tmp_path_factory.mktemp("neo4j") / "home")
    except Neo4jMissingError as missing:
        pytest.fail(str(missing), pytrace=False)
    yield server
    server.kill()


@pytest.fixture(scope="session")
def embedded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("embedded") / "data"


@pytest.fixture(scope="session")
def session_embedded_graph(embedded_folder: Path) -> Iterator[Graph]:
    with open_embedded(embedded_folder) as graph:
        yield graph


@pytest.fixture(scope="session")
def session_neo4j_graph(neo4j_server: Neo4jServer) -> Iterator[Graph]:
    server = neo4j_server
    with open_neo4j(server.uri, server.user, server.password, server.database) as graph:
        yield graph


@pytest.fixture
def embedded_graph(session_embedded_graph: Graph) -> Graph:
    wipe(session_embedded_graph)
    return session_embedded_graph


@pytest.fixture
def neo4j_graph(session_neo4j_graph: Graph) -> Graph:
    wipe(session_neo4j_graph)
    return session_neo4j_graph


@pytest.fixture(params=["embedded", "neo4j"])
def graph(request: pytest.FixtureRequest) -> Graph:
    """An empty graph, on each of the two servers in turn."""
    found: Graph = request.getfixturevalue(f"{request.param}_graph")
    return found
