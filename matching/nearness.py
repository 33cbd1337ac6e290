"""Where helpers belong, seen from a territory: distance, ties, reach."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray

from matching.arrays import EVERYONE, At, Bools, Floats, Small
from matching.entries import COVERING, SEEN_BY, TIES
from matching.problem import Problem
from matching.supply import KINDS, REACH_STEPS
from matching.territories import SAME_COMMUNITY, SAME_SUBDISTRICT, UNKNOWN_DISTANCE
from matching.verdict import NO, UNKNOWN, YES

Value = TypeVar("Value", np.int8, np.int16, np.bool_)
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
TIE_BITS: Final = np.left_shift(1, np.arange(len(TIES))).astype(np.int16)
TIE_SUMS: Final = np.array(
    [
        min(1.0, sum(TIE_VALUES[tie] for bit, tie in zip(TIE_BITS.tolist(), TIES, strict=True) if ties & bit))
        for ties in range(1 << len(TIES))
    ],
    np.float32,
)
"""What several ties together are worth, by the sum of their bits; one held twice counts once."""
COVERS: Final = np.array([tie in COVERING for tie in TIES], np.bool_)


def _reach_table() -> Small:
    """Judge every distance against every reach, `REACHES` of them, the first a reach not known."""
    far, reach = np.arange(UNKNOWN_DISTANCE + 1)[:, None], np.arange(REACHES) - 1
    unknown = (far == UNKNOWN_DISTANCE) | ((reach < 0) & (far > SAME_SUBDISTRICT))
    return np.where(unknown, UNKNOWN, np.where((reach < 0) | (far <= reach), YES, NO)).astype(np.int8).ravel()


REACHES: Final = np.int8(len(REACH_STEPS))
WITHIN_REACH: Final = _reach_table()


def steps(problem: Problem, territory: int) -> Small:
    """Measure how far every territory is from one; shape (territories + 1,)."""
    return problem.derived.get(("steps", territory), lambda: problem.territories.steps_from(territory))


def distance(problem: Problem, territory: int, at: At = EVERYONE) -> Small:
    """Measure how far helpers are from a territory: the nearest of their places; shape (helpers asked about,)."""
    known = problem.derived.known(("distance", territory))
    return _distance(problem, territory, at) if known is None else np.asarray(known, np.int8)[at]


def ties(problem: Problem, territory: int, at: At = EVERYONE) -> Floats:
    """Measure how helpers are tied to a territory: live, registered, paired there; shape as asked, in [0, 1]."""
    known = problem.derived.known(("ties", territory))
    return _ties(problem, territory, at) if known is None else np.asarray(known, np.float32)[at]


def measure_everyone(problem: Problem, territories: Collection[int]) -> None:
    """Measure how far everybody is from some territories, and their ties, at once: many works there ask it of many."""
    if not problem.derived.has_room_for(2 * len(territories)):
        return
    for territory in territories:
        problem.derived.get(("distance", territory), partial(_distance, problem, territory, EVERYONE))
        problem.derived.get(("ties", territory), partial(_ties, problem, territory, EVERYONE))


def _distance(problem: Problem, territory: int, at: At) -> Small:
    return _over_places(problem, _entry_steps(problem, territory), np.minimum, at)


def _ties(problem: Problem, territory: int, at: At) -> Floats:
    here = np.where(_entry_steps(problem, territory) == SAME_COMMUNITY, TIE_BITS, np.int16(0))
    found: Floats = TIE_SUMS[_over_places(problem, here, np.bitwise_or, at)]
    return found


def within_reach(problem: Problem, territory: int, at: At = EVERYONE) -> Small:
    """Judge whether a territory is within how far helpers go; unknown beyond the own subdistrict; shape as asked."""
    far, reach = distance(problem, territory, at), problem.helpers.reach[at]
    judged: Small = WITHIN_REACH[far * REACHES + reach + np.int8(1)]
    return judged


def seen(problem: Problem, territory: int) -> Bools:
    """Mark whom a reader of a subtree may be told of; shape (helpers,)."""

    def make() -> Bools:
        inside, kinds = problem.territories.inside(territory)[:, None], problem.helpers.kind
        mask = np.zeros(len(problem.helpers), np.bool_)
        for number, kind in enumerate(KINDS):
            table = inside & np.array([tie in SEEN_BY[kind] for tie in TIES])
            mask |= (kinds == number) & _over_places(problem, table, np.logical_or, EVERYONE)
        return mask

    return problem.derived.get(("seen", territory), make)


def _entry_steps(problem: Problem, territory: int) -> Small:
    """Measure how far each kind of place is, shape (territories + 1, ties); a tie that covers the territory is here."""

    def make() -> Small:
        table = np.repeat(steps(problem, territory)[:, None], len(TIES), axis=1)
        table[np.ix_(problem.territories.around(territory), COVERS)] = SAME_COMMUNITY
        return table

    return problem.derived.get(("entry steps", territory), make)


def _over_places(problem: Problem, table: NDArray[Value], join: np.ufunc, at: At) -> NDArray[Value]:
    """Join what a table, shape (territories + 1, ties), says of each place of a helper; shape as asked."""
    flat, places = table.ravel(), problem.helpers.places
    if at is EVERYONE:
        whole: NDArray[Value] = join.reduceat(flat[places.cell], places.start)
        return whole
    start, length = places.start[at], places.length[at]
    found = flat[places.cell[start]]
    more, turn = np.flatnonzero(length > 1), 1
    while len(more):
        found[more] = join(found[more], flat[places.cell[start[more] + turn]])
        turn += 1
        more = more[length[more] > turn]
    return found
