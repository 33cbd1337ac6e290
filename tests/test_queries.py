"""Both servers understand every query of the product, and keep every id unique."""

import re

from graph_model.driver import Graph
from graph_model.errors import DuplicateKey, QueryRefused
from graph_model.migrations import migrate
from graph_model.migrations.numbered import MIGRATIONS
from tests.sources import queries

UNIQUE_ID = re.compile(r"CREATE CONSTRAINT \w+ IF NOT EXISTS FOR \(n:(\w+)\) REQUIRE n\.id IS UNIQUE")


def refusal(graph: Graph, query: str) -> str | None:
    """Explain a query, which plans it and runs nothing; say why it is refused, if it is."""
    try:
        graph.write(lambda tx: tx.run("EXPLAIN " + query).consume())
    except QueryRefused as refused:
        return refused.cause
    return None


def test_every_query_is_understood(graph: Graph) -> None:
    texts = {
        name: text
        for name, text in queries().items()
        if not text.lstrip().startswith(("CREATE CONSTRAINT", "RETURN 1"))
    }
    assert len(texts) > 100
    refused = {name: cause for name, text in texts.items() if (cause := refusal(graph, text))}
    assert refused == {}


def test_a_query_with_a_mistake_would_be_found(graph: Graph) -> None:
    assert refusal(graph, "MATCH (n:Person {id: $id}) RETURN m.id") is not None
    assert refusal(graph, "MATCH (n:Person {id: $id} RETURN n") is not None


def test_explaining_writes_nothing(graph: Graph) -> None:
    assert refusal(graph, "CREATE (n:HouseExplained {id: $id})") is None
    assert graph.rows("MATCH (n:HouseExplained) RETURN count(n) AS n") == [{"n": 0}]


def test_no_two_nodes_of_a_label_share_an_id(graph: Graph) -> None:
    migrate(graph)
    labels = [match[1] for _, texts in MIGRATIONS for text in texts if (match := UNIQUE_ID.match(text))]
    shared = []
    for label in labels:
        create = f"CREATE (:{label} {{id: 'the same'}})"
        graph.write(lambda tx, create=create: tx.run(create).consume())
        try:
            graph.write(lambda tx, create=create: tx.run(create).consume())
            shared.append(label)
        except DuplicateKey:
            continue
    assert shared == []
