"""The parent's side of the embedded server: start it, keep it running, and find it when another process runs it."""

import logging
import os
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from zipfile import ZipFile

from graph_model.child import LINE_BROKEN, START_SECONDS, STOP_SECONDS, Child
from graph_model.data_folder import DATABASE, Address, DataFolder
from graph_model.errors import BackupFailed, GraphUnavailable, NotOwner, ServerStartFailed
from graph_model.locking import FileLock

LOG: Final = logging.getLogger("gongjian")
RESTORING: Final = "图的服务停了，正在恢复……这时的提问会稍等一下。"
RESTORED: Final = "图的服务已恢复。"
BACKUP_SECONDS: Final = 600.0
BACK_OFF_SECONDS: Final = (0.0, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
STEADY_SECONDS: Final = 60.0
PAUSE_SECONDS: Final = 0.02
WATCH_SECONDS: Final = 0.05


@dataclass(frozen=True)
class Heartbeat:
    """How often the child is asked whether it still works, and how long it may think about it, in seconds."""

    every: float = 10.0
    silence: float = 60.0


class Supervisor(threading.Thread):
    """Keeps one child running: starts it, tells others its address, hears its heartbeat, starts it again when it dies.

    The thread ends when `stop` is called. `owner` is the lock that makes this process the folder's only supervisor.
    """

    def __init__(self, folder: DataFolder, heap: str, owner: FileLock, heartbeat: Heartbeat) -> None:
        super().__init__(name=f"embedded server {folder.path}", daemon=True)
        self.failure: ServerStartFailed | None = None
        self.child: Child | None = None
        self._starting: Child | None = None
        self._lost = False
        self._folder = folder
        self._heap = heap
        self._owner = owner
        self._heartbeat = heartbeat
        self._leaving = threading.Event()

    def run(self) -> None:
        """Run children one after the other, waiting longer each time one dies young."""
        deaths = 0
        try:
            while not self._leaving.wait(BACK_OFF_SECONDS[min(deaths, len(BACK_OFF_SECONDS) - 1)]):
                born = time.monotonic()
                if deaths and self.failure is None:
                    self._lost = True
                    LOG.warning(RESTORING)
                self._run_child()
                deaths = 1 if time.monotonic() - born > STEADY_SECONDS else deaths + 1
        finally:
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
            if self._lost:
                self._lost = False
                LOG.warning(RESTORED)
            self._watch(self.child)
        except ServerStartFailed as failure:
            self.failure = failure
        except (OSError, ValueError) as error:
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
            child.hear(self._heartbeat.silence)
        except LINE_BROKEN:
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
            The server refused, or ended, or took too long; carries its words or what happened.
        """
        child = self._supervisor.child if self._supervisor else None
        if child is None:
            raise NotOwner(self.folder.path, "backup")
        try:
            reply = child.ask({"do": "backup"}, BACKUP_SECONDS)
        except LINE_BROKEN as error:
            raise BackupFailed(self.folder.path, str(error)) from error
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
