"""The page of 谁能去哪服务 over the sample district: requests per CPU-second of the server process.

Run: `python -m tests.benchmarks.bench_page`.
"""

import itertools
import sys
import time
from pathlib import Path

import httpx
import numpy as np
import pytest

from graph_model.labels import SLOTS
from tests.benchmarks.site import cpu_seconds, sample_service

REQUESTS = 525  # every question of the product once, so that the first round meets none twice
PER_CPU_SECOND = 200.0
PLACES = ("330106000000", "330106005000", "330106005001", "330106005056", "330106005058")
WORDS = ("电灯坏了没人修", "老人想有人陪着去医院", "楼上楼下因为漏水吵架", "孩子放学没人接", "下水道堵了")


def client(address: str) -> httpx.Client:
    return httpx.Client(base_url=address.partition("/sign-in")[0], timeout=60)


def ask(browser: httpx.Client, path: str, question: dict[str, str]) -> float:
    start = time.perf_counter()
    assert browser.get(path, params=question).status_code == 200
    return (time.perf_counter() - start) * 1000


def measure(browser: httpx.Client, pid: int, path: str, questions: list[dict[str, str]]) -> float:
    before = cpu_seconds(pid)
    times = [ask(browser, path, question) for question in questions]
    rate = len(questions) / (cpu_seconds(pid) - before)
    p50, p99 = np.percentile(times, [50, 99])
    print(f"{path}: {rate:.0f} requests per CPU-second, p50 {p50:.1f} ms, p99 {p99:.1f} ms")  # noqa: T201
    return rate


def test_page_of_who_is_light(tmp_path: Path) -> None:
    whole = itertools.cycle(itertools.product(PLACES, WORDS, SLOTS))
    questions = [
        {"place": place, "work": work, "slot": slot} for place, work, slot in itertools.islice(whole, REQUESTS)
    ]
    with sample_service(tmp_path / "site") as (pid, address), client(address) as browser:
        assert browser.get(address).status_code == 200
        print()  # noqa: T201
        measure(browser, pid, "/healthz", questions)
        measure(browser, pid, "/who", questions[:100])
        rate = measure(browser, pid, "/who", questions[100:])
        measure(browser, pid, "/who", questions)  # asked again while nothing has changed
        measure(browser, pid, "/api/v1/who", questions)
    assert rate >= PER_CPU_SECOND


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", __file__]))
