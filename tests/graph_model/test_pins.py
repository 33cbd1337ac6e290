"""Staff fix a person on a post or bar them, see what holds within their scope, and take it back; events tell it all."""

from datetime import UTC, date, datetime

import pytest

from graph_model import events, pins
from graph_model.driver import Graph
from graph_model.entities import Pin
from graph_model.entities.terms import EventKind, PinKind
from graph_model.errors import CapacityTaken, NotFound
from graph_model.migrations import applied
from graph_model.migrations.runner import apply_statements
from graph_model.posts import FILLINGS, POST_TERRITORIES
from graph_model.scope import Scope
from graph_model.ties import Tie
from tests.graph_model.district import (
    ALL,
    HERE,
    NORTHERN,
    SOUTHERN,
    THERE,
    a_need,
    a_person,
    a_post,
    a_resource,
    a_team,
    an_organisation,
)
from tests.invariants.clients import all_at_once

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def a_pin(kind: PinKind = PinKind.FIXED, **given: str) -> Pin:
    facts = {
        "post": "post-水电维修岗",
        "person": "person-甲",
        "why": "熟悉这里",
        "by": "张三",
    } | given
    return Pin(id=pins.id_of(facts["post"], facts["person"]), kind=kind, at=AT, **facts)


@pytest.fixture
def staffed(district: Graph) -> Graph:
    a_person(district)
    a_post(district)
    return district


def test_what_was_settled_is_listed_with_who_when_and_why(staffed: Graph) -> None:
    assert pins.settle(staffed, ALL, a_pin()).holds
    (one,) = pins.holding_pins(staffed, ALL)
    assert (one.kind, one.person, one.why, one.by, one.at) == (PinKind.FIXED, "person-甲", "熟悉这里", "张三", AT)


def test_anybody_is_fixed_on_a_need_once_and_on_a_counted_need_as_often_as_staff_say(district: Graph) -> None:
    need, meals = a_need(district), a_need(district, "送饭", quantity=9.0, unit="份")
    others = [a_person(district), an_organisation(district), a_team(district), a_resource(district)]
    for one in others:
        assert pins.settle(district, ALL, a_pin(post=meals.id, person=one.id)).holds
    pins.settle(district, ALL, a_pin(post=need.id, person=others[1].id))
    with pytest.raises(CapacityTaken):
        pins.settle(district, ALL, a_pin(post=need.id, person=others[2].id))
    assert {one.person for one in pins.pins_of_work(district, ALL, meals.id)} == {one.id for one in others}
    assert pins.pins_of_work(district, SOUTHERN, need.id) == []
    with pytest.raises(NotFound):
        pins.settle(district, SOUTHERN, a_pin(post=need.id, person=others[1].id))


def test_a_later_word_on_the_same_pair_replaces_the_earlier(staffed: Graph) -> None:
    pins.settle(staffed, ALL, a_pin())
    pins.settle(staffed, ALL, a_pin(PinKind.BARRED, why="家里有事"))
    assert [(one.kind, one.why) for one in pins.holding_pins(staffed, ALL)] == [(PinKind.BARRED, "家里有事")]


def test_what_is_lifted_holds_no_more_and_can_be_settled_again(staffed: Graph) -> None:
    kept = pins.settle(staffed, ALL, a_pin())
    lifted = pins.lift(staffed, Scope("李四", ALL.territory), kept.id)
    assert (lifted.holds, lifted.lifted_by) == (False, "李四")
    assert pins.holding_pins(staffed, ALL) == []
    assert pins.settle(staffed, ALL, a_pin()).holds
    (one,) = pins.holding_pins(staffed, ALL)
    assert (one.lifted_by, one.lifted_at) == (None, None)


def test_every_word_leaves_an_event_and_lifting_twice_leaves_one(staffed: Graph) -> None:
    kept = pins.settle(staffed, ALL, a_pin())
    pins.settle(staffed, ALL, a_pin(PinKind.BARRED))
    for _ in range(2):
        pins.lift(staffed, ALL, kept.id)
    told = events.about(staffed, "person-甲")
    assert [one.kind for one in told] == [EventKind.PIN_LIFTED, EventKind.PIN_BARRED, EventKind.PIN_FIXED]
    assert "熟悉这里" in told[-1].detail


def test_another_street_neither_sees_nor_settles_nor_lifts(staffed: Graph) -> None:
    kept = pins.settle(staffed, NORTHERN, a_pin())
    assert pins.holding_pins(staffed, SOUTHERN) == []
    assert pins.PINS.find(staffed, SOUTHERN, kept.id) is None
    with pytest.raises(NotFound):
        pins.settle(staffed, SOUTHERN, a_pin(PinKind.BARRED))
    with pytest.raises(NotFound):
        pins.lift(staffed, SOUTHERN, kept.id)
    assert [one.id for one in pins.holding_pins(staffed, NORTHERN)] == [kept.id]


def test_somebody_elses_person_and_nobody_cannot_be_settled(staffed: Graph) -> None:
    a_person(staffed, "乙", home=THERE)
    for person in ("person-乙", "person-nobody"):
        with pytest.raises(NotFound):
            pins.settle(staffed, NORTHERN, a_pin(person=person))
    assert events.about(staffed, "person-乙") == []


def moved(graph: Graph, post: str) -> None:
    POST_TERRITORIES.open(graph, Tie(post, HERE, until=date(2026, 1, 1)), Tie(post, THERE))


def test_a_pin_follows_its_post_to_where_that_has_moved(staffed: Graph) -> None:
    kept = pins.settle(staffed, ALL, a_pin())
    moved(staffed, kept.post)
    assert pins.holding_pins(staffed, NORTHERN) == []
    with pytest.raises(NotFound):
        pins.lift(staffed, NORTHERN, kept.id)
    assert [one.id for one in pins.holding_pins(staffed, SOUTHERN)] == [kept.id]
    assert [one.id for one in pins.pins_of_work(staffed, SOUTHERN, kept.post)] == [kept.id]
    assert pins.settle(staffed, ALL, a_pin(PinKind.BARRED)).kind is PinKind.BARRED
    assert not pins.lift(staffed, SOUTHERN, kept.id).holds


def test_the_pins_of_one_post_are_those_that_hold_on_it_and_nobody_elses_reader_gets_them(staffed: Graph) -> None:
    a_post(staffed, "巡逻岗")
    kept = pins.settle(staffed, ALL, a_pin())
    pins.settle(staffed, ALL, a_pin(post="post-巡逻岗"))
    assert [one.id for one in pins.pins_of_work(staffed, NORTHERN, kept.post)] == [kept.id]
    assert pins.pins_of_work(staffed, SOUTHERN, kept.post) == []
    pins.lift(staffed, ALL, kept.id)
    assert pins.pins_of_work(staffed, NORTHERN, kept.post) == []


OLD_PIN_CYPHER = """
    MATCH (n:Pin {id: $id}) MATCH (t:Territory {id: $at})
    MERGE (n)-[:IN]->(t) SET n.community = $at
"""


def test_a_pin_settled_by_an_earlier_release_is_carried_over(staffed: Graph) -> None:
    kept = pins.settle(staffed, ALL, a_pin())
    staffed.write(lambda tx: tx.run(OLD_PIN_CYPHER, id=kept.id, at=HERE).consume())
    assert "0007-pin-places" in apply_statements(staffed, [one for one in applied(staffed) if one < "0007"])
    assert staffed.rows("MATCH (n:Pin) RETURN n.community AS place, EXISTS { (n)-[:IN]->() } AS tied") == [
        {"place": None, "tied": False}
    ]
    assert [one.id for one in pins.holding_pins(staffed, NORTHERN)] == [kept.id]


def fix(graph: Graph, person: str, gone: tuple[str, ...] = ()) -> bool:
    """Fix somebody on the post with limited seats, and tell whether a seat was left."""
    try:
        pins.settle(graph, ALL, a_pin(person=person), gone)
    except CapacityTaken as taken:
        return (taken.kind, taken.id) != ("Post", "post-水电维修岗")
    return True


def people(graph: Graph, *, seats: int, many: int) -> list[str]:
    a_post(graph, headcount=seats)
    return [a_person(graph, f"{number}").id for number in range(many)]


def test_of_many_who_fix_at_once_as_many_succeed_as_there_are_seats(district: Graph) -> None:
    known = people(district, seats=2, many=8)
    assert sum(all_at_once(lambda client: fix(district, known[client]), clients=8)) == 2
    assert len(pins.holding_pins(district, ALL)) == 2


def test_whoever_fills_the_post_by_now_takes_no_second_seat(district: Graph) -> None:
    one, two, three = people(district, seats=2, many=3)
    assert fix(district, one)
    FILLINGS.open(district, Tie(one, "post-水电维修岗", since=date(2026, 1, 1)))
    assert fix(district, two)
    assert not fix(district, three)
    assert fix(district, one)


def test_whoever_has_gone_or_is_barred_keeps_no_seat(district: Graph) -> None:
    one, two, three = people(district, seats=1, many=3)
    assert fix(district, one)
    assert not fix(district, two)
    assert fix(district, two, gone=(one,))
    pins.settle(district, ALL, a_pin(PinKind.BARRED, person=two))
    assert fix(district, three, gone=(one,))
