"""Large imports in a process of their own: what is said over the line, and what becomes of a process that dies."""

import threading
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection

import pytest

from api import apart as apart_of
from api import import_child
from api.answers.large_imports import undone_outcome
from api.apart import STOP, Broken, ImportDied
from api.errors import Disturbed
from api.import_child import Line
from api.settings import Settings
from api.site import OpenedSite, Site
from api.under_way import Job, Outcome, What
from graph_model import import_runs
from graph_model.driver import Graph
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import RunState
from graph_model.errors import GraphUnavailable
from graph_model.migrations import migrate
from loaders.breaking_off import Stopped
from loaders.pace import Progress

PATIENCE = 30
STEP = Progress("册.csv", "", 5, 10, 2.0, None, "import-1")


def a_job(what: What = "导入") -> Job:
    return Job("one", "张三", "册.csv", datetime.now(UTC), what)


def worked(line: Connection, job: Job) -> Outcome:
    """What a process does that tells one step and then works until it is told to stop."""
    line.send(STEP)
    assert line.poll(PATIENCE)
    line.send(Broken.of(Stopped()) if line.recv() == STOP else Outcome())
    return Outcome(said=job.id)


@pytest.mark.parametrize(
    "failure",
    [Disturbed("别处改动了", place="330106"), GraphUnavailable("embedded", "gone", outcome_unknown=True), Stopped()],
)
def test_what_goes_wrong_there_is_raised_here_with_all_its_facts(failure: Exception) -> None:
    again = Broken.of(failure).failure
    assert type(again) is type(failure)
    assert str(again) == str(failure)
    assert vars(failure).items() <= vars(again).items()


def test_what_cannot_be_sent_is_told_by_its_kind_and_never_by_its_words() -> None:
    class Own(Exception):
        pass

    again = Broken.of(Own("王小明")).failure
    assert "Own" in str(again)
    assert "王小明" not in str(again)


def test_steps_are_passed_on_and_so_is_the_word_to_stop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_of, "HEARING_SECONDS", 0.01)
    ours, theirs = Pipe()
    job, heard = a_job(), list[object]()
    job.heard = lambda step: (heard.append(step), job.stop())[0]
    other = threading.Thread(target=worked, args=(theirs, job))
    other.start()
    with pytest.raises(Stopped):
        apart_of.heard_of(ours, job)
    other.join(PATIENCE)
    assert heard == [STEP]
    assert job.progress == STEP


def test_the_process_stops_its_job_when_told_to() -> None:
    ours, theirs = Pipe()
    job, line = a_job(), Line(theirs)
    hearing = threading.Thread(target=line.hear, args=(job,), daemon=True)
    hearing.start()
    ours.send(STOP)
    line.ended.set()
    ours.close()
    hearing.join(PATIENCE)
    assert job.asked_to_stop


def test_a_task_is_done_on_the_site_opened_for_it(monkeypatch: pytest.MonkeyPatch, embedded_graph: Graph) -> None:
    migrate(embedded_graph)
    monkeypatch.setattr(import_child, "open_graph", lambda _: _Open(embedded_graph))

    def task(site: Site, job: Job) -> Outcome:
        return Outcome(said=f"{job.user} {site.today()} {len(import_runs.latest(site.graph))}")

    settings, day = Settings(), date(2026, 11, 22)
    assert import_child.done(settings, day, task, a_job()) == Outcome(said="张三 2026-11-22 0")
    missing = import_child.done(settings, day, partial(undone_outcome, run="import-0"), a_job("撤销"))
    assert isinstance(missing, Broken)
    assert missing.kind.__name__ == "NotFound"


class _Open:
    """A graph that stays open when it is closed here."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def __getattr__(self, name: str) -> object:
        return getattr(self._graph, name)

    def close(self) -> None:
        """Leave it to the fixture."""


def test_an_import_whose_process_dies_is_recorded_as_failed_at_once(
    monkeypatch: pytest.MonkeyPatch, embedded_graph: Graph
) -> None:
    migrate(embedded_graph)
    import_runs.begin(embedded_graph, ImportRun(id="import-1", file="册.csv"))
    monkeypatch.setattr(apart_of.sys, "executable", "/bin/false")
    job = a_job()
    job.step = STEP
    site = OpenedSite(Settings(), embedded_graph, lambda: date(2026, 11, 22))
    with pytest.raises(ImportDied, match="意外结束"):
        apart_of.apart(site, partial(undone_outcome, run="import-1"), job)
    run = import_runs.IMPORT_RUNS.get(embedded_graph, "import-1")
    assert (run.state, run.rows, run.failure) == (RunState.FAILED, 5, apart_of.DIED)
    assert not import_runs.under_way(embedded_graph, datetime.now(UTC))
