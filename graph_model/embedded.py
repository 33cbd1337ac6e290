"""The parent's side of the embedded server: start it, keep it running, and find it when another process runs it."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections import deque
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Final
from zipfile import ZipFile

from graph_model.data_folder import DATABASE, Address, DataFolder
from graph_model.errors import BackupFailed, GraphUnavailable, NotOwner, ServerStartFailed
from graph_model.locking import FileLock

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 20.0
BACKUP_SECONDS: Final = 600.0
BACK_OFF_SECONDS: Final = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY_SECONDS: Final = 60.0
PAUSE_SECONDS: Final = 0.02
WATCH_SECONDS: Final = 0.05
LOG_BYTES: Final = 1_000_000
LOG_TAIL_LINES: Final = 20


@dataclass(frozen=True)
class Heartbeat:
    """How often the child is asked whether it still works, and how long it may think about it, in seconds."""

    every: float = 10.0
    silence: float = 60.0


class Child:
    """One run of the server process, from its start to its end."""

    def __init__(self, folder: DataFolder, heap: str) -> None:
        self._folder = folder
        self._line = threading.Lock()
        with open_log(folder.log / "child.log") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "graph_model.embedded_child", str(folder.path), heap],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                bufsize=0,  # nothing of a line is left behind when the child is gone
                env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
                start_new_session=True,  # Ctrl-C is for the parent, which then stops the server in good order
            )

    def wait_ready(self) -> Address:
        """Wait for the child to say on which port it answers.

        Raises
        ------
        ServerStartFailed
            It ended, or said nothing in time.
        """
        try:
            return Address(self.process.pid, int(self._read_line(START_SECONDS)["port"]))
        except (EOFError, TimeoutError) as error:
            self.kill()
            cause = f"{error}; exit code {self.process.returncode}"
            raise ServerStartFailed(self._folder.path, cause, log_tail(self._folder.log / "child.log")) from error

    def ask(self, request: dict[str, str], patience: float) -> dict[str, Any]:
        """Send one request over the control line and wait for its answer."""
        with self._line:
            stream = _open_stream(self.process.stdin)
            stream.write(json.dumps(request).encode() + b"\n")
            stream.flush()
            return self._read_line(patience)

    def stop(self) -> None:
        """Let the server end in good order; kill it when it does not."""
        with self._line:
            _open_stream(self.process.stdin).close()
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._reap()

    def kill(self) -> None:
        """End the server at once, as a power cut would."""
        self.process.kill()
        self._reap()

    def _reap(self) -> None:
        self.process.wait()
        with self._line:
            for stream in (self.process.stdin, self.process.stdout):
                _open_stream(stream).close()

    def _read_line(self, patience: float) -> dict[str, Any]:
        stream = _open_stream(self.process.stdout)
        if not select.select([stream], [], [], patience)[0]:
            raise TimeoutError(f"no word from the server for {patience} s")
        line = stream.readline()
        if not line:
            raise EOFError("the server ended")
        return dict(json.loads(line))


def _open_stream(stream: IO[bytes] | None) -> IO[bytes]:
    assert stream is not None
    return stream


def open_log(path: Path) -> IO[bytes]:
    """Open the child's log to append, with the previous megabyte kept beside it."""
    if path.exists() and path.stat().st_size > LOG_BYTES:
        path.replace(path.with_suffix(".log.1"))
    return path.open("ab")


def log_tail(path: Path) -> str:
    """Read the last lines of a log."""
    with path.open(encoding="utf-8", errors="replace") as file:
        return "".join(deque(file, LOG_TAIL_LINES))


class Supervisor(threading.Thread):
    """Keeps one child running: starts it, tells others its address, hears its heartbeat, starts it again when it dies.

    The thread ends when `stop` is called. `owner` is the lock that makes this process the folder's only supervisor.
    """

    def __init__(self, folder: DataFolder, heap: str, owner: FileLock, heartbeat: Heartbeat) -> None:
        super().__init__(name=f"embedded server {folder.path}", daemon=True)
        self.failure: ServerStartFailed | None = None
        self.child: Child | None = None
        self._starting: Child | None = None
        self._folder = folder
        self._heap = heap
        self._owner = owner
        self._heartbeat = heartbeat
        self._leaving = threading.Event()

    def run(self) -> None:
        """Run children one after the other, waiting longer each time one dies young."""
        deaths = 0
        while not self._leaving.wait(BACK_OFF_SECONDS[min(deaths, len(BACK_OFF_SECONDS) - 1)]):
            born = time.monotonic()
            self._run_child()
            deaths = 1 if time.monotonic() - born > STEADY_SECONDS else deaths + 1
        self._owner.free()

    def stop(self) -> None:
        """Stop the child and the thread, and give the folder back."""
        self._leaving.set()
        if starting := self._starting:
            starting.process.kill()  # nobody waits for it any more
        self.join(STOP_SECONDS * 2 + START_SECONDS)

    def _run_child(self) -> None:
        try:
            self._starting = Child(self._folder, self._heap)
            self._folder.publish(self._starting.wait_ready())
            self.child, self._starting, self.failure = self._starting, None, None
            self._watch(self.child)
        except ServerStartFailed as failure:
            self.failure = failure
        except OSError as error:
            self.failure = ServerStartFailed(self._folder.path, str(error), "")
        finally:
            self._end_child()

    def _end_child(self) -> None:
        child, self.child, self._starting = self.child or self._starting, None, None
        self._folder.withdraw()
        if child:
            child.stop()

    def _watch(self, child: Child) -> None:
        beat = time.monotonic() + self._heartbeat.every
        while child.process.poll() is None and not self._leaving.wait(WATCH_SECONDS):
            if time.monotonic() > beat:
                self._hear(child)
                beat = time.monotonic() + self._heartbeat.every

    def _hear(self, child: Child) -> None:
        try:
            child.ask({"do": "ping"}, self._heartbeat.silence)
        except (TimeoutError, EOFError, BrokenPipeError):
            child.process.kill()


class EmbeddedServer:
    """The server of one data folder, whoever runs it.

    The first process to need it becomes its owner and supervises it; the others read its address from the folder.
    When the owner is gone, the next process that asks for the port becomes the owner.
    """

    def __init__(self, folder: Path, heap: str, heartbeat: Heartbeat | None = None) -> None:
        self.folder = DataFolder(folder)
        self.folder.prepare()
        self.password = self.folder.password()
        self._heap = heap
        self._heartbeat = heartbeat or Heartbeat()
        self._owner = FileLock(self.folder.path / "owner.lock")
        self._supervisor: Supervisor | None = None
        self._claiming = threading.Lock()
        self._closed = False

    @property
    def owned(self) -> bool:
        """Whether this process runs the server."""
        return self._supervisor is not None

    def port(self, patience: float) -> int:
        """Give the port the server answers on now, waiting up to `patience` seconds for one.

        Raises
        ------
        ServerStartFailed
            This process tried to start it and could not.
        GraphUnavailable
            There is none yet.
        """
        deadline = time.monotonic() + patience
        while True:
            self._claim()
            if address := self._address():
                return address.port
            if time.monotonic() > deadline:
                raise GraphUnavailable("embedded", f"{self.folder.path}: the server is starting")
            time.sleep(PAUSE_SECONDS)

    def backup(self) -> Path:
        """Write a backup while the server runs and return the archive's path; restore it into a fresh folder.

        Raises
        ------
        NotOwner
            Another process runs the server.
        BackupFailed
            The server refused; carries its words.
        """
        child = self._supervisor.child if self._supervisor else None
        if child is None:
            raise NotOwner(self.folder.path, "backup")
        reply = child.ask({"do": "backup"}, BACKUP_SECONDS)
        if "error" in reply:
            raise BackupFailed(self.folder.path, str(reply["error"]))
        return self.folder.path / "backups" / DATABASE / str(reply["backup"])

    def close(self) -> None:
        """Stop the server if this process runs it."""
        with self._claiming:
            self._closed = True
            if self._supervisor:
                self._supervisor.stop()
                self._supervisor = None

    def _claim(self) -> None:
        with self._claiming:
            if self._closed:
                raise GraphUnavailable("embedded", f"{self.folder.path}: closed")
            if self._supervisor is None and self._owner.try_take(pid=os.getpid()):
                self.folder.withdraw()
                self._supervisor = Supervisor(self.folder, self._heap, self._owner, self._heartbeat)
                self._supervisor.start()

    def _address(self) -> Address | None:
        if self._supervisor and self._supervisor.failure:
            raise self._supervisor.failure
        return self.folder.find_address()


def restore(archive: Path, folder: Path) -> None:
    """Unpack a backup into a data folder that has no graph yet.

    Raises
    ------
    FileExistsError
        It has one.
    """
    target = folder / "databases" / DATABASE
    DataFolder(folder).prepare()
    target.mkdir(parents=True)
    with ZipFile(archive) as packed:
        packed.extractall(target)
