"""The columns follow the graph: in every district of it, and from one day to the next."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from api import snapshot as snapshots
from api.snapshot import Snapshot
from graph_model import candidates, events, import_runs
from graph_model.driver import Graph
from graph_model.entities import ImportRun, Person, Territory
from graph_model.entities.terms import EventKind
from graph_model.errors import GraphUnavailable
from graph_model.opening import open_embedded
from graph_model.persons import PERSONS, RESIDENCES
from graph_model.territories import TERRITORIES
from graph_model.ties import Tie
from tests.api.small_district import TODAY

OTHER, NEWCOMER = "330108000000", "person-wu"
RUN = ImportRun(id="import-1", file="册.csv")


def rename(graph: Graph, name: str) -> None:
    PERSONS.save(graph, Person(id=NEWCOMER, name=name))
    graph.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", [NEWCOMER]))


def test_change_in_the_second_of_two_districts_is_followed(district: Graph) -> None:
    TERRITORIES.save(district, Territory(id=OTHER, name="滨江区", level="district"))
    rename(district, "吴先")
    RESIDENCES.open(district, Tie(NEWCOMER, OTHER))
    snapshot = Snapshot(district, lambda: TODAY)
    before = snapshot.current()
    assert len(before.roots) == 2
    rename(district, "吴后")
    after = snapshot.current()
    assert after.problem.territories is before.problem.territories, "patched, not read anew"
    assert after.helpers.rows[after.helpers.index[NEWCOMER]].name == "吴后"


def test_a_reading_stops_before_its_next_piece_once_the_service_ends(
    district: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot, pieces = Snapshot(district, lambda: TODAY), list[str]()

    def told_to_end(*_: object) -> list[object]:
        pieces.append("helpers")
        snapshot.end()
        return []

    monkeypatch.setattr(candidates, "read_helpers", told_to_end)
    monkeypatch.setattr(candidates, "read_works", lambda *_: pieces.append("works"))
    with pytest.raises(GraphUnavailable):
        snapshot.current()
    assert pieces == ["helpers"]


def test_first_question_of_a_day_reads_what_the_day_changed(district: Graph) -> None:
    today = [TODAY]
    snapshot = Snapshot(district, lambda: today[0])
    first = snapshot.current()
    assert snapshot.current() is first
    today[0] = TODAY + timedelta(days=1)
    second = snapshot.current()
    assert (first.day, second.day) == (TODAY, date(2026, 11, 23))
    assert second.problem is not first.problem
    assert snapshot.current() is second


def import_batch(graph: Graph, name: str) -> None:
    PERSONS.save(graph, Person(id=NEWCOMER, name=name))
    RESIDENCES.open(graph, Tie(NEWCOMER, "330106008001"))
    graph.write(lambda tx: events.append(tx, EventKind.IMPORTED, "张三", [NEWCOMER], {"run": RUN.id}))


def test_an_import_under_way_is_read_once_it_has_ended_and_everything_else_at_once(district: Graph) -> None:
    snapshot = Snapshot(district, lambda: TODAY)
    before = snapshot.current()
    import_runs.begin(district, RUN)
    import_batch(district, "吴一")
    meanwhile = snapshot.current()
    assert meanwhile.problem is before.problem, "neither read anew nor patched"
    assert meanwhile.derived is before.derived
    assert (meanwhile.seq, meanwhile.unread) == (before.seq + 1, {RUN.id})
    PERSONS.save(district, Person(id="person-chen", name="陈改名"))
    district.write(lambda tx: events.append(tx, EventKind.ACCEPTED, "张三", ["person-chen"]))
    followed = snapshot.current()
    assert followed.helpers.rows[followed.helpers.index["person-chen"]].name == "陈改名"
    assert NEWCOMER not in followed.helpers.index
    import_runs.finish(district, RUN)
    after = snapshot.current()
    assert (NEWCOMER in after.helpers.index, after.unread) == (True, frozenset())


def test_others_go_on_with_the_view_there_is_until_what_was_imported_is_read(
    district: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    snapshot = Snapshot(district, lambda: TODAY)
    before = snapshot.current()
    seen = []
    read = candidates.read_helpers

    def while_reading(*asked: Any) -> Any:
        seen.append(snapshot.current().problem)
        return read(*asked)

    with snapshot.read_later() as hold:
        hold(RUN.id)
        import_runs.begin(district, RUN)
        import_batch(district, "吴一")
        import_runs.finish(district, RUN)
        assert snapshot.current().problem is before.problem
        monkeypatch.setattr(candidates, "read_helpers", while_reading)
    assert seen == [before.problem]
    monkeypatch.setattr(candidates, "read_helpers", lambda *_: pytest.fail("read twice"))
    assert NEWCOMER in snapshot.current().helpers.index


def test_a_reading_that_fails_after_an_import_leaves_what_came_of_it_and_the_next_question_reads(
    district: Graph, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    snapshot = Snapshot(district, lambda: TODAY)
    snapshot.current()

    def broken(*_: Any) -> Any:
        raise ValueError("王小明")

    with monkeypatch.context() as patched, snapshot.read_later() as hold:
        hold(RUN.id)
        import_runs.begin(district, RUN)
        import_batch(district, "吴一")
        import_runs.finish(district, RUN)
        patched.setattr(candidates, "read_helpers", broken)
        with monkeypatch.context() as waiting:
            waiting.setattr(snapshot, "_changing", None)
            hold(RUN.id)  # again, with each step: nobody is made to wait for that
    assert "ValueError while what was imported was read" in caplog.text
    assert "王小明" not in caplog.text
    assert NEWCOMER in snapshot.current().helpers.index


def test_what_another_process_wrote_is_seen_at_once(district: Graph, embedded_folder: Path) -> None:
    snapshot = Snapshot(district, lambda: TODAY)
    with open_embedded(embedded_folder) as elsewhere:
        for name in ("吴一", "吴二", "吴三"):
            rename(elsewhere, name)
            RESIDENCES.open(elsewhere, Tie(NEWCOMER, "330106008001"))
            rename(elsewhere, name)
            view = snapshot.current()
            assert view.helpers.rows[view.helpers.index[NEWCOMER]].name == name


def test_graph_is_not_asked_while_nobody_writes_but_again_after_a_while(
    district: Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A writer that is killed within its commit leaves no trace but the event: that is found a moment later."""
    snapshot = Snapshot(district, lambda: TODAY)
    monkeypatch.setattr(snapshots, "SURE_SECONDS", 600.0)
    snapshot.current()
    asked: list[Graph] = []

    def latest_seq(graph: Graph) -> int:
        asked.append(graph)
        return 0

    monkeypatch.setattr(events, "latest_seq", latest_seq)
    snapshot.current()
    assert not asked
    monkeypatch.setattr(snapshots, "SURE_SECONDS", 0.0)
    snapshot.current()
    assert asked


def test_what_was_acknowledged_is_seen_whatever_another_thread_learns_meanwhile(
    district: Graph,
) -> None:
    """Between the two looks of a question, another one takes in a newer state: the older must not be answered."""
    snapshot = Snapshot(district, lambda: TODAY)
    rename(district, "吴先")
    RESIDENCES.open(district, Tie(NEWCOMER, "330106008001"))
    rename(district, "吴先")
    snapshot.current()
    rename(district, "吴后")
    looks = []

    class Interrupted(Snapshot):
        """Lets another question pass after the first look at what is kept."""

        def __getattribute__(self, name: str) -> object:
            found = object.__getattribute__(self, name)
            if name in {"_sure", "_view"} and not looks:
                looks.append(name)
                Snapshot.current(snapshot)
            return found

    snapshot.__class__ = Interrupted
    view = snapshot.current()
    assert looks
    assert view.helpers.rows[view.helpers.index[NEWCOMER]].name == "吴后"
