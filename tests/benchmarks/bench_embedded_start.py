"""How long the embedded server takes from nothing to its first answered query.

`python tests/benchmarks/bench_embedded_start.py [RUNS]` prints one line a run and a summary. Beside ours, in turn on
the same machine: the engine's own Python wrapper with its defaults, started and asked through the same driver.
"""

# ruff: noqa: T201 - a benchmark prints

import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from neo4j import GraphDatabase

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from graph_model.opening import open_embedded  # noqa: E402

MUST_REACH_SECONDS = 4.0
PASSWORD = "benchmark-only"
PEER_PROGRAM = """
import json, sys
import arcadedb_embedded
server = arcadedb_embedded.ArcadeDBServer(sys.argv[1], root_password=sys.argv[2], config={
    "http_port": "0", "bolt_port": "0", "server_plugins": "Bolt:com.arcadedb.bolt.BoltProtocolPlugin",
    "server_defaultDatabases": "graph[root]"}, jvm_kwargs={"heap_size": "1g"})
server.start()
plugin = next(p for p in server._java_server.getPlugins() if p.getClass().getSimpleName() == "BoltProtocolPlugin")
print(json.dumps({"port": int(plugin.getPort())}), flush=True)
sys.stdin.read()
"""


def start_ours(folder: Path) -> float:
    """Time ours, supervisor, locks and all."""
    begin = time.perf_counter()
    with open_embedded(folder) as graph:
        graph.rows("RETURN 1 AS one")
        return time.perf_counter() - begin


def start_peer(folder: Path) -> float:
    """Time the engine's own wrapper in a process of its own."""
    folder.mkdir(exist_ok=True)
    begin = time.perf_counter()
    with subprocess.Popen(
        [sys.executable, "-c", PEER_PROGRAM, str(folder), PASSWORD],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        cwd=folder,
    ) as process:
        assert process.stdout is not None
        lines = (json.loads(line) for line in process.stdout if line.startswith('{"port"'))
        port = next(lines)["port"]
        with GraphDatabase.driver(f"bolt://127.0.0.1:{port}", auth=("root", PASSWORD)) as driver:
            driver.execute_query("RETURN 1 AS one", database_="graph")
        taken = time.perf_counter() - begin
        process.kill()
    return taken


def main() -> None:
    """Run both in turn, on a fresh folder first and on the same folder again after."""
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    starters: dict[str, Callable[[Path], float]] = {"ours": start_ours, "peer": start_peer}
    taken: dict[str, list[float]] = {name: [] for name in starters}
    with tempfile.TemporaryDirectory(prefix="gongjian-start-") as place:
        for run in range(runs):
            for name, start in starters.items():
                taken[name].append(start(Path(place) / name))
                print(f"run {run + 1} {name}: {taken[name][-1]:.2f} s", flush=True)
    for name, seconds in taken.items():
        print(f"{name}: min {min(seconds):.2f} median {statistics.median(seconds):.2f} max {max(seconds):.2f} s")
    print(f"must reach: {MUST_REACH_SECONDS:.1f} s")


if __name__ == "__main__":
    main()
