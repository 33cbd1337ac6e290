"""The page of 谁能去哪服务 over the sample district: requests per CPU-second of the server process.

A few readers ask at once, so that the server is never idle: what a request costs after a pause of a few milliseconds,
when the processor has to wake up first, is another question.

Run: `python -m tests.benchmarks.bench_page`.
"""

import itertools
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import httpx
import numpy as np
import pytest

from graph_model.labels import SLOTS
from tests.benchmarks.site import cpu_seconds, sample_service

REQUESTS = 525  # every question of the product once, so that the first round meets none twice
PER_CPU_SECOND = 200.0
READERS = 4
PLACES = ("330106000000", "330106005000", "330106005001", "330106005056", "330106005058")
WORDS = ("电灯坏了没人修", "老人想有人陪着去医院", "楼上楼下因为漏水吵架", "孩子放学没人接", "下水道堵了")


class Readers:
    """A few connections of one signed-in reader; the barest client there is, for it shares the machine."""

    def __init__(self, address: str) -> None:
        self._host = urlsplit(address).netloc
        self._local = threading.local()
        self._opened: list[HTTPConnection] = []
        signed_in = httpx.get(address)
        self._headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in signed_in.cookies.items())}

    def ask(self, path: str, question: dict[str, str]) -> float:
        """Give the milliseconds an answer took."""
        connection = self._connection()
        start = time.perf_counter()
        connection.request("GET", f"{path}?{urlencode(question)}", headers=self._headers)
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200
        return (time.perf_counter() - start) * 1000

    def close(self) -> None:
        """Close every connection."""
        for one in self._opened:
            one.close()

    def _connection(self) -> HTTPConnection:
        if not hasattr(self._local, "connection"):
            self._local.connection = HTTPConnection(self._host, timeout=60)
            self._opened.append(self._local.connection)
        found: HTTPConnection = self._local.connection
        return found


def measure(readers: Readers, pid: int, path: str, questions: list[dict[str, str]]) -> float:
    before = cpu_seconds(pid)
    with ThreadPoolExecutor(READERS) as threads:
        times = list(threads.map(partial(readers.ask, path), questions))
    rate = len(questions) / (cpu_seconds(pid) - before)
    p50, p99 = np.percentile(times, [50, 99])
    print(f"{path}: {rate:.0f} requests per CPU-second, p50 {p50:.1f} ms, p99 {p99:.1f} ms")  # noqa: T201
    return rate


def test_page_of_who_is_light(tmp_path: Path) -> None:
    whole = itertools.cycle(itertools.product(PLACES, WORDS, SLOTS))
    questions = [
        {"place": place, "work": work, "slot": slot} for place, work, slot in itertools.islice(whole, REQUESTS)
    ]
    with sample_service(tmp_path / "site") as (pid, address), closing(Readers(address)) as readers:
        print()  # noqa: T201
        measure(readers, pid, "/healthz", questions)
        measure(readers, pid, "/who", questions[:100])
        rate = measure(readers, pid, "/who", questions[100:])
        measure(readers, pid, "/who", questions[-200:])  # asked again while nothing has changed
        measure(readers, pid, "/api/v1/who", questions)
    assert rate >= PER_CPU_SECOND


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", __file__]))
