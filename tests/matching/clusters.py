"""A real Dask cluster on loopback: a scheduler and workers, each a process of its own."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from distributed import Client

from tests.sources import ROOT

PATIENCE = 60
HERE = ("--host", "127.0.0.1", "--no-dashboard")
QUIET = ("ignore::ResourceWarning", "ignore::DeprecationWarning")
"""What Dask warns of by itself."""


@dataclass(frozen=True)
class Cluster:
    """A client of it, the processes of its workers, and the address of its scheduler."""

    client: Client
    workers: list[subprocess.Popen[bytes]]
    address: str


@contextmanager
def cluster_of_two(folder: Path) -> Iterator[Cluster]:
    """Run a scheduler and two workers for the length of the block."""
    told = folder / "scheduler.json"
    scheduler = started("scheduler", "--port", "0", "--scheduler-file", str(told), *HERE)
    wait_until(told.exists)
    file = ("--scheduler-file", str(told), "--nthreads", "1", "--no-nanny", *HERE)
    workers = [
        started("worker", "--local-directory", str(folder / name), "--name", name, *file) for name in ("one", "two")
    ]
    try:
        with Client(scheduler_file=str(told)) as client:
            client.wait_for_workers(2, timeout=PATIENCE)
            yield Cluster(client, workers, str(client.scheduler_info()["address"]))
    finally:
        for process in (*workers, scheduler):
            process.kill()
            process.wait()


def started(*words: str) -> subprocess.Popen[bytes]:
    """Start a program of Dask."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    command = [sys.executable, "-m", "dask", *words]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def wait_until(fact: Callable[[], object]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < end
        time.sleep(0.02)
