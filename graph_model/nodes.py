"""Saving and finding the nodes of one noun, by the constant texts its file gives."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from typing import Any, Final, Generic, LiteralString, TypeVar

from neo4j import ManagedTransaction

from graph_model.driver import Graph
from graph_model.entities.base import Entity
from graph_model.errors import NotFound
from graph_model.scope import Scope

E = TypeVar("E", bound=Entity)
Row = TypeVar("Row")

BATCH: Final = 5000


@dataclass(frozen=True)
class Saving(Generic[E]):
    """The half that writes: `save_cypher` merges `$rows` of id, defaults, given and moments at the time `$now`."""

    entity: type[E]
    save_cypher: LiteralString

    def save(self, graph: Graph, *entities: E) -> None:
        """Write entities, 5,000 to a transaction; what was not given is left as it is."""
        for batch in batches(entities, BATCH):
            graph.write(partial(self.put, entities=batch))

    def put(self, tx: ManagedTransaction, entities: Sequence[E]) -> None:
        """Write entities within a transaction under way."""
        rows = [row_of(entity) for entity in entities]
        tx.run(self.save_cypher, rows=rows, now=datetime.now(UTC).isoformat()).consume()


@dataclass(frozen=True)
class Nodes(Saving[E]):
    """The nodes of a noun everybody may see: neither people nor lists."""

    find_cypher: LiteralString

    def find(self, graph: Graph, id: str) -> E | None:  # noqa: A002 - the property's own name
        """Find one by id, or None."""
        return next(iter(self.find_all(graph, [id])), None)

    def find_all(self, graph: Graph, ids: Iterable[str]) -> list[E]:
        """Find those of the ids that exist, in the order of the ids."""
        rows = graph.rows(self.find_cypher, ids=list(dict.fromkeys(ids)))
        return [entity_of(self.entity, row) for row in rows]

    def get(self, graph: Graph, id: str) -> E:  # noqa: A002 - the property's own name
        """Find one by id.

        Raises
        ------
        NotFound
            When there is none.
        """
        return there(self.find(graph, id), self.entity, id)


@dataclass(frozen=True)
class ScopedNodes(Saving[E]):
    """The nodes of people or of a list: `find_cypher` restricts itself to the subtree of `$root`."""

    find_cypher: LiteralString

    def find(self, graph: Graph, scope: Scope, id: str) -> E | None:  # noqa: A002 - the property's own name
        """Find one by id, or None when it is not there or not within the scope."""
        return next(iter(self.find_all(graph, scope, [id])), None)

    def find_all(self, graph: Graph, scope: Scope, ids: Iterable[str]) -> list[E]:
        """Find those of the ids that are within the scope, in the order of the ids."""
        rows = graph.rows(self.find_cypher, ids=list(dict.fromkeys(ids)), root=scope.territory)
        return [entity_of(self.entity, row) for row in rows]

    def get(self, graph: Graph, scope: Scope, id: str) -> E:  # noqa: A002 - the property's own name
        """Find one by id.

        Raises
        ------
        NotFound
            When there is none within the scope.
        """
        return there(self.find(graph, scope, id), self.entity, id)


def row_of(entity: Entity) -> dict[str, Any]:
    """Give the row that `save_cypher` merges."""
    return {
        "id": entity.id,
        "defaults": entity.defaults(),
        "given": entity.given(),
        "moments": entity.moments(),
    }


def entity_of(entity: type[E], row: dict[str, Any]) -> E:
    """Make the entity of a row with the node `n` and, where labels are fields, its `labels`."""
    return entity.from_properties(row["n"] | entity.from_labels(row.get("labels", ())))


def there(found: E | None, entity: type[E], id: str) -> E:  # noqa: A002 - the property's own name
    """Give what was found, or raise NotFound."""
    if found is None:
        raise NotFound(entity.node_label, id)
    return found


def batches(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Cut rows into lists of at most `size`."""
    rest = iter(rows)
    while batch := list(islice(rest, size)):
        yield batch
