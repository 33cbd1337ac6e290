"""What one server does and the other does not: the reasons for the house's rules, pinned so that an upgrade tells."""

from typing import LiteralString

import pytest
from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.errors import DuplicateKey, GraphError, QueryRefused

UNIQUE_CYPHER = "CREATE CONSTRAINT diff_thing_id IF NOT EXISTS FOR (n:DiffThing) REQUIRE n.id IS UNIQUE"

REFUSED_BY_NEO4J: list[LiteralString] = [
    "CREATE (:DiffMap {m: {a: 1}})",
    "CREATE (:DiffMixed {m: [1, 'a']})",
    "UNWIND range(1, 4) AS i CALL (i) { CREATE (:DiffBatch {i: i}) } IN TRANSACTIONS OF 2 ROWS",
    "CREATE CONSTRAINT diff_not_null IF NOT EXISTS FOR (n:DiffNull) REQUIRE n.id IS NOT NULL",
]
REFUSED_BY_BOTH: list[LiteralString] = [
    "RETURN apoc.version()",
    "MATCH (n:DiffThing {id: '1'}) DELETE n",
    "CREATE (:DiffThing {id: '1'})",
]


def write(graph: Graph, statement: LiteralString) -> None:
    graph.write(lambda tx: tx.run(statement).consume())


@pytest.mark.parametrize("statement", REFUSED_BY_NEO4J)
def test_neo4j_refuses(neo4j_graph: Graph, statement: LiteralString) -> None:
    with pytest.raises(QueryRefused):
        write(neo4j_graph, statement)


@pytest.mark.parametrize("statement", REFUSED_BY_BOTH)
def test_both_refuse(graph: Graph, statement: LiteralString) -> None:
    graph.apply_schema(UNIQUE_CYPHER)
    write(graph, "CREATE (:DiffThing {id: '1'})-[:DIFF_TIE]->(:DiffThing {id: '2'})")
    with pytest.raises(GraphError):
        write(graph, statement)
    assert graph.rows("MATCH (n:DiffThing)-[r]->() RETURN count(r) AS n") == [{"n": 1}]


def test_a_second_node_of_one_key_is_refused_and_the_first_stays(graph: Graph) -> None:
    graph.apply_schema(UNIQUE_CYPHER)
    write(graph, "CREATE (:DiffThing {id: '1', first: true})")
    with pytest.raises(DuplicateKey):
        write(graph, "CREATE (:DiffThing {id: '1', first: false})")
    assert graph.rows("MATCH (n:DiffThing) RETURN n.first AS first") == [{"first": True}]


def test_the_embedded_server_refuses_a_label_in_the_creating_transaction(embedded_graph: Graph) -> None:
    def create_then_label(tx: ManagedTransaction) -> None:
        tx.run("MERGE (n:DiffThing {id: '1'}) SET n:DiffRole").consume()

    embedded_graph.apply_schema(UNIQUE_CYPHER)
    with pytest.raises(GraphError):
        embedded_graph.write(create_then_label)


def test_neo4j_refuses_schema_and_rows_in_one_transaction(neo4j_graph: Graph) -> None:
    def both(tx: ManagedTransaction) -> None:
        tx.run("CREATE (:DiffThing {id: '1'})").consume()
        tx.run("CREATE INDEX diff_name IF NOT EXISTS FOR (n:DiffThing) ON (n.name)").consume()

    with pytest.raises(QueryRefused):
        neo4j_graph.write(both)


def test_the_embedded_server_loses_a_list_looked_into_where_it_is_collected(embedded_graph: Graph) -> None:
    """The reason to collect in a WITH of its own before looking into the list."""
    assert embedded_graph.rows("UNWIND ['a'] AS x RETURN collect(x)[0] IN ['a'] AS found") == [{"found": None}]


def test_a_list_collected_in_a_with_of_its_own_can_be_looked_into(graph: Graph) -> None:
    question = "UNWIND ['a'] AS x WITH collect(x) AS xs RETURN xs[0] IN ['a'] AS found"
    assert graph.rows(question) == [{"found": True}]
