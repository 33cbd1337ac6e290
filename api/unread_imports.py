"""Imports that go on: what they write is read once, when they have ended, and not after each of their batches."""

from collections.abc import Sequence
from datetime import UTC, datetime

import orjson

from graph_model import import_runs
from graph_model.driver import Graph
from graph_model.entities.event import Event
from graph_model.entities.terms import EventKind


def put_off(graph: Graph, news: Sequence[Event], held: frozenset[str]) -> tuple[list[Event], frozenset[str]]:
    """Part news into what is to be followed at once, and the imports that wrote the rest: held, or under way."""
    runs = frozenset(filter(None, map(run_of, news)))
    going = (runs & held) | still_going(graph, runs - held)
    return [event for event in news if run_of(event) not in going], going


def still_going(graph: Graph, runs: frozenset[str]) -> frozenset[str]:
    """Tell which of some imports go on, or are being undone; without any, the graph is not asked."""
    return import_runs.going_on(graph, runs, datetime.now(UTC)) if runs else runs


def run_of(event: Event) -> str:
    """Name the import a batch of which an event tells of; empty for any other event."""
    if event.kind is not EventKind.IMPORTED or not event.detail:
        return ""
    return str(orjson.loads(event.detail).get("run", ""))
