"""What the picture shows is what strength says: ties, layers and weights of every quarter, on both servers."""

from datetime import date

from graph_model.driver import Graph
from graph_model.entities import Organisation
from graph_model.entities.terms import OrganisationKind
from graph_model.network.network import Network
from graph_model.organisations import LOCATIONS, ORGANISATIONS
from graph_model.strength.layered import DORMANT, Layered, layered
from graph_model.strength.stage import Stage, stage_of
from graph_model.ties import Tie
from tests.graph_model.strength.alliance_graph import (
    DISTRICT,
    FIRST,
    PARTY,
    STAR,
    build_alliance,
    hold_office,
    join_in_project,
    meet,
)
from tests.graph_model.strength.judging import NOW, TODAY, analyst_of, facts_of

KINDS = ("joint_project", "resource", "office", "pairing", "event", "alliance", DORMANT)
QUARTERS = [NOW.shifted(back) for back in range(-7, 1)]


def pairs_of(network: Network) -> set[frozenset[str]]:
    one, two = network.pairs()
    return {frozenset((network.ids[a], network.ids[b])) for a, b in zip(one.tolist(), two.tolist(), strict=True)}


def a_busy_alliance(graph: Graph) -> None:
    build_alliance(graph)
    join_in_project(graph)
    hold_office(graph)


def test_ties_by_layer_and_quarter_are_those_of_strength(graph: Graph) -> None:
    a_busy_alliance(graph)
    analyst, subjects = analyst_of(graph)
    names = analyst.record.facts.names
    for subject in (subjects[DISTRICT], subjects[STAR], subjects[PARTY]):
        standings = [analyst.standing(subject, quarter) for quarter in QUARTERS]
        found = layered(standings, KINDS)
        for at, standing in enumerate(standings):
            for bit, kind in enumerate(KINDS):
                told = {frozenset((names[a], names[b])) for (a, b), row in found.ties.items() if row[at] >> bit & 1}
                layer = standing.tied.layers.get(kind)
                asleep = {frozenset((tie.one, tie.two)) for tie in standing.tied.dormant if kind == DORMANT}
                assert told == (pairs_of(layer) if layer is not None else asleep)
            whole = {frozenset((names[a], names[b])) for (a, b), row in found.weights.items() if row[at]}
            assert whole == pairs_of(standing.tied.together)
            assert {id_ for id_, row in found.members.items() if row[at]} == {*standing.members}


def test_every_layer_but_that_of_weight_0_is_seen(graph: Graph) -> None:
    a_busy_alliance(graph)
    analyst, subjects = analyst_of(graph)
    found: Layered = layered([analyst.standing(subjects[DISTRICT], quarter) for quarter in QUARTERS], KINDS)
    seen = {kind for row in found.ties.values() for bit, kind in enumerate(KINDS) if row[-1] >> bit & 1}
    assert seen == {*KINDS}


def stage(graph: Graph) -> Stage:
    facts = facts_of(graph)
    _, subjects = analyst_of(graph)
    return stage_of(facts, subjects[DISTRICT], TODAY)


def test_everybody_has_a_place_in_the_disc_of_its_home(graph: Graph) -> None:
    a_busy_alliance(graph)
    found = stage(graph)
    assert found.spots.keys() == facts_of(graph).names.keys()
    assert (found.homes["org-hub"], found.homes[PARTY]) == (FIRST, FIRST)
    assert stage(graph) == found


def test_a_unit_that_is_added_leaves_others_where_they_are(graph: Graph) -> None:
    a_busy_alliance(graph)
    before = stage(graph)
    ORGANISATIONS.save(graph, Organisation(id="org-new", name="新单位", kind=OrganisationKind.ENTERPRISE))
    LOCATIONS.open(graph, Tie("org-new", "330106009000"))
    meet(graph, "new", date(2026, 11, 3), "org-new", "org-far")
    after = stage(graph)
    assert "org-new" in after.spots
    assert {id_: after.spots[id_] for id_ in before.spots if id_ != "org-far"} == {
        id_: spot for id_, spot in before.spots.items() if id_ != "org-far"
    }


def test_no_person_is_on_the_stage(graph: Graph) -> None:
    a_busy_alliance(graph)
    assert not [id_ for id_ in stage(graph).spots if id_.startswith("person")]
