"""What is counted in units: the pairs of a resource and a need in one unit, and how many units a resource has."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.arrays import Bools, Ints, ints
from matching.pool import Pool
from matching.problem import Problem

NOT_COUNTED: Final = -1


def same_unit(problem: Problem, pool: Pool) -> Bools:
    """Mark the pairs of a resource and a need counted in the same unit; shape (pairs,)."""
    known: dict[str, int] = {}
    offered = _numbered([(row.quantity, row.unit) for row in problem.helpers.rows], known)
    asked = _numbered([(demand.row.quantity, demand.row.unit) for demand in problem.works.demands], known)
    offers, asks = offered[pool.helper], asked[pool.work]
    return np.asarray((offers != NOT_COUNTED) & (offers == asks), np.bool_)


def _numbered(counted: list[tuple[float | None, str | None]], known: dict[str, int]) -> Ints:
    """Give the units things are counted in numbers, the same unit the same number."""
    return ints(
        known.setdefault(unit, len(known)) if unit and quantity is not None else NOT_COUNTED
        for quantity, unit in counted
    )
