"""Locks that hold between processes: one lock file, and the write lock of a data folder."""

import fcntl
import json
import logging
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from graph_model.errors import DataFolderLocked, GraphBusy, NestedWrite

PAUSE_SECONDS = 0.001
LOG = logging.getLogger("gongjian")


class FileLock:
    """An exclusive `flock` on a file; the operating system frees it when its process ends, however it ends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor: int | None = None

    @property
    def held(self) -> bool:
        """Whether this object holds the lock."""
        return self._descriptor is not None

    def try_take(self, **facts: str | int) -> bool:
        """Take the lock if it is free and write `facts` about the holder into the file."""
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(descriptor)
            return False
        self._descriptor = descriptor
        self._describe(facts)
        return True

    def take(self, patience: float = 0.0, **facts: str | int) -> None:
        """Take the lock within `patience` seconds.

        Raises
        ------
        DataFolderLocked
            Another holder kept it; carries what that holder wrote about itself.
        """
        deadline = time.monotonic() + patience
        while not self.try_take(**facts):
            if time.monotonic() >= deadline:
                raise DataFolderLocked(self.path, self.holder())
            time.sleep(PAUSE_SECONDS)

    def free(self) -> None:
        """Give the lock back; the file stays, so that nobody locks a file that is about to vanish."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None

    def stamp(self) -> None:
        """Set the time of the file to now, to the nanosecond."""
        if self._descriptor is not None:
            now = time.time_ns()
            os.utime(self._descriptor, ns=(now, now))

    def stamped(self) -> int | None:
        """Give the time of the file in nanoseconds, None when there is none."""
        try:
            return self.path.stat().st_mtime_ns
        except FileNotFoundError:
            return None

    def holder(self) -> dict[str, str | int]:
        """Read what the last holder wrote about itself; empty when it wrote nothing."""
        try:
            text = self.path.read_text()
            return dict(json.loads(text)) if text else {}
        except (FileNotFoundError, ValueError):
            return {}

    def _describe(self, facts: dict[str, str | int]) -> None:
        if facts and self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            os.pwrite(self._descriptor, json.dumps(facts).encode(), 0)


class WriteLock:
    """One writer at a time over all threads and processes of a data folder.

    Threads queue for a thread lock; its holder passes the turnstile file, then takes the write file. The turnstile
    makes it fair: a busy process cannot take the write file again while another waits inside the turnstile. The time
    of the write file tells every process when somebody last wrote.
    """

    def __init__(self, folder: Path, patience: float) -> None:
        self._turnstile = FileLock(folder / "write.turn")
        self._file = FileLock(folder / "write.lock")
        self._threads = threading.Lock()
        self._patience = patience
        self._writer: int | None = None

    @contextmanager
    def held(self, work: str) -> Iterator[None]:
        """Hold the lock for the length of the block.

        Raises
        ------
        GraphBusy
            Nobody gave the lock back in time.
        NestedWrite
            This thread holds it already.
        """
        self._take(work)
        self._writer = threading.get_ident()
        try:
            yield
        finally:
            self._writer = None
            self._give_back()

    def _give_back(self) -> None:
        try:
            self._file.stamp()
        except OSError as error:  # the write itself is done; who reads asks the graph within a second anyway
            LOG.warning("%s cannot be stamped: %s", self._file.path.name, error)
        finally:
            self._file.free()
            self._threads.release()

    def last_held(self) -> int | None:
        """Give a number that differs after every write, of whatever process; None before the first.

        A process that is killed between its commit and the end of its hold leaves the number as it was.
        """
        return self._file.stamped()

    def _take(self, work: str) -> None:
        if self._writer == threading.get_ident():
            raise NestedWrite(work)
        deadline = time.monotonic() + self._patience
        if not self._threads.acquire(timeout=self._patience):
            raise GraphBusy("embedded", f"write lock kept by a thread for {self._patience} s")
        try:
            self._take_file(deadline)
        except BaseException:
            self._threads.release()
            raise

    def _take_file(self, deadline: float) -> None:
        try:
            self._turnstile.take(deadline - time.monotonic())
            self._file.take(deadline - time.monotonic())
        except DataFolderLocked as locked:
            raise GraphBusy("embedded", f"write lock kept by another process for {self._patience} s") from locked
        finally:
            self._turnstile.free()
