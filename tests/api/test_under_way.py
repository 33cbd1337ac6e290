"""A large import goes on by itself: it tells how far it is, stops when told to, and what it wrote stays whole."""

import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from api.answers import imports
from api.answers.undoing import BROKEN_OFF, latest_runs
from api.pages.rendering import render
from api.schemas import ImportAnswer
from api.under_way import AT_ONCE, ImportsUnderWay, Job, Outcome, What, Work
from graph_model import import_runs
from graph_model.driver import Graph
from graph_model.entities.import_run import ImportRun
from graph_model.entities.terms import RunState
from graph_model.import_steps import created_by
from graph_model.migrations import migrate
from loaders import disagreeing, pipeline, writer_thread
from loaders.breaking_off import Stopped
from loaders.pace import Progress
from tests.loaders.ledgers import TERRITORIES, a_csv, imported

STEP = Progress("册.csv", "", 5, 10, 2.0, 2.5, "import-1")
ANSWER = ImportAnswer(run="import-1", sheets=[], sentence="读了 0 行。")
PATIENCE = 30


def test_an_import_tells_how_far_it_is_and_keeps_its_answer_for_its_reader_alone() -> None:
    desk, told, go = ImportsUnderWay(), threading.Event(), threading.Event()

    def work(job: Job) -> Outcome:
        job.tell(STEP)
        told.set()
        assert go.wait(PATIENCE)
        return Outcome(ANSWER, dry=False)

    job = desk.start("张三", "册.csv", work, "导入")
    assert told.wait(PATIENCE)
    assert (job.step, job.ended.is_set(), desk.going_on("张三")) == (STEP, False, [job])
    assert desk.find("李四", job.id) is None
    assert desk.going_on("李四") == []
    go.set()
    assert job.ended.wait(PATIENCE)
    assert (job.outcome, desk.find("张三", job.id), desk.going_on("张三")) == (Outcome(ANSWER, dry=False), job, [])


def test_an_import_stops_before_its_next_rows() -> None:
    desk, begun, asked = ImportsUnderWay(), threading.Event(), threading.Event()

    def work(job: Job) -> Outcome:
        job.tell(STEP)
        begun.set()
        assert asked.wait(PATIENCE)
        job.tell(STEP)
        return Outcome(ANSWER, dry=False)

    job = desk.start("张三", "册.csv", work, "导入")
    assert begun.wait(PATIENCE)
    job.stop()
    assert job.stopping
    asked.set()
    assert job.ended.wait(PATIENCE)
    assert job.was_stopped
    assert not job.stopping


def test_no_more_than_a_few_are_worked_on_together() -> None:
    desk, go = ImportsUnderWay(), threading.Event()
    begun = threading.Semaphore(0)

    def work(_: Job) -> Outcome:
        begun.release()
        assert go.wait(PATIENCE)
        return Outcome(ANSWER, dry=True)

    jobs = [desk.start("张三", "册.csv", work, "试读") for _ in range(AT_ONCE + 1)]
    for _ in range(AT_ONCE):
        assert begun.acquire(timeout=PATIENCE)
    assert sum(one.started for one in jobs) == AT_ONCE
    go.set()
    assert all(one.ended.wait(PATIENCE) for one in jobs)


def test_what_goes_wrong_is_kept_to_be_told_and_logged_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    def work(_: Job) -> Outcome:
        raise ValueError("王小明")

    job = ImportsUnderWay().start("张三", "册.csv", work, "试读")
    assert job.ended.wait(PATIENCE)
    assert isinstance(job.failure, ValueError)
    assert f"ValueError in import {job.id}" in caplog.text
    assert "王小明" not in caplog.text


def test_imports_under_way_stop_when_the_service_does() -> None:
    desk, begun = ImportsUnderWay(), threading.Event()

    def work(job: Job) -> Outcome:
        while True:
            begun.set()
            job.tell(STEP)

    with desk.kept():
        job = desk.start("张三", "册.csv", work, "导入")
        assert begun.wait(PATIENCE)
    assert job.was_stopped


def test_a_stopped_import_is_recorded_so_keeps_what_it_wrote_and_goes_on_when_imported_again(
    embedded_graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(embedded_graph)
    monkeypatch.setattr(pipeline, "REPORT_SECONDS", 0)
    monkeypatch.setattr(pipeline, "BATCH", 2)
    monkeypatch.setattr(disagreeing, "PART", 1)
    path = a_csv(tmp_path / "区划.csv", TERRITORIES)
    steps: list[Progress] = []

    def tell(step: Progress) -> None:
        steps.append(step)
        if len(steps) == 4:  # after the first, of no rows, within the second batch, once the first is written
            while not created_by(embedded_graph, step.run):
                time.sleep(0.01)
            raise Stopped

    with pytest.raises(Stopped):
        imported(embedded_graph, path, progress=tell)
    run = steps[-1].run
    known = import_runs.IMPORT_RUNS.find(embedded_graph, run)
    assert known is not None
    assert (known.state, known.rows, known.loaded) == (RunState.STOPPED, 3, 2)
    assert not import_runs.under_way(embedded_graph, datetime.now(UTC))
    assert [(one.state, one.undoable) for one in latest_runs(embedded_graph)] == [("已停下", True)]
    again = imported(embedded_graph, path)
    assert (again.run, again.total("created"), again.total("unchanged")) == (run, 2, 2)


def test_an_import_that_breaks_off_is_recorded_as_failed_at_once_with_the_reason(
    embedded_graph: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(embedded_graph)
    monkeypatch.setattr(writer_thread, "write_batches", _disk_full)
    with pytest.raises(OSError, match="full"):
        imported(embedded_graph, a_csv(tmp_path / "区划.csv", TERRITORIES))
    assert not import_runs.under_way(embedded_graph, datetime.now(UTC))
    (one,) = latest_runs(embedded_graph)
    assert (one.state, one.failure) == ("没有做完", "文件读不了，或磁盘满了")


def _disk_full(*_: object) -> None:
    raise OSError("full")


def test_a_large_file_sent_by_the_interface_is_handed_over_as_well(
    reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(imports, "LARGE", 0)
    begun: list[tuple[str, str]] = []
    start = ImportsUnderWay.start

    def noted(self: ImportsUnderWay, user: str, file: str, work: Work, what: What) -> Job:
        begun.append((file, what))
        return start(self, user, file, work, what)

    monkeypatch.setattr(ImportsUnderWay, "start", noted)
    content = "\n".join(",".join(map(str, row)) for row in TERRITORIES).encode()
    for asked in ("?dry_run=true", ""):
        answer = reader.post(f"/api/v1/imports{asked}", files={"file": ("区划代码.csv", content)}).json()
        assert answer["sheets"][0]["rows"] == len(TERRITORIES) - 1
    assert begun == [("区划代码.csv", "试读"), ("区划代码.csv", "导入")]


def test_the_page_says_when_all_is_done_but_the_reading_of_it() -> None:
    job = Job("one", "张三", "册.csv", datetime.now(UTC), "导入", started=True)
    assert "停下" in render("_import_progress.html", job=job, csrf="")
    job.done = True
    shown = render("_import_progress.html", job=job, csrf="")
    assert "都做完了" in shown
    assert "停下" not in shown


def test_an_import_that_fell_silent_is_not_said_to_go_on(embedded_graph: Graph) -> None:
    migrate(embedded_graph)
    long_ago = datetime(2026, 11, 1, tzinfo=UTC)
    import_runs.IMPORT_RUNS.save(embedded_graph, ImportRun(id="import-0", file="册.csv", started_at=long_ago))
    assert [one.state for one in latest_runs(embedded_graph)] == [BROKEN_OFF[RunState.RUNNING]]
