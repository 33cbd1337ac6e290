"""Large imports each in a process of its own: reading and checking takes the interpreter, and pages wait for no one.

The process is told the task, the settings and the day over a pair of connected sockets, and tells over it how far it
is and what came of it. It stops when told to, and ends at once when the service is gone.
"""

import logging
import os
import pickle
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from api.errors import ServiceError
from api.faults import lines_of
from api.site import Site
from api.under_way import LINES, Job, Outcome, Task, What
from graph_model import import_runs
from graph_model.errors import GraphError

HEARING_SECONDS: Final = 0.2
"""How long a word to stop waits at most before it is passed on."""
ENDING_SECONDS: Final = 5.0
KILLED: Final = -9
AFTERWARDS: Final[dict[What, str]] = {
    "导入": "写入的每一批都是完整的：再导一次会接着做完。",
    "试读": "什么都没有写入，可以再试读一次。",
    "撤销": "撤销了的不变：再撤销一次会接着做完。",
}
LOG: Final = logging.getLogger("gongjian")
STOP: Final = "stop"


class ImportDied(ServiceError):
    """The process of an import ended before its work."""

    status, kind, title = 500, "import-died", "没有做完"


@dataclass(frozen=True, slots=True)
class Broken:
    """An exception on its way to another process, by its parts: not every class can be made anew from its words."""

    kind: type[Exception]
    args: tuple[Any, ...]
    facts: dict[str, Any]
    lines: str

    @classmethod
    def of(cls, failure: Exception) -> "Broken":
        """Take an exception apart; one that would not arrive whole is told by its class and by where it arose."""
        parts = cls(type(failure), failure.args, dict(vars(failure)), lines_of(failure))
        return parts if parts.arrive_as(failure) else cls(RuntimeError, (type(failure).__name__,), {}, parts.lines)

    def arrive_as(self, failure: Exception) -> bool:
        """Whether the parts can be sent, and put together say the same as the exception they were taken from."""
        try:
            made = pickle.loads(pickle.dumps(self)).failure  # noqa: S301 - our own, of this moment
            return str(made) == str(failure) and repr(made) == repr(failure)
        except Exception:  # noqa: BLE001 - whatever keeps it from being sent or made anew
            return False

    @property
    def failure(self) -> Exception:
        """The exception put together again."""
        made = self.kind.__new__(self.kind, *self.args)
        made.args = self.args
        vars(made).update(self.facts | {LINES: self.lines})
        return made


def apart(site: Site, task: Task, job: Job) -> Outcome:
    """Do a task in a process of its own; what it raises there is raised here.

    Raises
    ------
    ImportDied
        The process ended before it had told what came of it.
    """
    ours, theirs = Pipe()
    with ours:
        with theirs:
            process = subprocess.Popen(  # noqa: S603 - our own module, no shell
                [sys.executable, "-m", "api.import_child", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                env=environment(),
                start_new_session=True,  # Ctrl-C is for the service, which then tells it to stop
            )
        try:
            ours.send((site.settings, site.today(), task, job.user, job.what))
            return heard_of(ours, job)
        except (EOFError, ConnectionError) as gone:
            reason = _cause(job, _end(process, ours))
            _record(site, job, reason)
            raise ImportDied(f"{reason}。{AFTERWARDS[job.what]}") from gone
        finally:
            _end(process, ours)


def environment() -> dict[str, str]:
    """Give the environment of such a process, which finds the modules of this one before others of their name."""
    paths = str(Path(__file__).parents[1]), os.environ.get("PYTHONPATH", "")
    return os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, paths))}


def heard_of(line: Connection, job: Job) -> Outcome:
    """Pass on what the process tells until it tells what came of it."""
    told_to_stop = False
    while True:
        if job.asked_to_stop and not told_to_stop:
            with suppress(ConnectionError):  # it has ended: what came of it is still to be read
                line.send(STOP)
            told_to_stop = True
        if not line.poll(HEARING_SECONDS):
            continue
        said = line.recv()
        if isinstance(said, Outcome):
            return said
        if isinstance(said, Broken):
            raise said.failure
        job.step = said
        job.heard(said)


def _end(process: subprocess.Popen[bytes], line: Connection) -> int | None:
    """Wait for the process, which ends once nobody is at the other end of its line.

    Gives the status it ended with; None where it has to be killed here.
    """
    line.close()
    try:
        return process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return None


def _cause(job: Job, status: int | None) -> str:
    """Say why a process ended before its work, as far as its status tells, and log that."""
    LOG.error("the process of import %s ended with status %s", job.id, status)
    return f"{job.what}的进程意外结束" + ("，可能是内存不够" if status == KILLED else "")


def _record(site: Site, job: Job, reason: str) -> None:
    """Record that work broke off with its process; where the graph is away nothing can be recorded."""
    known = job.progress
    if known is None or not known.run or job.dry:
        return
    with suppress(GraphError):
        if job.what == "撤销":
            import_runs.end_undoing(site.graph, known.run)
        else:
            import_runs.fail(site.graph, known.run, known.rows, reason)
