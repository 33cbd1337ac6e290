"""The checker believes a true proof and refuses one that was tampered with."""

import ast
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import certificate
from matching.assignment import AssignmentProblem, market_of, solve
from matching.certificate import bound, faults
from matching.market import Market
from tests.matching.markets import problems, random_problem

PROBLEM = random_problem(7, 60, 12)
FOUND = solve(PROBLEM)
MARKET = market_of(PROBLEM)
CLAIM: dict[str, object] = {
    "amount": FOUND.chosen.astype(int),
    "price": FOUND.price,
    "fee": FOUND.fee,
    "objective": FOUND.objective,
    "limit": FOUND.bound,
}


def told(**changed: object) -> str:
    return "；".join(faults(MARKET, **(CLAIM | changed)))  # type: ignore[arg-type]


def moved(**cells: int) -> list[int]:
    amount = FOUND.chosen.astype(int)
    amount[[int(place[1:]) for place in cells]] = list(cells.values())
    return amount.tolist()


def test_a_true_proof_stands() -> None:
    assert FOUND.objective > 0
    assert told() == ""


def test_an_assignment_that_was_moved_is_refused() -> None:
    here, there = np.flatnonzero(FOUND.chosen)[0], np.flatnonzero(~FOUND.chosen)[0]
    assert "总分" in told(amount=moved(**{f"p{here}": 0, f"p{there}": 1}))


def test_a_price_that_was_lowered_is_refused() -> None:
    price = FOUND.price.copy()
    price[np.argmax(price)] = 0
    assert "太低" in told(price=price)


@pytest.mark.parametrize("column", ["giver", "taker", "group"])
@pytest.mark.parametrize("end", [-2, 10**6])
def test_a_pair_of_somebody_or_something_there_is_not_is_refused(column: str, end: int) -> None:
    ends = getattr(MARKET, column).copy()
    ends[0] = end
    (fault,) = faults(replace(MARKET, **{column: ends}), **CLAIM)  # type: ignore[arg-type]
    assert "名单或数目不合" in fault


@pytest.mark.parametrize("wrong", [-1, float("nan"), float("inf"), 0.5, 2.0**63, "一", None])
def test_a_price_below_zero_or_that_is_no_whole_number_is_refused(wrong: object) -> None:
    assert told(price=[wrong, *FOUND.price.tolist()[1:]])


def test_more_units_than_a_pair_takes_are_refused() -> None:
    here = np.flatnonzero(FOUND.chosen)[0]
    assert "1 个组合超出限度" in told(amount=moved(**{f"p{here}": 2}))
    assert "1 个组合超出限度" in told(amount=moved(**{f"p{here}": -1}))


def test_a_person_or_post_over_its_limit_is_refused() -> None:
    everybody = told(amount=np.ones(len(FOUND.chosen), int))
    assert "个人超出限度" in everybody
    assert "个岗位超出限度" in everybody


def test_a_pair_that_stands_twice_is_refused() -> None:
    twice = AssignmentProblem([0, 0], [0, 0], [5, 5], [2], [2])
    found = solve(AssignmentProblem([0], [0], [5], [2], [2]))
    assert "1 个组合出现不止一次" in "；".join(faults(market_of(twice), [1, 1], found.price, [], 10, 10))


def test_another_sum_or_a_bound_that_is_too_low_is_refused() -> None:
    assert "不符" in told(objective=FOUND.objective + 1)
    assert "太低" in told(limit=FOUND.bound - 1)


def test_a_column_of_another_length_is_refused() -> None:
    assert "数目不合" in told(amount=[1])
    assert "数目不合" in told(price=FOUND.price[:-1])


def test_more_of_a_group_than_its_limit_is_refused() -> None:
    problem = AssignmentProblem([0, 0], [0, 1], [5, 7], [2], [1, 1], [0, 0])
    found = solve(problem)
    market = market_of(problem)
    assert faults(market, found.chosen.astype(int), found.price, found.fee, 7, 7) == []
    assert "时段超出限度" in faults(market, [1, 1], found.price, found.fee, 12, 12)[0]


@given(problems(), st.data())
@settings(deadline=None, max_examples=60)
def test_any_prices_bound_the_optimum_from_above(problem: AssignmentProblem, data: st.DataObject) -> None:
    market = market_of(problem)
    price = np.array([data.draw(st.integers(0, 25)) for _ in market.demand], np.int64)
    assert bound(market, price, np.zeros(0, np.int64)) >= solve(problem).objective


def test_sums_beyond_64_bits_are_still_right() -> None:
    market = replace(Market.of_pairs([0], [0], [1], [1], [2**40]), demand=np.array([2**40]))
    assert bound(market, np.array([2**40]), np.zeros(0, np.int64)) == 2**80


def test_the_checker_is_short_and_knows_nothing_of_the_solver() -> None:
    text = Path(certificate.__file__).read_text(encoding="utf-8")
    imported = {node.module for node in ast.walk(ast.parse(text)) if isinstance(node, ast.ImportFrom)}
    assert len(text.splitlines()) < 60
    assert imported == {"typing", "matching.market"}
