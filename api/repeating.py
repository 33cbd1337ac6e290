"""Writes that a caller may send again under an idempotency key: done once, answered alike."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeVar
from weakref import WeakValueDictionary

from neo4j import ManagedTransaction

from api.errors import KeyReused
from api.schemas.common import Answer
from graph_model import idempotency
from graph_model.driver import Graph
from graph_model.idempotency import Answered

Told = TypeVar("Told", bound=Answer)
REUSED: Final = "这个幂等键已经用在另一个请求上了。每个新的请求请换一个新的键。"
UNDER_WAY: Final[WeakValueDictionary[str, "Turn"]] = WeakValueDictionary()
CHOOSING: Final = threading.Lock()


class Turn:
    """Lets those who send the same key at the same time in one after another."""

    def __init__(self) -> None:
        self.lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Repeatable:
    """A request that writes: whose it is, under which key if any, and what it asks, told in full."""

    graph: Graph
    user: str
    key: str | None
    request: str

    def told_before(self, schema: type[Told]) -> Told | None:
        """Return the answer given under this key before, or nothing.

        Raises
        ------
        KeyReused
            The key belongs to another request.
        """
        said = idempotency.answered(self.graph, self._name, self._digest) if self.key is not None else None
        return _read(said, schema) if said else None

    def write(self, schema: type[Told], work: Callable[[ManagedTransaction], Told]) -> Told:
        """Do `work` in one transaction, at most once for a key of this reader; the graph keeps the keys.

        Raises
        ------
        KeyReused
            The key belongs to another request.
        """
        if self.key is None:
            return self.graph.write(work)
        said = idempotency.once(self.graph, self._name, self._digest, lambda tx: work(tx).model_dump_json())
        return _read(said, schema)

    def run(self, schema: type[Told], work: Callable[[], Told]) -> Told:
        """Do `work` that takes several transactions, at most once for a key; what fails is not remembered.

        Raises
        ------
        KeyReused
            The key belongs to another request.
        """
        if self.key is None:
            return work()
        with CHOOSING:
            turn = UNDER_WAY.setdefault(self._name, Turn())
        with turn.lock:
            return self.told_before(schema) or self._remembered(schema, work())

    def _remembered(self, schema: type[Told], answer: Told) -> Told:
        text = answer.model_dump_json()
        return _read(idempotency.once(self.graph, self._name, self._digest, lambda _: text), schema)

    @property
    def _name(self) -> str:
        return f"{self.user}:{self.key}"

    @property
    def _digest(self) -> str:
        return hashlib.sha256(self.request.encode()).hexdigest()


def _read(said: Answered, schema: type[Told]) -> Told:
    if not said.same_request:
        raise KeyReused(REUSED)
    return schema.model_validate_json(said.response)
