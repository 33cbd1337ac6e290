"""An import broken off by kill −9, of its process or of the server: run again, it loses and doubles nothing.

Once each; `make faults` kills thirty on each server.
"""

import random
import subprocess
import threading
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from graph_model.driver import Graph
from graph_model.errors import GraphError
from graph_model.migrations import migrate
from graph_model.opening import open_embedded
from loaders import pipeline
from tests.graph_model.embedded_processes import eventually, kill, run_program, server_process
from tests.loaders.ledgers import ORGANISATIONS, TERRITORIES, VOLUNTEERS, a_csv, an_xlsx, imported

PEOPLE = 600
SMALL_BATCH = 20
IMPORT_PROGRAM = """
import sys
from pathlib import Path
from graph_model.opening import open_embedded
from loaders import pipeline
from tests.loaders.ledgers import imported
pipeline.BATCH = int(sys.argv[3])
with open_embedded(Path(sys.argv[1]), heap="256m") as graph:
    imported(graph, Path(sys.argv[2]))
"""
PERSONS_CYPHER = "MATCH (p:Person) RETURN count(p) AS n"
SKILLS_CYPHER = "MATCH (:Person)-[r:HAS_SKILL]->(:Skill) RETURN count(r) AS n"
HOMES_CYPHER = "MATCH (:Person)-[r:LIVES_IN]->(:Territory) RETURN count(r) AS n"
EMPLOYERS_CYPHER = "MATCH (:Person)-[r:WORKS_FOR]->(:Organisation) RETURN count(r) AS n"
IDS_CYPHER = "MATCH (p:Person) RETURN p.id AS id"
SUBJECTS_CYPHER = "MATCH (e:Event) WHERE e.kind = 'imported' RETURN e.subjects AS subjects"


def volunteer(number: int) -> Sequence[Any]:
    place = TERRITORIES[3 + number % 2][1]
    skills = "护理、低压电工" if number % 3 == 0 else "理发"
    return [f"Z{number}", f"样例{number}", f"199{number:08d}", place, "样例区卫生局", skills, "", "", "", ""]


@pytest.fixture
def ledgers(tmp_path: Path) -> Path:
    folder = tmp_path / "ledgers"
    folder.mkdir()
    a_csv(folder / "区划代码.csv", TERRITORIES)
    an_xlsx(folder / "单位.xlsx", 单位台账=ORGANISATIONS)
    a_csv(folder / "志愿者.csv", [VOLUNTEERS[0], *map(volunteer, range(PEOPLE))])
    return folder


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Graph]:
    """An embedded server of one test's own, to be killed."""
    with open_embedded(tmp_path / "data", heap="256m") as graph:
        migrate(graph)
        yield graph


def count(graph: Graph) -> int:
    found: int = graph.rows(PERSONS_CYPHER)[0]["n"]
    return found


def assert_whole(graph: Graph, ledgers: Path) -> None:
    """Everything is there once, each person was told of, and one more import finds nothing to do."""
    ids = [row["id"] for row in graph.rows(IDS_CYPHER)]
    assert len(ids) == len(set(ids)) == PEOPLE
    told = {subject for row in graph.rows(SUBJECTS_CYPHER) for subject in row["subjects"]}
    assert set(ids) <= told
    expected = (PEOPLE + PEOPLE // 3, PEOPLE, PEOPLE)
    found = (graph.rows(SKILLS_CYPHER), graph.rows(HOMES_CYPHER), graph.rows(EMPLOYERS_CYPHER))
    assert tuple(rows[0]["n"] for rows in found) == expected
    again = imported(graph, ledgers)
    assert (again.total("created"), again.total("changed"), again.errors) == (0, 0, 0)


def test_an_importing_process_killed_leaves_neither_twin_nor_gap(server: Graph, tmp_path: Path, ledgers: Path) -> None:
    reached = random.Random(20261122).randrange(1, PEOPLE - SMALL_BATCH)
    process = run_program(IMPORT_PROGRAM, tmp_path / "data", str(ledgers), str(SMALL_BATCH))
    eventually(lambda: count(server) >= reached)
    kill(process.pid)
    end(process)
    assert count(server) % SMALL_BATCH == 0
    imported(server, ledgers)
    assert_whole(server, ledgers)


def end(process: "subprocess.Popen[str]") -> None:
    process.communicate(timeout=60)
    assert process.returncode != 0, "it ended before it was killed: nothing was broken off"


def test_a_server_killed_in_mid_import_leaves_neither_twin_nor_gap(
    server: Graph, tmp_path: Path, ledgers: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached = random.Random(47).randrange(1, PEOPLE - SMALL_BATCH)
    with monkeypatch.context() as small:
        small.setattr(pipeline, "BATCH", SMALL_BATCH)
        importing = threading.Thread(target=import_and_forgive, args=(server, ledgers))
        importing.start()
        eventually(lambda: count(server) >= reached)
        kill(server_process(tmp_path / "data"))
        importing.join(120)
        assert not importing.is_alive()
    imported(server, ledgers)
    assert_whole(server, ledgers)


def import_and_forgive(graph: Graph, ledgers: Path) -> None:
    """Import; the server may go away under it, and staff would run it again."""
    try:
        imported(graph, ledgers)
    except GraphError:
        return
