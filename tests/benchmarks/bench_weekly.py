"""The whole weekly run of the sample district: time, memory above the idle server, and the price of fairness.

Run: `python -m tests.benchmarks.bench_weekly`.
"""

import gc
import os
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from api.settings import Settings
from api.snapshot import Snapshot, root_scope
from api.weekly import run_week
from graph_model import migrations
from graph_model.driver import Graph
from graph_model.opening import open_embedded
from graph_model.sealing import open_sealer
from loaders.demo import write_ledgers
from loaders.pipeline import import_files
from matching.kernels import warm as warm_kernels
from matching.text import warm as warm_text
from tests.benchmarks.site import megabytes

TODAY = date(2026, 11, 22)
SECONDS = 2.0
MEGABYTES = 400.0


def fill(graph: Graph, folder: Path) -> None:
    migrations.migrate(graph)
    ledgers = write_ledgers(folder / "ledgers", today=TODAY)
    import_files(graph, ledgers, sealer=open_sealer(folder), user="benchmark", today=TODAY)


def test_weekly_run_is_short_and_small(tmp_path: Path) -> None:
    from api.cli.serving import read_ahead  # noqa: PLC0415 pytest wants to see first what this loads
    from api.serving import SELDOM  # noqa: PLC0415

    with open_embedded(tmp_path / "graph", "1g") as graph:
        fill(graph, tmp_path)
        scope, snapshot = root_scope(graph, "benchmark"), Snapshot(graph, sharing=Settings().sharing)
        warm_text()
        warm_kernels()
        gc.set_threshold(*SELDOM)
        read_ahead(snapshot)  # what a serving process holds when it is idle
        idle, start, worked = megabytes(os.getpid()), time.perf_counter(), time.process_time()
        run = run_week(graph, snapshot, scope, TODAY)
        seconds, worked = time.perf_counter() - start, time.process_time() - worked
        grown = megabytes(os.getpid(), "VmHWM") - idle
    print(  # noqa: T201
        f"\n{run.people:,} persons × {run.posts:,} works, {run.pairs:,} pairs, {run.suggestions:,} lines: "
        f"{seconds:.2f} s ({worked:.2f} s of CPU here), of it matching {run.seconds:.2f} s; {grown:.0f} MiB above "
        f"idle; proved {run.proved}; load {os.getloadavg()[0]:.1f}"
    )
    print(run.spread)  # noqa: T201
    assert seconds <= SECONDS
    assert grown <= MEGABYTES


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-s", "-p", "no:cacheprovider", __file__]))
