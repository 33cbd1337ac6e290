import datetime as dt
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from neo4j import ManagedTransaction, Result
from neo4j.exceptions import Neo4jError, ResultFailedError

from graph_model import driver, errors
from graph_model.driver import Graph, rows_of
from graph_model.opening import open_embedded, open_neo4j
from tests.servers.neo4j import Neo4jServer, free_port

UNIQUE_THING_CYPHER = "CREATE CONSTRAINT driver_thing_id IF NOT EXISTS FOR (n:DriverThing) REQUIRE n.id IS UNIQUE"
CREATE_THING_CYPHER = "CREATE (:DriverThing {id: $id})"
NUMBER_THING_CYPHER = "MATCH (n:DriverThing {id: '1'}) SET n.number = $number"
THING_NUMBER_CYPHER = "MATCH (n:DriverThing {id: '1'}) RETURN n.number AS number"
COUNT_THINGS_CYPHER = "MATCH (n:DriverThing) RETURN count(n) AS n"


def create_thing(thing: str) -> Callable[[ManagedTransaction], Any]:
    return lambda tx: tx.run(CREATE_THING_CYPHER, id=thing).consume()


def count_things(graph: Graph) -> int:
    return int(graph.rows(COUNT_THINGS_CYPHER)[0]["n"])


def test_a_query_answers_rows_by_column(graph: Graph) -> None:
    assert graph.rows("UNWIND [2, 1] AS x RETURN x, x * 2 AS y ORDER BY x") == [{"x": 1, "y": 2}, {"x": 2, "y": 4}]


def test_parameters_are_passed_as_they_are(graph: Graph) -> None:
    assert graph.rows("RETURN $words AS words", words="'; MATCH (n) DETACH DELETE n //") == [
        {"words": "'; MATCH (n) DETACH DELETE n //"}
    ]


def test_every_kind_of_read_sees_what_another_connection_wrote(
    graph: Graph, embedded_folder: Path, neo4j_server: Neo4jServer
) -> None:
    """One process at a time asks, in every order of its ways of asking, while another one writes."""

    def asked_alone() -> list[dict[str, Any]]:
        return graph.rows(THING_NUMBER_CYPHER)

    def asked_in_work() -> list[dict[str, Any]]:
        return graph.read(lambda tx: rows_of(tx.run(THING_NUMBER_CYPHER)))

    graph.write(create_thing("1"))
    with another(graph, embedded_folder, neo4j_server) as writer:
        for number, ask in enumerate([asked_alone, asked_in_work, asked_alone, asked_in_work, asked_in_work]):
            writer.write(lambda tx, number=number: tx.run(NUMBER_THING_CYPHER, number=number).consume())  # type: ignore[misc]
            assert ask() == [{"number": number}]
            graph.ready()


@contextmanager
def another(graph: Graph, folder: Path, server: Neo4jServer) -> Iterator[Graph]:
    """Open one more pool of connections to the same server."""
    if graph.server == "embedded":
        with open_embedded(folder) as opened:
            yield opened
    else:
        with open_neo4j(server.uri, server.user, server.password, server.database) as opened:
            yield opened


def test_every_test_begins_with_an_empty_graph(graph: Graph) -> None:
    assert graph.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    graph.write(create_thing("1"))


def test_a_write_returns_what_its_work_returns(graph: Graph) -> None:
    rows = graph.write(lambda tx: rows_of(tx.run("CREATE (n:DriverThing {id: '1'}) RETURN n.id AS id")))
    assert rows == [{"id": "1"}]


def broken_while_rolled_back(result: Result, code: str) -> ResultFailedError:
    failed = ResultFailedError(result, "The result has failed.")
    failed.__cause__ = Neo4jError._hydrate_neo4j(code=code, message="told by the server")
    return failed


def test_a_write_whose_rollback_hid_a_deadlock_is_done_again(graph: Graph) -> None:
    tries: list[int] = []

    def work(tx: ManagedTransaction) -> None:
        result = tx.run(CREATE_THING_CYPHER, id=str(len(tries)))
        tries.append(1)
        if len(tries) == 1:
            raise broken_while_rolled_back(result, "Neo.TransientError.Transaction.DeadlockDetected")

    graph.write(work)
    assert len(tries) == 2
    assert count_things(graph) == 1


def test_a_write_whose_rollback_hid_a_mistake_is_told_as_the_mistake(graph: Graph) -> None:
    def work(tx: ManagedTransaction) -> None:
        raise broken_while_rolled_back(tx.run(CREATE_THING_CYPHER, id="1"), "Neo.ClientError.Statement.SyntaxError")

    with pytest.raises(errors.QueryRefused, match="told by the server"):
        graph.write(work)
    assert count_things(graph) == 0


def test_a_deadlock_that_never_ends_is_told_as_such(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(driver, "RETRY_SECONDS", 0.0)

    def work(tx: ManagedTransaction) -> None:
        raise broken_while_rolled_back(tx.run(CREATE_THING_CYPHER, id="1"), "Neo.TransientError.Transaction.Deadlock")

    with pytest.raises(errors.GraphBusy):
        graph.write(work)
    assert count_things(graph) == 0


def test_dates_and_times_come_back_as_python_own(graph: Graph) -> None:
    day = dt.date(2026, 11, 22)
    moment = dt.datetime(2026, 11, 22, 8, 30, tzinfo=dt.UTC)
    graph.write(lambda tx: tx.run("CREATE (:DriverThing {id: '1', on: $on, at: $at})", on=day, at=moment).consume())
    row = graph.rows("MATCH (n:DriverThing) RETURN n.on AS on, n.at AS at, [n.on] AS days, {on: n.on} AS map")[0]
    assert row == {"on": day, "at": moment, "days": [day], "map": {"on": day}}
    assert type(row["on"]) is dt.date
    assert type(row["at"]) is dt.datetime


def test_a_node_comes_back_as_its_properties(graph: Graph) -> None:
    graph.write(lambda tx: tx.run("CREATE (:DriverThing {id: '1', on: date('2026-11-22')})").consume())
    assert graph.rows("MATCH (n:DriverThing) RETURN n")[0]["n"] == {"id": "1", "on": dt.date(2026, 11, 22)}


def test_a_relationship_comes_back_as_its_properties(graph: Graph) -> None:
    graph.write(
        lambda tx: tx.run("CREATE (:DriverThing)-[:DRIVER_KNOWS {since: date('2026-11-22')}]->(:DriverThing)").consume()
    )
    assert graph.rows("MATCH ()-[r:DRIVER_KNOWS]->() RETURN r") == [{"r": {"since": dt.date(2026, 11, 22)}}]


def test_a_map_of_properties_sets_and_its_nulls_remove(graph: Graph) -> None:
    graph.write(lambda tx: tx.run("CREATE (:DriverThing {id: '1', a: 1, b: 2})").consume())
    graph.write(lambda tx: tx.run("MATCH (n:DriverThing) SET n += $props", props={"a": None, "c": 3}).consume())
    assert graph.rows("MATCH (n:DriverThing) RETURN n") == [{"n": {"id": "1", "b": 2, "c": 3}}]


def test_an_error_in_the_work_keeps_nothing_of_it(graph: Graph) -> None:
    def work(tx: ManagedTransaction) -> None:
        tx.run(CREATE_THING_CYPHER, id="1").consume()
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        graph.write(work)
    assert count_things(graph) == 0


def test_a_failing_statement_keeps_nothing_of_those_before_it(graph: Graph) -> None:
    def work(tx: ManagedTransaction) -> None:
        tx.run(CREATE_THING_CYPHER, id="1").consume()
        tx.run("UNWIND [1, 0] AS x CREATE (:DriverThing {id: toString(10 / x)})").consume()

    with pytest.raises(errors.GraphError):
        graph.write(work)
    assert count_things(graph) == 0


def test_a_taken_key_is_told_as_such(graph: Graph) -> None:
    graph.apply_schema(UNIQUE_THING_CYPHER)
    graph.write(create_thing("1"))
    with pytest.raises(errors.DuplicateKey) as refused:
        graph.write(create_thing("1"))
    assert "1" in refused.value.cause
    assert count_things(graph) == 1


def test_a_statement_that_is_no_cypher_is_refused_with_its_code(graph: Graph) -> None:
    with pytest.raises(errors.QueryRefused) as refused:
        graph.rows("MATCH (n RETURN n")
    assert refused.value.code.startswith("Neo.ClientError.")
    assert refused.value.cause


def test_a_missing_parameter_is_refused(graph: Graph) -> None:
    with pytest.raises(errors.QueryRefused):
        graph.write(lambda tx: tx.run("CREATE (:DriverThing {id: $nowhere})").consume())


def test_a_schema_statement_may_be_applied_twice(graph: Graph) -> None:
    graph.apply_schema(UNIQUE_THING_CYPHER)
    graph.apply_schema(UNIQUE_THING_CYPHER)
    graph.write(create_thing("1"))
    with pytest.raises(errors.DuplicateKey):
        graph.write(create_thing("1"))


def test_a_refused_schema_statement_is_told(graph: Graph) -> None:
    with pytest.raises(errors.QueryRefused):
        graph.apply_schema("CREATE CONSTRAINT nonsense")


def test_ready_says_nothing_when_the_server_answers(graph: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    graph.ready()
    monkeypatch.setattr(driver, "PING_CYPHER", "no question")
    with pytest.raises(errors.QueryRefused):
        graph.ready()


def test_the_kind_of_server_is_known(embedded_graph: Graph, neo4j_graph: Graph) -> None:
    assert (embedded_graph.server, neo4j_graph.server) == ("embedded", "neo4j")


def test_neo4j_refuses_a_write_in_a_read(neo4j_graph: Graph) -> None:
    with pytest.raises(errors.QueryRefused):
        neo4j_graph.rows("CREATE (n:DriverThing) RETURN n")


def test_a_write_inside_a_write_is_refused_where_it_would_wait_for_itself(embedded_graph: Graph) -> None:
    with pytest.raises(errors.NestedWrite):
        embedded_graph.write(lambda _tx: embedded_graph.write(create_thing("1")))
    embedded_graph.write(create_thing("2"))


def test_a_read_does_not_wait_for_a_write(embedded_graph: Graph) -> None:
    writing, read = threading.Event(), threading.Event()

    def slow(tx: ManagedTransaction) -> None:
        tx.run(CREATE_THING_CYPHER, id="1").consume()
        writing.set()
        assert read.wait(30)

    writer = threading.Thread(target=embedded_graph.write, args=(slow,))
    writer.start()
    assert writing.wait(30)
    assert count_things(embedded_graph) == 0
    read.set()
    writer.join(30)
    assert count_things(embedded_graph) == 1


def test_an_endless_query_is_ended(neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    with (
        open_neo4j(server.uri, server.user, server.password, server.database, timeout=1) as graph,
        pytest.raises(errors.QueryTimeout),
    ):
        graph.rows("UNWIND range(1, 1000000) AS a UNWIND range(1, 1000000) AS b RETURN count(*) AS n")


def test_a_wrong_password_is_told_as_such(neo4j_server: Neo4jServer) -> None:
    server = neo4j_server
    with open_neo4j(server.uri, server.user, "wrong", server.database) as graph, pytest.raises(errors.SignInRefused):
        graph.ready()


def test_a_server_that_is_not_there_is_told_as_such() -> None:
    with (
        open_neo4j(f"bolt://127.0.0.1:{free_port()}", "neo4j", "any", "neo4j") as graph,
        pytest.raises(errors.GraphUnavailable) as refused,
    ):
        graph.ready()
    assert refused.value.server == "neo4j"


def test_an_error_tells_its_facts() -> None:
    assert str(errors.NotFound("post", "post-1")) == "kind='post', id='post-1'"


def test_work_is_named_without_what_it_was_given() -> None:
    secret = "样例·陈志强"
    assert driver.name_of(partial(create_thing, secret)) == "create_thing"
    assert "陈志强" not in driver.name_of(partial(partial(create_thing, secret), secret))
