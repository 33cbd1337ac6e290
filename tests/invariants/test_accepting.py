"""Accepting suggestions: 64 people at once never fill 51 of 50 places, and a crash leaves no half of a decision."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from graph_model.decisions import Outcome, accept_all
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from graph_model.errors import AlreadyDecided, CapacityTaken, GraphUnavailable
from graph_model.opening import open_embedded
from graph_model.scope import Purpose, Scope
from graph_model.suggestions import accept, undo
from tests.graph_model.embedded_processes import eventually, kill, server_process
from tests.invariants.clients import CLIENTS, PATIENCE, all_at_once
from tests.invariants.proposals import ACCEPTED_CYPHER, EVENTS_CYPHER, FILLED_CYPHER, PLACES, TERRITORY, propose


def scope_of(client: int) -> Scope:
    return Scope(f"staff-{client}", TERRITORY, next(iter(Purpose)))


def accepted_three_ways(graph: Graph) -> tuple[list[str], list[str], list[str]]:
    """Read the accepted suggestions from the places filled, from their decisions and from the events."""
    filled = [str(row["id"]) for row in graph.rows(FILLED_CYPHER)]
    decided = [str(row["id"]) for row in graph.rows(ACCEPTED_CYPHER)]
    told = [str(row["id"]) for row in graph.rows(EVENTS_CYPHER, kind=EventKind.ACCEPTED.value)]
    return filled, decided, told


def test_accepting_for_fifty_places_never_gives_fifty_one(graph: Graph) -> None:
    proposals = propose(graph)

    def take(client: int) -> bool:
        try:
            accept(graph, scope_of(client), proposals[client])
        except CapacityTaken as taken:
            return taken.id != "post-inv"
        return True

    assert sum(all_at_once(take)) == PLACES
    filled, decided, told = accepted_three_ways(graph)
    assert len(filled) == PLACES
    assert filled == decided == told


def test_of_many_who_accept_one_suggestion_one_does(graph: Graph) -> None:
    proposals = propose(graph)

    def take(client: int) -> bool:
        try:
            accept(graph, scope_of(client), proposals[0])
        except AlreadyDecided:
            return False
        return True

    assert sum(all_at_once(take)) == 1
    assert accepted_three_ways(graph) == ([proposals[0]],) * 3


def test_events_are_numbered_without_gap_or_twin(graph: Graph) -> None:
    proposals = propose(graph)
    all_at_once(lambda client: accept(graph, scope_of(client), proposals[client]), clients=16)
    numbers = sorted(row["seq"] for row in graph.rows(EVENTS_CYPHER, kind=EventKind.ACCEPTED.value))
    assert numbers == list(range(numbers[0], numbers[0] + 16))


def test_a_place_given_back_can_be_taken_again(graph: Graph) -> None:
    proposals = propose(graph)
    for number in range(PLACES):
        accept(graph, scope_of(0), proposals[number])
    with pytest.raises(CapacityTaken):
        accept(graph, scope_of(0), proposals[PLACES])
    undo(graph, scope_of(0), proposals[0])
    accept(graph, scope_of(0), proposals[PLACES])
    assert len(accepted_three_ways(graph)[0]) == PLACES


@pytest.fixture
def mortal_graph(tmp_path: Path) -> Iterator[Graph]:
    """An embedded server of one test's own, to be killed."""
    with open_embedded(tmp_path / "data", heap="256m") as graph:
        yield graph


def test_a_server_killed_while_suggestions_are_accepted_keeps_whole_decisions(
    mortal_graph: Graph, tmp_path: Path
) -> None:
    proposals = propose(mortal_graph)
    acknowledged: list[str] = []
    halfway = threading.Event()

    def take(client: int) -> None:
        try:
            accept(mortal_graph, scope_of(client), proposals[client])
            acknowledged.append(proposals[client])
        except (CapacityTaken, AlreadyDecided, GraphUnavailable):
            return
        finally:
            if len(acknowledged) >= PLACES // 3:
                halfway.set()

    with ThreadPoolExecutor(8) as pool:
        takers = [pool.submit(take, client) for client in range(CLIENTS)]
        eventually(halfway.is_set)
        kill(server_process(tmp_path / "data"))
        for taker in takers:
            taker.result(PATIENCE)
    filled, decided, told = accepted_three_ways(mortal_graph)
    assert filled == decided == told
    assert set(acknowledged) <= set(filled)
    assert len(filled) <= PLACES


def test_accepting_all_together_from_many_sides_never_gives_fifty_one(graph: Graph) -> None:
    proposals = propose(graph)
    orders = [proposals, proposals[::-1], proposals[::2] + proposals[1::2], proposals[32:] + proposals[:32]]

    def take(client: int) -> int:
        return sum(isinstance(one, Outcome) for one in accept_all(graph, scope_of(client), orders[client]))

    assert sum(all_at_once(take, clients=len(orders))) == PLACES
    filled, decided, told = accepted_three_ways(graph)
    assert len(filled) == PLACES
    assert filled == decided == told
