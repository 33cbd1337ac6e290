"""Half-days asked for in words: what names no weekday or no part of the day is refused with what to write."""

import pytest

from api.errors import BadQuestion
from api.questions import slot_mask


@pytest.mark.parametrize("words", ["周八上午", "周六半夜", "周六25点", "明天", "半夜"])
def test_a_half_day_that_is_none_is_refused_with_what_to_write(words: str) -> None:
    with pytest.raises(BadQuestion) as refused:
        slot_mask((words,))
    assert words in str(refused.value)
    assert "请写成 周六上午" in str(refused.value)


def test_blanks_inside_a_half_day_mean_nothing() -> None:
    assert slot_mask(("周 六 上 午",)) == slot_mask(("周六上午",)) == 1 << 15
