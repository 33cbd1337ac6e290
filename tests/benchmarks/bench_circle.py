"""服务圈: the pages over the sample district, and where the next ten stations go, beside HiGHS on the same problem.

Run: `python -m tests.benchmarks.bench_circle`.
"""

import sys
import time
from pathlib import Path

import httpx
import numpy as np
import pytest
from ortools.sat.python import cp_model
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from graph_model.circle.siting import exact, greedy
from tests.benchmarks.bench_targets import measure
from tests.benchmarks.site import sample_service

PATHS = ("/places", "/places/next", "/places/standard", "/places/models", "/annexes/annex-2.docx")
SITES, POINTS, STATIONS = 400, 6_000, 10
SIDE_METRES, REACH_METRES = 20_000, 615


def a_city() -> tuple[np.ndarray, np.ndarray]:
    """Give 400 sites over 20 by 20 kilometres and which of 6,000 groups of households each would serve."""
    dice = np.random.default_rng(20261122)
    sites = dice.random((SITES, 2)) * SIDE_METRES
    points = sites[dice.integers(0, SITES, POINTS)] + dice.normal(0, 900, (POINTS, 2))
    far = np.hypot(*(sites[:, None] - points[None]).transpose(2, 0, 1))
    return far <= REACH_METRES, dice.integers(5, 400, POINTS)


def highs(reach: np.ndarray, weights: np.ndarray) -> int:
    """Solve the same by scipy's HiGHS, points as they are."""
    sites, points = reach.shape
    served = sparse.hstack([sparse.csr_array(-reach.T.astype(float)), sparse.eye_array(points)])
    number = sparse.csr_array(np.concatenate([np.ones(sites), np.zeros(points)])[None, :])
    limits = [LinearConstraint(served, -np.inf, 0), LinearConstraint(number, -np.inf, STATIONS)]
    whole = np.concatenate([np.ones(sites), np.zeros(points)])
    found = milp(
        np.concatenate([np.zeros(sites), -weights]), constraints=limits, integrality=whole, bounds=Bounds(0, 1)
    )
    return round(-found.fun)


def test_where_the_next_stations_go_is_proven_quickly() -> None:
    assert cp_model.CpModel()  # half a second of import, once in the life of a service
    reach, weights = a_city()
    start = time.perf_counter()
    steps = greedy(reach, weights, STATIONS)
    chosen = time.perf_counter()
    best = exact(reach, weights, STATIONS, [one.site for one in steps])
    proven = time.perf_counter()
    peer = highs(reach, weights)
    done = time.perf_counter()
    told = (
        f"greedy {steps[-1].total} in {(chosen - start) * 1000:.1f} ms, exact {best.total} in {proven - chosen:.2f} s"
    )
    print(f"{SITES} sites, {POINTS} points, {STATIONS} stations: {told}, HiGHS {peer} in {done - proven:.2f} s")  # noqa: T201
    assert (best.proven, best.total) == (True, peer)


def test_the_pages_are_quick(tmp_path: Path) -> None:
    with sample_service(tmp_path / "site") as (pid, address), httpx.Client(timeout=60) as browser:
        browser.get(address)
        browser.base_url = httpx.URL(address).copy_with(path="/", query=None)
        found = {path: measure(browser, pid, path) for path in PATHS}
    assert found["/places"] <= 50.0


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", __file__]))
