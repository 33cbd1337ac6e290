"""为什么不是他 over the sample district: random pairs, page and JSON, beside an answer that asks nothing.

Run: `python -m tests.benchmarks.bench_why_not`.
"""

import random
import statistics
import sys
import time
from pathlib import Path

import httpx
import pytest

from api.snapshot import root_scope
from graph_model.candidates import read_helpers, read_works
from graph_model.opening import open_embedded
from tests.benchmarks.site import cpu_seconds, sample_service

PAIRS = 300
MOST_MS = 20.0
SEED = 4
FORMS = {"page": "/why-not?helper={}&work={}", "JSON": "/api/v1/why-not?person={}&post={}"}


def some_pairs(folder: Path) -> list[tuple[str, str]]:
    with open_embedded(folder / "graph", "1g") as graph:
        scope = root_scope(graph, "benchmark")
        helpers = sorted(row.id for row in read_helpers(graph, scope))
        works = sorted(row.id for row in read_works(graph, scope))
    drawn = random.Random(SEED)
    return [(drawn.choice(helpers), drawn.choice(works)) for _ in range(PAIRS)]


def eligible_pairs(browser: httpx.Client) -> list[tuple[str, str]]:
    """List who may be sent to the posts that lack most, suggested or not: these are looked up in the week's proof."""
    posts = browser.get("/api/v1/pool?limit=50").json()["posts"]
    told = [(one["work"]["id"], browser.get(f"/api/v1/pool/{one['work']['id']}").json()) for one in posts]
    return [(one["helper"]["id"], post) for post, answer in told for one in answer["alternatives"]][:PAIRS]


def timed(browser: httpx.Client, path: str) -> float:
    start = time.perf_counter()
    assert browser.get(path).status_code == 200, path
    return (time.perf_counter() - start) * 1000


def measure(browser: httpx.Client, pid: int, name: str, paths: list[str]) -> float:
    """Print the milliseconds of some answers and give the 99th in a hundred."""
    first, before = timed(browser, paths[0]), cpu_seconds(pid)
    times = sorted(timed(browser, path) for path in paths)
    cpu = (cpu_seconds(pid) - before) * 1000 / len(paths)
    p99 = times[int(len(times) * 0.99)]
    print(  # noqa: T201
        f"{name}: {len(paths)} answers, first {first:.0f} ms, p50 {statistics.median(times):.1f}, p99 {p99:.1f}, "
        f"slowest {times[-1]:.1f} ms, {cpu:.1f} ms of CPU each"
    )
    return p99


def test_every_why_not_is_quick(tmp_path: Path) -> None:
    with sample_service(tmp_path / "site") as (pid, address), httpx.Client(timeout=60) as browser:
        browser.get(address)
        browser.base_url = httpx.URL(address).copy_with(path="/", query=None)
        browser.get("/who")
        kinds = {"random pairs": some_pairs(tmp_path / "site"), "eligible pairs": eligible_pairs(browser)}
        measure(browser, pid, "nothing asked", ["/healthz"] * PAIRS)
        slowest = [
            measure(browser, pid, f"{form}, {kind}", [path.format(*pair) for pair in pairs])
            for kind, pairs in kinds.items()
            for form, path in FORMS.items()
        ]
    assert max(slowest) <= MOST_MS


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", __file__]))
