import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import joblib
import numpy as np
import pytest
from distributed import Client

from matching.metropolis import solve
from matching.parts import Answer, cut, repair, solve_files, store
from matching.region import Region
from tests.benchmarks.region import generate
from tests.matching.test_parts import by_subdistrict
from tests.sources import ROOT

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")
PATIENCE = 60


def started(*words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "dask", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[tuple[Client, list[subprocess.Popen[bytes]]]]:
    told = tmp_path / "scheduler.json"
    scheduler = started(
        "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(told)
    )
    here = ("--host", "127.0.0.1", "--nthreads", "1", "--no-nanny", "--no-dashboard")
    wait_until(told.exists)
    workers = [
        started(
            "worker", "--scheduler-file", str(told), "--local-directory", str(tmp_path / name), "--name", name, *here
        )
        for name in ("one", "two")
    ]
    client = Client(scheduler_file=str(told))
    client.wait_for_workers(2, timeout=PATIENCE)
    yield client, workers
    client.close()
    for process in (*workers, scheduler):
        process.kill()
        process.wait()


def wait_until(true: object) -> None:
    end = time.monotonic() + PATIENCE
    assert callable(true)
    while not true():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_real_cluster_solves_the_parts_and_survives_a_killed_worker(
    cluster: tuple[Client, list[subprocess.Popen[bytes]]], tmp_path: Path
) -> None:
    client, workers = cluster
    people, openings = generate(30_000, 2_000)
    region = Region.of(people, openings)
    parts, beyond = cut(people, openings, by_subdistrict(openings))
    paths = [tmp_path / f"part-{number}.npz" for number in range(len(parts))]
    for part, path in zip(parts, paths, strict=True):
        store(part, path)
    answers: list[Answer] = []

    def ask() -> None:
        with joblib.parallel_config("dask"):
            answers.extend(solve_files(paths, region.scale))

    asking = threading.Thread(target=ask)
    asking.start()
    wait_until(lambda: all(client.processing().values()) and len(client.processing()) == 2)
    workers[0].send_signal(signal.SIGKILL)
    asking.join(PATIENCE)
    assert len(answers) == len(parts)
    assert len(client.scheduler_info()["workers"]) == 1
    assert all(np.asarray(column).size < 40_000 for answer in answers for column in answer)
    _, proof = repair(region, answers, beyond)
    assert proof.proved
    assert proof.objective == solve(region)[1].objective
