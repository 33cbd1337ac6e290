"""Large imports each in a process of its own: reading and checking takes the interpreter, and pages wait for no one.

The process is told the task, the settings and the day over a pair of connected sockets, and tells over it how far it
is and what came of it. It stops when told to, and ends at once when the service is gone.
"""

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
from api.under_way import LINES, Job, Outcome, Task
from graph_model import import_runs
from graph_model.errors import GraphError

HEARING_SECONDS: Final = 0.2
"""How long a word to stop waits at most before it is passed on."""
ENDING_SECONDS: Final = 5.0
DIED: Final = "导入的进程意外结束，可能是内存不够"
STOP: Final = "stop"


class ImportDied(ServiceError):
    """The process of an import ended before its work."""

    status, kind, title = 500, "import-died", "导入没有做完"


@dataclass(frozen=True, slots=True)
class Broken:
    """An exception on its way to another process, by its parts: not every class can be made anew from its words."""

    kind: type[Exception]
    args: tuple[Any, ...]
    facts: dict[str, Any]
    lines: str

    @classmethod
    def of(cls, failure: Exception) -> "Broken":
        """Take an exception apart; one that cannot be sent is told by its class and by where it arose."""
        parts = cls(type(failure), failure.args, dict(vars(failure)), lines_of(failure))
        try:
            pickle.dumps(parts)
        except Exception:  # noqa: BLE001 - whatever keeps it from being sent
            return cls(RuntimeError, (type(failure).__name__,), {}, parts.lines)
        return parts

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
                env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])},
                start_new_session=True,  # Ctrl-C is for the service, which then tells it to stop
            )
        try:
            ours.send((site.settings, site.today(), task, job.user, job.what))
            return heard_of(ours, job)
        except (EOFError, ConnectionError) as gone:
            _record(site, job)
            raise ImportDied(f"{DIED}。写入的每一批都是完整的：再导一次会接着做完。") from gone
        finally:
            _end(process, ours)


def heard_of(line: Connection, job: Job) -> Outcome:
    """Pass on what the process tells until it tells what came of it."""
    told_to_stop = False
    while True:
        if job.asked_to_stop and not told_to_stop:
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


def _end(process: subprocess.Popen[bytes], line: Connection) -> None:
    """Wait for the process, which ends once nobody is at the other end of its line."""
    line.close()
    try:
        process.wait(ENDING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _record(site: Site, job: Job) -> None:
    """Record that an import broke off with its process; where the graph is away nothing can be recorded."""
    known = job.progress
    if known and known.run and not job.dry:
        with suppress(GraphError):
            import_runs.fail(site.graph, known.run, known.rows, DIED)
