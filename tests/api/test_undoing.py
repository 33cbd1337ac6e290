"""The list of the latest imports, on both servers: which can be undone, and how much each loaded in all."""

import sys
from datetime import timedelta
from pathlib import Path

import httpx
import pytest

from api.answers import large_imports
from api.answers.undoing import latest_runs
from api.cli import importing
from graph_model import import_runs
from graph_model.driver import Graph
from graph_model.entities.terms import RunState
from graph_model.migrations import migrate
from loaders.pace import Progress
from loaders.undoing import undo_import
from tests.loaders.ledgers import SEALER, TERRITORIES, TODAY, a_csv, imported


@pytest.fixture
def places(tmp_path: Path) -> Path:
    return a_csv(tmp_path / "区划代码.csv", TERRITORIES)


def shown(graph: Graph) -> tuple[str, int, bool]:
    (one,) = latest_runs(graph)
    return one.state, one.loaded, one.undoable


def test_the_same_file_imported_again_can_still_be_undone(graph: Graph, places: Path) -> None:
    migrate(graph)
    assert imported(graph, places).total("created") == 4
    run = imported(graph, places).run
    assert shown(graph) == ("已完成", 4, True)
    undo_import(graph, run, sealer=SEALER, user="张三", today=TODAY)
    assert shown(graph)[2] is False
    imported(graph, places)
    assert shown(graph) == ("已完成", 4, True)


def test_an_import_that_was_broken_off_can_be_undone_and_one_under_way_cannot(
    graph: Graph, places: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(graph)
    run = import_runs.IMPORT_RUNS.get(graph, imported(graph, places).run)
    import_runs.IMPORT_RUNS.save(graph, run.model_copy(update={"state": RunState.RUNNING}))
    assert shown(graph)[2] is False
    monkeypatch.setattr(import_runs, "SILENCE", timedelta(0))
    assert shown(graph)[2] is True


def test_a_large_undoing_goes_on_while_its_reader_looks_and_its_answer_is_kept(
    reader: httpx.Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(large_imports, "STEPS_AT_ONCE", 0)
    content = "\n".join(",".join(map(str, row)) for row in TERRITORIES)
    run = reader.post("/api/v1/imports", files={"file": ("区划代码.csv", content.encode())}).json()["run"]
    token = reader.get("/import").text.split('name="csrf" value="')[1].split('"')[0]
    begun = reader.post("/import/undo", data={"csrf": token, "run": run})
    assert begun.status_code == 303
    address = begun.headers["location"]
    assert address.startswith("/import/progress?job=")
    while "HX-Redirect" not in (told := reader.get(address.replace("?", "/now?"))).headers:
        assert "正在撤销" in told.text
    shown = reader.get(address).text
    assert "已撤销：结束了它新增的" in shown
    assert not reader.get("/api/v1/imports").json()[0]["undoable"]


def test_the_terminal_counts_what_is_undone_as_the_page_does(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    importing._tell_step(Progress("册.csv", "", 5, 10, 2.0, None, "import-1"))
    assert "5 / 10 段" in capsys.readouterr().err
