"""What is worked out from a problem is kept for all threads alike, and texts may be read ahead."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from matching.described import Described
from matching.problem import LEAST_KEPT, Derived
from matching.text import understand


@pytest.fixture
def often() -> Iterator[None]:
    """Let threads take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("often")
def test_many_threads_may_keep_and_drop_at_once() -> None:
    derived = Derived(10**9)

    def fill(thread: int) -> None:
        for number in range(20_000):
            assert derived.get((thread, number), lambda number=number: number) == number

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(fill, range(8)))
    assert len(derived._kept) <= LEAST_KEPT


def test_descriptions_read_ahead_need_no_reading_when_asked() -> None:
    described = Described({"unit": "样例街道缝补小修铺", "shelf": "样例街道借书角"})
    described.read()
    known = understand.cache_info().misses
    assert [bool(understand(text)) for text in described.texts.values()] == [True, True]
    assert described.to("衣服破了想找人补").shape == (2,)
    assert understand.cache_info().misses == known
