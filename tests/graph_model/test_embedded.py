import os
import signal
import stat
import subprocess
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from neo4j import ManagedTransaction

from graph_model.data_folder import DataFolder
from graph_model.driver import Graph
from graph_model.embedded import RESTORED, RESTORING, EmbeddedServer, Heartbeat, restore
from graph_model.errors import GraphError, GraphUnavailable, NotOwner, ServerStartFailed
from graph_model.locking import FileLock
from graph_model.opening import open_embedded
from tests.graph_model.embedded_processes import (
    COUNT_UP_PROGRAM,
    OPEN_AND_STAY_PROGRAM,
    PATIENCE,
    eventually,
    kill,
    listening,
    run_program,
    runs,
    said,
    server_process,
)

LOOPBACK_V4 = "0100007F"
LOOPBACK_V6_OF_V4 = "0000000000000000FFFF00000100007F"
LOOPBACK_V6 = "00000000000000000000000001000000"
COUNTER_CYPHER = "CREATE (:EmbeddedCounter {value: 0})"
VALUE_CYPHER = "MATCH (c:EmbeddedCounter) RETURN c.value AS v"
PAIR_CYPHER = "CREATE (:EmbeddedPart {id: $id + '-1'}), (:EmbeddedPart {id: $id + '-2'})"
PAIRS_CYPHER = "MATCH (p:EmbeddedPart) RETURN p.id AS id"


@pytest.fixture(scope="module")
def own_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("own") / "data"


@pytest.fixture(scope="module")
def own_graph(own_folder: Path) -> Iterator[Graph]:
    """A server of this module's own, for tests that kill it."""
    with open_embedded(own_folder, heap="256m") as graph:
        yield graph


def nobody_holds(folder: Path) -> bool:
    locks = [FileLock(folder / name) for name in ("owner.lock", "engine.lock", "write.lock", "write.turn")]
    taken = [lock.try_take() for lock in locks]
    for lock in locks:
        lock.free()
    return all(taken)


def test_only_the_owner_of_the_folder_can_read_it(own_graph: Graph, own_folder: Path) -> None:
    own_graph.ready()
    assert stat.S_IMODE(own_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((own_folder / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE((own_folder / "server.json").stat().st_mode) == 0o600


def test_the_server_listens_on_one_loopback_socket_and_nothing_else(own_graph: Graph, own_folder: Path) -> None:
    own_graph.ready()
    sockets = listening(server_process(own_folder))
    assert len(sockets) == 1
    assert sockets[0][0] in {LOOPBACK_V4, LOOPBACK_V6, LOOPBACK_V6_OF_V4}


def test_a_killed_server_is_back_without_a_new_graph_and_says_so(
    own_graph: Graph, own_folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    before = server_process(own_folder)
    kill(before)
    assert own_graph.rows("RETURN 1 AS one") == [{"one": 1}]
    assert server_process(own_folder) != before
    eventually(lambda: "已恢复" in caplog.text)
    assert [record.message for record in caplog.records if record.name == "gongjian"] == [RESTORING, RESTORED]


def test_a_server_killed_while_it_writes_loses_nothing_acknowledged_and_halves_nothing(
    own_graph: Graph, own_folder: Path
) -> None:
    acknowledged: list[str] = []
    losses: list[GraphUnavailable] = []
    stop = threading.Event()

    def keep_writing(client: int) -> None:
        number = 0
        while not stop.is_set():
            number += 1
            name = f"{client}-{number}"
            try:
                own_graph.write(lambda tx, name=name: tx.run(PAIR_CYPHER, id=name).consume())
                acknowledged.append(name)
            except GraphUnavailable as lost:
                losses.append(lost)

    with ThreadPoolExecutor(16) as pool:
        clients = [pool.submit(keep_writing, client) for client in range(16)]
        for _ in range(2):
            enough = len(acknowledged) + 100
            eventually(lambda enough=enough: len(acknowledged) > enough)
            kill(server_process(own_folder))
            eventually(lambda: not (own_folder / "server.json").exists())
            eventually((own_folder / "server.json").exists)
        stop.set()
        for client in clients:
            client.result(PATIENCE)
    assert all(lost.outcome_unknown for lost in losses)
    kept = {str(row["id"]) for row in own_graph.rows(PAIRS_CYPHER)}
    assert {f"{name}-{part}" for name in acknowledged for part in "12"} <= kept
    assert {part[:-1] + "1" for part in kept} == {part for part in kept if part.endswith("-1")}
    assert {part[:-1] + "2" for part in kept} == {part for part in kept if part.endswith("-2")}


def test_another_process_joins_the_running_server_and_their_writes_do_not_cross(
    own_graph: Graph, own_folder: Path
) -> None:
    own_graph.write(lambda tx: tx.run(COUNTER_CYPHER).consume())
    process = server_process(own_folder)
    others = [run_program(COUNT_UP_PROGRAM, own_folder, "50") for _ in range(2)]

    def count_up(tx: ManagedTransaction) -> None:
        row = tx.run("MATCH (c:EmbeddedCounter) SET c.lock = coalesce(c.lock, 0) + 1 RETURN c.value AS v")
        value = row.single(strict=True)["v"]
        tx.run("MATCH (c:EmbeddedCounter) SET c.value = $v", v=value + 1).consume()

    for _ in range(50):
        own_graph.write(count_up)
    for other in others:
        assert other.communicate(timeout=PATIENCE)[1] == ""
    assert own_graph.rows(VALUE_CYPHER) == [{"v": 150}]
    assert server_process(own_folder) == process


def test_a_backup_taken_while_it_runs_can_be_opened_elsewhere(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "data", "256m")
    server.port(PATIENCE)
    with open_embedded(tmp_path / "data") as joined:
        joined.write(lambda tx: tx.run(COUNTER_CYPHER).consume())
        archive = server.backup()
    server.close()
    restore(archive, tmp_path / "fresh")
    with open_embedded(tmp_path / "fresh", heap="256m") as restored:
        assert restored.rows(VALUE_CYPHER) == [{"v": 0}]


def test_a_backup_is_not_restored_over_a_graph(tmp_path: Path) -> None:
    (tmp_path / "data" / "databases" / "graph").mkdir(parents=True)
    with pytest.raises(FileExistsError):
        restore(tmp_path / "nightly.zip", tmp_path / "data")


def test_only_the_process_that_runs_the_server_can_back_it_up(own_graph: Graph, own_folder: Path) -> None:
    own_graph.ready()
    joined = EmbeddedServer(own_folder, "256m")
    joined.port(PATIENCE)
    with pytest.raises(NotOwner):
        joined.backup()
    joined.close()


def test_a_server_that_cannot_start_says_why(tmp_path: Path) -> None:
    with pytest.raises(ServerStartFailed) as failed:
        open_embedded(tmp_path / "data", heap="nonsense")
    assert failed.value.folder == (tmp_path / "data").resolve()
    assert "nonsense" in failed.value.log
    assert nobody_holds(tmp_path / "data")


def test_a_server_that_cannot_open_its_graph_ends_by_itself_and_says_why(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "databases").write_text("a file where the graph's folder should be")
    with pytest.raises(ServerStartFailed) as failed:
        open_embedded(tmp_path / "data", heap="256m")
    assert "exit code 1" in failed.value.cause
    assert "start_server" in failed.value.log
    assert nobody_holds(tmp_path / "data")


def test_ctrl_c_leaves_no_process_and_no_lock(tmp_path: Path) -> None:
    parent = run_program(OPEN_AND_STAY_PROGRAM, tmp_path / "data")
    assert said(parent) == "open"
    child = server_process(tmp_path / "data")
    os.killpg(parent.pid, signal.SIGINT)
    assert parent.communicate(timeout=PATIENCE) == ("closed\n", "")
    assert not runs(child)
    assert not (tmp_path / "data" / "server.json").exists()
    assert nobody_holds(tmp_path / "data")


def test_ctrl_c_while_it_starts_leaves_no_process_and_no_lock(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    parent = run_program(OPEN_AND_STAY_PROGRAM, folder)
    eventually((folder / "engine.lock").exists)
    os.killpg(parent.pid, signal.SIGINT)
    assert "KeyboardInterrupt" in parent.communicate(timeout=PATIENCE)[1]
    assert nobody_holds(folder)


def test_a_killed_parent_takes_its_server_along_and_the_next_start_finds_what_was_written(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    parent = run_program(OPEN_AND_STAY_PROGRAM, folder)
    assert said(parent) == "open"
    child = server_process(folder)
    with open_embedded(folder) as joined:
        joined.write(lambda tx: tx.run(COUNTER_CYPHER).consume())
        kill(parent.pid)
        parent.communicate()
        assert joined.rows(VALUE_CYPHER) == [{"v": 0}]
        eventually(lambda: not runs(child))
        assert joined.rows(VALUE_CYPHER) == [{"v": 0}]
        assert server_process(folder) != child
    assert nobody_holds(folder)


def test_several_first_starts_at_once_make_one_server(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    parents = [run_program(OPEN_AND_STAY_PROGRAM, folder) for _ in range(3)]
    assert [said(parent) for parent in parents] == ["open"] * 3
    for parent in parents:
        os.killpg(parent.pid, signal.SIGINT)
    assert [parent.communicate(timeout=PATIENCE) for parent in parents] == [("closed\n", "")] * 3
    assert nobody_holds(folder)


def test_a_server_that_hangs_is_replaced(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "data", "256m", Heartbeat(every=0.1, silence=3))
    server.port(PATIENCE)
    before = server.folder.find_address()
    hanging = server_process(tmp_path / "data")
    os.kill(hanging, signal.SIGSTOP)
    eventually(lambda: not runs(hanging))
    eventually(lambda: server.folder.find_address() not in {None, before})
    server.close()


def test_a_closed_server_does_not_start_again(tmp_path: Path) -> None:
    server = EmbeddedServer(tmp_path / "data", "256m")
    server.close()
    with pytest.raises(GraphError):
        server.port(0)


def test_a_server_whose_parent_left_before_it_was_ready_leaves_too(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "data")
    folder.prepare()
    folder.password()
    orphan = subprocess.Popen(
        [sys.executable, "-m", "graph_model.embedded_child", str(folder.path), "256m"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert orphan.stdin is not None
    assert orphan.stdout is not None
    orphan.stdout.close()  # nobody will hear READY; the standard input stays open, so only the broken pipe can tell
    try:
        assert orphan.wait(PATIENCE) == 0
    finally:
        orphan.kill()
        orphan.wait()
        orphan.stdin.close()
