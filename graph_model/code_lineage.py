"""What staff said of the lineage a set of codes leaves open: confirmed or denied, by whom and when, kept as events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final

import orjson
from neo4j import ManagedTransaction

from graph_model import events
from graph_model.driver import Graph
from graph_model.entities.event import Event
from graph_model.entities.terms import EventKind
from graph_model.scope import Scope

LINEAGE_OF_SET_CYPHER: Final = """
    MATCH (e:Event) WHERE e.kind = 'lineage_settled' AND e.detail CONTAINS $digest
    RETURN e AS n ORDER BY e.seq
"""


@dataclass(frozen=True, slots=True)
class LineageWord:
    """What was said of one old code: its ``heirs``, none where it is abolished; None where the proposal was denied.

    ``open`` says that it was taken back, so that nothing is said of the code.
    """

    code: str
    heirs: tuple[str, ...] | None = None
    open: bool = False
    by: str = ""
    at: datetime | None = None

    @property
    def confirmed(self) -> bool:
        """Whether the heirs are settled."""
        return self.heirs is not None and not self.open


def settle(graph: Graph, scope: Scope, digest: str, words: Sequence[LineageWord]) -> None:
    """Record what staff say of codes of a set, named by the digest of its file, in the name of who asks."""
    if words:
        graph.write(partial(_settle, scope=scope, digest=digest, words=words))


def _settle(tx: ManagedTransaction, scope: Scope, digest: str, words: Sequence[LineageWord]) -> None:
    said = [[one.code, None if one.heirs is None else list(one.heirs), one.open] for one in words]
    detail: dict[str, object] = {"set": digest, "said": said}
    events.append(tx, EventKind.LINEAGE_SETTLED, scope.user, [one.code for one in words], detail)


def settled(graph: Graph, digest: str) -> dict[str, LineageWord]:
    """Give what was said last of each code of a set, by code; what was taken back is left out."""
    found: dict[str, LineageWord] = {}
    for row in graph.rows(LINEAGE_OF_SET_CYPHER, digest=digest):
        event = Event.from_properties(row["n"])
        for code, heirs, is_open in orjson.loads(event.detail)["said"]:
            found[code] = LineageWord(code, None if heirs is None else tuple(heirs), is_open, event.by, event.at)
    return {code: one for code, one in found.items() if not one.open}


def heirs_of(words: Mapping[str, LineageWord]) -> dict[str, tuple[str, ...]]:
    """Give the heirs of the codes that are confirmed."""
    return {code: one.heirs for code, one in words.items() if one.heirs is not None}
