"""Dated relationships: writing them, and the days they hold."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any, LiteralString

from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.entities.base import plain
from graph_model.nodes import BATCH, batches


@dataclass(frozen=True)
class Tie:
    """One relationship between the nodes with ids `start` and `end`.

    It holds from `since` to `until`, both days included; None means unknown or open. `properties` are its own facts:
    role, capacity, level, hours, source, run …
    """

    start: str
    end: str
    since: date | None = None
    until: date | None = None
    properties: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Ties:
    """The relationships of one type between two labels.

    `save_cypher` merges `$rows` of start, end, key and given, and returns how many it found both ends of as `found`.
    `keyed_by` names the properties that make two relationships of the same pair differ; with `since` among them a pair
    may be tied again after a break.
    """

    save_cypher: LiteralString
    keyed_by: tuple[str, ...] = ()

    def open(self, graph: Graph, *ties: Tie) -> int:
        """Write ties, 5,000 to a transaction, and tell how many; those that lack an end are left out."""
        written = 0
        for batch in batches(ties, BATCH):
            written += graph.write(partial(self.put, ties=batch))
        return written

    def put(self, tx: ManagedTransaction, ties: Sequence[Tie]) -> int:
        """Write ties within a transaction under way, and tell how many had both ends."""
        rows = [self.row_of(tie) for tie in ties]
        found: int = tx.run(self.save_cypher, rows=rows).single(strict=True)["found"]
        return found

    def row_of(self, tie: Tie) -> dict[str, Any]:
        """Give the row that `save_cypher` merges."""
        facts = {name: plain(value) for name, value in tie.properties.items()}
        given = facts | {"since": tie.since, "until": tie.until}
        return {"start": tie.start, "end": tie.end, "key": self.key_of(given), "given": given}

    def key_of(self, given: Mapping[str, Any]) -> str:
        """Write what tells this relationship from others of the same pair."""
        if not self.keyed_by:
            return ""
        values = [given.get(name) for name in self.keyed_by]
        return "|".join(["" if value is None else str(value) for value in values])
