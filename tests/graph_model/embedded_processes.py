"""Programs that use a data folder from processes of their own, and looks at what runs."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

PATIENCE = 60.0

OPEN_AND_STAY_PROGRAM = """
import sys, threading
from pathlib import Path
from graph_model.opening import open_embedded
with open_embedded(Path(sys.argv[1]), heap="256m") as graph:
    graph.ready()
    try:
        print("open", flush=True)
        threading.Event().wait()
    except KeyboardInterrupt:
        pass
print("closed", flush=True)
"""

COUNT_UP_PROGRAM = """
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from graph_model.opening import open_embedded

def count_up(tx):
    value = tx.run("MATCH (c:EmbeddedCounter) SET c.lock = coalesce(c.lock, 0) + 1 RETURN c.value AS v").single()["v"]
    tx.run("MATCH (c:EmbeddedCounter) SET c.value = $v", v=value + 1).consume()

with open_embedded(Path(sys.argv[1]), heap="256m") as graph, ThreadPoolExecutor(4) as pool:
    for _ in range(int(sys.argv[2])):
        pool.submit(graph.write, count_up)
"""


def run_program(program: str, folder: Path, *words: str) -> "subprocess.Popen[str]":
    """Run one in a session of its own, so that a signal to its group reaches nobody else."""
    return subprocess.Popen(
        [sys.executable, "-c", program, str(folder), *words],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def said(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def server_process(folder: Path) -> int:
    return int(json.loads((folder / "server.json").read_text())["pid"])


def runs(process: int) -> bool:
    """Whether a process is there and is more than a dead one nobody has buried."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(fact: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline, "it never came about"
        time.sleep(0.02)


def kill(process: int) -> None:
    os.kill(process, signal.SIGKILL)


def listening(process: int) -> list[tuple[str, int]]:
    """List the addresses, hexadecimal as the kernel writes them, on which a process listens or takes datagrams."""
    own = {link.readlink().name for link in Path(f"/proc/{process}/fd").iterdir() if is_link(link)}
    found = []
    for table, states in (("tcp", "0A"), ("tcp6", "0A"), ("udp", "07"), ("udp6", "07")):
        for line in Path(f"/proc/{process}/net/{table}").read_text().splitlines()[1:]:
            words = line.split()
            if f"socket:[{words[9]}]" in own and words[3] == states:
                host, port = words[1].rsplit(":", 1)
                found.append((host, int(port, 16)))
    return found


def is_link(path: Path) -> bool:
    return path.is_symlink()
