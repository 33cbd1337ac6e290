"""How many are wanted, and of what age."""

import pytest

from loaders.findings import CellProblem
from loaders.kinds.items import AGES, headcount


def test_men_and_women_are_counted_together() -> None:
    assert headcount("2男1女") == 3


def test_a_range_is_taken_at_its_least_and_told() -> None:
    with pytest.raises(CellProblem) as told:
        headcount("3-5人")
    assert told.value.value == 3
    assert told.value.reason == "写的是 3 到 5 人，按 3 人记"


@pytest.mark.parametrize("words", ["70岁以上除外", "女，50岁左右"])
def test_an_age_that_is_no_bound_is_asked_about(words: str) -> None:
    with pytest.raises(CellProblem):
        AGES(words)
