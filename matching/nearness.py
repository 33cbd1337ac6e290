"""Where helpers belong, as columns by territory: distance, ties, reach; each is made once and kept with the problem."""

from __future__ import annotations

from typing import Final

import numpy as np

from matching.arrays import Bools, Floats, Small
from matching.entries import COVERING, TIES
from matching.problem import Problem
from matching.territories import UNKNOWN_DISTANCE
from matching.verdict import NO, UNKNOWN, YES

TIE_VALUES: Final = {
    "lives": 0.35,
    "registered_residence": 0.3,
    "registered_workplace": 0.3,
    "works": 0.15,
    "paired": 0.35,
    "serves": 0.5,
    "located": 0.2,
    "offers": 0.2,
    "responsible": 0.5,
}


def _here(problem: Problem, territory: int) -> tuple[Small, Bools]:
    """Distance of every place entry, and whether it is here: within the place asked about, or covering it."""
    places, tree = problem.helpers.places, problem.territories
    distance = steps(problem, territory)[places.territory]
    covering = np.array([tie in COVERING for tie in TIES], np.bool_)
    covers = covering[places.tie] & tree.around(territory)[places.territory]
    distance[covers] = 0
    return distance, distance == 0


def steps(problem: Problem, territory: int) -> Small:
    """Measure how far every territory is from one; shape (territories + 1,)."""
    return problem.derived.get(("steps", territory), lambda: problem.territories.steps_from(territory))


def distance(problem: Problem, territory: int) -> Small:
    """Measure how far each helper is from a territory: the nearest of their places; shape (helpers,)."""

    def make() -> Small:
        if not len(problem.helpers):
            return np.empty(0, np.int8)
        entry_distance, _ = _here(problem, territory)
        return np.minimum.reduceat(entry_distance, problem.helpers.places.start)

    return problem.derived.get(("distance", territory), make)


def ties(problem: Problem, territory: int) -> Floats:
    """Measure how each helper is tied to a territory: lives, registered, paired there; in [0, 1], shape (helpers,)."""

    def make() -> Floats:
        places = problem.helpers.places
        _, here = _here(problem, territory)
        keys = np.unique(places.helper[here].astype(np.int64) * len(TIES) + places.tie[here])
        values = np.array([TIE_VALUES[tie] for tie in TIES], np.float32)
        found = np.bincount(keys // len(TIES), values[keys % len(TIES)], minlength=len(problem.helpers))
        return np.minimum(found, 1.0).astype(np.float32)

    return problem.derived.get(("ties", territory), make)


def within_reach(problem: Problem, territory: int) -> Small:
    """Judge whether a territory is within how far each helper goes; unknown beyond the own subdistrict."""

    def make() -> Small:
        far, reach = distance(problem, territory), problem.helpers.reach
        unknown = (far == UNKNOWN_DISTANCE) | ((reach < 0) & (far > 1))
        return np.where(unknown, UNKNOWN, np.where((reach < 0) | (far <= reach), YES, NO)).astype(np.int8)

    return problem.derived.get(("reach", territory), make)


def inside(problem: Problem, territory: int) -> Bools:
    """Mark who belongs to a subtree by any of their places; shape (helpers,)."""

    def make() -> Bools:
        if not len(problem.helpers):
            return np.empty(0, np.bool_)
        places = problem.helpers.places
        return np.logical_or.reduceat(problem.territories.inside(territory)[places.territory], places.start)

    return problem.derived.get(("inside", territory), make)
