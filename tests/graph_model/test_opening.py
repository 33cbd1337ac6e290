import threading
from pathlib import Path

import pytest
from neo4j.exceptions import ServiceUnavailable

from graph_model.driver import Graph
from graph_model.errors import GraphUnavailable, ServerStartFailed
from graph_model.opening import open_embedded, open_neo4j, resolve
from tests.graph_model.embedded_processes import kill, server_process
from tests.servers.neo4j import free_port

THING_CYPHER = "CREATE (:OpeningThing {id: $id})"
THINGS_CYPHER = "MATCH (n:OpeningThing) RETURN n.id AS id ORDER BY id"


def starting(_patience: float) -> int:
    raise GraphUnavailable("embedded", "the server is starting")


def broken(_patience: float) -> int:
    raise ServerStartFailed(Path("data"), "no", "")


def test_a_second_opening_joins_the_first(embedded_graph: Graph, embedded_folder: Path) -> None:
    process = server_process(embedded_folder)
    with open_embedded(embedded_folder) as second:
        second.write(lambda tx: tx.run(THING_CYPHER, id="1").consume())
        assert server_process(embedded_folder) == process
    assert embedded_graph.rows(THINGS_CYPHER) == [{"id": "1"}]


def test_when_the_first_leaves_the_second_carries_on(tmp_path: Path) -> None:
    first = open_embedded(tmp_path / "data", heap="256m")
    with open_embedded(tmp_path / "data", heap="256m") as second:
        first.write(lambda tx: tx.run(THING_CYPHER, id="1").consume())
        first.close()
        second.write(lambda tx: tx.run(THING_CYPHER, id="2").consume())
        kill(server_process(tmp_path / "data"))
        assert second.rows(THINGS_CYPHER) == [{"id": "1"}, {"id": "2"}]


def test_what_was_written_is_there_after_closing(tmp_path: Path) -> None:
    for number in ("1", "2"):
        with open_embedded(tmp_path / "data", heap="256m") as graph:
            graph.write(lambda tx, number=number: tx.run(THING_CYPHER, id=number).consume())
    with open_embedded(tmp_path / "data", heap="256m") as graph:
        assert graph.rows(THINGS_CYPHER) == [{"id": "1"}, {"id": "2"}]


def test_a_graph_may_be_closed_twice(tmp_path: Path) -> None:
    graph = open_embedded(tmp_path / "data", heap="256m")
    graph.close()
    graph.close()
    assert not [thread for thread in threading.enumerate() if thread.name == f"embedded server {tmp_path / 'data'}"]


def test_a_starting_server_is_told_to_the_driver_as_something_to_try_again() -> None:
    with pytest.raises(ServiceUnavailable):
        resolve(starting, ("gongjian-embedded", 1))


def test_a_server_that_cannot_start_is_not_tried_again() -> None:
    with pytest.raises(ServerStartFailed):
        resolve(broken, ("gongjian-embedded", 1))


def test_the_address_is_asked_for_each_time() -> None:
    ports = iter([4001, 4002])
    answers = [resolve(lambda _patience: next(ports), ("gongjian-embedded", 1)) for _ in range(2)]
    assert answers == [[("127.0.0.1", 4001)], [("127.0.0.1", 4002)]]


def test_opening_a_neo4j_sends_nothing_yet() -> None:
    with (
        open_neo4j(f"bolt://127.0.0.1:{free_port()}", "neo4j", "any", "neo4j") as graph,
        pytest.raises(GraphUnavailable),
    ):
        graph.ready()
