"""Kills imports at random moments and imports again: what is there then must be what one whole import leaves.

Each round begins with an empty graph, imports the sample district with `gongjian import` in a process of its own, and
kills that process or the graph server with SIGKILL, a little after the graph has reached a size drawn by lot. The same
command is run again, and every node and relationship is compared with those of an import nobody disturbed; what was
written has to be told in events.

Run: ``make faults``, or ``python -m tests.faults.kills [embedded|neo4j …] [--kills 30] [--seed 1]``.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from graph_model.driver import Graph
from graph_model.migrations import migrate
from graph_model.opening import open_embedded, open_neo4j
from graph_model.sealing import MARK
from loaders.demo import write_ledgers
from tests.conftest import wipe
from tests.graph_model.embedded_processes import kill, server_process
from tests.servers.neo4j import Neo4jServer, start_neo4j

PERSONS: Final = 600
PATIENCE: Final = 300
VICTIMS: Final = ("import", "server")
LOOK_SECONDS: Final = 0.02
LATER_SECONDS: Final = 0.5
"""Up to so long after the graph has reached a size drawn by lot an import is killed."""
MOMENTS: Final = frozenset({"created_at", "updated_at", "at"})
NODES_CYPHER: Final = """
    MATCH (n) WHERE NOT n:ImportRun AND NOT n:ImportStep AND NOT n:Event AND n.id IS NOT NULL
    RETURN n.id AS id, labels(n) AS labels, properties(n) AS props
"""
TIES_CYPHER: Final = "MATCH (a)-[r]->(b) RETURN a.id AS start, type(r) AS type, b.id AS end, properties(r) AS props"
LOSE_ONE_CYPHER: Final = "MATCH (p:Person) WITH p ORDER BY p.id LIMIT 1 DETACH DELETE p"
SIZE_CYPHER: Final = "MATCH (n) RETURN count(n) AS n"
UNDER_WAY_CYPHER: Final = "MATCH (r:ImportRun) WHERE r.state = 'running' RETURN count(r) AS n"
TOLD_CYPHER: Final = "MATCH (e:Event) WHERE e.kind = 'imported' RETURN e.subjects AS subjects"


class Server:
    """A graph server with what a command needs to find it."""

    def __init__(self, graph: Graph, data: Path, neo4j: Neo4jServer | None = None) -> None:
        self.graph = graph
        self._data = data
        self._neo4j = neo4j

    def command(self, ledgers: Path) -> "subprocess.Popen[str]":
        """Start an import as staff would."""
        words = [sys.executable, "-m", "api.cli", "import", str(ledgers), "--data-folder", str(self._data)]
        environment = {**os.environ, **self._environment()}
        return subprocess.Popen(words, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def kill(self) -> None:
        """Kill the server; the embedded one is started again by its keeper, Neo4j here."""
        if self._neo4j is None:
            kill(server_process(self._data / "graph"))
            return
        self._neo4j.kill()
        self._neo4j.start()
        self._neo4j.wait_answering()

    def _environment(self) -> Mapping[str, str]:
        if self._neo4j is None:
            return {}
        password = self._data / "neo4j-password"
        password.write_text(self._neo4j.password)
        return {
            "GONGJIAN_NEO4J_URI": self._neo4j.uri,
            "GONGJIAN_NEO4J_USER": self._neo4j.user,
            "GONGJIAN_NEO4J_DATABASE": self._neo4j.database,
            "GONGJIAN_NEO4J_PASSWORD_FILE": str(password),
        }


@contextmanager
def opened(name: str, home: Path) -> Iterator[Server]:
    """Start a server of a kind with an empty graph."""
    data = home / name
    data.mkdir()
    if name == "embedded":
        with open_embedded(data / "graph") as graph:
            yield Server(graph, data)
        return
    neo4j = start_neo4j(home / "neo4j-home")
    try:
        with open_neo4j(neo4j.uri, neo4j.user, neo4j.password, neo4j.database) as graph:
            yield Server(graph, data, neo4j)
    finally:
        neo4j.stop()


Tie = tuple[str, str, str, str]


@dataclass(frozen=True)
class Picture:
    """All that imports left: nodes by id, relationships by their ends, kind and what they say, how often each."""

    nodes: dict[str, str]
    ties: dict[Tie, int] = field(default_factory=dict)
    twins: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()

    @classmethod
    def of(cls, graph: Graph) -> "Picture":
        """Read it from a graph."""
        nodes: dict[str, str] = {}
        twins = []
        for row in graph.rows(NODES_CYPHER):
            twins += [row["id"]] if row["id"] in nodes else []
            nodes[row["id"]] = f"{sorted(row['labels'])} {lasting(row['props'])}"
        ties: dict[Tie, int] = {}
        for row in graph.rows(TIES_CYPHER):
            tie = (row["start"], row["type"], row["end"], lasting(row["props"]))
            ties[tie] = ties.get(tie, 0) + 1
        told = {subject for row in graph.rows(TOLD_CYPHER) for subject in row["subjects"]}
        imported = {one for one, said in nodes.items() if "'run'" in said}
        return cls(nodes, ties, tuple(twins), tuple(sorted(imported - told)))

    def differences(self, other: "Picture") -> list[str]:
        """Say how another picture differs from this one, at most a few of each kind."""
        lost = sorted(self.nodes.keys() - other.nodes.keys())
        more = sorted(other.nodes.keys() - self.nodes.keys())
        changed = sorted(one for one in self.nodes.keys() & other.nodes.keys() if self.nodes[one] != other.nodes[one])
        ties = sorted(tie for tie in self.ties.keys() | other.ties.keys() if self.ties.get(tie) != other.ties.get(tie))
        found = {"lost": lost, "more": more, "changed": changed, "ties": ties}
        found |= {"twins": other.twins, "untold": other.untold}
        return [f"{len(some)} {word}: {some[:3]}" for word, some in found.items() if some]


def lasting(props: Mapping[str, Any]) -> str:
    """Write what a node or relationship says, without moments and without what is sealed anew each time."""
    kept = {name: value for name, value in props.items() if name not in MOMENTS and not str(value).startswith(MARK)}
    return str(sorted((name, str(value)) for name, value in kept.items()))


def whole(server: Server, ledgers: Path) -> tuple[Picture, range]:
    """Import undisturbed into an empty graph; give what is there then and the sizes the graph had."""
    empty(server.graph)
    before = size(server.graph)
    finish(server, ledgers)
    return Picture.of(server.graph), range(before + 1, size(server.graph))


def size(graph: Graph) -> int:
    """Count the nodes."""
    found: int = graph.rows(SIZE_CYPHER)[0]["n"]
    return found


def check_eyes(graph: Graph, expected: Picture) -> None:
    """Make sure that a lost person would be seen."""
    graph.write(lambda tx: tx.run(LOSE_ONE_CYPHER).consume())
    assert len(expected.differences(Picture.of(graph))) > 1


def empty(graph: Graph) -> None:
    """Remove everything and lay the foundations anew."""
    wipe(graph)
    migrate(graph)


def finish(server: Server, ledgers: Path) -> None:
    """Import to the end."""
    process = server.command(ledgers)
    words, _ = process.communicate(timeout=PATIENCE)
    if process.returncode:
        raise SystemExit(f"the import ended with {process.returncode}:\n{words[-2000:]}")


def broken_off(server: Server, ledgers: Path, reached: int, later: float, victim: str) -> bool:
    """Begin an import and kill it or its server some time after a size is reached; whether it was writing then."""
    process = server.command(ledgers)
    while process.poll() is None and size(server.graph) < reached:
        time.sleep(LOOK_SECONDS)
    time.sleep(later)
    under_way = process.poll() is None and server.graph.rows(UNDER_WAY_CYPHER)[0]["n"] == 1
    if victim == "import" or not under_way:
        process.kill()
    else:
        server.kill()
    process.communicate(timeout=PATIENCE)
    return under_way


def rounds(name: str, ledgers: Path, home: Path, kills: int, dice: random.Random) -> int:
    """Kill so many imports on a server of a kind; give how many left something else than a whole import does."""
    wrong = done = 0
    with opened(name, home) as server:
        expected, sizes = whole(server, ledgers)
        say(f"{name}: {len(expected.nodes):,} nodes, {len(expected.ties):,} relationships")
        check_eyes(server.graph, expected)
        while done < kills:
            empty(server.graph)
            reached, later, victim = dice.choice(sizes), dice.uniform(0, LATER_SECONDS), dice.choice(VICTIMS)
            if not broken_off(server, ledgers, reached, later, victim):
                continue
            left = size(server.graph)
            finish(server, ledgers)
            done += 1
            found = expected.differences(Picture.of(server.graph))
            wrong += bool(found)
            say(f"{name} {done}: {victim} killed, {left:,} nodes were there: {'; '.join(found) or 'whole'}")
    return wrong


def say(words: str) -> None:
    """Speak to whoever runs this."""
    print(words, flush=True)  # noqa: T201 - a program that reports


def main() -> int:
    """Kill on each server; 1 when anything was lost, doubled or not told."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("servers", nargs="*", default=["embedded", "neo4j"])
    parser.add_argument("--kills", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        ledgers = Path(scratch) / "ledgers"
        write_ledgers(ledgers, persons=PERSONS)
        dice = random.Random(given.seed)
        wrong = {name: rounds(name, ledgers, Path(scratch), given.kills, dice) for name in given.servers}
    for name, number in wrong.items():
        say(f"{name}: {given.kills} kills, {number} left something wrong")
    return 1 if any(wrong.values()) else 0


if __name__ == "__main__":
    raise SystemExit(main())
