"""What a work still asks for once those who took it on are counted: the one way to count, in lists and decisions."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Left:
    """What is still asked for: `units` where the work is counted in a unit (None elsewhere), and places for helpers."""

    units: float | None
    places: int

    def room_for(self, quantity: float | None) -> float:
        """Tell how much fits of what a helper brings: units where both sides count them, else helpers."""
        if self.units is not None and quantity is not None:
            return self.units
        return float(self.places)


def left_of(quantity: float | None, headcount: int | None, taken: Sequence[float | None]) -> Left:
    """Count what is left of a work.

    Who takes on a counted work without saying how much takes one of its places (one, unless the work says more), and
    with the last place all of it; others take as many units as they say. Work that is not counted has places alone.

    Parameters
    ----------
    quantity : float or None
        What the work asks for in its own unit.
    headcount : int or None
        How many helpers it asks for; None stands for one.
    taken : sequence of float or None
        How much each of those who have the work takes; None or 0 where nobody said.
    """
    asked = 1 if headcount is None else headcount
    if quantity is None:
        return Left(None, max(0, asked - len(taken)))
    places = max(0, asked - sum(1 for amount in taken if not amount))
    units = max(0.0, float(quantity) - sum(amount or 0.0 for amount in taken)) if places else 0.0
    return Left(units, places if units else 0)
