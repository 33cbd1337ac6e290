"""Ctrl-C and SIGTERM: the main thread does nothing but hear them, the command works in a thread beside it.

So an interrupt never breaks into the graph's driver, which is of no use afterwards, and is answered at once.
"""

import atexit
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from types import FrameType
from typing import Final, NoReturn

from api.cli.exits import FAILED, INTERRUPTED, TERMINATED

STOPPING: Final = "正在停下，请稍等……"
KEPT: Final = "已保存的都在，再运行一次就接着做。"
HEARING_SECONDS: Final = 0.3
"""How long the main thread sleeps at most: a signal that another thread took is heard only when it wakes."""
UNWIND_SECONDS: Final = 1.0
"""How long broken-off work may take to put its things away, once the graph's server is gone."""


@dataclass(frozen=True, eq=False)
class Farewell:
    """What is to be done and said when the process is told to stop.

    `patience` is how many seconds the work then has to end by itself before the graph's server is stopped.
    """

    sentence: str = ""
    call: Callable[[], object] = lambda: None
    patience: float = 0.0


_farewells: list[Farewell] = []
_asked = threading.Event()


class _Told(BaseException):
    """The process was told to stop; carries its exit code."""


@contextmanager
def on_leaving(farewell: Farewell) -> Iterator[None]:
    """Do and say this when the process is told to stop during the block."""
    _farewells.append(farewell)
    try:
        yield
    finally:
        _farewells.remove(farewell)


def leaving() -> bool:
    """Tell whether the process was told to stop; what goes wrong from then on is of no interest to anybody."""
    return _asked.is_set()


class Work(threading.Thread):
    """The command, in a thread of its own; what it raises is raised again where it is waited for.

    `ended` tells when it is over. A `join` that a signal breaks into takes a thread that still runs for ended
    (python/cpython#90882), so it is never asked.
    """

    def __init__(self, command: Callable[[], int]) -> None:
        super().__init__(name="gongjian", daemon=True)
        self._command = command
        self._code = FAILED
        self._fault: BaseException | None = None
        self.ended = threading.Event()

    def run(self) -> None:
        """Run the command and keep its exit code or its fault."""
        try:
            self._code = self._command()
        except BaseException as fault:  # noqa: BLE001 - raised again in `outcome`
            self._fault = fault
        finally:
            self.ended.set()

    def outcome(self) -> int:
        """Wait for the end and return the exit code, or raise what the command raised."""
        while not self.ended.wait(HEARING_SECONDS):
            pass
        if self._fault is not None:
            raise self._fault
        return self._code


def run_heard(command: Callable[[], int]) -> int:
    """Run a command and return its exit code; Ctrl-C and SIGTERM end the process in the middle of it."""
    work = Work(command)
    try:
        _hear()
        work.start()
        return work.outcome()
    except _Told as told:
        _leave(work, int(told.args[0]))


def _hear() -> None:
    """Hear both signals; a Ctrl-C this process was started to ignore, as in the background, stays ignored."""
    signal.signal(signal.SIGTERM, _told)
    if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
        signal.signal(signal.SIGINT, _told)


def _told(number: int, _frame: FrameType | None) -> None:
    for heard in (signal.SIGINT, signal.SIGTERM):
        signal.signal(heard, signal.SIG_IGN)
    raise _Told(TERMINATED if number == signal.SIGTERM else INTERRUPTED)


def _leave(work: Work, code: int) -> NoReturn:
    """Say so, let what serves end by itself, stop the graph's server, and end whatever the work is still at."""
    _asked.set()
    farewells = list(_farewells)
    _say(STOPPING + "".join(one.sentence for one in farewells))
    for one in farewells:
        one.call()
    work.ended.wait(max((one.patience for one in farewells), default=0.0))
    atexit._run_exitfuncs()  # noqa: SLF001 the only way to put everything away without waiting for other threads
    work.ended.wait(UNWIND_SECONDS)
    with suppress(OSError):  # whoever read is gone
        sys.stdout.flush()
    os._exit(code)


def _say(sentence: str) -> None:
    with suppress(OSError):  # the terminal is gone; nobody is left to be told
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
