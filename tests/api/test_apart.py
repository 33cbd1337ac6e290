"""Large imports in a process of their own: what is said over the line, and what becomes of a process that dies."""

import os
import subprocess
import sys
import threading
from datetime import UTC, date, datetime
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path

import pytest
from pydantic import ValidationError

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


class Slotted(Exception):
    """Says what its parts do not hold."""

    __slots__ = ("place",)

    def __init__(self, place: str) -> None:
        super().__init__()
        self.place = place

    def __str__(self) -> str:
        return self.place


def refused_by_model() -> ValidationError:
    with pytest.raises(ValidationError) as refused:
        ImportRun(id="")
    return refused.value


@pytest.mark.parametrize("failure", [Slotted("翠苑"), refused_by_model()], ids=lambda one: type(one).__name__)
def test_what_would_not_be_whole_once_put_together_is_told_by_its_kind(failure: Exception) -> None:
    again = Broken.of(failure).failure
    assert (type(again), str(again)) == (RuntimeError, type(failure).__name__)


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


def test_what_came_of_a_process_that_has_ended_is_read_although_it_hears_no_word_to_stop() -> None:
    ours, theirs = Pipe()
    theirs.send(Outcome(said="都导入了"))
    theirs.close()
    job = a_job()
    job.stop()
    assert apart_of.heard_of(ours, job) == Outcome(said="都导入了")


def test_a_process_whose_service_is_gone_ends_rather_than_taking_its_ledger_for_unreadable(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(import_child.os, "_exit", sys.exit)
    ours, theirs = Pipe()
    ours.close()
    with pytest.raises(SystemExit) as ended:
        Line(theirs).tell(STEP)
    assert ended.value.code == import_child.GONE


def test_a_process_at_work_ends_once_nobody_is_at_the_other_end_of_its_line() -> None:
    ours, theirs = Pipe()
    work = "import signal; from api import import_child as child; child.done = lambda *_: signal.pause(); child.main()"
    with theirs:
        process = subprocess.Popen(
            [sys.executable, "-c", work, str(theirs.fileno())],
            pass_fds=[theirs.fileno()],
            env=apart_of.environment(),
        )
    try:
        ours.send((None, None, None, "张三", "导入"))
        ours.close()
        assert process.wait(PATIENCE) == import_child.GONE
    finally:
        process.kill()
        process.wait()


def test_a_process_finds_these_modules_first_and_then_what_the_service_was_told_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONPATH", "/some/where")
    here, told = apart_of.environment()["PYTHONPATH"].split(os.pathsep)
    assert (Path(here), told) == (Path(apart_of.__file__).parents[1], "/some/where")


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
    assert (run.state, run.rows, run.failure) == (RunState.FAILED, 5, "导入的进程意外结束")
    assert not import_runs.under_way(embedded_graph, datetime.now(UTC))


def test_an_undoing_whose_process_is_killed_leaves_its_import_as_it_was_at_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, embedded_graph: Graph, tmp_path: Path
) -> None:
    migrate(embedded_graph)
    run = ImportRun(id="import-1", file="册.csv", state=RunState.UNDOING, former=RunState.STOPPED)
    import_runs.IMPORT_RUNS.save(embedded_graph, run)
    monkeypatch.setattr(import_runs, "steps_to_undo", lambda *_: ["step-1"])
    killed = tmp_path / "killed"
    killed.write_text("#!/bin/sh\nkill -9 $$\n", "utf-8")
    killed.chmod(0o700)
    monkeypatch.setattr(apart_of.sys, "executable", str(killed))
    job = a_job("撤销")
    job.step = STEP
    site = OpenedSite(Settings(), embedded_graph, lambda: date(2026, 11, 22))
    with pytest.raises(ImportDied, match="撤销的进程意外结束，可能是内存不够。撤销了的不变：再撤销一次"):
        apart_of.apart(site, partial(undone_outcome, run="import-1"), job)
    left = import_runs.IMPORT_RUNS.get(embedded_graph, "import-1")
    assert (left.state, left.former) == (RunState.STOPPED, None)
    assert "ended with status -9" in caplog.text


def test_a_trial_whose_process_dies_is_said_to_have_written_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(apart_of.sys, "executable", "/bin/false")
    site = OpenedSite(Settings(), None, lambda: date(2026, 11, 22))  # type: ignore[arg-type]
    with pytest.raises(ImportDied, match="试读的进程意外结束。什么都没有写入"):
        apart_of.apart(site, partial(undone_outcome, run="import-1"), a_job("试读"))
