"""Where the next stations help most: maximum coverage, greedily with its known bound and exactly by CP-SAT."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import e
from typing import Final

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Longs = NDArray[np.int64]
GREEDY_SHARE: Final = 1 - 1 / e
"""Greedy covers at least so much of the best: Nemhauser, Wolsey & Fisher 1978, for any monotone submodular worth."""
EXACT_SITES: Final = 400
"""Up to so many sites the best is looked for exactly."""
EXACT_EFFORT: Final = 4.0
"""How much the solver may do for one number of stations, in its own deterministic time: about as many seconds."""


@dataclass(frozen=True, slots=True)
class Step:
    """One station more: the site's number, what it adds, and what is covered so far."""

    site: int
    gain: int
    total: int


@dataclass(frozen=True, slots=True)
class Best:
    """The best choice found of a number of sites, its worth, and an upper bound of any; proven where both agree."""

    sites: tuple[int, ...]
    total: int
    bound: int

    @property
    def proven(self) -> bool:
        """Whether nothing can be better."""
        return self.total == self.bound


def greedy(reach: Bools, weights: Longs, most: int) -> list[Step]:
    """Choose site after site, each time the one that adds most; of equals the first.

    Parameters
    ----------
    reach : array of bool, shape (sites, points)
        Which points a station at a site would serve.
    weights : array of int64, shape (points,)
        What each point is worth, never negative.
    most : int
        How many sites at most; it ends earlier where nothing is left to add.
    """
    left, steps = weights.astype(np.int64), list[Step]()
    while len(steps) < min(most, len(reach)):
        gains = reach @ left
        site = int(np.argmax(gains))
        if not gains[site]:
            break
        total = (steps[-1].total if steps else 0) + int(gains[site])
        steps.append(Step(site, int(gains[site]), total))
        left = np.where(reach[site], 0, left)
    return steps


def bounds(reach: Bools, weights: Longs, steps: Sequence[Step], most: int) -> list[int]:
    """Give for 1 … `most` sites what no choice of so many can exceed, told from the greedy steps alone.

    The least of three: greedy over (1 − 1/e); what was covered at any step plus the largest gains still to be had
    there (Minoux); and all there is.
    """
    covered, open_gains = [0], [np.sort(reach @ weights)[::-1]]
    left = weights.astype(np.int64)
    for step in steps:
        left = np.where(reach[step.site], 0, left)
        covered.append(step.total)
        open_gains.append(np.sort(reach @ left)[::-1])
    everything = int(weights[reach.any(axis=0)].sum())
    return [
        min(everything, _by_share(steps, number), *_by_gains(covered, open_gains, number))
        for number in range(1, most + 1)
    ]


def _by_share(steps: Sequence[Step], number: int) -> int:
    return int(steps[min(number, len(steps)) - 1].total / GREEDY_SHARE) if steps else 0


def _by_gains(covered: Sequence[int], open_gains: Sequence[Longs], number: int) -> list[int]:
    return [total + int(gains[:number].sum()) for total, gains in zip(covered, open_gains, strict=True)]


def exact(reach: Bools, weights: Longs, number: int, hint: Sequence[int] = ()) -> Best:
    """Choose the best sites, proven by CP-SAT within `EXACT_EFFORT`; otherwise the best found with its bound.

    One worker, a fixed seed and a limit in deterministic time: the same input gives the same answer on any machine.

    Parameters
    ----------
    reach : array of bool, shape (sites, points)
    weights : array of int64, shape (points,)
    number : int
        How many sites at most.
    hint : sequence of int
        Sites to start from, as the greedy ones.
    """
    from ortools.sat.python import cp_model  # noqa: PLC0415 it is large; only this question needs it

    patterns, worth = _merged(reach, weights)
    if not len(worth):
        return Best((), 0, 0)
    model = cp_model.CpModel()
    chosen = [model.new_bool_var(f"site {site}") for site in range(len(reach))]
    served = [model.new_bool_var(f"point {point}") for point in range(len(worth))]
    for point, pattern in zip(served, patterns, strict=True):
        model.add(sum(chosen[site] for site in np.flatnonzero(pattern)) >= point)
    model.add(sum(chosen) <= number)
    model.maximize(sum(int(one) * point for one, point in zip(worth, served, strict=True)))
    for site, choice in enumerate(chosen):
        model.add_hint(choice, site in set(hint))
    solver = cp_model.CpSolver()
    limits = solver.parameters
    limits.num_workers, limits.random_seed, limits.max_deterministic_time = 1, 0, EXACT_EFFORT
    limits.linearization_level = 2  # the linear relaxation of coverage is tight: 0.03 s instead of 4
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        raise SitesNotChosenError(solver.status_name(), len(reach))
    sites = tuple(site for site, choice in enumerate(chosen) if solver.boolean_value(choice))
    total = int(weights[reach[list(sites)].any(axis=0)].sum())
    return Best(sites, total, int(solver.best_objective_bound + 1e-6))


class SitesNotChosenError(RuntimeError):
    """The solver gave up before it found any choice; carries its status and how many sites there were."""

    def __init__(self, status: str, sites: int) -> None:
        super().__init__(f"maximum coverage ended as {status} on {sites} sites")
        self.status = status
        self.sites = sites


def _merged(reach: Bools, weights: Longs) -> tuple[Bools, Longs]:
    """Put points that the same sites serve together, and leave out those that no site serves."""
    useful = np.flatnonzero(reach.any(axis=0) & (weights > 0))
    packed = np.ascontiguousarray(np.packbits(reach[:, useful], axis=0).T)  # bits sort far faster than rows of bools
    _, first, which = np.unique(packed, axis=0, return_index=True, return_inverse=True)
    worth = np.zeros(len(first), np.int64)
    np.add.at(worth, which.reshape(-1), weights[useful])
    return reach[:, useful[first]].T, worth
