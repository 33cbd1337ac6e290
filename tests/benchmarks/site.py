"""A real service over the sample district, as `gongjian demo` makes it, in a process of its own."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMAND = [sys.executable, "-m", "api.cli", "demo"]


@contextmanager
def sample_service(folder: Path) -> Iterator[tuple[int, str]]:
    """Give the process id and the address that signs in once."""
    ours = {"GONGJIAN_DATA_FOLDER": str(folder), "GONGJIAN_PORT": "0", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(COMMAND, env=os.environ | ours, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        found = re.search(r"http\S+", process.stdout.readline())
        assert found, "the service did not start"
        yield process.pid, found[0]
    finally:
        process.terminate()
        process.communicate(timeout=60)


def cpu_seconds(pid: int) -> float:
    """Read the processor time of a process, its threads included, its children not."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid: int, name: str = "VmRSS") -> float:
    """Read the resident memory of a process; `VmHWM` is the most it ever had."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith(name))
    return int(line.split()[1]) / 1024


def family(pid: int, without: str) -> Iterator[int]:
    """Yield a process and all below it, but for those whose command line has the words ``without`` and theirs."""
    try:
        told = Path(f"/proc/{pid}/cmdline").read_text()
        children = [
            int(one) for path in Path(f"/proc/{pid}/task").glob("*/children") for one in path.read_text().split()
        ]
    except (FileNotFoundError, ProcessLookupError):
        return
    if without not in told:
        yield pid
        for child in children:
            yield from family(child, without)


def proportional_megabytes(pids: Iterable[int]) -> float:
    """Memory of processes together (PSS): what several of them share is counted once."""
    return sum(map(_proportional, pids))


def _proportional(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except (FileNotFoundError, ProcessLookupError):
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
