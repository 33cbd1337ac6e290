"""What is left of a work is counted alike wherever it is asked: in the lists, in the rows, in decisions."""

from datetime import timedelta
from typing import Any

import pytest

from graph_model import suggestions
from graph_model.candidates import read_works
from graph_model.claims import left_of
from graph_model.day import today
from graph_model.driver import Graph
from graph_model.entities import Need, Person
from graph_model.entities.terms import ListKind
from graph_model.errors import CapacityTaken
from graph_model.listings import find_listed
from graph_model.needs import PERSON_ASSIGNMENTS
from graph_model.posts import FILLINGS
from graph_model.ties import Tie
from tests.graph_model.district import ALL, DAY, a_need, a_person, a_post, a_resource, a_suggestion, a_team, suggest


def test_who_does_not_say_how_much_takes_a_whole_place() -> None:
    assert left_of(5.0, None, [None]).units == 0
    assert left_of(5.0, 2, [None]).units == 5
    assert left_of(5.0, 2, [None, None]).units == 0
    assert left_of(5.0, None, [2.0]).units == 3
    assert left_of(None, 2, [None]).places == 1


def claimed(graph: Graph, **facts: Any) -> tuple[Need, Person]:
    """Put a need there that somebody has taken on by a ledger, and somebody else who is proposed for it."""
    need, first, second = a_need(graph, quantity=3.0, unit="份"), a_person(graph), a_person(graph, "乙")
    PERSON_ASSIGNMENTS.open(graph, Tie(first.id, need.id, properties=facts))
    return need, second


def test_a_claimed_need_is_neither_open_in_the_rows_nor_to_decisions(district: Graph) -> None:
    need, other = claimed(district)
    (proposed,) = suggest(district, a_suggestion(need, other))
    (row,) = read_works(district, ALL, day=DAY)
    found = suggestions.get_listed(district, ALL, proposed.id)
    assert found is not None
    assert (row.quantity, found.remaining) == (0, 0)
    with pytest.raises(CapacityTaken):
        suggestions.accept(district, ALL, proposed.id)


def test_a_post_lacks_as_many_in_the_list_as_in_the_rows_and_to_decisions(district: Graph) -> None:
    post, team = a_post(district, headcount=3), a_team(district)
    now, soon, over = (a_person(district, name) for name in "甲乙丙")
    FILLINGS.open(district, Tie(now.id, post.id))
    FILLINGS.open(district, Tie(soon.id, post.id, since=today() + timedelta(days=1)))
    FILLINGS.open(district, Tie(over.id, post.id, until=today() - timedelta(days=1)))
    (proposed,) = suggest(district, a_suggestion(post, team))
    suggestions.accept(district, ALL, proposed.id)
    (line,) = find_listed(district, ALL, ListKind.POST, range(9))
    (row,) = read_works(district, ALL, day=today())
    found = suggestions.get_listed(district, ALL, proposed.id)
    assert found is not None
    in_list = left_of(None, line.properties["headcount"], line.taken).places
    assert (len(line.taken), row.filled) == (2, 2)
    assert (in_list, row.headcount - row.filled, found.left.places) == (1, 1, 1)


def test_a_need_claimed_in_part_is_open_to_both_for_the_rest(district: Graph) -> None:
    need, _ = claimed(district, quantity=1.0)
    (proposed,) = suggest(district, a_suggestion(need, a_resource(district, capacity=9.0, unit="份"), quantity=2.0))
    (row,) = read_works(district, ALL, day=DAY)
    found = suggestions.get_listed(district, ALL, proposed.id)
    assert found is not None
    assert (row.quantity, found.remaining) == (2, 2)
    suggestions.accept(district, ALL, proposed.id)
    after = suggestions.get_listed(district, ALL, proposed.id)
    assert after is not None
    assert after.remaining == 0
