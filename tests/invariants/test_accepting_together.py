"""Accepting all and accepting single ones of the same works at once: nobody waits in a ring, nobody is one too many."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from typing import Final, TypeVar

from neo4j import ManagedTransaction

from graph_model.decisions import Outcome, Refusal, accept_all_in, accept_in, decline_in
from graph_model.driver import Graph
from graph_model.entities.terms import DeclineReason, EventKind
from graph_model.errors import AlreadyDecided, AlreadyServing, CapacityTaken
from graph_model.migrations import migrate
from graph_model.scope import Scope
from tests.invariants.clients import all_at_once
from tests.invariants.proposals import ACCEPTED_CYPHER, EVENTS_CYPHER, TERRITORY

T = TypeVar("T")
POSTS: Final = 4
PLACES: Final = 3
PERSONS: Final = 8
EACH_TAKES: Final = 2
ALL_TAKERS: Final = 4
SINGLE_TAKERS: Final = 4
CLIENTS: Final = ALL_TAKERS + SINGLE_TAKERS + 1
SEED_CYPHER: Final = """
    CREATE (t:Territory {id: $territory, name: '样例区', level: 'district'})
    CREATE (:MatchRun {id: 'run', week: '2026-W47', territory: $territory, state: 'finished'})
    WITH t UNWIND range(1, $posts) AS number
    CREATE (p:Post {id: 'post-' + toString(number), title: '样例岗位', headcount: $places, status: 'open'})-[:IN]->(t)
"""
PERSONS_CYPHER: Final = """
    MATCH (t:Territory {id: $territory})
    UNWIND range(1, $persons) AS number
    CREATE (h:Person {id: 'person-' + toString(number), name: '样例', max_posts: $takes})-[:LIVES_IN]->(t)
"""
PROPOSE_CYPHER: Final = """
    MATCH (t:Territory {id: $territory})
    MATCH (p:Post)
    MATCH (h:Person)
    MATCH (m:MatchRun {id: 'run'})
    CREATE (s:Suggestion {id: p.id + ':' + h.id, in_run: 'run', work: p.id, work_kind: 'post', helper: h.id,
        helper_kind: 'person', community: $territory, decision: 'pending', change: 'new', score: 1})-[:IN]->(t)
    CREATE (s)-[:PROPOSES]->(h) CREATE (s)-[:OF]->(p) CREATE (s)-[:IN_RUN]->(m)
"""
TAKEN_CYPHER: Final = "MATCH (h)-[r:FILLS]->(p) RETURN r.suggestion AS id, h.id AS helper, p.id AS post ORDER BY id"
ALL_EVENTS_CYPHER: Final = "MATCH (e:Event) RETURN e.seq AS seq ORDER BY seq"


def propose_everybody_everywhere(graph: Graph) -> list[str]:
    """Propose each of eight persons, who take two posts each, for each of four posts of three places."""
    migrate(graph)
    known = {"territory": TERRITORY, "posts": POSTS, "places": PLACES, "persons": PERSONS, "takes": EACH_TAKES}

    def seed(tx: ManagedTransaction) -> None:
        for query in (SEED_CYPHER, PERSONS_CYPHER, PROPOSE_CYPHER):
            tx.run(query, known).consume()

    graph.write(seed)
    return [f"post-{post}:person-{person}" for post in range(1, POSTS + 1) for person in range(1, PERSONS + 1)]


class Tries:
    """Counts how often transactions were begun: one more than asked for is one that had to be tried again."""

    def __init__(self, graph: Graph) -> None:
        self.graph = graph
        self.begun: list[str] = []
        self.asked: list[str] = []

    def write(self, name: str, work: Callable[[ManagedTransaction], T]) -> T:
        """Do `work` in a transaction."""

        def begin(tx: ManagedTransaction) -> T:
            self.begun.append(name)
            return work(tx)

        self.asked.append(name)
        return self.graph.write(begin)


def take_all(tries: Tries, scope: Scope, ids: Sequence[str]) -> list[Outcome | Refusal]:
    return tries.write("all", lambda tx: accept_all_in(tx, scope, ids))


def take_singly(tries: Tries, scope: Scope, ids: Sequence[str]) -> list[Outcome | Refusal]:
    found: list[Outcome | Refusal] = []
    for one in ids:
        try:
            found.append(tries.write(one, partial(accept_in, scope=scope, id=one)))
        except (AlreadyDecided, AlreadyServing, CapacityTaken) as refusal:
            found.append(refusal)
    return found


def decline_singly(tries: Tries, scope: Scope, ids: Sequence[str]) -> list[Outcome | Refusal]:
    for one in ids:
        try:
            tries.write(one, partial(decline_in, scope=scope, id=one, reason=DeclineReason.TIME))
        except AlreadyDecided:
            continue
    return []


def test_accepting_all_and_single_ones_at_once_never_waits_in_a_ring(graph: Graph) -> None:
    proposals = propose_everybody_everywhere(graph)
    tries = Tries(graph)
    turned = [proposals[8 * turn :] + proposals[: 8 * turn] for turn in range(ALL_TAKERS)]

    def act(client: int) -> list[Outcome | Refusal]:
        scope = Scope(f"staff-{client}", TERRITORY)
        if client < ALL_TAKERS:
            order = turned[client] if client % 2 else turned[client][::-1]
            return [*take_all(tries, scope, order[:16]), *take_all(tries, scope, order[16:])]
        if client < ALL_TAKERS + SINGLE_TAKERS:
            return take_singly(tries, scope, proposals[client::5])
        return decline_singly(tries, scope, proposals[::7])

    outcomes = [one for found in all_at_once(act, clients=CLIENTS) for one in found]
    assert sorted(tries.begun) == sorted(tries.asked)

    taken = graph.rows(TAKEN_CYPHER)
    assert max(Counter(row["post"] for row in taken).values()) <= PLACES
    assert max(Counter(row["helper"] for row in taken).values()) <= EACH_TAKES
    filled = [row["id"] for row in taken]
    told = graph.rows(EVENTS_CYPHER, kind=EventKind.ACCEPTED.value)
    accepted = {one.suggestion.id: one.seq for one in outcomes if isinstance(one, Outcome)}
    assert filled == [row["id"] for row in graph.rows(ACCEPTED_CYPHER)] == [row["id"] for row in told]
    assert accepted == {row["id"]: row["seq"] for row in told}
    numbers = [row["seq"] for row in graph.rows(ALL_EVENTS_CYPHER)]
    assert numbers == list(range(1, len(numbers) + 1))


def test_one_refused_among_many_undoes_none_and_events_follow_the_order_asked(graph: Graph) -> None:
    proposals = propose_everybody_everywhere(graph)
    scope = Scope("staff", TERRITORY)
    asked = [*proposals[:5][::-1], "nothing", proposals[8]]
    outcomes = take_all(Tries(graph), scope, asked)
    assert [isinstance(one, Outcome) for one in outcomes] == [True, True, True, False, False, False, True]
    seqs = [one.seq for one in outcomes if isinstance(one, Outcome)]
    assert seqs == [1, 2, 3, 4]
    assert [row["id"] for row in graph.rows(TAKEN_CYPHER)] == sorted([*asked[:3], asked[6]])
