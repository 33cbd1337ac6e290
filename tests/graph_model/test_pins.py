"""Staff fix a person on a post or bar them, see what holds within their scope, and take it back; events tell it all."""

from datetime import UTC, datetime

import pytest

from graph_model import events, pins
from graph_model.driver import Graph
from graph_model.entities import Pin
from graph_model.entities.terms import EventKind, PinKind
from graph_model.errors import NotFound
from graph_model.scope import Scope
from tests.graph_model.district import ALL, HERE, NORTHERN, SOUTHERN, THERE, a_person, a_post

AT = datetime(2026, 11, 22, 9, tzinfo=UTC)


def a_pin(kind: PinKind = PinKind.FIXED, **given: str) -> Pin:
    facts = {
        "post": "post-水电维修岗",
        "person": "person-甲",
        "community": HERE,
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
