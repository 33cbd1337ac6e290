"""How long something takes, in hours."""

import pytest

from loaders.findings import CellProblem
from loaders.hours import hours
from loaders.sheets import Cell


@pytest.mark.parametrize(
    ("cell", "found"),
    [("150分钟", 2.5), ("2小时30分", 2.5), ("9:00-11:30", 2.5), ("3h", 3.0), ("2", 2.0), (2.5, 2.5), ("-3", -3.0)],
)
def test_hours_are_read_whatever_they_are_counted_in(cell: Cell, found: float) -> None:
    assert hours(cell) == found


@pytest.mark.parametrize("cell", ["一天", "0.5天", "2小时/天，共3天", "每月4小时", "2-3小时", "二个半小时"])
def test_what_tells_no_number_of_hours_is_asked_about(cell: str) -> None:
    with pytest.raises(CellProblem):
        hours(cell)
