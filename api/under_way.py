"""Imports that go on while their reader looks elsewhere: how far each is, stopped when asked, its answer kept."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Final, Literal

from api.errors import ServiceError
from api.faults import lines_of
from api.schemas import ImportAnswer, UndoAnswer
from api.site import Site
from graph_model.errors import GraphError
from loaders.breaking_off import Stopped
from loaders.doubles import Comparing
from loaders.pace import Progress

AT_ONCE: Final = 2
"""Large imports worked on together; more wait for their turn, since each holds its ledgers in memory."""
KEPT: Final = 40
"""Imports of which the answer is kept."""
LEAVING_SECONDS: Final = 8.0
"""How long the imports under way may take to end when the service does; they stop before their next rows."""
LINES: Final = "lines_elsewhere"
"""Attribute of an exception from another process: the lines it went through there."""
LOG: Final = logging.getLogger("gongjian")
What = Literal["导入", "试读", "撤销"]
Step = Progress | Comparing
STOPPED: Final[dict[What, str]] = {
    "导入": "已停下。停下以前写入的每一批都是完整的：再导一次同样的文件会接着做完；不要了，就在下面撤销这一批。",
    "试读": "已停下，什么都没有写入。",
    "撤销": "已停下。停下以前撤销了的不变：再撤销一次会接着做完；不撤了，把同样的文件再导一次就都恢复。",
}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import: its answer, whether it only read, and a sentence on what led to it; or of an undoing."""

    report: ImportAnswer | None = None
    dry: bool = False
    said: str = ""
    undone: UndoAnswer | None = None


@dataclass(eq=False)
class Job:
    """One import under way or ended, or the undoing of one; ``step`` is None until its rows are read.

    ``done`` tells that all is written and only the pages still have to read it.
    ``heard`` is called with each step: where the work is done in this process, before anything more is done; where
    another process does it, from the thread that hears of it, while the work goes on.
    """

    id: str
    user: str
    file: str
    began: datetime
    what: What
    step: Step | None = None
    outcome: Outcome | None = None
    failure: Exception | None = None
    started: bool = False
    done: bool = False
    heard: Callable[[Step], None] = lambda _: None
    _stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    @property
    def dry(self) -> bool:
        """Whether it only reads."""
        return self.what == "试读"

    @property
    def progress(self) -> Progress | None:
        """How far its rows are, None before and after that."""
        return self.step if isinstance(self.step, Progress) else None

    @property
    def comparing(self) -> Comparing | None:
        """How far it is in looking for doubles, None before that."""
        return self.step if isinstance(self.step, Comparing) else None

    def tell(self, step: Step) -> None:
        """Note how far the import is.

        Raises
        ------
        Stopped
            The reader asked to stop it.
        """
        self.step = step
        self.heard(step)
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the import to stop; it does before its next rows, unless all were read."""
        self._stop.set()

    @property
    def asked_to_stop(self) -> bool:
        """Whether it was asked to stop, ended or not."""
        return self._stop.is_set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop and still has to."""
        return self._stop.is_set() and not self.ended.is_set()

    @property
    def was_stopped(self) -> bool:
        """Whether it ended because it was asked to."""
        return isinstance(self.failure, Stopped)


Work = Callable[[Job], Outcome]
Task = Callable[[Site, Job], Outcome]
"""Work that can be sent to another process: it is given the site there."""
Hand = Callable[[Site, Task, Job], Outcome]


def here(site: Site, task: Task, job: Job) -> Outcome:
    """Do a task in this process."""
    return task(site, job)


class ImportsUnderWay:
    """The large imports of this service, each in a thread of its own, which ends with the service.

    ``hand`` does a task: in this process, or in one of its own so that questions are answered meanwhile.
    """

    def __init__(self, hand: Hand = here) -> None:
        self.hand = hand
        self._jobs: dict[str, Job] = {}
        self._adding = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def start(self, user: str, file: str, work: Work, what: What) -> Job:
        """Begin an import, or to undo one."""
        job = Job(secrets.token_urlsafe(12), user, file, datetime.now(UTC), what)
        with self._adding:
            self._jobs[job.id] = job
            for old in [one.id for one in self._jobs.values() if one.ended.is_set()][:-KEPT]:
                del self._jobs[old]
        threading.Thread(target=self._run, args=(job, work), name=f"import-{job.id}", daemon=True).start()
        return job

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Let imports go on for the length of the block, then stop them: what they wrote stays, and is told so."""
        try:
            yield
        finally:
            self.stop()
            latest = monotonic() + LEAVING_SECONDS
            for job in list(self._jobs.values()):
                job.ended.wait(max(latest - monotonic(), 0))

    def stop(self) -> None:
        """Ask all imports to stop; may be called from any thread."""
        for job in list(self._jobs.values()):
            job.stop()

    def find(self, user: str, job: str) -> Job | None:
        """Give an import of this reader, None when it is not known: the service may have been started anew."""
        found = self._jobs.get(job)
        return found if found and found.user == user else None

    def going_on(self, user: str) -> list[Job]:
        """List the imports of this reader that have not ended, as they were begun."""
        return [one for one in list(self._jobs.values()) if one.user == user and not one.ended.is_set()]

    def _run(self, job: Job, work: Work) -> None:
        try:
            with self._turns:
                job.started = True
                job.outcome = work(job)
        except Exception as failure:  # noqa: BLE001 - raised again where the reader asks how far it is
            job.failure = failure
            _note(job, failure)
        finally:
            job.ended.set()


def _note(job: Job, failure: Exception) -> None:
    """Log where a fault arose that nobody foresaw, without its words, which may name people."""
    if not isinstance(failure, (Stopped, ServiceError, GraphError)):
        lines = getattr(failure, LINES, "") or lines_of(failure)
        LOG.error("%s in import %s: %s", type(failure).__name__, job.id, lines)
