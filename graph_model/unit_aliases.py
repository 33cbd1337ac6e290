"""What units are called beside their names: told by staff, remembered with the unit, taken back by one word."""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

from neo4j import ManagedTransaction

from graph_model import events
from graph_model.day import today
from graph_model.driver import Graph
from graph_model.entities.terms import EventKind
from graph_model.errors import NotFound
from graph_model.scope import PERSON_WITHIN_CLAUSE, Scope

NAMED_UNITS_CYPHER: Final = (
    "MATCH (n:Organisation) RETURN n.id AS id, n.name AS name, n.aliases AS others ORDER BY n.id"
)
UNKNOWN_EMPLOYERS_CYPHER: Final = (
    "MATCH (n:Person) WHERE n.employer IS NOT NULL AND "
    "NOT EXISTS { MATCH (n)-[r:WORKS_FOR]->(:Organisation) WHERE r.until IS NULL } AND "
    + PERSON_WITHIN_CLAUSE
    + " RETURN n.employer AS words, count(n) AS persons ORDER BY persons DESC, words"
)
LOCK_UNIT_CYPHER: Final = """
    MATCH (n:Organisation {id: $id}) SET n.lock = 1
    RETURN coalesce(n.aliases, []) AS aliases, coalesce(n.told_aliases, []) AS told
"""
WRITE_ALIASES_CYPHER: Final = """
    MATCH (n:Organisation {id: $id})
    SET n.aliases = $aliases, n.told_aliases = $told, n.updated_at = datetime($now)
"""
EMPLOYED_THERE_CYPHER: Final = (
    "MATCH (n:Person {employer: $words}) WHERE "
    "NOT EXISTS { MATCH (n)-[r:WORKS_FOR]->(:Organisation) WHERE r.until IS NULL } AND "
    + PERSON_WITHIN_CLAUSE
    + " RETURN n.id AS id ORDER BY id"
)
TIE_EMPLOYED_CYPHER: Final = """
    UNWIND $ids AS id
    MATCH (n:Person {id: id})
    MATCH (o:Organisation {id: $unit})
    MERGE (n)-[r:WORKS_FOR {key: ''}]->(o)
    SET r.until = null, r.alias = $words, r.source = n.source, r.by = $by, r.ledger = null
"""
UNTIE_EMPLOYED_CYPHER: Final = """
    MATCH (n:Person)-[r:WORKS_FOR {alias: $words}]->(:Organisation {id: $unit})
    WHERE r.until IS NULL AND r.ledger IS NULL
    SET r.until = $until
    RETURN n.id AS id ORDER BY id
"""


class NameTaken(Exception):
    """Another unit has the name or is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def named_units(graph: Graph) -> list[dict[str, Any]]:
    """List every unit with its name and what else it is called; units are no secret."""
    return graph.rows(NAMED_UNITS_CYPHER)


def unknown_employers(graph: Graph, scope: Scope) -> dict[str, int]:
    """Count, by the words a ledger gave, the persons within a scope whose unit nobody registered under that name."""
    rows = graph.rows(UNKNOWN_EMPLOYERS_CYPHER, root=scope.territory)
    return {row["words"]: row["persons"] for row in rows}


def keep_in(tx: ManagedTransaction, scope: Scope, unit: str, words: str, plain: Callable[[str], str]) -> int:
    """Let a unit be called so from now on, and tie whom ledgers said to work there; tells how many, the event last.

    ``plain`` gives a name as ledgers compare it: two units whose names are one by it would both be found no more.

    Raises
    ------
    NotFound
        There is no such unit.
    NameTaken
        Another unit is called so.
    """
    known, told = _locked(tx, unit)
    others: Iterable[Any] = (row for row in tx.run(NAMED_UNITS_CYPHER) if row["id"] != unit)
    said = plain(words)
    taken = next((row["name"] for row in others if said in map(plain, (row["name"], *(row["others"] or ())))), None)
    if taken is not None:
        raise NameTaken(taken)
    if words not in known or words not in told:
        _write(tx, unit, [*dict.fromkeys([*known, words])], [*dict.fromkeys([*told, words])])
    ids = [row["id"] for row in tx.run(EMPLOYED_THERE_CYPHER, words=words, root=scope.territory, today=today())]
    tx.run(TIE_EMPLOYED_CYPHER, ids=ids, unit=unit, words=words, by=scope.user).consume()
    events.append(tx, EventKind.ALIAS_KEPT, scope.user, [unit, *ids], {"words": words})
    return len(ids)


def take_back_in(tx: ManagedTransaction, scope: Scope, unit: str, words: str, day: date) -> int:
    """Call a unit so no more, and end what was tied by it; tells how many, 0 when it was not called so.

    What a ledger has stated itself since holds until that ledger says otherwise.

    Raises
    ------
    NotFound
        There is no such unit.
    """
    known, told = _locked(tx, unit)
    if words not in known:
        return 0
    _write(tx, unit, [one for one in known if one != words], [one for one in told if one != words])
    ended = tx.run(UNTIE_EMPLOYED_CYPHER, unit=unit, words=words, until=day - timedelta(days=1))
    ids = [row["id"] for row in ended]
    events.append(tx, EventKind.ALIAS_TAKEN_BACK, scope.user, [unit, *ids], {"words": words})
    return len(ids)


def _locked(tx: ManagedTransaction, unit: str) -> tuple[list[str], list[str]]:
    """Give all that a unit is called, and what of it staff said, whatever its ledger says next."""
    row = tx.run(LOCK_UNIT_CYPHER, id=unit).single()
    if row is None:
        raise NotFound("Organisation", unit)
    return list(row["aliases"]), list(row["told"])


def _write(tx: ManagedTransaction, unit: str, aliases: list[str], told: list[str]) -> None:
    now = datetime.now(UTC).isoformat()
    tx.run(WRITE_ALIASES_CYPHER, id=unit, aliases=aliases, told=told, now=now).consume()
