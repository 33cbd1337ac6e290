"""The whole weekly run of the sample district: time of the command, and memory above the idle server.

Run: ``python -m tests.benchmarks.bench_weekly``. The service runs with its embedded server, idle; `gongjian match`
is started beside it, as a schedule would, and everything it uses is counted: its own peak and what the server grew.
"""

# ruff: noqa: T201 - a benchmark prints

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Final

from tests.benchmarks.sample_site import GONGJIAN, child_of, load_sample_without_match, mebibytes, serving

MUST_REACH_SECONDS: Final = 5.0
MUST_REACH_MEBIBYTES: Final = 400.0


def main() -> int:
    """Print what the run took; not 0 when a figure is missed."""
    with tempfile.TemporaryDirectory(prefix="gongjian-weekly-") as name:
        folder = Path(name)
        load_sample_without_match(folder)
        with serving(folder) as (service, _, _):
            seconds, memory, run = matched(folder, child_of(service))
    print(f"{run['people']:,} people, {run['posts']:,} works, {run['pairs']:,} pairs, proved: {run['proved']}")
    print(f"gongjian match: {seconds:.2f} s in all, of these {run['seconds']:.2f} s for columns and optimum")
    print(f"memory above the idle server: {memory:.0f} MiB")
    print(f"must reach: {MUST_REACH_SECONDS:.0f} s, {MUST_REACH_MEBIBYTES:.0f} MiB")
    return int(seconds > MUST_REACH_SECONDS or memory > MUST_REACH_MEBIBYTES)


def matched(folder: Path, server: int) -> tuple[float, float, dict[str, float]]:
    """Run the command once; gives its seconds, its peak with the server's growth in MiB, and what it printed."""
    idle = mebibytes(server)
    words = [*GONGJIAN, "match", "--json", "--data-folder", str(folder)]
    began = time.monotonic()
    command = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert command.stdout is not None
    printed = command.stdout.read()
    _, status, used = os.wait4(command.pid, 0)
    seconds = time.monotonic() - began
    command.returncode = os.waitstatus_to_exitcode(status)
    assert command.returncode == 0
    return seconds, used.ru_maxrss / 1024 + mebibytes(server) - idle, json.loads(printed)


if __name__ == "__main__":
    sys.exit(main())
