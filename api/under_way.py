"""Imports that go on while their reader looks elsewhere: how far each is, stopped when asked, its answer kept."""

import logging
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from time import monotonic
from typing import Final

from api.errors import ServiceError
from api.faults import lines_of
from api.schemas import ImportAnswer
from graph_model.errors import GraphError
from loaders.pipeline import Progress

AT_ONCE: Final = 2
"""Large imports worked on together; more wait for their turn, since each holds its ledgers in memory."""
KEPT: Final = 40
"""Imports of which the answer is kept."""
LEAVING_SECONDS: Final = 8.0
"""How long the imports under way may take to end when the service does; they stop before their next rows."""
LOG: Final = logging.getLogger("gongjian")


class Stopped(Exception):
    """The reader stopped the import."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of an import: its answer, whether it only read, and a sentence on what led to it."""

    report: ImportAnswer
    dry: bool
    said: str = ""


@dataclass(eq=False)
class Job:
    """One import under way or ended; ``step`` is None until its rows are read, ``read`` counts them by sheet."""

    id: str
    user: str
    file: str
    began: datetime
    dry: bool
    step: Progress | None = None
    read: dict[tuple[str, str], int] = field(default_factory=dict)
    outcome: Outcome | None = None
    failure: Exception | None = None
    started: bool = False
    comparing: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    ended: threading.Event = field(default_factory=threading.Event)

    def tell(self, step: Progress) -> None:
        """Note how far the import is.

        Raises
        ------
        Stopped
            The reader asked to stop it.
        """
        self.step = step
        self.read[step.file, step.sheet] = step.rows
        if self._stop.is_set():
            raise Stopped

    def stop(self) -> None:
        """Ask the import to stop; it does before its next rows, unless all were read."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop and still has to."""
        return self._stop.is_set() and not self.ended.is_set()

    @property
    def was_stopped(self) -> bool:
        """Whether it ended because it was asked to."""
        return isinstance(self.failure, Stopped)


Work = Callable[[Job], Outcome]


class ImportsUnderWay:
    """The large imports of this service, each in a thread of its own, which ends with the service."""

    def __init__(self) -> None:
        self._jobs: dict[str, Job] = {}
        self._adding = threading.Lock()
        self._turns = threading.BoundedSemaphore(AT_ONCE)

    def start(self, user: str, file: str, work: Work, *, dry: bool) -> Job:
        """Begin an import."""
        job = Job(secrets.token_urlsafe(12), user, file, datetime.now(UTC), dry)
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
        LOG.error("%s in import %s: %s", type(failure).__name__, job.id, lines_of(failure))
