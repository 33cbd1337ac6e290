"""One run of the embedded server's process as its parent sees it: started, asked over a control line, stopped."""

import json
import os
import select
import subprocess
import sys
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO, Any, Final

from graph_model.data_folder import Address, DataFolder
from graph_model.errors import ServerStartFailed

START_SECONDS: Final = 60.0
STOP_SECONDS: Final = 20.0
LOG_BYTES: Final = 1_000_000
LOG_TAIL_LINES: Final = 20
LINE_BROKEN: Final = (TimeoutError, EOFError, BrokenPipeError, ValueError)  # what a control line can raise


class Child:
    """One run of the server process, from its start to its end."""

    def __init__(self, folder: DataFolder, heap: str) -> None:
        self._folder = folder
        self._line = threading.Lock()
        self._writing = threading.Lock()
        self._asked = 0
        with open_log(folder.log / "child.log") as log:
            self.process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                child_command(folder, heap),
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
            It ended, or said nothing in time, or something else than its port.
        """
        try:
            return Address(self.process.pid, int(self._read_line(START_SECONDS)["port"]))
        except (*LINE_BROKEN, KeyError, TypeError) as error:
            self.kill()
            cause = f"{error!r}; exit code {self.process.returncode}"
            raise ServerStartFailed(self._folder.path, cause, log_tail(self._folder.log / "child.log")) from error

    def ask(self, request: dict[str, str], patience: float) -> dict[str, Any]:
        """Send one request over the control line and wait for its answer; raises one of LINE_BROKEN without it."""
        with self._line:
            return self._exchange(request, patience)

    def hear(self, silence: float) -> None:
        """Ask whether it still works; a longer request under way, which has a limit of its own, is a sign of life."""
        if self._line.acquire(blocking=False):
            try:
                self._exchange({"do": "ping"}, silence)
            finally:
                self._line.release()

    def stop(self) -> None:
        """Let the server end in good order, whatever it is doing; kill it when it does not."""
        with self._writing:
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

    def _exchange(self, request: dict[str, str], patience: float) -> dict[str, Any]:
        """Send a request under a number of its own and drop late answers to earlier ones."""
        self._asked += 1
        self._say(request | {"number": str(self._asked)})
        deadline = time.monotonic() + patience
        while True:
            reply = self._read_line(max(0.0, deadline - time.monotonic()))
            if reply.get("number") == str(self._asked):
                return reply

    def _say(self, request: dict[str, str]) -> None:
        with self._writing:
            stream = _open_stream(self.process.stdin)
            if stream.closed:
                raise EOFError("the server is being stopped")
            stream.write(json.dumps(request).encode() + b"\n")

    def _read_line(self, patience: float) -> dict[str, Any]:
        stream = _open_stream(self.process.stdout)
        if not select.select([stream], [], [], patience)[0]:
            raise TimeoutError(f"no word from the server for {patience:.0f} s")
        line = stream.readline()
        if not line:
            raise EOFError("the server ended")
        said = json.loads(line)
        if not isinstance(said, dict):
            raise ValueError(f"not an answer: {line!r}")  # noqa: TRY004 - the line is bad, not the program
        return said


def child_command(folder: DataFolder, heap: str) -> list[str]:
    """Give the command that runs the server's own process."""
    return [sys.executable, "-m", "graph_model.embedded_child", str(folder.path), heap]


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
