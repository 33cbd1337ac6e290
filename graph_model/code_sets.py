"""Division codes in force: what stands within a scope, putting a new set into effect, and which set is the latest."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

import orjson
from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph, rows_of
from graph_model.entities.event import Event
from graph_model.entities.terms import EventKind
from graph_model.entities.territory import Territory
from graph_model.scope import TERRITORIES_WITHIN_CLAUSE, Scope
from graph_model.territories import PARTS, SUCCESSIONS, TERRITORIES
from graph_model.ties import Tie, Ties

CODED_TERRITORIES_CYPHER: Final = (
    TERRITORIES_WITHIN_CLAUSE
    + """
    AND t.level IN ['district', 'subdistrict', 'community']
    RETURN DISTINCT t.id AS code, t.name AS name, t.level AS level, t.valid_until AS valid_until,
        t.longitude AS longitude, t.latitude AS latitude, coalesce(t.former_names, []) AS former_names,
        [(t)-[r:PART_OF]->(p:Territory) WHERE coalesce(r.until, $today) >= $today | p.id] AS parents,
        [(t)-[s:SUCCEEDED_BY]->(heir:Territory) WHERE coalesce(s.on, $today) <= $today | heir.id] AS heirs
    ORDER BY code
    """
)
PARTS_OF_CYPHER: Final = """
    UNWIND $codes AS code
    MATCH (t:Territory)-[r:PART_OF]->(:Territory {id: code})
    WHERE r.until IS NULL
    RETURN t.id AS part, t.level AS level, t.valid_until AS valid_until, code AS above ORDER BY part, above
"""
END_PARTS_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (:Territory {id: row.part})-[r:PART_OF]->(:Territory {id: row.above})
    WHERE r.until IS NULL
    SET r.until = row.until
"""
BEGUN_LATER_CYPHER: Final = """
    UNWIND $rows AS row
    MATCH (:Territory {id: row.part})-[r:PART_OF]->(:Territory {id: row.above})
    WHERE r.until IS NULL AND r.since > row.until
    RETURN row.part AS part, row.above AS above, r.since AS since ORDER BY part, above
"""
LATEST_CODES_CYPHER: Final = """
    MATCH (e:Event) WHERE e.kind = 'codes_loaded'
    RETURN e AS n ORDER BY e.seq DESC LIMIT 1
"""
ONE_DAY: Final = timedelta(days=1)


class BegunLater(Exception):
    """Some parts came to be where they are only after the day a set is to hold from; nothing may be written."""

    def __init__(self, ties: Sequence[tuple[str, str, date]]) -> None:
        super().__init__(f"{len(ties)} ties")
        self.ties = tuple(ties)


class EndLost(Exception):
    """Of the ties of a set some lacked an end; nothing may be written."""

    def __init__(self, wanted: int, written: int) -> None:
        super().__init__(f"{written} of {wanted} written")


@dataclass(frozen=True, slots=True)
class CodeSet:
    """The set of codes that was put into effect last: its file, from which day it holds, when and by whom."""

    file: str
    digest: str
    on: date
    loaded_at: str
    by: str
    counts: Mapping[str, int] = field(default_factory=dict)
    """Changes by kind, as they were put into effect."""


@dataclass(slots=True)
class CodeSteps:
    """What puts a set into effect; `above` are parts and the code each is part of from the day on."""

    on: date
    saved: list[Territory] = field(default_factory=list)
    above: dict[str, str] = field(default_factory=dict)
    began: set[str] = field(default_factory=set)
    """Parts that are new with the very first set of their district: they were always there."""
    heirs: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def subjects(self) -> list[str]:
        """Ids of all territories that change."""
        return sorted({one.id for one in self.saved} | set(self.above) | set(self.heirs))


def coded_territories(tx: ManagedTransaction, scope: Scope, day: date) -> list[dict[str, Any]]:
    """List the territories with codes of their own within a scope, by code; those that gave way name their heirs."""
    return rows_of(tx.run(CODED_TERRITORIES_CYPHER, root=scope.territory, today=day))


def parts_of(tx: ManagedTransaction, codes: Sequence[str]) -> list[dict[str, Any]]:
    """List what is part of some territories, whatever its level."""
    return rows_of(tx.run(PARTS_OF_CYPHER, codes=list(codes)))


def put_codes(tx: ManagedTransaction, steps: CodeSteps, held: Mapping[str, Sequence[str]]) -> None:
    """Put a set into effect within a transaction under way; `held` names what each part is part of until then.

    Raises
    ------
    BegunLater
        A tie that is to end before the day began on it or later; the transaction must not be kept.
    EndLost
        A tie lacked one of its territories; nor must it be kept then.
    """
    TERRITORIES.put(tx, steps.saved)
    last = steps.on - ONE_DAY
    over = [(part, one) for part, above in sorted(steps.above.items()) for one in held.get(part, ()) if one != above]
    ends = [{"part": part, "above": one, "until": last} for part, one in over]
    later = [(row["part"], row["above"], row["since"]) for row in rows_of(tx.run(BEGUN_LATER_CYPHER, rows=ends))]
    if later:
        raise BegunLater(later)
    tx.run(END_PARTS_CYPHER, rows=ends).consume()
    begin = [(part, above) for part, above in sorted(steps.above.items()) if above not in held.get(part, ())]
    _put_all(tx, PARTS, [Tie(part, above, None if part in steps.began else steps.on) for part, above in begin])
    given = {"on": steps.on}
    went = [(code, heir) for code, heirs in sorted(steps.heirs.items()) for heir in heirs]
    _put_all(tx, SUCCESSIONS, [Tie(code, heir, properties=given) for code, heir in went])


def _put_all(tx: ManagedTransaction, ties: Ties, wanted: Sequence[Tie]) -> None:
    written = ties.put(tx, wanted)
    if written != len(wanted):
        raise EndLost(len(wanted), written)


def tell(tx: ManagedTransaction, codes: CodeSet, subjects: Sequence[str]) -> None:
    """Leave the event that says which set holds from now on."""
    facts: dict[str, object] = {
        "file": codes.file,
        "digest": codes.digest,
        "on": codes.on.isoformat(),
        "counts": dict(codes.counts),
    }
    events.append(tx, EventKind.CODES_LOADED, codes.by, subjects, facts)


def latest_codes(graph: Graph) -> CodeSet | None:
    """Give the set that was put into effect last, None while the site has loaded none of its own."""
    return next((_told(row) for row in graph.rows(LATEST_CODES_CYPHER)), None)


def latest_codes_within(tx: ManagedTransaction) -> CodeSet | None:
    """Give the same within a transaction under way."""
    return next((_told(row) for row in rows_of(tx.run(LATEST_CODES_CYPHER))), None)


def _told(row: Mapping[str, Any]) -> CodeSet:
    event = Event.from_properties(row["n"])
    facts = orjson.loads(event.detail)
    on = date.fromisoformat(facts["on"])
    return CodeSet(facts["file"], facts["digest"], on, event.at.isoformat(), event.by, facts["counts"])
