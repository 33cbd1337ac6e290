"""A metropolis: people to openings over all eligible pairs, from attributes to the proven optimum, and its weeks.

Run with: python -m tests.benchmarks.bench_metropolis [city] [metropolis] [peer] [week] [clashes] [parts] [streamed]
"""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np

from matching.metropolis import Region, prove, solve
from matching.renewal import keep, look_again, paired, settle_anew
from tests.benchmarks.region import changed_people, generate

CITY: Final = (100_000, 10_000)
METROPOLIS: Final = (1_000_000, 50_000)


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


@contextmanager
def clocked(what: str) -> Iterator[None]:
    wall, cpu = time.perf_counter(), time.process_time()
    yield
    tell(f"  {what:<34} {time.perf_counter() - wall:8.2f} s wall {time.process_time() - cpu:8.2f} s CPU")


def peak() -> str:
    return f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:.2f} GiB"


def warm() -> None:
    """Compile, or load what was compiled, on a village."""
    region = Region.of(*generate(2_000, 200))
    kept = keep(region, solve(region)[0])
    settle_anew(region, kept.placement, *paired(look_again(region, kept, np.arange(2, dtype=np.int32))))


def whole(size: tuple[int, int]) -> None:
    tell(f"{size[0]:,} people, {size[1]:,} openings")
    people, openings = generate(*size)
    tell(f"  attributes in memory; peak so far {peak()}")
    with clocked("attributes in, proved optimum out"):
        placement, proof = solve(Region.of(people, openings))
    tell(
        f"  eligible pairs {proof.pairs:,}; objective {proof.objective:,}; bound {proof.bound:,}; proved {proof.proved}"
    )
    tell(f"  {len(placement.person):,} placed, {placement.bids:,} bids; peak {peak()}")


def week(size: tuple[int, int] = METROPOLIS) -> None:
    """1 % of the people change: the auction taken up again, beside a solve from nothing."""
    people, openings = generate(*size)
    region = Region.of(people, openings)
    tell(f"{size[0]:,} people, {size[1]:,} openings, 1 % of the people change")
    kept = keep(region, solve(region)[0])
    later, changed = changed_people(people, size[0] // 100)
    region = Region.of(later, openings)
    with clocked("changed people look; kept pairs ready"):
        pairs = paired(look_again(region, kept, changed))
    with clocked("solve, taken up again"):
        placement = settle_anew(region, kept.placement, *pairs)
    with clocked("proof over all pairs"):
        proof = prove(region, placement)
    with clocked("peer: solved from nothing, proved"):
        cold = solve(region)[1]
    tell(f"  objective {proof.objective:,}; proved {proof.proved}; equal to the cold one {proof == cold}")


PARTS: Final[dict[str, Callable[[], None]]] = {
    "city": lambda: whole(CITY),
    "metropolis": lambda: whole(METROPOLIS),
    "week": week,
}


def main() -> int:
    warm()
    for name in sys.argv[1:] or PARTS:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
