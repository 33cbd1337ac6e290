"""Measures against published values, against networkx, and on networks where they have no value."""

import json
import math
import random
from itertools import combinations
from typing import Any

import networkx as nx
import numpy as np
import pytest

from graph_model.network import cohesion, falling_apart, mixing
from graph_model.network.definitions import DEFINITIONS
from graph_model.network.measures import MEASURES, Asked, measure
from graph_model.network.network import BadNetwork, Network, network_of
from graph_model.network.positions import core_of
from graph_model.network.reach import Skills, coverage
from graph_model.network.survey import Survey, relative_connectivity
from tests.graph_model.network.networks import a_star, of, random_graph, simple

KARATE = of(nx.karate_club_graph())
FLORENCE = of(nx.florentine_families_graph())
SEEDS = range(50)


def values(network: Network, **asked: Any) -> Any:
    return measure(network, Asked(permutations=20, **asked)).values


@pytest.mark.parametrize(
    ("key", "published"),
    [
        ("density", 0.1390),
        ("degree_centralization", 0.3996),
        ("betweenness_centralization", 0.4056),
        ("ei_index", -0.7179),
        ("distance_weighted_fragmentation", 0.5080),
        ("modularity", 0.4198),
        ("k_core", 4),
    ],
)
def test_the_karate_club_has_its_published_values(key: str, published: float) -> None:
    assert round(values(KARATE, group="club")[key], 4) == published


def test_the_karate_club_without_its_instructor_falls_apart_as_published() -> None:
    cuts = falling_apart.cuts_of(KARATE)
    assert round(falling_apart.share_apart(int(cuts.kept[KARATE.ids.index("0")]), 33), 4) == 0.3163
    assert values(KARATE)["articulation_points"] == ["0"]
    assert values(KARATE)["bridges"] == [["0", "11"]]


@pytest.mark.parametrize(
    ("key", "published"),
    [("density", 0.1905), ("degree_centralization", 0.2747), ("betweenness_centralization", 0.4368)],
)
def test_the_florentine_marriages_have_their_published_values(key: str, published: float) -> None:
    assert round(values(FLORENCE)[key], 4) == published


def test_the_florentine_families_that_hold_the_city_together_are_found() -> None:
    assert values(FLORENCE)["articulation_points"] == ["Albizzi", "Guadagni", "Medici", "Salviati"]


def test_a_star_is_wholly_centralized_and_falls_apart_without_its_hub() -> None:
    star = a_star(9)
    found = values(star)
    assert found["degree_centralization"] == found["betweenness_centralization"] == 1
    assert falling_apart.shares_apart(falling_apart.cuts_of(star).kept, 9)[0] == 1
    assert found["core"] == ["0"]
    assert found["core_periphery_fit"] == 1


def test_a_ring_is_not_centralized_at_all() -> None:
    found = values(of(nx.cycle_graph(10)))
    assert found["degree_centralization"] == found["betweenness_centralization"] == 0
    assert found["articulation_points"] == found["bridges"] == []


def test_brokers_play_the_roles_of_gould_and_fernandez() -> None:
    ties = [("0", "1"), ("0", "2"), ("1", "2"), ("1", "3"), ("2", "3"), ("3", "0")]
    groups = {"组": {"0": "甲", "1": "甲", "2": "乙", "3": "乙"}}
    network = network_of(*zip(*ties, strict=True), directed=True, attributes=groups)
    roles = values(network, group="组")["brokerage_roles"]
    assert {node: {role for role, count in one.items() if count} for node, one in roles.items()} == {
        "0": {"itinerant", "gatekeeper"},
        "1": {"representative"},
        "2": {"gatekeeper"},
        "3": {"itinerant", "representative"},
    }
    assert {count for one in roles.values() for count in one.values()} == {0, 1}


@pytest.mark.parametrize("seed", SEEDS)
def test_measures_agree_with_networkx(seed: int) -> None:
    graph = random_graph(seed)
    network = of(graph, weight="weight")
    found = values(network, group="条线")
    plain = simple(graph, directed=graph.is_directed())
    either = simple(graph, directed=False)
    assert found["density"] == pytest.approx(nx.density(plain))
    assert found["betweenness"] == pytest.approx(nx.betweenness_centrality(plain))
    assert found["core_numbers"] == nx.core_number(either)
    assert found["articulation_points"] == sorted(nx.articulation_points(either))
    assert found["bridges"] == sorted(sorted(bridge) for bridge in nx.bridges(either))
    assert found["components"] == nx.number_connected_components(either)
    if graph.is_directed() and plain.size():
        assert found["reciprocity"] == pytest.approx(nx.overall_reciprocity(plain))
    near = sum(1 / far for one, reached in nx.all_pairs_shortest_path_length(either) for far in reached.values() if far)
    assert found["distance_weighted_fragmentation"] == pytest.approx(1 - near / (len(plain) * (len(plain) - 1)))
    if plain.size():
        assert found["constraint"] == pytest.approx(not_nan(nx.constraint(plain, weight="weight")))
        named = list(either)  # without names networkx 3.6 divides by the maxima of the wrong members
        sizes = nx.effective_size(either, nodes=named, weight="weight")
        assert found["effective_size"] == pytest.approx(not_nan(sizes))


def not_nan(found: dict[str, float]) -> dict[str, float | None]:
    return {name: None if math.isnan(value) else value for name, value in found.items()}


@pytest.mark.parametrize("seed", SEEDS)
def test_roles_and_inside_ties_agree_with_counting_by_hand(seed: int) -> None:
    graph = random_graph(seed)
    found = values(of(graph), group="条线")
    plain = simple(graph, directed=graph.is_directed())
    group = dict(plain.nodes(data="条线"))
    ties = [(one, two) for one, two in plain.edges if group[one] and group[two]]
    if ties:
        outside = sum(group[one] != group[two] for one, two in ties)
        several = len({label for label in group.values() if label}) > 1
        assert found["ei_index"] == (pytest.approx((2 * outside - len(ties)) / len(ties)) if several else None)
    arcs = nx.DiGraph(plain)
    chains = [
        (group[one], group[middle], group[two])
        for middle in arcs
        for one in arcs.predecessors(middle)
        for two in arcs.successors(middle)
        if one != two and not arcs.has_edge(one, two) and group[one] and group[middle] and group[two]
    ]
    assert found["brokerage_totals"] == {
        "coordinator": sum(a == b == c for a, b, c in chains),
        "itinerant": sum(a == c != b for a, b, c in chains),
        "gatekeeper": sum(a != b == c for a, b, c in chains),
        "representative": sum(a == b != c for a, b, c in chains),
        "liaison": sum(len({a, b, c}) == 3 for a, b, c in chains),
    }


@pytest.mark.parametrize("seed", range(40))
def test_no_core_fits_better_than_the_one_found(seed: int) -> None:
    graph: Any = nx.gnm_random_graph(9, 8 + seed % 20, seed=seed)
    network = of(graph)
    pairs = list(combinations(range(9), 2))
    ties = [graph.has_edge(*pair) for pair in pairs]
    patterns = (
        [one in core or two in core for one, two in pairs]
        for size in range(1, 8)
        for core in combinations(range(9), size)
    )
    best = max(np.corrcoef(ties, pattern)[0, 1] for pattern in patterns)
    assert core_of(network).fit == pytest.approx(best)


def test_the_fit_told_is_that_of_the_core_told() -> None:
    core = core_of(KARATE)
    ties = [
        bool(KARATE.both.neighbour[KARATE.both.start[one] : KARATE.both.start[one + 1]].tolist().count(two))
        for one, two in combinations(range(34), 2)
    ]
    pattern = [bool(core.members[one] or core.members[two]) for one, two in combinations(range(34), 2)]
    assert core.fit == pytest.approx(np.corrcoef(ties, pattern)[0, 1])


@pytest.mark.parametrize("seed", range(10))
def test_communities_are_connected_and_no_worse_than_those_of_networkx(seed: int) -> None:
    graph: Any = nx.planted_partition_graph(4, 12, 0.5, 0.05, seed=seed)
    found = values(of(graph))
    circles = [{int(name) for name in one} for one in found["communities_of_practice"]]
    assert all(nx.is_connected(graph.subgraph(one)) for one in circles)
    assert found["modularity"] == pytest.approx(nx.community.modularity(graph, circles))
    theirs = nx.community.modularity(graph, nx.community.louvain_communities(graph, seed=seed))
    assert found["modularity"] >= theirs - 1e-9


def test_an_empty_network_has_reasons_and_no_values() -> None:
    found = measure(network_of([], []))
    assert set(found.values.values()) == {None}
    assert found.reasons.keys() == MEASURES.keys()


def test_a_single_member_has_reasons_and_no_values_that_need_others() -> None:
    found = measure(network_of([], [], ids=["甲"], attributes={"条线": {"甲": "教育"}}), Asked(group="条线"))
    assert found.reasons["density"] == "成员不足 2 个"
    assert found.reasons["ei_index"] == "没有两头都写明组别的联系"
    assert found.values["components"] == 1
    assert found.values["articulation_points"] == []


def test_members_without_ties_are_told_as_undefined_and_the_rest_as_they_are() -> None:
    found = measure(network_of(["甲", "乙"], ["乙", "丙"], ids=["丁"]))
    assert found.values["constraint"] == {"甲": 1.0, "乙": 0.5, "丙": 1.0, "丁": None}
    assert found.reasons["constraint"] == "没有联系的成员没有这一项"
    assert found.values["fragmentation"] == 0.5


def test_a_complete_network_has_no_core() -> None:
    found = measure(of(nx.complete_graph(4)))
    assert found.reasons["core_periphery_fit"] == "所有成员两两都有联系，分不出核心和外围"


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_told_is_not_a_number(seed: int) -> None:
    json.dumps(values(of(random_graph(seed), weight="weight", kind="kind"), group="条线"), allow_nan=False)


def test_self_ties_are_left_out_and_repeated_ones_merged_and_both_are_said() -> None:
    network = network_of(["甲", "甲", "乙", "甲"], ["甲", "乙", "甲", "丙"], kind=["项目", "项目", "资源", "项目"])
    found = measure(network)
    assert (network.ties, network.self_ties, network.repeated) == (2, 1, 1)
    assert found.values["multiplexity"] == 1.5
    assert found.values["multiplexity_share"] == 0.5
    assert list(found.notes) == ["self_ties", "repeated"]


@pytest.mark.parametrize("weight", [[-1.0], [math.nan], [math.inf], [1.0, 2.0]])
def test_columns_that_make_no_network_are_refused(weight: list[float]) -> None:
    with pytest.raises(BadNetwork):
        network_of(["甲"], ["乙"], weight=weight)


def test_direction_is_followed_where_it_means_something() -> None:
    found = values(network_of(["乙", "丙", "丁"], ["甲", "甲", "甲"], directed=True))
    assert found["in_degree_centralization"] == 1
    assert found["out_degree_centralization"] == pytest.approx(1 / 9)
    assert found["reciprocity"] == 0
    assert found["density"] == 0.25
    both = values(network_of(["乙", "甲"], ["甲", "乙"], ids=["丙"], directed=True))
    assert both["reciprocity"] == 1
    assert both["degree_centralization"] == values(network_of(["乙"], ["甲"], ids=["丙"]))["degree_centralization"]


def test_sampled_betweenness_lies_within_its_stated_error() -> None:
    network = of(nx.gnm_random_graph(400, 1_600, seed=1))
    exact = cohesion.betweenness(network)
    sampled = cohesion.betweenness(network, pivots=200, seed=3)
    assert exact.error == 0
    assert 0 < np.abs(exact.values - sampled.values).max() < sampled.error < 0.2
    assert "95% 的把握" in measure(network, Asked(pivots=200)).notes["betweenness"]


def test_shuffled_labels_tell_a_divided_network_from_a_mixed_one() -> None:
    divided = mixing.mixing(KARATE, "club")
    assert divided.p < 0.01
    assert divided.expected == pytest.approx(2 * 34 / 2 / 33 * 17 / 34 * 2 - 1, abs=0.05)
    ring: Any = nx.cycle_graph(40)
    nx.set_node_attributes(ring, {node: "甲" if node % 4 < 2 else "乙" for node in ring}, "组")
    assert mixing.mixing(of(ring), "组").p > 0.5


def test_members_who_all_say_the_same_group_make_no_index_of_inside_and_outside() -> None:
    graph: Any = nx.path_graph(4)
    nx.set_node_attributes(graph, dict.fromkeys((0, 1, 2), "教育"), "条线")
    found = measure(of(graph), Asked(group="条线"))
    assert {key: found.reasons[key] for key in ("ei_index", "ei_p")} == dict.fromkeys(
        ("ei_index", "ei_p"), "写明组别的成员全在同一组"
    )
    assert found.values["brokerage_totals"] is not None


def test_an_answer_left_blank_places_nobody_and_counts_for_nothing() -> None:
    network = network_of(["甲", "甲", "甲"], ["乙", "丙", "丁"])
    place = {name: at for at, name in enumerate(network.ids)}
    rated = np.array([place[one] for one in ("乙", "乙", "丙", "丁")], np.int32)
    blank = [np.nan] * 3
    trust = np.array([[4.0, 4.0, 4.0], blank, [2.0, np.nan, np.nan], blank])
    value = np.array([[4.0, 4.0, 4.0], blank, blank, blank])
    found = relative_connectivity(network, Survey(rated, trust, value))
    assert {name: found[at] for name, at in place.items()} == {"甲": 0, "乙": 1, "丙": 0.5, "丁": 0}


def test_a_survey_gives_trust_and_places_members_beside_the_best() -> None:
    network = network_of(["甲", "乙"], ["乙", "丙"])
    items = np.array([[4.0, 4.0, 4.0], [2.0, np.nan, 2.0]])
    survey = Survey(np.array([1, 2], np.int32), items, items)
    found = measure(network, Asked(survey=survey)).values
    assert found["trust"] == found["value"] == 3
    places = dict(zip(network.ids, relative_connectivity(network, survey).tolist(), strict=True))
    assert sorted(places.values()) == [0, 0.5, 1]


def test_answers_out_of_range_are_refused() -> None:
    with pytest.raises(BadNetwork):
        Survey(np.array([0], np.int32), np.array([[5.0, 1.0, 1.0]]), np.array([[1.0, 1.0, 1.0]]))


def test_a_community_is_covered_within_two_steps_and_not_three() -> None:
    network = of(nx.path_graph(5))
    places = Skills(np.array([True, False, True, False, False]), {"法律": np.array([False] * 4 + [True])})
    assert coverage(network, places) == {"法律": 0.5}


def test_every_measure_has_a_name_a_definition_and_a_source() -> None:
    assert [one.key for one in DEFINITIONS] == list(MEASURES)
    assert all(one.name and one.text and one.source and one.directed for one in DEFINITIONS)


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_rows_changes_no_bit(seed: int) -> None:
    graph = random_graph(seed)
    rows = [(one, two, data["weight"] / 3, data["kind"]) for one, two, data in graph.edges(data=True)]
    first = _told(rows, graph)
    random.Random(seed).shuffle(rows)
    assert _told(rows, graph) == first


def _told(rows: list[tuple[str, str, float, str]], graph: Any) -> str:
    source, target, weight, kind = zip(*rows, strict=True)
    attributes = {"条线": dict(graph.nodes(data="条线"))}
    columns = {"weight": weight, "kind": kind, "attributes": attributes, "directed": graph.is_directed()}
    return json.dumps(values(network_of(source, target, ids=list(graph), **columns), group="条线"))


def test_the_number_of_threads_changes_no_bit() -> None:
    network = of(nx.gnm_random_graph(500, 2_000, seed=2))
    one, three = (cohesion.betweenness(network, threads=threads).values.tobytes() for threads in (1, 3))
    assert one == three
