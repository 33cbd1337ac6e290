"""The sample district in a folder of its own, and what a process has used, for benchmarks of the whole product."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from api.settings import Settings
from graph_model import migrations
from graph_model.opening import open_embedded

TICKS: Final = os.sysconf("SC_CLK_TCK")
GONGJIAN: Final = (sys.executable, "-m", "api.cli")
ADDRESS: Final = re.compile(r"(http://127\.0\.0\.1:\d+)(/sign-in\?token=\S+)")


def load_sample_without_match(folder: Path) -> None:
    """Import the sample district; the week is not run."""
    from api.cli.sample import load_sample  # noqa: PLC0415 api reads its settings from the environment first

    settings = Settings(data_folder=folder)
    with open_embedded(folder / "graph") as graph:
        migrations.migrate(graph)
        load_sample(settings, graph)


@contextmanager
def serving(folder: Path) -> Iterator[tuple[int, str, str]]:
    """Serve a folder; gives the process id, the address and the path that signs in."""
    words = [*GONGJIAN, "serve", "--port", "0", "--data-folder", str(folder)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as service:
        assert service.stdout is not None
        try:
            found = next(filter(None, map(ADDRESS.search, service.stdout)))
            yield service.pid, found[1], found[2]
        finally:
            service.terminate()


def cpu_seconds(process: int) -> float:
    """Return user and system time of one process, without its children."""
    fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def mebibytes(process: int, field: str = "VmRSS") -> float:
    """Return the memory a process holds, or with ``VmHWM`` the most it has held."""
    status = Path(f"/proc/{process}/status").read_text()
    return int(status.partition(f"{field}:")[2].split()[0]) / 1024


def child_of(process: int) -> int:
    """Return the one child of a process: the embedded server of a service."""
    tasks = Path(f"/proc/{process}/task")
    [child] = (child for task in tasks.iterdir() for child in (task / "children").read_text().split())
    return int(child)
