"""What the parent makes of a server that says the wrong thing, too late, or nothing."""

import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graph_model import child, embedded
from graph_model.child import Child
from graph_model.data_folder import DataFolder
from graph_model.driver import Backend, Graph
from graph_model.embedded import EmbeddedServer, Heartbeat, Supervisor
from graph_model.errors import BackupFailed, ServerStartFailed
from graph_model.locking import FileLock
from tests.graph_model.embedded_processes import PATIENCE, eventually

READY_PROGRAM = """
import json, sys, time
def say(**words): print(json.dumps(words), flush=True)
say(ready=True, port=4001)
"""
ANSWERING_PROGRAM = READY_PROGRAM + "for line in sys.stdin: say(pong='ping', number=json.loads(line)['number'])"
LATE_PROGRAM = (
    READY_PROGRAM
    + """
first = json.loads(sys.stdin.readline())
second = json.loads(sys.stdin.readline())
say(backup="late.zip", number=first["number"])
say(pong="ping", number=second["number"])
sys.stdin.read()
"""
)
SILENT_PROGRAM = READY_PROGRAM + "sys.stdin.read()"
ENDING_PROGRAM = READY_PROGRAM + "sys.stdin.readline()"
GARBLED_PROGRAM = READY_PROGRAM + "sys.stdin.readline(); print('Segmentation fault', flush=True); sys.stdin.read()"

Play = Callable[[str], None]


@pytest.fixture
def play(monkeypatch: pytest.MonkeyPatch) -> Play:
    """Let a small program stand for the server's process."""

    def put(program: str) -> None:
        monkeypatch.setattr(child, "child_command", lambda *_: [sys.executable, "-c", program])

    return put


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "data")
    made.prepare()
    return made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[EmbeddedServer]:
    made = EmbeddedServer(tmp_path / "data", "256m", Heartbeat(every=0.05, silence=PATIENCE))
    yield made
    made.close()


@pytest.mark.parametrize("line", ["no JSON", "[1]", "{}", '{"port": "soon"}', '{"port": null}'])
def test_a_server_that_says_something_else_than_its_port_fails_to_start(
    server: EmbeddedServer, play: Play, line: str
) -> None:
    play(f"print('''{line}''', flush=True)\nimport sys\nsys.stdin.read()")
    with pytest.raises(ServerStartFailed):
        server.port(PATIENCE)
    play(ANSWERING_PROGRAM)
    supervisor = server._supervisor
    assert supervisor is not None
    eventually(lambda: supervisor.failure is None)
    assert server.port(PATIENCE) == 4001


def test_a_supervisor_that_breaks_gives_the_folder_back(
    folder: DataFolder, play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    play(ANSWERING_PROGRAM)
    monkeypatch.setattr(threading, "excepthook", lambda _: None)
    monkeypatch.setattr(Supervisor, "_watch", lambda *_: 1 / 0)
    mine, another = (FileLock(folder.path / "owner.lock") for _ in range(2))
    assert mine.try_take()
    broken = Supervisor(folder, "256m", mine, Heartbeat())
    broken.start()
    broken.join(PATIENCE)
    assert another.try_take()
    another.free()


def test_a_late_answer_is_not_taken_for_the_next_one(folder: DataFolder, play: Play) -> None:
    play(LATE_PROGRAM)
    one = Child(folder, "256m")
    one.wait_ready()
    with pytest.raises(TimeoutError):
        one.ask({"do": "backup"}, 0.0)
    assert one.ask({"do": "ping"}, PATIENCE)["pong"] == "ping"
    one.stop()


def test_a_heartbeat_does_not_wait_behind_a_longer_request(folder: DataFolder, play: Play) -> None:
    play(SILENT_PROGRAM)
    one = Child(folder, "256m")
    one.wait_ready()
    broken: list[Exception] = []

    def back_up() -> None:
        try:
            one.ask({"do": "backup"}, PATIENCE * 10)
        except EOFError as error:
            broken.append(error)

    backup = threading.Thread(target=back_up)
    backup.start()
    eventually(one._line.locked)
    hearing = threading.Thread(target=one.hear, args=(PATIENCE * 10,), daemon=True)
    hearing.start()
    hearing.join(PATIENCE / 10)
    assert not hearing.is_alive()
    one.stop()
    backup.join(PATIENCE)
    assert len(broken) == 1


@pytest.mark.parametrize("program", [SILENT_PROGRAM, ENDING_PROGRAM, GARBLED_PROGRAM])
def test_a_backup_without_an_answer_has_failed(
    server: EmbeddedServer, play: Play, monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setattr(embedded, "BACKUP_SECONDS", 1.0)
    monkeypatch.setattr(Child, "hear", lambda *_: None)
    play(program)
    server.port(PATIENCE)
    supervisor = server._supervisor
    assert supervisor is not None
    eventually(lambda: supervisor.child)
    with pytest.raises(BackupFailed):
        server.backup()


def test_a_garbled_heartbeat_replaces_the_server(server: EmbeddedServer, play: Play) -> None:
    play(GARBLED_PROGRAM)
    server.port(PATIENCE)
    first = server.folder.find_address()
    play(ANSWERING_PROGRAM)
    eventually(lambda: server.folder.find_address() not in {None, first})


def test_a_driver_that_does_not_close_leaves_no_server_behind() -> None:
    closed: list[str] = []

    class Stuck:
        def close(self) -> None:
            raise OSError("stuck")

    graph = Graph(Stuck(), Backend("embedded", "graph", close=lambda: closed.append("server")))  # type: ignore[arg-type]
    with pytest.raises(OSError, match="stuck"):
        graph.close()
    assert closed == ["server"]
