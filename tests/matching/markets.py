"""Random assignment problems for tests: small ones for hypothesis, larger ones by seed."""

from dataclasses import replace

import numpy as np
from hypothesis import strategies as st
from numpy.typing import ArrayLike

from matching.assignment import Assignment, AssignmentProblem, market_of
from matching.certificate import faults
from matching.market import Market


@st.composite
def problems(draw: st.DrawFn, people: int = 30, posts: int = 8) -> AssignmentProblem:
    """Problems of every shape: scarce and plentiful seats, few and many score values, empty limits."""
    return random_problem(
        draw(st.integers(0, 2**32 - 1)),
        draw(st.integers(0, people)),
        draw(st.integers(0, posts)),
        pairs_each=draw(st.integers(1, 6)),
        top=draw(st.sampled_from([0, 1, 3, 20, 1_000_000])),
        seats=draw(st.sampled_from([1, 3, 8, 100])),
    )


def random_problem(  # noqa: PLR0917 (a shape in a line)
    seed: int, people: int, posts: int, pairs_each: int = 6, top: int = 1_000_000, seats: int = 8
) -> AssignmentProblem:
    rng = np.random.default_rng(seed)
    keys = rng.permutation(np.unique(rng.integers(0, max(1, people * posts), people * pairs_each * (posts > 0))))
    return AssignmentProblem(
        keys // max(1, posts),
        keys % max(1, posts),
        rng.integers(0, top + 1, len(keys)),
        rng.integers(-1, 4, people).clip(0),
        rng.integers(0, seats + 1, posts),
    )


def in_units(pairs: Market, limit: ArrayLike | None = None) -> Market:
    """Let pairs carry as many units as both sides have, or as a limit of their own allows."""
    both = np.minimum(pairs.supply[pairs.giver], pairs.demand[pairs.taker])
    return replace(pairs, limit=both if limit is None else np.minimum(np.asarray(limit, np.int64), both))


def faults_of(problem: AssignmentProblem, found: Assignment) -> list[str]:
    return faults(market_of(problem), found.chosen.astype(int), found.price, found.fee, found.objective, found.bound)
