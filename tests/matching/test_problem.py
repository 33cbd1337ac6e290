"""What is worked out from a problem is kept for all threads alike."""

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from matching.problem import LEAST_KEPT, Derived


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
