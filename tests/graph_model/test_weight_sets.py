"""Learnt weights are numbered, adopted one after another and taken back one after another; nothing is forgotten."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from graph_model import events, weight_sets
from graph_model.driver import Graph
from graph_model.entities import WeightSet
from graph_model.entities.terms import EventKind
from graph_model.errors import NotFound, NothingAdopted
from tests.graph_model.district import DISTRICT


def propose(graph: Graph, weights: str = "{}") -> WeightSet:
    draft = WeightSet(id="weights-draft", number=1, territory=DISTRICT, weights=weights, beside="{}")
    return weight_sets.propose(graph, draft)


def test_a_graph_that_was_never_told_goes_by_the_documented_weights(migrated: Graph) -> None:
    assert weight_sets.in_effect(migrated) is None
    assert weight_sets.read_choice(migrated).number == weight_sets.DOCUMENTED
    assert weight_sets.latest(migrated) == []


def test_a_proposal_has_the_next_number_and_no_effect(migrated: Graph) -> None:
    assert [propose(migrated).number for _ in range(2)] == [1, 2]
    assert [one.number for one in weight_sets.latest(migrated)] == [2, 1]
    assert [event.subjects for event in events.since(migrated, 0)] == [("weights-1",), ("weights-2",)]
    assert weight_sets.in_effect(migrated) is None


def test_proposals_made_at_once_have_numbers_of_their_own(migrated: Graph) -> None:
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: propose(migrated).number, range(8)))
    assert sorted(made) == list(range(1, 9))


def test_weights_are_adopted_and_taken_back_in_turn_with_an_event_each(migrated: Graph) -> None:
    for _ in range(2):
        propose(migrated)
    before = events.latest_seq(migrated)
    numbers = [weight_sets.adopt(migrated, number, "张三").number for number in (1, 2, 1)]
    found = weight_sets.in_effect(migrated)
    assert found is not None
    assert (numbers, found.number) == ([1, 2, 1], 1)
    assert [weight_sets.back(migrated, "张三").number for _ in range(3)] == [2, 1, 0]
    assert weight_sets.in_effect(migrated) is None
    told = events.since(migrated, before)
    assert [event.kind for event in told] == [EventKind.WEIGHTS_CHANGED] * 6
    assert {event.by for event in told} == {"张三"}


def test_adopting_what_is_in_effect_writes_nothing(migrated: Graph) -> None:
    propose(migrated)
    weight_sets.adopt(migrated, 1, "张三")
    seq = events.latest_seq(migrated)
    assert weight_sets.adopt(migrated, 1, "李四").adopted == (1,)
    assert events.latest_seq(migrated) == seq


def test_zero_stands_for_the_documented_weights(migrated: Graph) -> None:
    propose(migrated)
    weight_sets.adopt(migrated, 1, "张三")
    assert weight_sets.adopt(migrated, 0, "张三").number == 0
    assert weight_sets.in_effect(migrated) is None
    assert weight_sets.back(migrated, "张三").number == 1


def test_there_is_nothing_before_the_documented_weights(migrated: Graph) -> None:
    with pytest.raises(NothingAdopted):
        weight_sets.back(migrated, "张三")


@pytest.mark.parametrize("number", [-1, 2])
def test_weights_that_nobody_proposed_cannot_be_adopted(migrated: Graph, number: int) -> None:
    propose(migrated)
    with pytest.raises(NotFound):
        weight_sets.adopt(migrated, number, "张三")
