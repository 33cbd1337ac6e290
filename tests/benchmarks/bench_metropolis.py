"""A metropolis: people to openings over all eligible pairs, from attributes to the proven optimum, and its weeks.

Run with: python -m tests.benchmarks.bench_metropolis [city] [metropolis] [week] [clashes] [parts] [peer] [streamed]
and, only when named, [peer_metropolis] (5 minutes, 7 GiB) [country] (10 minutes and more).
"""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import min_cost_flow

from matching.half_days import clashing, without_clashes
from matching.kernels.bulk_warming import warm_up
from matching.kernels.offers import no_offers
from matching.metropolis import solve
from matching.parts import cut, repair, solve_file, store
from matching.refining import paired, settle_anew
from matching.region import Region, prove
from matching.renewal import keep, look_again, renew
from matching.streamed import solve_stream
from tests.benchmarks.region import changed_people, generate, generate_parts

CITY: Final = (100_000, 10_000)
METROPOLIS: Final = (1_000_000, 50_000)
PROVINCE: Final = (2_000_000, 100_000)
COUNTRY: Final = (10_000_000, 500_000)
Column = NDArray[Any]


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
        kept = look_again(region, kept, changed)
        pairs = paired(region, kept.offers, kept.deep)
    with clocked("solve, taken up again"):
        placement = settle_anew(region.books(), region.scale, kept.placement, *pairs)
    with clocked("proof over all pairs"):
        proof = prove(region, placement)
    if not proof.proved:
        with clocked("what was kept did not do: all of it as `renew` does it"):
            proof = renew(region, kept, changed)[1]
    with clocked("peer: solved from nothing, proved"):
        cold = solve(region)[1]
    tell(f"  objective {proof.objective:,}; proved {proof.proved}; equal to the cold one {proof == cold}")


def clashes(size: tuple[int, int] = METROPOLIS) -> None:
    """Nobody holds a half-day twice: mended, with the bound of duality over sets without clashes."""
    region = Region.of(*generate(*size))
    tell(f"{size[0]:,} people, {size[1]:,} openings, no half-day twice")
    solved = solve(region)
    with clocked("mended, bounded over all pairs"):
        clean = without_clashes(region, *solved)
    tell(f"  {clean.clashes:,} clashes before, {clean.rounds} rounds")
    tell(f"  objective {clean.objective:,}; bound {clean.bound:,}")
    tell(f"  gap {clean.gap:.2e}; allowed {clean.is_allowed}; left {int(clashing(region, clean.placement).sum())}")


def by_parts(size: tuple[int, int] = CITY) -> None:
    """Districts solved alone one after the other, read from files, then one repair."""
    people, openings = generate(*size)
    ends = [*(np.flatnonzero(np.diff(openings.subdistrict)) + 1).tolist(), size[1]]
    tell(f"{size[0]:,} people, {size[1]:,} openings in {len(ends)} parts")
    region = Region.of(people, openings)
    parts, beyond = cut(people, openings, ends)
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.npz" for number in range(len(parts))]
        for part, path in zip(parts, paths, strict=True):
            store(part, path)
        del parts
        with clocked("parts, each read from its file"):
            answers = [solve_file(path, region.scale) for path in paths]
    with clocked("repair and proof of the whole"):
        _, proof = repair(region, answers, beyond)
    tell(f"  {len(beyond):,} reach beyond a part; eligible pairs {proof.pairs:,}")
    tell(f"  objective {proof.objective:,}; bound {proof.bound:,}; gap {proof.gap:.1e}; peak {peak()}")


def streamed(size: tuple[int, int]) -> None:
    """District after district from files, never whole in memory."""
    tell(f"{size[0]:,} people, {size[1]:,} openings, streamed")
    with tempfile.TemporaryDirectory() as folder:
        paths = generate_parts(Path(folder), *size)
        tell(f"  {len(paths)} files; peak so far {peak()}")
        with clocked("files in, certified out"):
            placement, proof = solve_stream(paths)
    tell(f"  {len(placement.person):,} placed; eligible pairs {proof.pairs:,}; allowed {proof.is_allowed}")
    tell(f"  objective {proof.objective:,}; bound {proof.bound:,}; gap {proof.gap:.1e}; peak {peak()}")


def peer(size: tuple[int, int] = CITY, ladder: Sequence[int] = (10, 50, 100)) -> None:
    """OR-Tools on the best pairs of each person, as many as it holds; what it loses against the optimum of all."""
    region = Region.of(*generate(*size))
    _, proof = solve(region)
    people = np.arange(size[0], dtype=np.int32)
    tell(f"{size[0]:,} people, {size[1]:,} openings; peer: OR-Tools on the best pairs of each person")
    for most in ladder:
        offers = no_offers(size[0], most)
        region.look(people, np.zeros(size[1], np.int64), offers)
        kept = np.arange(most) < offers.size[:, None]
        person, opening, score = np.nonzero(kept)[0], offers.opening[kept], offers.score[kept]
        with clocked(f"OR-Tools, best {most}: {len(person):,} pairs"):
            objective = by_ortools(region, person, opening, score)
        lost = 1 - objective / proof.objective
        tell(f"    loses {lost:.2%} of the optimum over all {proof.pairs:,} pairs; peak {peak()}")


def by_ortools(region: Region, person: Column, opening: Column, score: Column) -> int:
    limits, seats = region.people.max_posts.astype(np.int64), region.openings.headcount.astype(np.int64)
    home, everyone = len(limits) + len(seats), np.arange(len(limits))
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(
        np.concatenate([person, everyone, np.arange(len(limits), home)]),
        np.concatenate([opening + len(limits), np.full(len(limits) + len(seats), home)]),
        np.concatenate([np.ones(len(person), np.int64), limits, seats]),
        np.concatenate([1_000_000 - score, np.full(len(limits), 1_000_000), np.zeros(len(seats), np.int64)]),
    )
    solver.set_nodes_supplies(np.append(everyone, home), np.append(limits, -limits.sum()))
    solver.solve()
    return int(score @ solver.flows(arcs[: len(person)]))


PARTS: Final[dict[str, Callable[[], None]]] = {
    "city": lambda: whole(CITY),
    "metropolis": lambda: whole(METROPOLIS),
    "week": week,
    "clashes": clashes,
    "parts": by_parts,
    "peer": peer,
    "streamed": lambda: streamed(PROVINCE),
    "peer_metropolis": lambda: peer(METROPOLIS, (10, 30)),
    "country": lambda: streamed(COUNTRY),
}
LONG: Final = ("peer_metropolis", "country")


def main() -> int:
    warm_up()
    for name in sys.argv[1:] or [name for name in PARTS if name not in LONG]:
        PARTS[name]()
    return 0


if __name__ == "__main__":
    sys.exit(main())
