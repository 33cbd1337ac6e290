"""Resources, needs and projects in one flow with proof, beside the two-step way: serve first, attach afterwards.

Run with: python -m tests.benchmarks.bench_threes [resources needs projects]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from typing import Final, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.spatial import cKDTree

from matching.arrays import Index, Longs
from matching.flow import Allocation, allocate
from matching.market import Market
from matching.threes import serve_in_projects
from matching.threes_bound import ThreeLists
from tests.matching.markets import in_units

SIZES: Final = (10_000, 5_000, 500)
KINDS: Final = 12
NEAR_RESOURCES, NEAR_PROJECTS = 20, 4
KIND_APART: Final = 0.8
"""How many kilometres apart two neighbouring kinds of work count."""
Places = NDArray[np.float64]
Answer = TypeVar("Answer")


def places(rng: np.random.Generator, number: int, side: float) -> Places:
    """Put things on a square, each of a kind; the kind is a third direction."""
    flat = rng.uniform(0, side, (number, 2))
    return np.column_stack([flat, rng.integers(0, KINDS, number) * KIND_APART])


def nearest(those: Places, to: Places, most: int, top: int) -> tuple[Longs, Longs, Longs]:
    """Join each of `those` with its nearest; half of what a pair is worth is the kind, half is how near it is."""
    far, found = (np.ravel(column) for column in cKDTree(to).query(those, k=most))
    one, other = np.repeat(np.arange(len(those)), most), found.astype(np.int64)
    worth = top * (0.5 * (those[one, 2] == to[other, 2]) + 0.5 / (1 + far))
    return one, other, worth.astype(np.int64) + 1


def instance(sizes: tuple[int, int, int], seed: int = 3) -> ThreeLists:
    """Make lists as dense as a district's: resources of 1–10 units, needs of 1–5, projects with 70 % of the room."""
    resources, needs, projects = sizes
    rng = np.random.default_rng(seed)
    side = 1.2 * float(np.sqrt(resources / 500))
    resource, need, project = (places(rng, number, side) for number in sizes)
    offered, asked = rng.integers(1, 11, resources), rng.integers(1, 6, needs)
    room = rng.integers(5, max(6, int(1.4 * asked.sum() / projects)), projects)
    wanting, giver, worth = nearest(need, resource, NEAR_RESOURCES, 1_000_000)
    joining, joined, gain = nearest(need, project, NEAR_PROJECTS, 300_000)
    limit, most, alone = np.minimum(offered[giver], asked[wanting]), asked[joining], np.zeros(needs, np.bool_)
    return ThreeLists(giver, wanting, worth, limit, joining, joined, gain, most, offered, asked, room, alone)


def two_steps(lists: ThreeLists) -> tuple[int, int]:
    """Serve at the greatest worth, then attach what was served at the greatest gain.

    Returns
    -------
    (int, int)
        Value of what ends in a project, of each need its best units; and units that found no project.
    """
    first = served((lists.resource, lists.need, lists.worth), lists.offered, lists.asked, lists.limit)
    got = np.bincount(lists.need, first.amount, len(lists.asked)).astype(np.int64)
    second = served((lists.joining, lists.project, lists.gain), got, lists.room)
    kept = np.bincount(lists.joining, second.amount, len(lists.asked)).astype(np.int64)
    best = served((lists.resource, lists.need, lists.worth), lists.offered, kept, first.amount)
    return best.objective + second.objective, int(got.sum() - kept.sum())


def served(pairs: tuple[Index, Index, Longs], offered: Longs, asked: Longs, limit: Longs | None = None) -> Allocation:
    return allocate(in_units(Market.of_pairs(*pairs, offered, asked), limit))


def clocked(work: Callable[[], Answer]) -> tuple[float, Answer]:
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    given = tuple(int(one) for one in sys.argv[1:4])
    lists = instance((given[0], given[1], given[2]) if given else SIZES)
    sizes = f"{len(lists.offered)} resources, {len(lists.asked)} needs, {len(lists.room)} projects"
    units = f"units {lists.offered.sum()}, {lists.asked.sum()}, {lists.room.sum()}"
    tell(f"instance   {sizes}; {len(lists.worth)} pairs, {len(lists.gain)} joins; {units}; CPU seconds")
    seconds, found = clocked(lambda: serve_in_projects(lists))
    tell(f"one flow   {seconds:6.2f} s  objective {found.objective}  bound {found.bound}  proved {found.proved}")
    seconds, (apart, left) = clocked(lambda: two_steps(lists))
    tell(f"two steps  {seconds:6.2f} s  objective {apart}  served without a project: {left} units")
    tell(f"lost by attaching afterwards: {(found.objective - apart) / found.objective:.2%}")
    return 0 if found.proved and apart <= found.objective else 1


if __name__ == "__main__":
    sys.exit(main())
