"""The mark of a state: the same while nothing changed, another when anything did that shapes an answer."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from api import freshness
from api.asking import Asking
from api.freshness import mark_of
from api.settings import Settings
from graph_model import events
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from tests.api.conftest import asking

OTHER_HISTORY_CYPHER = "MATCH (e:Event) SET e.at = datetime('2020-01-01T00:00:00Z')"
CHANGES: dict[str, Callable[[Asking], Asking]] = {
    "day": lambda asked: replace(asked, today=asked.today + timedelta(days=1)),
    "event": lambda asked: replace(asked, view=replace(asked.view, seq=asked.view.seq + 1, derived={})),
    "reader": lambda asked: replace(asked, scope=replace(asked.scope, user="李四")),
    "place": lambda asked: replace(asked, scope=replace(asked.scope, territory="330106008001")),
}


def test_it_is_the_same_while_nothing_changed(district: Graph, settings: Settings) -> None:
    assert mark_of(settings, asking(district)) == mark_of(settings.model_copy(), asking(district))


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_it_changes_with_what_is_asked_for_whom_and_when(
    asked: Asking, settings: Settings, change: Callable[[Asking], Asking]
) -> None:
    assert mark_of(settings, change(asked)) != mark_of(settings, asked)


@pytest.mark.parametrize("changed", [{"page_size": 5}, {"fairness": "0"}, {"exploration": 9}])
def test_it_changes_with_the_settings(asked: Asking, settings: Settings, changed: dict[str, object]) -> None:
    assert mark_of(settings.model_copy(update=changed), asked) != mark_of(settings, asked)


def test_it_changes_with_the_release(asked: Asking, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    before = mark_of(settings, asked)
    monkeypatch.setattr(freshness, "release", lambda: "9.9.9")
    assert mark_of(settings, asked) != before


def test_another_graph_with_as_many_events_is_told_apart(district: Graph, settings: Settings) -> None:
    district.write(lambda tx: events.append(tx, EventKind.IMPORTED, "张三", []))
    before = asking(district)
    known = mark_of(settings, before)
    district.write(lambda tx: tx.run(OTHER_HISTORY_CYPHER).consume())
    after = asking(district)
    assert after.view.seq == before.view.seq == 1
    assert mark_of(settings, after) != known
