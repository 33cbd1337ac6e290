"""Whether a network hangs on one member."""

import networkx as nx
import pytest

from graph_model.network.definitions import Undefined
from graph_model.network.leaning import leaning, leaning_sentence
from tests.graph_model.network.networks import a_star, of, random_graph


def test_a_star_hangs_on_its_hub_and_says_so_with_its_numbers() -> None:
    found = leaning(a_star(5))
    assert found is not None
    assert (found.member, found.broken, found.together, found.hangs) == ("0", 10, 10, True)
    assert "0 退出，其余成员里走得到的 10 对会断 10 对（100%）" in leaning_sentence(found, 6)
    assert leaning_sentence(found, 6).startswith("挂在一家身上")


def test_a_ring_hangs_on_nobody() -> None:
    found = leaning(of(nx.cycle_graph(6)))
    assert found is not None
    assert (found.broken, found.together, found.hangs) == (0, 10, False)
    assert leaning_sentence(found, 6).startswith("没有挂在一家身上")


def test_where_nobody_reaches_anybody_nothing_hangs() -> None:
    assert leaning(of(nx.empty_graph(4))) is None
    assert "4 个成员" in leaning_sentence(None, 4)


def test_two_members_are_too_few() -> None:
    with pytest.raises(Undefined):
        leaning(of(nx.path_graph(2)))


@pytest.mark.parametrize("seed", range(20))
def test_it_agrees_with_taking_each_member_out(seed: int) -> None:
    graph = nx.Graph(random_graph(seed))
    graph.remove_edges_from(list(nx.selfloop_edges(graph)))

    def pairs(left: nx.Graph) -> int:
        return sum(len(part) * (len(part) - 1) // 2 for part in nx.connected_components(left))

    def lost(member: str) -> tuple[int, int]:
        own = len(nx.node_connected_component(graph, member)) - 1
        before = pairs(graph) - own
        after = graph.copy()
        after.remove_node(member)
        return before - pairs(after), before

    found = leaning(of(graph))
    shares = {member: broken / together if together else 0.0 for member in graph for broken, together in [lost(member)]}
    if found is None:
        assert max(shares.values()) == 0.0
    else:
        assert (found.broken, found.together) == lost(found.member)
        assert found.share == pytest.approx(max(shares.values()))
