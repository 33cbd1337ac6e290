"""The page of proposed projects of the sample district: the first time, and warm, beside pages that stay.

Run with: python -m tests.benchmarks.bench_projects [DATA_FOLDER]
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

import httpx

from tests.benchmarks.site import cpu_seconds, sample_service

WARM: Final = "/"
PAGE: Final = "/projects/proposed"
PEERS: Final = ("/to-verify", "/healthz")
ROUNDS: Final = 30
LIMIT: Final = 0.3
"""Seconds a warm page may take."""


def tell(line: str) -> None:
    sys.stdout.write(line + "\n")


def taken(browser: httpx.Client, path: str) -> float:
    start = time.perf_counter()
    browser.get(path).raise_for_status()
    return time.perf_counter() - start


def measure(browser: httpx.Client, pid: int, path: str) -> float:
    """Ask again and again; give the median of the seconds, and tell it with the slowest and the processor time."""
    before = cpu_seconds(pid)
    times = [taken(browser, path) for _ in range(ROUNDS)]
    cpu = (cpu_seconds(pid) - before) / ROUNDS
    median = statistics.median(times)
    tell(f"{path:20} median {median * 1e3:6.1f} ms  slowest {max(times) * 1e3:6.1f} ms  CPU {cpu * 1e3:5.1f} ms")
    return median


def main(folder: Path) -> int:
    with sample_service(folder) as (pid, signing_in), httpx.Client(timeout=120) as browser:
        browser.get(signing_in).raise_for_status()
        browser.base_url = httpx.URL(signing_in).copy_with(path="/", query=None)
        taken(browser, WARM)
        before = cpu_seconds(pid)
        first = taken(browser, PAGE)
        tell(f"first time           {first * 1e3:.0f} ms  CPU {(cpu_seconds(pid) - before) * 1e3:.0f} ms")
        warm = measure(browser, pid, PAGE)
        for peer in PEERS:
            measure(browser, pid, peer)
    return 0 if warm <= LIMIT else 1


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else made)))
