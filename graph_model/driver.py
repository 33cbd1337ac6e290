"""The one way to the graph: reads, writes and schema statements through the official driver, errors translated once."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from itertools import count
from random import uniform
from time import monotonic, sleep
from typing import Any, Final, Literal, LiteralString, Self, TypeVar

from neo4j import (
    Driver,
    GraphDatabase,
    ManagedTransaction,
    NotificationMinimumSeverity,
    Result,
    Session,
    unit_of_work,
)
from neo4j.exceptions import (
    AuthError,
    ConnectionAcquisitionTimeoutError,
    ConstraintError,
    DriverError,
    IncompleteCommit,
    Neo4jError,
    ResultFailedError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
)
from neo4j.graph import Node, Relationship
from neo4j.time import Date, DateTime, Time

from graph_model import errors
from graph_model.day import today

T = TypeVar("T")
Server = Literal["embedded", "neo4j"]
Hold = Callable[[str], AbstractContextManager[None]]

TIMEOUT_SECONDS: Final = 60.0
FETCH_ROWS: Final = 10_000
CONNECTIONS: Final = 100
ACQUISITION_SECONDS: Final = 10.0
CONNECT_SECONDS: Final = 5.0
RETRY_SECONDS: Final = 30.0
AGAIN_SECONDS: Final = 0.2
IDLE_SECONDS: Final = 5.0
WRITE_SECONDS: Final = 30.0
PING_CYPHER: Final = "RETURN 1 AS one"


def no_hold(_work: str) -> AbstractContextManager[None]:
    """Let every writer in at once; for servers that order writes themselves."""
    return nullcontext()


@dataclass(frozen=True)
class Backend:
    """What the adapter needs to know of the server behind the driver.

    `hold` gives the lock a write is done under; `last_write` gives a number that differs after every write, None where
    nobody can know without asking the server; `close` ends the server if it is ours; `duplicate_retries` is how often
    a write that met a taken key is tried again (a MERGE in a race can meet one on the embedded server); `timeout` is
    how many seconds a transaction may take on Neo4j, the embedded server has its own such setting.
    """

    server: Server
    database: str
    hold: Hold = no_hold
    last_write: Callable[[], int | None] = lambda: None
    close: Callable[[], None] = lambda: None
    duplicate_retries: int = 0
    timeout: float = TIMEOUT_SECONDS


class Graph:
    """Reads and writes of one graph; safe to share between threads."""

    def __init__(self, driver: Driver, backend: Backend) -> None:
        self._driver = driver
        self._backend = backend

    @property
    def server(self) -> Server:
        """Which kind of server answers."""
        return self._backend.server

    def last_write(self) -> int | None:
        """Give a number that differs after every write, whoever wrote; None where only the server could tell."""
        return self._backend.last_write()

    def read(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Run `work` in a read transaction; it may run more than once."""
        timed = unit_of_work(timeout=self._backend.timeout)(work)
        with translated(self.server), self._session() as session:
            return again_when_broken(lambda: session.execute_read(timed))

    def write(self, work: Callable[[ManagedTransaction], T]) -> T:
        """Run `work` in one transaction, all of it or nothing; it may run more than once.

        Raises
        ------
        DuplicateKey, QueryRefused, QueryTimeout, GraphBusy, GraphUnavailable, NestedWrite
            What `work` itself raises passes through, and nothing is kept.
        """
        for _ in range(self._backend.duplicate_retries):
            try:
                return self._write_once(work)
            except errors.DuplicateKey:
                continue
        return self._write_once(work)

    def rows(self, query: LiteralString, **parameters: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any Cypher value
        """Run one reading query and return its rows with Python's own dates; `$today` is the day of the place.

        In a transaction of `read`, although without one it would take one message less: on a connection that has had
        both, the embedded server answers from before the last write of another connection.
        """
        given = {"today": today(), **parameters} if "$today" in query else parameters
        return self.read(lambda tx: rows_of(tx.run(query, given)))

    def apply_schema(self, statement: LiteralString) -> None:
        """Run one schema statement, alone."""
        with translated(self.server), self._backend.hold("schema"), self._session() as session:
            session.run(statement).consume()

    def ready(self) -> None:
        """Ask the server something trivial, once.

        Raises
        ------
        GraphUnavailable, SignInRefused
            It did not answer, or does not know us.
        """
        with translated(self.server), self._session() as session:
            session.run(PING_CYPHER).consume()

    def close(self) -> None:
        """Close the connections, and the server if this process runs it."""
        try:
            self._driver.close()
        finally:
            self._backend.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _write_once(self, work: Callable[[ManagedTransaction], T]) -> T:
        timed = unit_of_work(timeout=self._backend.timeout)(work)
        with translated(self.server), self._backend.hold(name_of(work)), self._session() as session:
            return again_when_broken(lambda: session.execute_write(timed))

    def _session(self) -> Session:
        return self._driver.session(database=self._backend.database, fetch_size=FETCH_ROWS)


def again_when_broken(run: Callable[[], T]) -> T:
    """Run a transaction again that broke off at something transient while it was rolled back.

    The driver tries again by itself what met a deadlock, unless reading the rest of a failed result, which it does
    before it rolls back, fails anew: then it raises `ResultFailedError`, with the deadlock for its cause.
    """
    last = monotonic() + RETRY_SECONDS
    for tries in count(1):
        try:
            return run()
        except ResultFailedError as error:
            cause = error.__cause__
            if not isinstance(cause, Neo4jError | DriverError):
                raise
            if not cause.is_retryable() or monotonic() >= last:
                raise cause from None
            sleep(uniform(0, min(tries * AGAIN_SECONDS, 1.0)))  # noqa: S311 two that met shall not meet again
    raise AssertionError("counting ends only with an answer or an error")


def name_of(work: Callable[..., object]) -> str:
    """Say what a piece of work is called; what it was given may be a whole ledger, and is not told."""
    bare = work.func if isinstance(work, partial) else work
    return str(getattr(bare, "__qualname__", type(bare).__name__))


def open_driver(uri: str, auth: tuple[str, str], **settings: Any) -> Driver:  # noqa: ANN401 - the driver's settings
    """Make a driver on which nothing waits for ever."""
    return GraphDatabase.driver(
        uri,
        auth=auth,
        user_agent="gongjian",
        max_connection_pool_size=CONNECTIONS,
        connection_acquisition_timeout=ACQUISITION_SECONDS,
        connection_timeout=CONNECT_SECONDS,
        connection_write_timeout=WRITE_SECONDS,
        max_transaction_retry_time=RETRY_SECONDS,
        liveness_check_timeout=IDLE_SECONDS,
        notifications_min_severity=NotificationMinimumSeverity.OFF,
        **settings,
    )


@contextmanager
def translated(server: Server) -> Iterator[None]:
    """Turn the driver's errors into ours; the only place that does."""
    try:
        yield
    except (Neo4jError, DriverError) as error:
        raise translate(server, error) from error


def translate(server: Server, error: Neo4jError | DriverError) -> Exception:
    """Choose our error for one of the driver's; a mistake in the use of the driver stays what it is."""
    cause = str(getattr(error, "message", None) or error)
    for kinds, ours in TRANSLATIONS:
        if isinstance(error, kinds):
            return ours(server, cause)
    if not isinstance(error, Neo4jError):
        return error
    code = error.code or ""
    return errors.QueryTimeout(cause) if "TimedOut" in code else errors.QueryRefused(code, cause)


TRANSLATIONS: Final[tuple[tuple[tuple[type[Exception], ...], Callable[[str, str], errors.GraphError]], ...]] = (
    ((IncompleteCommit,), lambda server, cause: errors.GraphUnavailable(server, cause, outcome_unknown=True)),
    ((ServiceUnavailable, SessionExpired, ConnectionAcquisitionTimeoutError), errors.GraphUnavailable),
    ((AuthError,), errors.SignInRefused),
    ((ConstraintError,), lambda _server, cause: errors.DuplicateKey(cause)),
    ((TransientError,), errors.GraphBusy),
)


def rows_of(result: Result) -> list[dict[str, Any]]:
    """Read all of a result as rows of Python values."""
    keys = result.keys()
    return [dict(zip(keys, map(native, record), strict=True)) for record in result]


def native(value: Any) -> Any:  # noqa: ANN401 - any Cypher value
    """Turn a value of the driver into Python's own.

    Dates and times become Python's, moments in UTC; nodes and relationships become their properties.
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    convert = CONVERSIONS.get(kind)
    if convert is None:
        return _properties(value) if isinstance(value, Relationship) else value
    return convert(value)


def _moment(value: DateTime) -> dt.datetime:
    """Give the moment in UTC; the embedded server keeps a passed moment as its UTC time and drops the zone."""
    moment = value.to_native()
    return moment.replace(tzinfo=dt.UTC) if moment.tzinfo is None else moment.astimezone(dt.UTC)


def _properties(entity: Node | Relationship) -> dict[str, Any]:
    return {key: native(value) for key, value in entity.items()}


def _list(values: Sequence[Any]) -> list[Any]:
    return [native(value) for value in values]


def _map(values: dict[str, Any]) -> dict[str, Any]:
    return {key: native(value) for key, value in values.items()}


PLAIN: Final = frozenset({str, int, float, bool, type(None)})
CONVERSIONS: Final[dict[type, Callable[[Any], Any]]] = {
    Date: Date.to_native,
    DateTime: _moment,
    Time: Time.to_native,
    Node: _properties,
    list: _list,
    dict: _map,
}
