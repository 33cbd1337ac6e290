"""A 200,000-row volunteer ledger as xlsx: recognised and checked alone, then joined and loaded, beside two peers.

Each pass runs in a process of its own. Its memory is looked at five times a second, together with that of the process
that reads the workbook, what they share counted once (PSS); so is the processor time of both. The embedded server is
told apart. Peers in the same run: pandas with openpyxl, which reads the cells and does nothing with them, and a bare
UNWIND of the same nodes and relationships, which neither reads nor checks.

Run: ``python -m tests.benchmarks.bench_ledger [rows]``.
"""

import json
import os
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path
from time import perf_counter, process_time
from typing import Any, Final, Self

from graph_model.data_folder import DataFolder
from graph_model.sealing import open_sealer
from loaders.pipeline import import_files
from tests.benchmarks.bench_import import TODAY, fresh, write_xlsx, written
from tests.benchmarks.site import cpu_seconds, family, proportional_megabytes

ROWS: Final = 200_000
DRY_MUST_REACH: Final = 25_000
LOAD_MUST_REACH: Final = 8_000
MOST_MEGABYTES: Final = 600
SERVER: Final = "graph_model.embedded"
"""What the command line of the embedded server has."""
LOOKED_AT_EVERY: Final = 0.2


def say(words: str) -> None:
    """Print a line."""
    print(words, flush=True)  # noqa: T201 - a benchmark speaks to whoever ran it


def worked() -> float:
    """Seconds of the processor that this process took, and those below it that have ended."""
    return process_time() + sum(resource.getrusage(resource.RUSAGE_CHILDREN)[:2])


class Watch:
    """Looks at the memory of this process and all below it but the server for the length of a block."""

    def __init__(self) -> None:
        self.most = 0.0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._over.wait(LOOKED_AT_EVERY):
            self.most = max(self.most, proportional_megabytes(family(os.getpid(), SERVER)))


def imported(path: Path, home: Path, *, dry_run: bool) -> dict[str, float]:
    """Import a ledger into an embedded server that knows 500 communities, or only read it."""
    with fresh(home) as graph:
        address = DataFolder(home).find_address()
        assert address is not None
        served, began, cpu = cpu_seconds(address.pid), perf_counter(), worked()
        with Watch() as watch:
            summary = import_files(graph, [path], sealer=open_sealer(home), user="bench", today=TODAY, dry_run=dry_run)
        seconds = perf_counter() - began
        assert summary.total("rows") > 0
        figures = {"seconds": seconds, "cpu": worked() - cpu, "server": cpu_seconds(address.pid) - served}
        figures["most"] = watch.most
        if not dry_run and len(sys.argv) > 4:
            figures |= bare(graph, Path(sys.argv[4]))
        return figures


def bare(graph: Any, home: Path) -> dict[str, float]:
    """Write what was imported into an empty server by UNWIND alone."""
    rows = written(graph)
    rows.laid_out  # noqa: B018 - laid out before the clock starts
    with fresh(home) as other:
        began = perf_counter()
        rows.write(other)
        return {"bare": perf_counter() - began}


def read_by_pandas(path: Path, _: Path) -> dict[str, float]:
    """Read the cells with pandas and openpyxl."""
    import pandas as pd  # noqa: PLC0415 - in its own process alone

    began = perf_counter()
    with Watch() as watch:
        frame = pd.read_excel(path, header=1, engine="openpyxl")
    return {"seconds": perf_counter() - began, "rows": len(frame), "most": watch.most}


PASSES: Final[dict[str, Callable[[Path, Path], dict[str, float]]]] = {
    "dry": lambda path, home: imported(path, home, dry_run=True),
    "load": lambda path, home: imported(path, home, dry_run=False),
    "pandas": read_by_pandas,
}


def run(name: str, path: Path, home: Path, *more: Path) -> dict[str, float]:
    """Run a pass in a process of its own and give its figures."""
    words = [sys.executable, "-m", "tests.benchmarks.bench_ledger", name, str(path), str(home), *map(str, more)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(done.stderr[-2000:])
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def main() -> int:
    """Print rows per second and memory of each pass; 1 when a mark is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with tempfile.TemporaryDirectory() as scratch:
        home = Path(scratch)
        path = write_xlsx(home / "志愿者.xlsx", count)
        say(f"{count:,} rows, {path.stat().st_size / 1e6:.1f} MB")
        dry = run("dry", path, home / "dry")
        say(told("dry run", dry, count))
        load = run("load", path, home / "load", home / "bare")
        say(told("load", load, count))
        say(f"bare UNWIND: {count / load['bare']:,.0f} rows/s ({load['bare']:.1f} s)")
        pandas = run("pandas", path, home)
        say(f"pandas + openpyxl, reading alone: {count / pandas['seconds']:,.0f} rows/s ({pandas['most']:,.0f} MiB)")
    fast = count / dry["seconds"] >= DRY_MUST_REACH and count / load["seconds"] >= LOAD_MUST_REACH
    return 0 if fast and max(dry["most"], load["most"]) <= MOST_MEGABYTES else 1


def told(name: str, figures: dict[str, float], count: int) -> str:
    """Give a pass as the report shows it."""
    speed = f"{count / figures['seconds']:,.0f} rows/s ({figures['seconds']:.1f} s, CPU {figures['cpu']:.1f} s)"
    speed += f", CPU of the server {figures['server']:.1f} s"
    return f"{name}: {speed}, at most {figures['most']:,.0f} MiB"


if __name__ == "__main__":
    if len(sys.argv) > 1 and sys.argv[1] in PASSES:
        print(json.dumps(PASSES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))))  # noqa: T201 - read by the parent
        raise SystemExit(0)
    raise SystemExit(main())
