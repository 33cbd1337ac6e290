"""The page of 谁能去哪服务 on the sample district: requests per CPU-second of the application.

Run: ``python -m tests.benchmarks.bench_page``. Beside it, on the same connection, the address that only says the
process is there: what the web server costs without any answer.
"""

# ruff: noqa: T201 - a benchmark prints

import random
import sys
import tempfile
from pathlib import Path
from typing import Final

import httpx

from tests.benchmarks.sample_site import cpu_seconds, load_sample_without_match, serving

REQUESTS: Final = 1000
WARM: Final = 50
MUST_REACH: Final = 200.0
PLACES: Final = ("", "翠苑街道", "北山街道", "转塘街道", "古荡街道")
WORDS: Final = ("电灯坏了没人修", "老人想有人陪着去医院", "孩子放学没人接", "下水道堵了", "")
SLOTS: Final = ("周六上午", "周三晚上", "")


def main() -> int:
    """Print the figures; not 0 when the page misses its own."""
    with tempfile.TemporaryDirectory(prefix="gongjian-page-") as name:
        load_sample_without_match(Path(name))
        with serving(Path(name)) as (service, address, sign_in), httpx.Client(base_url=address, timeout=60) as browser:
            browser.get(sign_in)
            page = per_cpu_second(browser, service, "/who")
            bare = per_cpu_second(browser, service, "/healthz")
    print(f"/who: {page:.0f} requests per CPU-second; /healthz beside it: {bare:.0f}; must reach {MUST_REACH:.0f}")
    return int(page < MUST_REACH)


def per_cpu_second(browser: httpx.Client, service: int, path: str) -> float:
    """Ask many different questions, one after the other, and count the application's own time."""
    rng = random.Random(7)
    asked = [
        {"place": rng.choice(PLACES), "work": rng.choice(WORDS), "slot": rng.choice(SLOTS)} for _ in range(REQUESTS)
    ]
    for question in asked[:WARM]:
        browser.get(path, params=question).raise_for_status()
    before = cpu_seconds(service)
    for question in asked:
        browser.get(path, params=question).raise_for_status()
    return REQUESTS / (cpu_seconds(service) - before)


if __name__ == "__main__":
    sys.exit(main())
