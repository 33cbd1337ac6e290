"""Rows given to the driver."""

import gc
import weakref

from loaders.lending import lent


class Kept(dict[str, int]):
    """A row that can be watched."""


def test_what_a_question_leaves_in_a_cycle_does_not_hold_its_rows() -> None:
    rows = [Kept(a=1)]
    watched = weakref.ref(rows[0])
    gc.disable()
    try:
        with lent(rows) as given:
            cycle: list[object] = [given]
            cycle.append(cycle)
            assert given == [{"a": 1}]
        del given, cycle
        rows.clear()
        assert watched() is None
    finally:
        gc.enable()
