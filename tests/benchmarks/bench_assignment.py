"""Assignment with proof beside OR-Tools, HiGHS, scipy, networkx, each to where it ends; hostile cases; the next week.

Run with: python -m tests.benchmarks.bench_assignment [small] [ladder] [hostile] [week] [tables] [sides]
"""

from __future__ import annotations

import csv
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np

from loaders.assignment_tables import AssignmentTables, read_tables
from matching.assignment import Assignment, AssignmentProblem, market_of, solve
from matching.certificate import faults
from matching.kernels import warm
from matching.repair import solved_by_repair
from matching.sides import sides_of
from matching.terms import EXACT_PAIRS, with_bonus
from tests.benchmarks.assignment_peers import (
    Instance,
    arcs,
    by_highs,
    by_networkx,
    by_or_tools,
    by_scipy,
    instance,
    raw,
)

ROUNDS: Final = 15
LIMIT: Final = 1.3
ENDS: Final = 20.0
"""CPU seconds: a peer that would take longer, were its time to grow as the pairs alone, has ended."""
SIZES: Final = ((1_000, 100, 6_000), (5_000, 1_000, 30_000), (30_000, 3_000, 900_000), (100_000, 10_000, 4_000_000))
GIB_OF_A_TABLE: Final = 0.05
"""Gibibytes of dense table per second expected: one at most."""


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def clocked(work: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def problem_of(case: Instance) -> AssignmentProblem:
    return AssignmentProblem(case.person, case.post, case.score, case.max_posts, case.headcount)


def told(name: str, problem: AssignmentProblem) -> bool:
    """Solve, check the proof apart, tell; returns whether it is proved."""
    seconds, found = clocked(lambda: solve(problem))
    assert isinstance(found, Assignment)
    amount = found.chosen.astype(np.int64)
    wrong = faults(
        with_bonus(problem, market_of(problem)), amount, found.price, found.fee, found.objective, found.bound
    )
    tell(
        f"  {name:<30} {len(np.asarray(problem.score)):>9,} pairs {seconds:8.2f} s  {found.method:<8} "
        f"objective {found.objective}  {'最优已证' if found.proved and not wrong else f'上界 {found.bound} {wrong}'}"
    )
    return found.proved and not wrong


def small() -> bool:
    """The size of a district: median of many rounds, ours with proof against the bare solver."""
    case = instance(5_000, 1_000, 30_000)
    given, ours, bare = arcs(case), [], []
    for _ in range(ROUNDS):
        seconds, theirs = clocked(lambda: raw(given, case.score))
        bare.append(seconds)
        seconds, found = clocked(lambda: solve(problem_of(case)))
        ours.append(seconds)
    assert isinstance(found, Assignment)
    ratio = statistics.median(ours) / statistics.median(bare)
    tell(f"5,000 × 1,000, {len(case.score):,} pairs, median CPU of {ROUNDS} rounds")
    tell(f"  ours with proof {statistics.median(ours) * 1e3:8.1f} ms  objective {found.objective} {found.proved}")
    tell(f"  raw OR-Tools    {statistics.median(bare) * 1e3:8.1f} ms  objective {theirs}")
    tell(f"  ratio           {ratio:8.2f}     must be at most {LIMIT}")
    return theirs == found.objective and found.proved and ratio <= LIMIT


def ladder() -> bool:
    """Each peer on growing sizes, to where it ends."""
    peers: dict[str, tuple[Callable[[Instance], int], float]] = {
        "OR-Tools": (by_or_tools, 0.0),
        "HiGHS": (by_highs, 0.0),
        "networkx": (by_networkx, 0.0),
    }
    well, before = True, 1
    for people, posts, pairs in SIZES:
        case = instance(people, posts, pairs)
        tell(f"{people:,} × {posts:,}, CPU seconds")
        well &= told("ours", problem_of(case))
        right = solve(problem_of(case)).objective
        for name, (solver, seconds) in peers.items():
            expected = seconds * pairs / before
            peers[name] = solver, beside(name, solver, case, right, expected)
        single = replace(case, max_posts=np.ones(people, np.int64))
        table = people * int(case.headcount.sum()) * 8 / 2**30
        beside("scipy (one post each)", by_scipy, single, solve(problem_of(single)).objective, table / GIB_OF_A_TABLE)
        before = pairs
    return well


def beside(name: str, solver: Callable[[Instance], int], case: Instance, right: int, expected: float) -> float:
    """Run a peer and tell, unless it is expected to take too long; returns its seconds."""
    if expected > ENDS:
        tell(f"  {name:<30} not tried: would take more than {ENDS:.0f} s or its table more than 1 GiB")
        return expected
    seconds, objective = clocked(lambda: solver(case))
    same = "same objective" if objective == right else f"objective {objective} instead of {right}"
    tell(f"  {name:<30} {'':>15} {seconds:8.2f} s  {same}")
    return seconds


def hostile() -> bool:
    """Cases that break auctions or flows."""
    many, rng = 1_000_000, np.random.default_rng(7)
    people, ones = np.arange(many), np.ones(many, np.int64)
    case = instance(30_000, 3_000, 900_000)
    shape = problem_of(case)
    of_post, of_person = (rng.integers(1, 10**6, size) for size in (3_000, 30_000))
    tell("hostile cases, CPU seconds")
    cases = {
        "1e6 identical people": AssignmentProblem(
            np.repeat(people, 3), np.tile([0, 1, 2], many), np.tile([5, 7, 9], many), 2 * ones, [10, 1_000, 600_000]
        ),
        "one post wanted by 1e6": AssignmentProblem(people, 0 * people, rng.permutation(many), ones, [5_000]),
        "all scores equal": replace(shape, score=np.full(len(case.score), 500_000)),
        "scores of the post alone": replace(shape, score=of_post[case.post]),
        "scores of the person alone": replace(shape, score=of_person[case.person]),
        "three values": replace(shape, score=case.score % 3),
        "must fill everywhere": replace(shape, must_fill=np.ones(3_000, np.bool_)),
        "must fill half": replace(shape, must_fill=np.arange(3_000) % 2 == 0),
        "no capacity": replace(shape, headcount=0 * case.headcount),
        "nobody": AssignmentProblem([], [], [], [], case.headcount),
    }
    proved = [told(name, problem) for name, problem in cases.items()]
    return all(proved)


def week() -> bool:
    """One per cent of the people change: taken up where it stood, and cold."""
    case = instance(100_000, 10_000, 4_000_000)
    before = solve(problem_of(case))
    rng = np.random.default_rng(3)
    other = (rng.random(100_000) < 1 / 100)[case.person]
    score = np.where(other, rng.integers(1, 10**6, len(case.score)), case.score)
    tell("100,000 × 10,000, one per cent of the people with other scores, CPU seconds, reading the pairs included")
    after = AssignmentProblem(case.person, case.post, score, case.max_posts, case.headcount)
    return told("cold", after) and told("taken up", replace(after, previous=before))


def tables() -> bool:
    """A million pairs in three csv files, as `gongjian solve` reads them, beside the csv module alone."""
    case = instance(20_000, 2_000, 1_000_000)
    with TemporaryDirectory() as folder:
        files = written(Path(folder), case)
        bare, _ = clocked(lambda: sum(1 for _ in csv.reader(files[0].open(encoding="utf-8", newline=""))))
        ours, read = clocked(lambda: read_tables(*files))
    assert isinstance(read, AssignmentTables)
    tell(f"{len(case.score):,} pairs from csv into columns: {ours:.2f} s CPU; the csv module alone {bare:.2f} s")
    return np.array_equal(read.score, case.score) and np.array_equal(read.person, case.person)


def written(folder: Path, case: Instance) -> tuple[Path, Path, Path]:
    """Write a case as pairs, people and posts."""
    people, posts = ([f"{mark}{number:06d}" for number in range(size)] for mark, size in (("p", 20_000), ("j", 2_000)))
    pairs = zip(case.person.tolist(), case.post.tolist(), case.score.tolist(), strict=True)
    lines = {
        "pairs": ["person,post,score", *(f"{people[one]},{posts[two]},{score}" for one, two, score in pairs)],
        "people": ["person,max_posts", *map("{},{}".format, people, case.max_posts)],
        "posts": ["post,headcount", *map("{},{}".format, posts, case.headcount)],
    }
    for name, texts in lines.items():
        (folder / f"{name}.csv").write_text("\n".join(texts), encoding="utf-8")
    return folder / "pairs.csv", folder / "people.csv", folder / "posts.csv"


def with_sides(people: int, posts: int, seed: int = 5) -> dict[str, dict[str, Any]]:
    """Give the side terms that no plain assignment holds, some at a time, by name."""
    rng = np.random.default_rng(seed)
    one_each = {"slots": 1 << rng.integers(0, 21, posts)}
    four_each = {"slots": np.bitwise_or.reduce(1 << rng.integers(0, 9, (4, posts)))}
    least = {"least": rng.integers(0, 4, posts)}
    fair = {"community": rng.integers(0, max(1, posts // 20), posts), "returns": (300_000, 150_000, 50_000)}
    pairs = np.full(people, -1)
    pairs[rng.permutation(people)[: people // 50 * 2]] = np.repeat(np.arange(people // 50), 2)
    return {
        "a half-day each": one_each,
        "four of nine half-days each": four_each,
        "half-days, least staffing": one_each | least,
        "half-days, teams, returns": one_each | {"team": pairs} | fair,
        "half-days, least, returns": four_each | least | fair,
    }


def sides() -> bool:
    """Side terms by branch and bound, on as many pairs as it is asked to decide, beside repair on the same."""
    well = True
    for pairs in (20_000, 50_000, EXACT_PAIRS):
        people, posts = pairs // 6, pairs // 30
        case = instance(people, posts, pairs, most_posts=4)
        tell(f"{people:,} × {posts:,}, CPU seconds")
        for name, terms in with_sides(people, posts).items():
            problem = replace(problem_of(case), **terms)
            seconds, found = clocked(lambda problem=problem: solve(problem))  # type: ignore[misc]
            assert isinstance(found, Assignment)
            mended, rough = clocked(lambda problem=problem: mended_only(problem))  # type: ignore[misc]
            assert isinstance(rough, Assignment)
            tell(f"  {name:<30} {len(case.score):>9,} pairs {seconds:8.2f} s  {found.method:<8} {_gap(found)}")
            tell(f"  {'':<30} {'':>15} {mended:8.2f} s  {rough.method:<8} {_gap(rough)}")
            well &= found.proved
    return well


def mended_only(problem: AssignmentProblem) -> Assignment:
    """Solve with side terms by repair, as if there were too many pairs to branch on."""
    market = market_of(problem)
    terms = sides_of(problem, market)
    assert terms is not None
    return solved_by_repair(market, terms, None)


def _gap(found: Assignment) -> str:
    gap = found.bound - found.objective
    return f"objective {found.objective}  {'最优已证' if found.proved else f'差距 {gap / found.bound:.2%}'}"


PARTS: Final = {"small": small, "ladder": ladder, "hostile": hostile, "week": week, "tables": tables, "sides": sides}


def main() -> int:
    warm(tell)
    names = sys.argv[1:] or list(PARTS)
    well = [PARTS[name]() for name in names]
    return 0 if all(well) else 1


if __name__ == "__main__":
    sys.exit(main())
