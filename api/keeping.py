"""What each week needs, made unasked while the service runs: its run, and the reports of the week before."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Final

from api.asking import Asking, week_of
from api.faults import lines_of
from api.reports.week_shelf import WeekShelf
from api.settings import Settings
from api.snapshot import Snapshot
from api.weekly import run_week
from graph_model import events, import_runs
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from graph_model.errors import GraphError
from graph_model.strength import calendar

USER: Final = "自动"
SECONDS_BETWEEN: Final = 60.0
CALM_TURNS: Final = 10
"""Turns without an import before a run is made, so that ledgers imported one after another are all in it."""
RESTED_TURNS: Final = 60
"""Turns that pass after a fault: about an hour, in which whoever reads the log may mend its cause."""
GRACE_SECONDS: Final = 2.0
LOG: Final = logging.getLogger("gongjian")


class WeekKeeper:
    """Looks once a minute whether this week has its run, and makes it; two services at once make one run."""

    def __init__(self, graph: Graph, snapshot: Snapshot, settings: Settings, today: Callable[[], date]) -> None:
        self.making = False
        self._graph = graph
        self._snapshot = snapshot
        self._settings = settings
        self._shelf = WeekShelf(settings.reports_folder)
        self._today = today
        self._settled = ""
        self._reported = ""
        self._silent: int | None = None
        self._seen: int | None = None
        self._waits = 0
        self._rests = 0
        self._ending = threading.Event()

    @contextmanager
    def kept(self) -> Iterator[None]:
        """Keep the weeks in the background for the length of the block; a run broken off goes on at the next start."""
        thread = threading.Thread(target=self._keep, name="gongjian-weeks", daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._ending.set()
            self._snapshot.end()  # the keeper may be waiting for columns that nobody needs any more
            thread.join(GRACE_SECONDS)

    def _keep(self) -> None:
        while not self._ending.is_set():
            self.attempt()
            self._ending.wait(SECONDS_BETWEEN)

    def attempt(self) -> None:
        """Take a turn; a graph that is away is asked again next time, after any other fault the next hour rests."""
        if self._rests:
            self._rests -= 1
            return
        week = week_of(self._today())
        try:
            self.turn()
        except GraphError as away:
            if not self._ending.is_set():
                LOG.warning("week %s waits: %s", week, type(away).__name__)
        except Exception as fault:  # noqa: BLE001 the service goes on without; the week can be made by command
            name, where = type(fault).__name__, lines_of(fault)
            LOG.error("week %s was not made: %s at %s", week, name, where)  # noqa: TRY400 words may name people
            self._rests = RESTED_TURNS

    def turn(self) -> None:
        """Make this week's run, or, once it is there, last week's reports; nothing while imports are going on."""
        today = self._today()
        if week_of(today) == self._settled:
            self._report(today)
        elif not self._importing():
            self._match(today)

    def _match(self, today: date) -> None:
        """Make this week's run, unless there is nothing to match yet."""
        view = self._snapshot.current()
        if not view.helpers.index or not view.works.demands or view.seq == self._silent:
            return
        self.making = True
        try:
            scope = view.scope(USER, self._settings.territory)
            run = run_week(self._graph, self._snapshot, scope, today, self._settings.exploration)
            if run.suggestions:
                self._settled = week_of(today)
            else:
                self._silent = view.seq  # nothing is open: it is tried again once something has changed
        finally:
            self.making = False

    def _report(self, today: date) -> None:
        """Write the reports of the week that is over, unless they are there."""
        week = calendar.week_of(today).shifted(-1)
        if self._reported == week.name or self._importing():
            return
        view = self._snapshot.current()
        asked = Asking(self._graph, view, view.scope(USER, self._settings.territory), today)
        if self._shelf.fill(asked, week, lambda: not self._ending.is_set()):
            self._reported = week.name

    def _importing(self) -> bool:
        """Whether an import is under way, or something was imported since the service started and a few turns ago."""
        known = events.latest_seq(self._graph) if self._seen is None else self._seen
        news = events.since(self._graph, known)
        self._seen = max((event.seq for event in news), default=known)
        if any(event.kind is EventKind.IMPORTED for event in news):
            self._waits = CALM_TURNS
        elif self._waits:
            self._waits -= 1
        return (
            self._waits > 0
            or self._settings.unfinished_sample.exists()
            or import_runs.under_way(self._graph, datetime.now(UTC))
        )
