from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from neo4j import ManagedTransaction

from graph_model import events, idempotency, import_runs
from graph_model.driver import Graph
from graph_model.entities import ImportRun
from graph_model.entities.terms import EventKind, RunState


def tell(graph: Graph, subject: str) -> int:
    return graph.write(lambda tx: events.append(tx, EventKind.LIST_CHANGED, "user-1", [subject], {"field": "title"}))


def test_a_graph_without_events_is_at_zero(migrated: Graph) -> None:
    assert (events.latest_seq(migrated), events.since(migrated, 0)) == (0, [])


def test_events_are_numbered_without_gaps_by_many_at_once(migrated: Graph) -> None:
    with ThreadPoolExecutor(8) as pool:
        numbers = list(pool.map(lambda n: tell(migrated, f"need-{n}"), range(24)))
    assert sorted(numbers) == list(range(1, 25))
    told = events.since(migrated, 20)
    assert [event.seq for event in told] == [21, 22, 23, 24]
    assert abs(told[0].at - datetime.now(UTC)) < timedelta(days=1)


def test_an_event_of_a_write_that_failed_was_never_told(migrated: Graph) -> None:
    def work(tx: ManagedTransaction) -> None:
        events.append(tx, EventKind.LIST_CHANGED, "user-1", ["need-1"])
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        migrated.write(work)
    assert tell(migrated, "need-2") == 1


def test_the_events_of_one_thing_come_newest_first(migrated: Graph) -> None:
    for subject in ("need-1", "need-2", "need-1"):
        tell(migrated, subject)
    assert [event.seq for event in events.about(migrated, "need-1")] == [3, 1]


def test_the_same_key_acts_once_and_gives_the_same_answer(migrated: Graph) -> None:
    def work(tx: ManagedTransaction) -> str:
        return str(events.append(tx, EventKind.LIST_CHANGED, "user-1", ["need-1"]))

    first = idempotency.once(migrated, "user-1:key", "digest", work)
    again = idempotency.once(migrated, "user-1:key", "digest", work)
    other = idempotency.once(migrated, "user-1:key", "another", work)
    assert [first, again, other] == [("1", False, True), ("1", True, True), ("1", True, False)]
    assert events.latest_seq(migrated) == 1


def test_the_same_key_sent_at_once_acts_once(migrated: Graph) -> None:
    def work(tx: ManagedTransaction) -> str:
        return str(events.append(tx, EventKind.LIST_CHANGED, "user-1", ["need-1"]))

    with ThreadPoolExecutor(6) as pool:
        answers = list(pool.map(lambda _: idempotency.once(migrated, "key", "digest", work), range(6)))
    assert ([a.response for a in answers], sum(a.again for a in answers)) == (["1"] * 6, 5)


def test_an_answer_that_failed_is_not_remembered(migrated: Graph) -> None:
    def fail(_: ManagedTransaction) -> str:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        idempotency.once(migrated, "key", "digest", fail)
    assert idempotency.once(migrated, "key", "digest", lambda _: "done").response == "done"


def test_old_keys_are_forgotten(migrated: Graph) -> None:
    idempotency.once(migrated, "key", "digest", lambda _: "done")
    assert idempotency.forget(migrated, "2020-01-01T00:00:00Z") == 0
    assert idempotency.forget(migrated, "2099-01-01T00:00:00Z") == 1


def test_an_import_is_recorded_from_its_beginning_to_its_end(migrated: Graph) -> None:
    begun = import_runs.begin(migrated, ImportRun(id="import-1", file="党员.xlsx", by="user-1"))
    assert import_runs.IMPORT_RUNS.get(migrated, "import-1").state is RunState.RUNNING
    import_runs.finish(migrated, begun.model_copy(update={"loaded": 7}))
    (kept,) = import_runs.latest(migrated)
    assert (kept.id, kept.state, kept.loaded) == ("import-1", RunState.FINISHED, 7)
    assert kept.started_at == begun.started_at


def test_an_import_is_under_way_until_it_ends_or_has_been_silent_for_long(migrated: Graph) -> None:
    begun = import_runs.begin(migrated, ImportRun(id="import-1", file="党员.xlsx"))
    assert begun.started_at is not None
    assert import_runs.under_way(migrated, begun.started_at + import_runs.SILENCE)
    assert not import_runs.under_way(migrated, begun.started_at + import_runs.SILENCE + timedelta(seconds=1))
    import_runs.finish(migrated, begun)
    assert not import_runs.under_way(migrated, begun.started_at)


def test_an_import_that_goes_on_changing_things_is_under_way_however_long(migrated: Graph) -> None:
    now = datetime.now(UTC)
    run = ImportRun(id="import-1", file="党员.xlsx", state=RunState.RUNNING, started_at=now - timedelta(hours=2))
    import_runs.IMPORT_RUNS.save(migrated, run)
    migrated.write(lambda tx: events.append(tx, EventKind.IMPORTED, "", ["person-1"], {"run": "import-2"}))
    assert not import_runs.under_way(migrated, now)
    migrated.write(lambda tx: events.append(tx, EventKind.IMPORTED, "", ["person-1"], {"run": "import-1"}))
    assert import_runs.under_way(migrated, now)
