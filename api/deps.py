"""What a route may ask for by type: the parts of the running service, the reader's session, the question's context."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Annotated, cast

from fastapi import Depends, Request, Response

from api.asking import Asking
from api.auth import Doorkeeper, Session
from api.errors import Stopped
from api.freshness import mark_of
from api.guard import SESSION_KEY
from api.keeping import WeekKeeper
from api.reports.week_shelf import WeekShelf
from api.settings import Settings
from api.snapshot import Snapshot
from api.under_way import STOPPED, ImportsUnderWay, Job, Outcome, Task, What
from graph_model.driver import Graph
from loaders.pace import Progress


@dataclass(frozen=True, slots=True)
class Parts:
    """The real things a running service is made of."""

    settings: Settings
    graph: Graph
    snapshot: Snapshot
    doorkeeper: Doorkeeper
    today: Callable[[], date]
    weeks: WeekKeeper
    shelf: WeekShelf
    imports: ImportsUnderWay

    def begun(self, user: str, file: str, task: Task, what: What) -> Job:
        """Begin what takes long where it holds nobody up; others go on with what they know until it has ended."""

        def work(job: Job) -> Outcome:
            with self.snapshot.read_later() as hold:
                job.heard = lambda step: hold(step.run) if isinstance(step, Progress) and not job.dry else None
                outcome = self.imports.hand(self, task, job)
                job.done = True
                return outcome

        return self.imports.start(user, file, work, what)

    def done(self, user: str, file: str, task: Task, what: What) -> Outcome:
        """Do what takes long where it holds nobody up, and wait for what comes of it.

        Raises
        ------
        Stopped
            It was stopped, by its reader or with the service; what was done stays.
        """
        job = self.begun(user, file, task, what)
        job.ended.wait()
        if job.was_stopped:
            raise Stopped(STOPPED[what])
        if job.failure is not None:
            raise job.failure
        assert job.outcome is not None
        return job.outcome

    def asking(self, user: str) -> Asking:
        """Return the context of a question by `user`; the snapshot follows the graph with one small query at most."""
        view = self.snapshot.current()
        scope = view.scope(user, self.settings.territory)
        return Asking(self.graph, view, scope, self.today(), self.settings.page_size)


class NotModified(Exception):
    """The reader already holds this answer."""

    def __init__(self, etag: str) -> None:
        super().__init__(etag)
        self.etag = etag


async def parts_of(request: Request) -> Parts:
    """Return the parts; a coroutine, so that it costs no thread."""
    return cast("Parts", request.app.state.parts)


async def session_of(request: Request) -> Session:
    """Return the reader's session; the guard lets nobody through without one."""
    return cast("Session", request.scope[SESSION_KEY])


AllParts = Annotated[Parts, Depends(parts_of)]
AskedBy = Annotated[Session, Depends(session_of)]


def asking_of(parts: AllParts, session: AskedBy) -> Asking:
    """Return the context of this reader's question."""
    return parts.asking(session.user)


Asked = Annotated[Asking, Depends(asking_of)]


def asking_unless_known(request: Request, response: Response, parts: AllParts, session: AskedBy) -> Asking:
    """Return the context of a question, unless the reader holds the answer: same state, same answer (`mark_of`).

    Raises
    ------
    NotModified
        The request's `If-None-Match` is the present state.
    """
    asked = parts.asking(session.user)
    etag = mark_of(parts.settings, asked)
    if request.headers.get("if-none-match") == etag:
        raise NotModified(etag)
    response.headers["ETag"] = etag
    return asked


AskedAnew = Annotated[Asking, Depends(asking_unless_known)]
