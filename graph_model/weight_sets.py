"""Learnt weights: proposed with a number, adopted by command, taken back by command; none is ever forgotten."""

from dataclasses import dataclass
from functools import partial
from typing import Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph, native
from graph_model.entities.terms import EventKind
from graph_model.entities.weight_set import WeightSet
from graph_model.errors import NotFound, NothingAdopted
from graph_model.nodes import Nodes

SAVE_WEIGHT_SETS_CYPHER: Final = """
    UNWIND $rows AS row
    MERGE (n:WeightSet {id: row.id})
    ON CREATE SET n += row.defaults, n.created_at = datetime($now)
    SET n += row.given, n.updated_at = datetime($now)
"""
FIND_WEIGHT_SETS_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:WeightSet {id: id})
    RETURN n
"""
ALL_WEIGHT_SETS_CYPHER: Final = "MATCH (n:WeightSet) RETURN n ORDER BY n.number DESC LIMIT $limit"
LOCK_CHOICE_CYPHER: Final = """
    MERGE (c:Counter {id: 'weights'})
    SET c.lock = 1
    WITH c
    RETURN c.value AS value, c.chosen AS chosen
"""
READ_CHOICE_CYPHER: Final = "MATCH (c:Counter {id: 'weights'}) RETURN c.value AS value, c.chosen AS chosen"
WRITE_CHOICE_CYPHER: Final = """
    MATCH (c:Counter {id: 'weights'})
    SET c.value = $value, c.chosen = $chosen
"""

WEIGHT_SETS: Final = Nodes(WeightSet, SAVE_WEIGHT_SETS_CYPHER, FIND_WEIGHT_SETS_CYPHER)
DOCUMENTED: Final = 0
"""The number of the documented weights, which are no node."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The latest number given, and the numbers adopted one after another; the last is in effect."""

    latest: int = 0
    adopted: tuple[int, ...] = ()

    @property
    def number(self) -> int:
        """The number in effect, 0 for the documented weights."""
        return self.adopted[-1] if self.adopted else DOCUMENTED


def id_of(number: int) -> str:
    """Return the id of the weights of a number."""
    return f"{WeightSet.prefix}{number}"


def propose(graph: Graph, draft: WeightSet) -> WeightSet:
    """Keep a proposal under the next number, whatever number the draft has, and return it as it is kept."""
    return graph.write(partial(_propose, draft=draft))


def _propose(tx: ManagedTransaction, draft: WeightSet) -> WeightSet:
    choice = _locked(tx)
    number = choice.latest + 1
    proposal = draft.model_copy(update={"id": id_of(number), "number": number})
    WEIGHT_SETS.put(tx, [proposal])
    _write(tx, Choice(number, choice.adopted))
    events.append(tx, EventKind.WEIGHTS_CHANGED, draft.by or "", [proposal.id], {"proposed": number})
    return proposal


def adopt(graph: Graph, number: int, by: str) -> Choice:
    """Put weights into effect, 0 for the documented ones; those in effect already stay so, and nothing is written.

    Raises
    ------
    NotFound
        There are no weights of that number.
    """
    return graph.write(partial(_adopt, number=number, by=by))


def _adopt(tx: ManagedTransaction, number: int, by: str) -> Choice:
    choice = _locked(tx)
    if not DOCUMENTED <= number <= choice.latest:
        raise NotFound(WeightSet.node_label, str(number))
    if number == choice.number:
        return choice
    return _change(tx, choice, Choice(choice.latest, (*choice.adopted, number)), by)


def back(graph: Graph, by: str) -> Choice:
    """Put the weights into effect again that held before the last ones were adopted.

    Raises
    ------
    NothingAdopted
        The documented weights hold, and none before them.
    """
    return graph.write(partial(_back, by=by))


def _back(tx: ManagedTransaction, by: str) -> Choice:
    choice = _locked(tx)
    if not choice.adopted:
        raise NothingAdopted
    return _change(tx, choice, Choice(choice.latest, choice.adopted[:-1]), by)


def _change(tx: ManagedTransaction, before: Choice, after: Choice, by: str) -> Choice:
    _write(tx, after)
    detail: dict[str, object] = {"before": before.number, "after": after.number}
    events.append(tx, EventKind.WEIGHTS_CHANGED, by, [id_of(after.number)], detail)
    return after


def _write(tx: ManagedTransaction, choice: Choice) -> None:
    tx.run(WRITE_CHOICE_CYPHER, value=choice.latest, chosen=list(choice.adopted)).consume()


def _locked(tx: ManagedTransaction) -> Choice:
    row = tx.run(LOCK_CHOICE_CYPHER).single(strict=True)
    return Choice(row["value"] or 0, tuple(native(row["chosen"]) or ()))


def read_choice(graph: Graph) -> Choice:
    """Return which weights were proposed and adopted; none of either in a graph that knows of none."""
    rows = graph.rows(READ_CHOICE_CYPHER)
    return Choice(rows[0]["value"] or 0, tuple(rows[0]["chosen"] or ())) if rows else Choice()


def in_effect(graph: Graph) -> WeightSet | None:
    """Find the weights in effect, or None for the documented ones."""
    number = read_choice(graph).number
    return WEIGHT_SETS.get(graph, id_of(number)) if number else None


def latest(graph: Graph, limit: int = 20) -> list[WeightSet]:
    """List the latest proposals, newest first."""
    return [WeightSet.from_properties(row["n"]) for row in graph.rows(ALL_WEIGHT_SETS_CYPHER, limit=limit)]
