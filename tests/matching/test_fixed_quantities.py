"""Staff fix what is counted too: as many units as there are and are asked, never more, and the rest is shared out."""

import random

import pytest

from graph_model.entities.candidates import HelperRow, WorkRow
from matching.evidence import Evidence
from matching.fixing import FIXED
from matching.orders import Order, Orders
from matching.weekly import Proposal, propose
from tests.matching.builders import TODAY, a_need, a_person, a_problem, a_resource

Pin = tuple[str, str]
MEALS = {"category": "助餐", "unit": "份"}


def meals(id_: str, quantity: float | None, **changes: object) -> HelperRow:
    return a_resource(id_, categories=("助餐",), quantity=quantity, unit="份", **changes)


def asked(id_: str, quantity: float | None) -> WorkRow:
    return a_need(id_, title="送餐", quantity=quantity, **MEALS)


def week(helpers: list[HelperRow], works: list[WorkRow], *pins: Pin) -> Proposal:
    orders = Orders.of(Order(who, what, fixed=True, sentence="由工作人员指定") for who, what in pins)
    return propose(a_problem(helpers, works).ordered(orders), TODAY)


def sent(proposal: Proposal) -> dict[Pin, int]:
    return {(one.helper, one.work): one.amount for one in proposal.suggestions if one.helper is not None}


def gaps(proposal: Proposal) -> dict[str, int]:
    return {one.work: one.remaining for one in proposal.suggestions if one.helper is None}


def test_one_meal_fixed_on_one_need_is_not_given_to_another() -> None:
    found = week([meals("r", 1)], [asked("a", 1), asked("b", 1)], ("r", "a"))
    assert sent(found) == {("r", "a"): 1}
    assert gaps(found) == {"b": 1}


def test_what_is_fixed_is_given_in_full() -> None:
    assert sent(week([meals("r", 10)], [asked("a", 10)], ("r", "a"))) == {("r", "a"): 10}


def test_what_is_left_of_a_fixed_resource_goes_to_the_others() -> None:
    assert sent(week([meals("r", 10)], [asked("a", 7), asked("b", 8)], ("r", "b"))) == {("r", "b"): 8, ("r", "a"): 2}


def test_a_need_is_filled_from_two_that_are_fixed_on_it() -> None:
    found = week([meals("r", 4), meals("s", 9)], [asked("a", 10)], ("s", "a"), ("r", "a"))
    assert sent(found) == {("s", "a"): 9, ("r", "a"): 1}


def test_what_a_fixed_need_still_lacks_is_a_gap() -> None:
    assert gaps(week([meals("r", 4)], [asked("a", 10)], ("r", "a"))) == {"a": 6}


def test_a_person_fixed_on_a_counted_need_sees_to_all_of_it() -> None:
    helpers = [meals("r", 20), *(a_person(who, categories=("助餐",)) for who in "pq")]
    found = week(helpers, [asked("a", 10), asked("b", 3)], ("p", "a"), ("q", "a"))
    assert sent(found) == {("p", "a"): 1, ("r", "b"): 3}
    assert gaps(found) == {}


def test_a_person_fixed_on_what_is_given_in_units_already_is_left_out() -> None:
    found = week([meals("r", 4), a_person("p", categories=("助餐",))], [asked("a", 10)], ("r", "a"), ("p", "a"))
    assert (sent(found), gaps(found)) == ({("r", "a"): 4}, {"a": 6})


def test_the_record_of_what_is_fixed_tells_units_beyond_what_there_is() -> None:
    record = week([meals("r", 10)], [asked("a", 7), asked("b", 8)], ("r", "b"), ("r", "a")).evidence[0]
    assert (record.step, record.allocated(), record.faults()) == (FIXED, {("r", "b"): 8, ("r", "a"): 2}, [])
    plain = record.to_plain()
    more = plain | {"amount": [one + 1 for one in plain["amount"]], "limit": [one + 1 for one in plain["limit"]]}
    assert "有 1 个人超出限度" in Evidence.from_plain(more).faults()


@pytest.mark.parametrize("seed", range(25))
def test_nothing_gives_more_than_it_has_or_gets_more_than_it_asks_whatever_is_fixed(seed: int) -> None:
    rng = random.Random(seed)
    offers = {f"r{n}": rng.choice((None, 1, 2, 5, 9)) for n in range(4)}
    wants = {f"n{n}": rng.choice((None, 1, 3, 6)) for n in range(4)}
    helpers = [meals(one, units, capacity=rng.randint(1, 2)) for one, units in offers.items()]
    helpers += [a_person(f"p{n}", categories=("助餐",), capacity=1) for n in range(2)]
    pairs = [(one.id, work) for one in helpers for work in wants]
    found = week(helpers, [asked(*one) for one in wants.items()], *rng.sample(pairs, 8))
    given = sent(found)
    for one in helpers:
        mine = [units for (helper, _), units in given.items() if helper == one.id]
        assert sum(mine) <= one.quantity if one.quantity is not None else len(mine) <= one.capacity
    for work, units in wants.items():
        assert sum(given.get((one.id, work), 0) for one in helpers) <= (units or 1)
    assert (found.proved, [step.faults() for step in found.evidence]) == (True, [[]] * len(found.evidence))
