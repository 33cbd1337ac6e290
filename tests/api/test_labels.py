"""What of a work is still open is said as staff say it."""

import pytest

from api.answers.labels import still_open


@pytest.mark.parametrize(
    ("kind", "amount", "unit", "said"),
    [
        ("post", 2, "人", "还缺 2 人"),
        ("post", 0, "人", "名额已满"),
        ("need", 1, "户", "未落实 1 户"),
        ("need", 0, "户", "已落实"),
    ],
)
def test_a_post_lacks_people_and_a_need_waits(kind: str, amount: int, unit: str, said: str) -> None:
    assert still_open(kind, amount, unit) == said
