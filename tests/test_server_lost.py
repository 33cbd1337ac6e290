"""A Neo4j lost and back; in a file that comes after the others that share it, for it comes back knowing no query."""

import pytest

from graph_model import errors
from graph_model.driver import Graph
from tests.servers.neo4j import Neo4jServer


def test_neo4j_lost_and_back_needs_no_new_graph(neo4j_graph: Graph, neo4j_server: Neo4jServer) -> None:
    neo4j_graph.write(lambda tx: tx.run("CREATE (:Thing)").consume())
    neo4j_server.stop()
    try:
        with pytest.raises(errors.GraphUnavailable):
            neo4j_graph.ready()
    finally:
        neo4j_server.start()
        neo4j_server.wait_answering()
    assert neo4j_graph.rows("MATCH (t:Thing) RETURN count(t) AS things") == [{"things": 1}]
