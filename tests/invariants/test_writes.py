"""What must hold however many write at once and wherever a write breaks off, on both servers."""

import threading

import pytest
from neo4j import ManagedTransaction

from graph_model.driver import Graph
from tests.invariants.clients import CLIENTS, all_at_once

ROUNDS = 3
SCHEMA = (
    "CREATE CONSTRAINT inv_post_id IF NOT EXISTS FOR (n:InvPost) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT inv_taker_id IF NOT EXISTS FOR (n:InvTaker) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT inv_counter_id IF NOT EXISTS FOR (n:InvCounter) REQUIRE n.id IS UNIQUE",
    "CREATE CONSTRAINT inv_tag_id IF NOT EXISTS FOR (n:InvTag) REQUIRE n.id IS UNIQUE",
)
TAKE_PLACE_CYPHER = """
    MATCH (p:InvPost {id: 'post'}) SET p.lock = coalesce(p.lock, 0) + 1
    WITH p WHERE p.remaining > 0 SET p.remaining = p.remaining - 1
    CREATE (t:InvTaker {id: $id})-[:INV_TAKES]->(p)
    RETURN t.id AS id
"""
TAKE_COUNTED_PLACE_CYPHER = """
    MATCH (p:InvPost {id: 'post'}) SET p.lock = coalesce(p.lock, 0) + 1
    WITH p WHERE COUNT { (p)<-[:INV_TAKES]-() } < 50
    CREATE (t:InvTaker {id: $id})-[:INV_TAKES]->(p)
    RETURN t.id AS id
"""
TAKEN_CYPHER = """
    MATCH (p:InvPost {id: 'post'}) RETURN p.remaining AS remaining, COUNT { (p)<-[:INV_TAKES]-() } AS taken
"""
READ_COUNTER_CYPHER = """
    MERGE (c:InvCounter {id: 'c'}) SET c.lock = coalesce(c.lock, 0) + 1 RETURN coalesce(c.value, 0) AS value
"""
WRITE_COUNTER_CYPHER = "MATCH (c:InvCounter {id: 'c'}) SET c.value = $value"
TIE_CYPHER = """
    MATCH (a:InvTag {id: 'a'}) SET a.lock = coalesce(a.lock, 0) + 1
    WITH a MATCH (b:InvTag {id: 'b'}) MERGE (a)-[:INV_TIE]->(b)
"""
PART_CYPHER = "CREATE (:InvPart {id: $id})"


@pytest.fixture
def ruled_graph(graph: Graph) -> Graph:
    for statement in SCHEMA:
        graph.apply_schema(statement)
    return graph


def offer_places(graph: Graph) -> None:
    graph.write(lambda tx: tx.run("CREATE (:InvPost {id: 'post', remaining: 50})").consume())


def test_fifty_places_are_never_given_fifty_one_times(ruled_graph: Graph) -> None:
    offer_places(ruled_graph)

    def take(client: int) -> list[bool]:
        names = [f"{client}-{number}" for number in range(ROUNDS)]
        return [ruled_graph.write(lambda tx, n=n: tx.run(TAKE_PLACE_CYPHER, id=n).single()) is not None for n in names]

    told = [given for given_to_client in all_at_once(take) for given in given_to_client]
    assert sum(told) == 50
    assert ruled_graph.rows(TAKEN_CYPHER) == [{"remaining": 0, "taken": 50}]


def test_places_counted_by_relationships_are_never_oversold(ruled_graph: Graph) -> None:
    offer_places(ruled_graph)

    def take(client: int) -> bool:
        found = ruled_graph.write(lambda tx: tx.run(TAKE_COUNTED_PLACE_CYPHER, id=str(client)).single())
        return found is not None

    assert sum(all_at_once(take)) == 50
    assert ruled_graph.rows(TAKEN_CYPHER) == [{"remaining": 50, "taken": 50}]


def test_a_counter_read_then_written_loses_nothing(ruled_graph: Graph) -> None:
    def count_up(tx: ManagedTransaction) -> int:
        value = int(tx.run(READ_COUNTER_CYPHER).single(strict=True)["value"]) + 1
        tx.run(WRITE_COUNTER_CYPHER, value=value).consume()
        return value

    numbers = [n for ns in all_at_once(lambda _: [ruled_graph.write(count_up) for _ in range(ROUNDS)]) for n in ns]
    assert sorted(numbers) == list(range(1, CLIENTS * ROUNDS + 1))


def test_merging_a_relationship_makes_no_twin(ruled_graph: Graph) -> None:
    ruled_graph.write(lambda tx: tx.run("CREATE (:InvTag {id: 'a'}), (:InvTag {id: 'b'})").consume())
    all_at_once(lambda _: ruled_graph.write(lambda tx: tx.run(TIE_CYPHER).consume()))
    assert ruled_graph.rows("MATCH ()-[r:INV_TIE]->() RETURN count(r) AS n") == [{"n": 1}]


def test_merging_a_node_makes_no_twin(ruled_graph: Graph) -> None:
    def tag(_client: int) -> None:
        for number in range(ROUNDS):
            ruled_graph.write(lambda tx, n=number: tx.run("MERGE (:InvTag {id: $id})", id=f"tag-{n}").consume())

    all_at_once(tag)
    assert ruled_graph.rows("MATCH (t:InvTag) RETURN count(t) AS n, count(DISTINCT t.id) AS ids") == [
        {"n": ROUNDS, "ids": ROUNDS}
    ]


def test_writes_in_opposite_order_all_end(ruled_graph: Graph) -> None:
    ruled_graph.write(lambda tx: tx.run("CREATE (:InvTag {id: 'a', n: 0}), (:InvTag {id: 'b', n: 0})").consume())

    def add_to_both(client: int) -> None:
        order = ("a", "b") if client % 2 else ("b", "a")
        ruled_graph.write(
            lambda tx: [tx.run("MATCH (t:InvTag {id: $id}) SET t.n = t.n + 1", id=i).consume() for i in order]
        )

    all_at_once(add_to_both, clients=16)
    assert ruled_graph.rows("MATCH (t:InvTag) RETURN t.n AS n") == [{"n": 16}, {"n": 16}]


def test_an_error_between_the_parts_of_a_write_leaves_none_of_them(ruled_graph: Graph) -> None:
    def break_off(tx: ManagedTransaction) -> None:
        tx.run(PART_CYPHER, id="1").consume()
        tx.run(PART_CYPHER, id="2").consume()
        raise InterruptedError

    for _ in range(5):
        with pytest.raises(InterruptedError):
            ruled_graph.write(break_off)
    assert ruled_graph.rows("MATCH (p:InvPart) RETURN count(p) AS n") == [{"n": 0}]


def test_nobody_sees_half_of_a_write(ruled_graph: Graph) -> None:
    between, seen = threading.Event(), threading.Event()

    def two_parts(tx: ManagedTransaction) -> None:
        tx.run(PART_CYPHER, id="1").consume()
        between.set()
        assert seen.wait(60)
        tx.run(PART_CYPHER, id="2").consume()

    writer = threading.Thread(target=ruled_graph.write, args=(two_parts,))
    writer.start()
    assert between.wait(60)
    assert ruled_graph.rows("MATCH (p:InvPart) RETURN count(p) AS n") == [{"n": 0}]
    seen.set()
    writer.join(60)
    assert ruled_graph.rows("MATCH (p:InvPart) RETURN count(p) AS n") == [{"n": 2}]
