"""Opening a graph: the embedded server of a data folder, or a Neo4j elsewhere."""

import atexit
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from neo4j.exceptions import ConfigurationError, ServiceUnavailable

from graph_model.child import START_SECONDS
from graph_model.data_folder import DATABASE
from graph_model.driver import TIMEOUT_SECONDS, Backend, Graph, open_driver
from graph_model.embedded import EmbeddedServer
from graph_model.errors import AddressUnusable, GraphUnavailable
from graph_model.locking import WriteLock

EMBEDDED_USER: Final = "root"
EMBEDDED_URI: Final = "bolt://gongjian-embedded:1"  # a name only; the resolver gives the address of the day
RESOLVE_SECONDS: Final = 1.0


def open_embedded(folder: Path, heap: str = "1g") -> Graph:
    """Open the graph of a data folder: join its running server, or start one and stop it at `close`.

    Raises
    ------
    ServerStartFailed
        With the last lines of its log.
    """
    server = EmbeddedServer(folder, heap)
    atexit.register(server.close)
    try:
        server.port(START_SECONDS)
        driver = open_driver(
            EMBEDDED_URI,
            (EMBEDDED_USER, server.password),
            resolver=partial(resolve, server.port),
            initial_retry_delay=0.005,
            retry_delay_multiplier=1.5,
        )
    except BaseException:
        close_server(server)
        raise
    lock = WriteLock(server.folder.path, TIMEOUT_SECONDS)
    backend = Backend(
        "embedded", DATABASE, lock.held, lock.last_held, partial(close_server, server), duplicate_retries=2
    )
    return Graph(driver, backend)


def open_neo4j(uri: str, user: str, password: str, database: str, timeout: float = TIMEOUT_SECONDS) -> Graph:
    """Open a graph on a Neo4j 5 server; nothing is sent until the first query or `ready`.

    `timeout` is how many seconds one transaction may take before the server ends it.

    Raises
    ------
    AddressUnusable
        The address has no scheme or host that the driver knows.
    """
    try:
        driver = open_driver(uri, (user, password))
    except (ConfigurationError, ValueError) as wrong:
        raise AddressUnusable(str(wrong)) from wrong
    return Graph(driver, Backend("neo4j", database, timeout=timeout))


def close_server(server: EmbeddedServer) -> None:
    """Stop the server if it is ours, and forget to do so again at exit."""
    atexit.unregister(server.close)
    server.close()


def resolve(port: Callable[[float], int], _address: object) -> list[tuple[str, int]]:
    """Tell the driver where the embedded server answers now; raised as the driver's own error it is tried again."""
    try:
        return [("127.0.0.1", port(RESOLVE_SECONDS))]
    except GraphUnavailable as starting:
        raise ServiceUnavailable(starting.cause) from starting
