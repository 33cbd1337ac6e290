"""The week makes itself: once, again when a new one begins, and not while ledgers come in."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from api import keeping
from api.keeping import CALM_TURNS, RESTED_TURNS, WeekKeeper
from api.settings import Settings
from api.snapshot import Snapshot
from graph_model import events, import_runs, migrations
from graph_model.driver import Graph
from graph_model.entities import ImportRun
from graph_model.entities.match_run import MatchRun
from graph_model.entities.terms import EventKind, RunState
from graph_model.errors import GraphUnavailable
from graph_model.match_runs import MATCH_RUNS
from tests.api.small_district import DISTRICT, TODAY

THIS, NEXT = f"2026-W47:{DISTRICT}", f"2026-W48:{DISTRICT}"


class Clock:
    """A day that tests turn."""

    day: date = TODAY

    def __call__(self) -> date:
        return self.day


@pytest.fixture(autouse=True)
def folder_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def keeper_of(graph: Graph, clock: Clock) -> WeekKeeper:
    return WeekKeeper(graph, Snapshot(graph, clock), Settings(), clock)


def import_something(graph: Graph) -> None:
    graph.write(lambda tx: events.append(tx, EventKind.IMPORTED, "张三", []))


def test_run_is_made_at_the_start_and_when_a_new_week_begins(district: Graph) -> None:
    clock = Clock()
    keeper = keeper_of(district, clock)
    keeper.turn()
    assert MATCH_RUNS.find(district, THIS) is not None
    assert MATCH_RUNS.find(district, NEXT) is None
    clock.day = TODAY + timedelta(days=1)
    keeper.turn()
    assert MATCH_RUNS.find(district, NEXT) is not None
    assert not keeper.making


def test_nothing_is_made_of_an_empty_graph(embedded_graph: Graph) -> None:
    migrations.migrate(embedded_graph)
    keeper_of(embedded_graph, Clock()).turn()
    assert MATCH_RUNS.find(embedded_graph, THIS) is None


def test_run_waits_until_imports_have_been_over_for_a_while(district: Graph) -> None:
    clock = Clock()
    keeper = keeper_of(district, clock)
    keeper.turn()
    clock.day = TODAY + timedelta(days=1)
    import_something(district)
    for _ in range(CALM_TURNS):
        keeper.turn()
        assert MATCH_RUNS.find(district, NEXT) is None
    keeper.turn()
    assert MATCH_RUNS.find(district, NEXT) is not None


def test_a_service_started_during_an_import_waits_until_it_is_over(district: Graph) -> None:
    begun = import_runs.begin(district, ImportRun(id="import-1", file="志愿者.xlsx"))
    keeper = keeper_of(district, Clock())
    keeper.turn()
    assert MATCH_RUNS.find(district, THIS) is None
    import_runs.finish(district, begun)
    keeper.turn()
    assert MATCH_RUNS.find(district, THIS) is not None


def test_a_week_with_nothing_to_say_is_made_again_once_something_has_changed(
    district: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def silent(*given: object) -> MatchRun:
        made.append(given)
        return MatchRun(id=THIS, week="2026-W47", territory=DISTRICT, suggestions=0)

    monkeypatch.setattr(keeping, "run_week", silent)
    keeper = keeper_of(district, Clock())
    keeper.turn()
    keeper.turn()
    assert len(made) == 1
    district.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", []))
    keeper.turn()
    assert len(made) == 2


def test_an_import_broken_off_does_not_keep_the_week_back_for_ever(district: Graph) -> None:
    before = datetime.now(UTC) - import_runs.SILENCE - timedelta(seconds=1)
    broken = ImportRun(id="import-1", file="志愿者.xlsx", state=RunState.RUNNING, started_at=before)
    import_runs.IMPORT_RUNS.save(district, broken)
    keeper_of(district, Clock()).turn()
    assert MATCH_RUNS.find(district, THIS) is not None


@pytest.mark.parametrize(
    ("fault", "turns"), [(GraphUnavailable("embedded", "gone"), 1), (ValueError("张三"), 1 + RESTED_TURNS)]
)
def test_lost_graph_is_asked_again_at_once_and_after_a_fault_an_hour_passes(
    district: Graph,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    fault: Exception,
    turns: int,
) -> None:
    tried: list[str] = []

    def broken(*_: object) -> None:
        tried.append("")
        raise fault

    monkeypatch.setattr(keeping, "run_week", broken)
    keeper = keeper_of(district, Clock())
    for _ in range(turns):
        keeper.attempt()
    assert len(tried) == 1
    keeper.attempt()
    assert len(tried) == 2
    assert type(fault).__name__ in caplog.text
    assert "张三" not in caplog.text


def test_a_fault_is_logged_with_the_lines_it_went_through(
    district: Graph, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    names: dict[str, str] = {}
    monkeypatch.setattr(keeping, "run_week", lambda *_: names["张三"])
    keeper_of(district, Clock()).attempt()
    assert "KeyError at " in caplog.text
    assert "keeping.py" in caplog.text.split("KeyError at ")[1]
    assert "张三" not in caplog.text


def test_background_makes_it_and_ends(district: Graph, monkeypatch: pytest.MonkeyPatch) -> None:
    made = threading.Event()
    monkeypatch.setattr(keeping, "run_week", lambda *_: made.set())
    with keeper_of(district, Clock()).kept():
        assert made.wait(60)
    assert "gongjian-weeks" not in {thread.name for thread in threading.enumerate()}


def test_page_of_a_week_without_a_run_says_what_goes_on(reader: httpx.Client) -> None:
    told = reader.get("/week", headers={"accept": "text/html"})
    assert told.status_code == 200
    assert "每到新的一周就自动生成" in told.text
