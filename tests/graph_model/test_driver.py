from graph_model.driver import Graph


def test_a_query_answers(graph: Graph) -> None:
    assert graph.rows("RETURN 1 AS one") == [{"one": 1}]


def test_the_graph_is_empty(graph: Graph) -> None:
    graph.write(lambda tx: tx.run("CREATE (:Thing {id: '1'})").consume())
    assert graph.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 1}]
